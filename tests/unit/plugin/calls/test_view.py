"""Filters and assertions over calls."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest

from localstack.aws.recorder import Call
from pytest_localstack.calls.view import Calls, TestCalls
from tests.unit.plugin.calls.making import call

PUT = call("s3", "PutObject", Bucket="b", Key="k")
GET = call("s3", "GetObject", "NoSuchKey", Bucket="b", Key="missing")
SENT = call("sqs", "SendMessage", MessageBody="hello")


@pytest.fixture
def calls() -> Calls:
    made = [PUT, GET, SENT]
    return Calls(lambda: made)


def test_it_is_a_sequence(calls: Calls) -> None:
    assert (len(calls), calls[0], calls[-1], list(calls[1:])) == (3, PUT, SENT, [GET, SENT])
    assert PUT in calls


@pytest.mark.parametrize("operation", ["GetObject", "get_object"])
def test_an_operation_goes_by_either_name(calls: Calls, operation: str) -> None:
    assert list(calls("s3", operation)) == [GET]


def test_filters_follow_each_other(calls: Calls) -> None:
    assert list(calls.to("s3").with_params(Bucket="b").errors) == [GET]
    assert list(calls.with_params(Bucket=mock.ANY)) == [PUT, GET]
    assert calls.operations == ["s3.PutObject", "s3.GetObject", "sqs.SendMessage"]


def test_what_a_filter_gave_stays() -> None:
    made: list[Call] = []
    live = Calls(lambda: made)
    before = live.to("s3")

    made.append(PUT)

    assert (len(live), len(before)) == (1, 0)


def test_the_last_call_that_fits_is_given(calls: Calls) -> None:
    assert calls.assert_called("s3", "PutObject", times=1, Key="k") is PUT
    calls.assert_not_called("s3", "PutObject", Key="other")
    calls.assert_not_called("sns")


def test_a_number_of_times_that_is_none_is_refused(calls: Calls) -> None:
    with pytest.raises(ValueError, match="times=0: assert_not_called is for"):
        calls.assert_called("s3", "DeleteObject", times=0)


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "near", "far"),
    [
        ("s3", "PutObject", {"Key": "x"}, "s3.PutObject(", "s3.GetObject("),
        ("s3", "DeleteObject", {}, "s3.GetObject(", "sqs.SendMessage("),
        ("sns", "Publish", {}, "sqs.SendMessage(", "no AWS calls"),
    ],
    ids=["of the operation", "to the service", "any"],
)
def test_the_nearest_calls_are_listed(
    calls: Calls, service: str, operation: str, parameters: dict[str, Any], near: str, far: str
) -> None:
    with pytest.raises(AssertionError, match="was not called; the nearest calls:") as raised:
        calls.assert_called(service, operation, **parameters)

    assert near in str(raised.value)
    assert far not in str(raised.value)


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "message"),
    [
        ("sqss", "PutObject", {}, "no service named 'sqss'; did you mean sqs"),
        ("s3", "PutObjekt", {}, "s3 has no operation 'PutObjekt'; did you mean PutObject"),
        ("s3", "put_objekt", {}, "s3 has no operation 'put_objekt'"),
        ("s3", "PutObject", {"Buckets": "b"}, "PutObject has no parameter 'Buckets'; did you mean Bucket"),
    ],
    ids=["service", "operation", "method", "parameter"],
)
def test_what_does_not_exist_is_refused(
    calls: Calls, service: str, operation: str, parameters: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        calls.assert_not_called(service, operation, **parameters)
    with pytest.raises(ValueError, match=message):
        calls.assert_called(service, operation, **parameters)


def test_a_representation_lists_calls_and_no_secret() -> None:
    made = [call("secretsmanager", "CreateSecret", Name="db", SecretString="hunter2")]

    text = repr(Calls(lambda: made))

    assert text.startswith("<1 AWS call: secretsmanager.CreateSecret(Name='db', SecretString='***') -> 200 (")
    assert repr(Calls(list)) == "<no AWS calls>"


def test_calls_from_inside_are_apart() -> None:
    outside = call("sns", "ListTopics")
    outside.is_internal = False
    calls = TestCalls(lambda: [outside, SENT], lambda: [SENT])

    assert list(calls) == [outside]
    assert list(calls.internal) == [SENT]
    assert list(calls.setup) == []
