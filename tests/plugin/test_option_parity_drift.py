"""`--parity-drift`: what AWS answers otherwise than is recorded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.plugin.stand_in import StandIn

Run = Callable[..., pytest.RunResult]
TESTS = """
    def test_attributes(aws_client, sqs_queue, snapshot):
        snapshot.add_transformer(snapshot.transform.sqs_api())
        names = ["QueueArn"]
        attributes = aws_client.sqs.get_queue_attributes(QueueUrl=sqs_queue, AttributeNames=names)
        snapshot.match("attributes", attributes)

    def test_tags(aws_client, sqs_queue, snapshot):
        snapshot.match("tags", aws_client.sqs.list_queue_tags(QueueUrl=sqs_queue))
"""


@pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])
def test_it_is_told_and_nothing_is_written(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn, processes: tuple[str, ...]
) -> None:
    del stand_in
    pytester.makepyfile(test_aws=TESTS)
    run("--localstack", "--snapshot-update").assert_outcomes(passed=2)
    file = pytester.path / "test_aws.snapshot.json"
    before = file.read_bytes()

    result = run("--aws", "--parity-drift", *processes)

    result.assert_outcomes(passed=2)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(
        [
            "sqs             2         1          1        0            0  50.0 %",
            "  1 x sqs.GetQueueAttributes $.Attributes.ExtraAttribute",
            "*= 1 matches are not what is recorded =*",
            "test_aws.py::test_attributes: attributes",
            '  (+) $.Attributes.ExtraAttribute "only on AWS"',
        ]
    )
    assert file.read_bytes() == before
    assert list(pytester.path.glob("*.validation.json")) == []


def test_it_can_fail_a_run(run: Run, pytester: pytest.Pytester, stand_in: StandIn) -> None:
    del stand_in
    pytester.makepyfile(test_aws=TESTS)
    run("--localstack", "--snapshot-update")

    result = run("--aws", "--parity-drift", "--parity-fail-under=100")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["parity: 50.0 % is less than --parity-fail-under=100"])


def test_without_drift_a_difference_fails_its_test(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn
) -> None:
    del stand_in
    pytester.makepyfile(test_aws=TESTS)
    run("--localstack", "--snapshot-update")

    run("--aws").assert_outcomes(passed=1, failed=1)


def test_what_is_not_recorded_has_not_drifted(run: Run, pytester: pytest.Pytester, stand_in: StandIn) -> None:
    del stand_in
    pytester.makepyfile(test_aws=TESTS)

    result = run("--aws", "--parity-drift")

    result.stdout.fnmatch_lines(["sqs             0         0          0        0            2       -"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--parity-drift",), "*--parity-drift compares what AWS answers now: add --aws, or use --parity*"),
        (("--aws", "--parity-drift", "--snapshot-update"), "*--snapshot-update replaces it*"),
    ],
    ids=["without AWS", "with an update"],
)
def test_what_cannot_be_meant_is_refused(
    run_here: Run, stand_in: StandIn, arguments: tuple[str, ...], message: str
) -> None:
    del stand_in

    result = run_here(*arguments)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([message])
