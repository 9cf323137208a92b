"""What recordings of real AWS prove."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_localstack.snapshot.diff import Difference, Kind
from pytest_localstack.snapshot.parity.proof import Proof


def differences(recorded: Any, observed: Any) -> tuple[Difference, ...]:
    return Proof().differences(recorded, observed)


@pytest.mark.parametrize(
    ("recorded", "observed"),
    [
        ({"ETag": '"abc"'}, {"ETag": '"abc"'}),
        ({"Name": "<bucket-name:1>"}, {"Name": "photos"}),
        ({"x-amz-id-2": "<x-amz-id-2:1>"}, {"x-amz-id-2": "abc"}),
        (
            {"Arn": "arn:<partition>:sqs:<region>:111111111111:<r:1>"},
            {"Arn": "arn:aws:sqs:eu-west-1:000000000000:q"},
        ),
        ({"Arn": "arn:<partition>:s3:::<b:1>"}, {"Arn": "arn:aws-us-gov:s3:::b"}),
        ({"LastModified": "datetime"}, {"LastModified": "2026-01-01 00:00:00+00:00"}),
        ({"DisplayName": "display-name"}, {"DisplayName": "me"}),
        ({"CodeSize": "<code-size>"}, {"CodeSize": 5}),
        ({"Message": "queue <q:1> of <q:1>"}, {"Message": "queue a of a"}),
        ({"<resource:1>": 1}, {"name": 1}),
        (["<uuid:1>", "<uuid:2>", "<uuid:1>"], ["a", "b", "a"]),
        ({"Body": "a\n<x:1>\nb"}, {"Body": "a\none\ntwo\nb"}),
        ([1, True, None, 1.5], [1, True, None, 1.5]),
    ],
)
def test_a_value_that_the_recording_allows_agrees(recorded: Any, observed: Any) -> None:
    assert differences(recorded, observed) == ()


@pytest.mark.parametrize(
    ("recorded", "observed", "difference"),
    [
        ({"Size": 1}, {"Size": 2}, Difference(Kind.CHANGED, ("Size",), 1, 2)),
        ({"Size": 1}, {"Size": True}, Difference(Kind.CHANGED, ("Size",), 1, True)),
        ({"Size": 1}, {"Size": 1.0}, Difference(Kind.CHANGED, ("Size",), 1, 1.0)),
        ({"A": 1}, {}, Difference(Kind.REMOVED, ("A",), expected=1)),
        ({}, {"A": 1}, Difference(Kind.ADDED, ("A",), actual=1)),
        (["a", "b"], ["a"], Difference(Kind.REMOVED, (1,), expected="b")),
        (["a"], ["a", "b"], Difference(Kind.ADDED, (1,), actual="b")),
        ({"Name": "<n:1>"}, {"Name": ""}, Difference(Kind.CHANGED, ("Name",), "<n:1>", "")),
        ({"Name": "<n:1>"}, {"Name": None}, Difference(Kind.CHANGED, ("Name",), "<n:1>", None)),
        ({"Name": "<n:1>"}, {"Name": {"a": 1}}, Difference(Kind.CHANGED, ("Name",), "<n:1>", {"a": 1})),
        ({"At": "datetime"}, {"At": None}, Difference(Kind.CHANGED, ("At",), "datetime", None)),
        ({"R": "<region>"}, {"R": "nowhere"}, Difference(Kind.CHANGED, ("R",), "<region>", "nowhere")),
        ({"A": "111111111111"}, {"A": "1234"}, Difference(Kind.CHANGED, ("A",), "111111111111", "1234")),
        (["<u:1>", "<u:1>"], ["a", "b"], Difference(Kind.CHANGED, (1,), "<u:1>", "b")),
        (["<u:1>", "<u:2>"], ["a", "a"], Difference(Kind.CHANGED, (1,), "<u:2>", "a")),
        (
            ["<region>", "<region>"],
            ["eu-west-1", "eu-west-2"],
            Difference(Kind.CHANGED, (1,), "<region>", "eu-west-2"),
        ),
    ],
)
def test_a_value_that_the_recording_disproves_differs(
    recorded: Any, observed: Any, difference: Difference
) -> None:
    assert differences(recorded, observed) == (difference,)


def test_of_the_metadata_the_status_and_the_recorded_headers_count() -> None:
    recorded = {"ResponseMetadata": {"HTTPHeaders": {"etag": '"a"'}, "HTTPStatusCode": 200}}
    metadata = {
        "HTTPHeaders": {"etag": '"a"', "server": "x"},
        "HTTPStatusCode": 200,
        "RetryAttempts": 0,
        "RequestId": "r",
    }

    assert differences(recorded, {"ResponseMetadata": metadata}) == ()
    assert differences(recorded, {"ResponseMetadata": {**metadata, "HTTPStatusCode": 201}}) == (
        Difference(Kind.CHANGED, ("ResponseMetadata", "HTTPStatusCode"), 200, 201),
    )
    assert differences(recorded, {"ResponseMetadata": {**metadata, "HTTPHeaders": {}}}) == (
        Difference(Kind.REMOVED, ("ResponseMetadata", "HTTPHeaders", "etag"), expected='"a"'),
    )


def test_placeholders_mean_the_same_in_all_matches_of_a_test() -> None:
    proof = Proof()

    assert proof.differences("<id:1>", "a") == ()
    assert proof.differences("<id:1>", "b") == (Difference(Kind.CHANGED, (), "<id:1>", "b"),)
    assert proof.differences("<id:2>", "b") == ()
