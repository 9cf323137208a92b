"""`--localstack-endpoint`: an emulator that runs elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from localstack.config import Settings
from localstack.runtime import Emulator

Run = Callable[..., pytest.RunResult]

USES = """
    import boto3
    import pytest

    sqs = boto3.client("sqs")

    @pytest.mark.parametrize("number", range(2))
    def test_clients_and_accounts(number, aws_client, sqs_queue, account_id, localstack):
        assert sqs.list_queues()["QueueUrls"] == [sqs_queue]
        assert account_id in sqs_queue and account_id != "000000000000"
        elsewhere = boto3.client("sts", endpoint_url="https://sts.amazonaws.com")
        assert elsewhere.get_caller_identity()["Account"] == account_id
        localstack.reset("sqs")
        assert "QueueUrls" not in sqs.list_queues()
        with pytest.raises(LookupError, match="no service named 'sqq'"):
            localstack.reset("sqq")
"""
CLOCK = """
    import time

    def test_1(localstack):
        localstack.freeze()
        localstack.advance(86400)
        localstack.settle()
        assert localstack.clock.is_frozen
        assert localstack.clock.now().timestamp() > time.time() + 86000

    def test_2(localstack):
        assert not localstack.clock.is_frozen
"""


@pytest.fixture
def endpoint() -> Iterator[str]:
    with Emulator(Settings(sqs_endpoint_strategy="dynamic")) as emulator:
        yield emulator.url


@pytest.fixture
def other_server() -> Iterator[str]:
    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(404)

        def do_POST(self) -> None:
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Refusing)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_tests_use_it_each_with_an_account(run_here: Run, pytester: pytest.Pytester, endpoint: str) -> None:
    pytester.makepyfile(test_uses=USES, test_clock=CLOCK)

    for _ in range(2):
        run_here(f"--localstack-endpoint={endpoint}").assert_outcomes(passed=4)


def test_xdist_workers_use_it(run: Run, pytester: pytest.Pytester, endpoint: str) -> None:
    pytester.makepyfile(USES)

    run(f"--localstack-endpoint={endpoint}", "-n", "2").assert_outcomes(passed=2)


def test_what_needs_the_emulator_here_names_the_option(
    run_here: Run, pytester: pytest.Pytester, endpoint: str
) -> None:
    pytester.makepyfile("def test_it(_localstack_session): _localstack_session.emulator.recorder")

    result = run_here(f"--localstack-endpoint={endpoint}")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [f"*needs the emulator in the test process*--localstack-endpoint={endpoint}*"]
    )


def test_a_server_without_the_controls_is_named(
    run_here: Run, pytester: pytest.Pytester, other_server: str
) -> None:
    pytester.makepyfile("def test_it(localstack): localstack.advance(1)")

    result = run_here(f"--localstack-endpoint={other_server}")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"*{other_server}: the server has no POST /_localstack/clock/advance (404)"])


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "xdist"])
@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://127.0.0.1:9", "*no emulator answers there*start one with `localstack start`*"),
        ("localhost:4566", "*is no URL: write http://127.0.0.1:4566*"),
    ],
    ids=["unreachable", "no URL"],
)
def test_a_wrong_endpoint_stops_the_run(
    run_here: Run, pytester: pytest.Pytester, arguments: tuple[str, ...], url: str, message: str
) -> None:
    pytester.makepyfile("def test_it(): pass")

    result = run_here(f"--localstack-endpoint={url}", *arguments)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([message])


def test_it_does_not_roll_back(run_here: Run, pytester: pytest.Pytester, endpoint: str) -> None:
    pytester.makepyfile("def test_it(): pass")

    result = run_here(f"--localstack-endpoint={endpoint}", "--localstack-isolation=rollback")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--localstack-isolation: rollback needs the emulator in the test process*"])


@pytest.mark.parametrize("other", ["--localstack-shared", "--localstack-port=4567"])
def test_options_about_an_emulator_of_the_run_contradict_it(
    run_here: Run, pytester: pytest.Pytester, other: str
) -> None:
    pytester.makepyfile("def test_it(): pass")

    result = run_here("--localstack-endpoint=http://127.0.0.1:9", other)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*{other} is about one of this run: leave one of them out"])
