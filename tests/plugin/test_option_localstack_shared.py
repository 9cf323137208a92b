"""`--localstack-shared`: one emulator for all xdist workers."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from localstack.clock import Deadline

Run = Callable[..., pytest.RunResult]

TESTS = """
    import os, pathlib
    import boto3
    import pytest

    sqs = boto3.client("sqs")

    @pytest.mark.parametrize("number", range(6))
    def test_it(number, localstack, account_id, aws_client):
        assert "QueueUrls" not in sqs.list_queues()
        url = aws_client.sqs.create_queue(QueueName="same")["QueueUrl"]
        assert sqs.list_queues()["QueueUrls"] == [url]
        aws_client.ssm.put_parameter(Name="/same", Value="1", Type="String")
        pathlib.Path(f"seen-{number}").write_text(f"{localstack.url} {account_id} {os.getpid()}")
"""
DYING = """
    import os, signal
    import pytest

    @pytest.mark.parametrize("number", range(4))
    def test_it(number, aws_client, localstack):
        aws_client.ssm.put_parameter(Name="/one", Value="1", Type="String")
        with open("urls", "a") as file:
            file.write(localstack.url + "\\n")
        if number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
"""


def is_listening(url: str) -> bool:
    parts = urlsplit(url)
    with socket.socket() as probe:
        return probe.connect_ex((str(parts.hostname), int(parts.port or 0))) == 0


def test_workers_share_one_emulator_and_tests_have_accounts(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TESTS)

    run("--localstack-shared", "-n", "2").assert_outcomes(passed=6)

    seen = [file.read_text().split() for file in sorted(pytester.path.glob("seen-*"))]
    urls, accounts, workers = (set(column) for column in zip(*seen, strict=True))
    assert (len(urls), len(accounts), len(workers)) == (1, 6, 2)
    assert not is_listening(urls.pop())


INTERRUPTING = """
    import os, signal, threading
    import pytest

    def test_it(aws_client):
        aws_client.ssm.put_parameter(Name="/one", Value="1", Type="String")
        os.kill(int(os.environ["CONTROLLER"]), signal.{name})
        threading.Event().wait(60)
"""

# A shell that starts the outer run in the background has it, and what it starts, ignore Ctrl-C.
CONTROLLER = """
    import os, signal

    os.environ.setdefault("CONTROLLER", str(os.getpid()))
    signal.signal(signal.SIGINT, signal.default_int_handler)
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_it_ends_with_the_run_however_that_ends(
    run: Run, pytester: pytest.Pytester, left_running: Callable[[], list[str]], name: str
) -> None:
    pytester.makepyfile(INTERRUPTING.format(name=name))
    pytester.makeconftest(CONTROLLER)

    result = run("--localstack-shared", "-n", "1")

    assert result.ret == (pytest.ExitCode.INTERRUPTED if name == "SIGINT" else -signal.SIGKILL)
    assert "Traceback" not in result.stdout.str() + result.stderr.str()
    deadline = Deadline(30)
    while left_running():
        assert deadline.remaining


def test_it_listens_where_it_is_told(run: Run, pytester: pytest.Pytester) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    pytester.makepyfile(f"def test_it(localstack): assert localstack.url == 'http://127.0.0.1:{port}'")

    run("--localstack-shared", f"--localstack-port={port}", "-n", "1").assert_outcomes(passed=1)


def test_one_process_has_its_own_emulator_as_ever(run_here: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(account_id): assert account_id == '000000000000'")

    run_here("--localstack-shared").assert_outcomes(passed=1)


@pytest.mark.parametrize("option", ["--localstack", "--localstack-shared"])
def test_a_killed_worker_leaves_nothing_and_the_run_goes_on(
    run: Run, pytester: pytest.Pytester, left_running: Callable[[], list[str]], option: str
) -> None:
    pytester.makepyfile(DYING)

    result = run(option, "-n", "1")

    result.assert_outcomes(passed=3, failed=1)
    urls = set((pytester.path / "urls").read_text().split())
    assert len(urls) == (1 if option == "--localstack-shared" else 2)
    assert not any(map(is_listening, urls))
    assert left_running() == []
