"""Ctrl-C and tests that end their process: state is dropped, no process and no port stays."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from localstack.clock import Deadline

Run = Callable[..., pytest.RunResult]

INTERRUPTED = """
    import os, pathlib, signal, threading
    import pytest

    @pytest.fixture(scope="session", autouse=True)
    def port(localstack, aws_client):
        aws_client.ssm.put_parameter(Name="/one", Value="1", Type="String")
        pathlib.Path("port").write_text(localstack.url.rpartition(":")[2])

    # A shell that starts the outer run in the background has it, and what it starts, ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def interrupt():
        os.kill(os.getpid(), signal.SIGINT)

    @pytest.fixture
    def fixture(sqs_queue):
        interrupt()

    def test_in_fixture(fixture):
        pass

    def test_in_test(sqs_queue):
        interrupt()

    def test_in_long_poll(aws_client, sqs_queue, _localstack_session):
        def when_it_waits():
            while not _localstack_session.emulator.waits.count:
                pass
            interrupt()

        threading.Thread(target=when_it_waits).start()
        aws_client.sqs.receive_message(QueueUrl=sqs_queue, WaitTimeSeconds=20)
"""


@pytest.mark.parametrize("where", ["fixture", "test", "long_poll"])
def test_ctrl_c_ends_the_run_and_leaves_nothing(
    run: Run, pytester: pytest.Pytester, left_running: Callable[[], list[str]], where: str
) -> None:
    pytester.makepyfile(INTERRUPTED)

    result = run("--localstack", "-k", f"in_{where}")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*KeyboardInterrupt*"])
    assert "INTERNALERROR" not in result.stdout.str()
    assert "Traceback" not in result.stdout.str() + result.stderr.str()
    assert left_running() == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int((pytester.path / "port").read_text()))) != 0


def test_a_process_that_ends_itself_leaves_nothing(
    run: Run, pytester: pytest.Pytester, left_running: Callable[[], list[str]]
) -> None:
    pytester.makepyfile(
        """
        import os

        def test_it(aws_client):
            aws_client.ssm.put_parameter(Name="/one", Value="1", Type="String")
            os._exit(7)
        """
    )

    assert run("--localstack").ret == 7
    # The long tail's process ends when it reads the end of its connections.
    deadline = Deadline(30)
    while left_running():
        assert deadline.remaining


def test_a_request_that_hangs_is_named_and_does_not_hang_the_run(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        """
        import threading
        import pytest

        @pytest.fixture
        def hanging(_localstack_session):
            emulator = _localstack_session.emulator
            emulator.gate.enter()
            yield
            # Its request hangs until the run is over.

        def test_it(hanging):
            pass
        """
    )
    pytester.makeconftest("import localstack.runtime.emulator as e; e.DRAIN_SECONDS = 0.1")

    result = run("--localstack")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*1 requests were still being answered after 0.1 s*"])
