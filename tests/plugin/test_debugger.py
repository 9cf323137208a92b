"""`--pdb`, `--trace` and `breakpoint()`: time stands while somebody thinks, and quitting leaves nothing behind."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

POLLING = """
    import threading, time

    elsewhen = threading.Event()

    def test_it(localstack, aws_client, sqs_queue, _localstack_session):
        sqs = aws_client.sqs
        answers = []

        def poll():
            answers.append(sqs.receive_message(QueueUrl=sqs_queue, WaitTimeSeconds=1))

        thread = threading.Thread(target=poll)
        thread.start()
        while not _localstack_session.emulator.waits.count:
            pass
        behind = time.time() - localstack.clock.time()
        breakpoint()
        assert time.time() - localstack.clock.time() - behind > 1.4
        sqs.send_message(QueueUrl=sqs_queue, MessageBody="late")
        thread.join()
        assert answers[0]["Messages"][0]["Body"] == "late"

    def test_time_is_back(localstack):
        assert abs(time.time() - localstack.clock.time()) < 1
"""
FAILING = """
    import boto3

    sqs = boto3.client("sqs")

    def test_1(aws_client):
        sqs.create_queue(QueueName="one")
        aws_client.ssm.put_parameter(Name="/one", Value="1", Type="String")
        assert False

    def test_2():
        assert "QueueUrls" not in sqs.list_queues()
"""


@pytest.fixture
def debug(pytester: pytest.Pytester) -> Run:
    def debug(commands: str, *arguments: str) -> pytest.RunResult:
        command = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--localstack", *arguments)
        return pytester.run(*command, stdin=commands.encode())

    return debug


def test_long_polls_and_time_wait_for_a_breakpoint(debug: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(POLLING)

    result = debug("p elsewhen.wait(1.5), thread.is_alive()\nc\n")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*(False, True)*"])


def test_post_mortem_shows_the_state_and_the_next_test_has_its_own(
    debug: Run, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile(FAILING)

    result = debug("p len(sqs.list_queues()['QueueUrls'])\nc\n", "--pdb")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*(Pdb) 1*"])


def test_quitting_leaves_nothing_behind(
    debug: Run, pytester: pytest.Pytester, left_running: Callable[[], list[str]]
) -> None:
    pytester.makepyfile(FAILING)

    result = debug("q\n", "--pdb")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*Exit: Quitting debugger*"])
    assert "INTERNALERROR" not in result.stdout.str()
    assert result.stderr.str() == ""
    assert left_running() == []
