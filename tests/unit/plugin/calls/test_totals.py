"""What is taken from calls before they are forgotten."""

from __future__ import annotations

import json

from localstack.aws.recorder import Call, Recorder
from pytest_localstack.calls.coverage import Coverage, Row
from pytest_localstack.calls.totals import Totals
from tests.unit.plugin.calls.making import call


def outside(made: Call, origin: str = "native", milliseconds: float = 1.0) -> Call:
    """Make a call one that came from outside and has ended."""
    made.is_internal = False
    made.ended(origin)
    made.milliseconds = milliseconds
    return made


def recorder_of(*calls: Call) -> Recorder:
    recorder = Recorder()
    recorder.detailed = True
    for made in calls:
        recorder.add(made)
    return recorder


def test_coverage_counts_operations_parameters_and_errors() -> None:
    coverage = Coverage()

    coverage.observe(outside(call("sqs", "GetQueueUrl", QueueName="q", error="AWS.Odd")))
    coverage.observe(outside(call("sqs", "GetQueueUrl", QueueName="q")))

    report = coverage.report()["services"]["sqs"]
    assert report["operations"]["GetQueueUrl"]["parameters"] == {
        "used": {"QueueName": 2},
        "unused": ["QueueOwnerAWSAccountId"],
    }
    assert report["operations"]["GetQueueUrl"]["errors"]["not in the model"] == {"AWS.Odd": 1}
    (row,) = coverage.rows()
    assert row == Row("sqs", (1, 1 + len(report["not exercised"])), (1, 2), (0, row.errors[1]))
    assert row.errors[1] > 0


def test_coverage_leaves_out_what_services_call() -> None:
    coverage = Coverage()

    coverage.observe(call("sqs", "SendMessage", MessageBody="m"))

    assert coverage.seen() == {}


def test_coverage_of_workers_is_added() -> None:
    first, second = Coverage(), Coverage()
    first.observe(outside(call("sqs", "GetQueueUrl", QueueName="q")))
    second.observe(outside(call("sqs", "GetQueueUrl", QueueName="q")))
    second.observe(outside(call("s3", "ListBuckets")))

    first.add(json.loads(json.dumps(second.seen())))

    assert first.seen()["sqs"]["GetQueueUrl"]["calls"] == 2
    assert sorted(first.seen()) == ["s3", "sqs"]


def test_the_slowest_of_all_tests_and_workers_are_kept() -> None:
    totals, other = Totals(durations=2), Totals(durations=2)
    recorder = recorder_of(*(outside(call("s3", "ListBuckets"), milliseconds=ms) for ms in (1.0, 5.0)))
    totals.take(recorder, "test_a")
    recorder.add(outside(call("s3", "ListBuckets"), milliseconds=3.0))
    totals.take(recorder, "test_b")
    other.take(recorder_of(outside(call("sqs", "ListQueues"), milliseconds=4.0)), "test_c")

    totals.add(json.loads(json.dumps(other.sent())))

    assert [(milliseconds, test) for milliseconds, _, test in totals.slowest] == [
        (5.0, "test_a"),
        (4.0, "test_c"),
    ]


def test_what_nothing_emulates_is_counted_once() -> None:
    totals = Totals()
    recorder = recorder_of(outside(call("s3", "ListBuckets"), "not implemented"))

    totals.take(recorder, "test_a")
    totals.take(recorder, "test_b")

    assert totals.unimplemented == {"s3.ListBuckets": 1}


def test_calls_that_were_taken_hold_nothing_any_more() -> None:
    made = outside(call("sqs", "ListQueues", QueueNamePrefix="q"))

    Totals().take(recorder_of(made), "test_a")

    assert made.parameters == {}
