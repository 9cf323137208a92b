"""Looking until something is as it should be."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from pytest_localstack.polling import Polling


def test_it_looks_until_the_condition_holds() -> None:
    slept: list[float] = []

    Polling(slept.append).until(lambda: len(slept) == 3, "it to be", timeout=30, interval=2)

    assert slept == [2, 2, 2]


def test_it_fails_the_test_after_its_time() -> None:
    slept: list[float] = []

    with pytest.raises(pytest.fail.Exception, match="waited 10 s in vain for it to be"):
        Polling(slept.append).until(lambda: False, "it to be", timeout=10, interval=2)

    assert sum(slept) == 10


def missing(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": ""}}, "GetQueueAttributes")


def test_it_waits_until_a_new_resource_can_be_seen() -> None:
    answers = [missing("QueueDoesNotExist"), missing("AWS.SimpleQueueService.NonExistentQueue"), None]
    slept: list[float] = []

    def look() -> None:
        answer = answers.pop(0)
        if answer is not None:
            raise answer

    Polling(slept.append).until_visible(look, "queue q")

    assert slept == [0.1, 0.2]


def test_another_error_is_no_reason_to_wait() -> None:
    def look() -> None:
        raise missing("AccessDenied")

    with pytest.raises(ClientError, match="AccessDenied"):
        Polling(lambda seconds: None).until_visible(look, "queue q")


def test_what_never_appears_fails_the_test() -> None:
    slept: list[float] = []

    def look() -> None:
        raise missing("404")

    with pytest.raises(pytest.fail.Exception, match="in vain to see bucket b, which was created"):
        Polling(slept.append).until_visible(look, "bucket b")

    assert 60 <= sum(slept) < 70
