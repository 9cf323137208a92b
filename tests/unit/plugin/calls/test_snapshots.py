"""The call that a match answers."""

from __future__ import annotations

from typing import Any

from localstack.aws.recorder import Call
from pytest_localstack.calls.snapshots import request_of
from pytest_localstack.snapshot.request import Sight
from tests.unit.plugin.calls.making import call


def sent(started: float, service: str, operation: str, **parameters: Any) -> Call:
    made = call(service, operation, **parameters)
    made.is_internal, made.started, made.request_id = False, started, f"id-{started}"
    return made


GET = sent(1.0, "s3", "GetObject", Bucket="b", Key="k")
SENT = sent(2.0, "sqs", "SendMessage", MessageBody="hello")


def test_the_id_of_the_response_tells_the_call() -> None:
    found = request_of([GET, SENT], Sight("id-1.0", 3.0))

    assert found is not None
    assert (found.service, found.operation, found.answers) == ("s3", "GetObject", True)
    assert found.text == "s3.GetObject(Bucket='b', Key='k')"


def test_without_an_id_it_is_the_last_call_before_the_match() -> None:
    found = request_of([GET, SENT], Sight("", 2.5))

    assert found is not None
    assert (found.text, found.answers) == ("sqs.SendMessage(MessageBody='hello')", False)


def test_calls_after_the_match_and_those_from_inside_are_passed_over() -> None:
    inside = sent(1.0, "sqs", "SendMessage", MessageBody="event")
    inside.is_internal = True

    assert request_of([SENT, inside], Sight("", 1.5)) is None


def test_secrets_are_masked() -> None:
    login = sent(1.0, "iam", "CreateLoginProfile", UserName="ada", Password="password-of-ada")

    found = request_of([login], Sight("", 1.5))

    assert found is not None
    assert found.text == "iam.CreateLoginProfile(UserName='ada', Password='***')"
