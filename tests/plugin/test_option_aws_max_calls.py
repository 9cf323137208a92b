"""`--aws-max-calls`: no request leaves for AWS beyond a number of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.plugin.stand_in import StandIn

Run = Callable[..., pytest.RunResult]
LISTS = """
    import pytest

    @pytest.mark.parametrize("number", range(4))
    def test_list(aws_client, number):
        aws_client.sqs.list_queues()
"""


def test_the_run_stops_before_one_too_many(run: Run, pytester: pytest.Pytester, stand_in: StandIn) -> None:
    pytester.makepyfile(test_aws=LISTS)

    result = run("--aws", "--aws-max-calls=2")

    result.assert_outcomes(passed=2, failed=1)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert stand_in.calls["ListQueues"] == 2
    result.stdout.fnmatch_lines(
        ["*--aws-max-calls=2: one more was about to leave in test_aws.py::test_list?2? (call)*"]
    )


def test_workers_count_together(run: Run, pytester: pytest.Pytester, stand_in: StandIn) -> None:
    pytester.makepyfile(test_aws=LISTS)

    result = run("--aws", "--aws-max-calls=2", "-n2")

    assert result.ret != 0
    assert result.parseoutcomes()["passed"] == 2
    assert stand_in.calls["ListQueues"] == 2
    result.stdout.fnmatch_lines(
        ["*--aws-max-calls=2: one more was about to leave in test_aws.py::test_list*"]
    )


def test_as_many_as_allowed_stop_nothing(run: Run, pytester: pytest.Pytester, stand_in: StandIn) -> None:
    del stand_in
    pytester.makepyfile(test_aws=LISTS)

    run("--aws", "--aws-max-calls=4").assert_outcomes(passed=4)


def test_attempts_again_count(run: Run, pytester: pytest.Pytester, stand_in: StandIn) -> None:
    pytester.makepyfile("def test_it(aws_client): aws_client.sqs.list_queues()")
    stand_in.throttled = {"ListQueues"}

    result = run("--aws", "--aws-max-calls=1")

    result.assert_outcomes(failed=1)
    assert stand_in.calls["ListQueues"] == 1


def test_a_test_that_swallows_the_refusal_fails_all_the_same(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn
) -> None:
    del stand_in
    pytester.makepyfile(
        """
        import contextlib

        def test_it(aws_client):
            for _ in range(2):
                with contextlib.suppress(Exception):
                    aws_client.sqs.list_queues()
        """
    )

    run("--aws", "--aws-max-calls=1").assert_outcomes(failed=1)


def test_what_cannot_be_cleaned_up_any_more_is_named(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn
) -> None:
    del stand_in
    pytester.makepyfile(test_aws="def test_it(aws_client): aws_client.sqs.create_queue(QueueName='q')\n")

    result = run("--aws", "--aws-max-calls=1")

    result.stdout.fnmatch_lines(
        ["*1 left behind*", "*sqs Queue */q (eu-central-1), created in test_aws.py::test_it"]
    )


@pytest.mark.parametrize("number", ["0", "-1", "many", "1.5"])
def test_no_number_is_refused(run_here: Run, number: str) -> None:
    result = run_here("--aws", f"--aws-max-calls={number}")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*--aws-max-calls: '{number}' is no number of calls: give 1 or more*"])


def test_it_needs_a_run_against_aws(run_here: Run) -> None:
    result = run_here("--aws-max-calls=3")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--aws-max-calls=3 is about runs against real AWS: add --aws*"])
