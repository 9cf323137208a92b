"""Long tails with a child process, shared by the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from localstack.aws.errors import CommonServiceException
from localstack.services.longtail.process import LongTail

NATIVE = ("s3", "sqs", "sts")


class FakeNatives:
    """The emulator's native services: they know one bucket and one queue, and note what they are asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Mapping[str, Any]]] = []
        self.principals: set[str] = set()
        self.failure: BaseException | None = None

    def __call__(
        self,
        service: str,
        operation: str,
        parameters: Mapping[str, Any],
        account_id: str,
        region: str,
        principal: str,
    ) -> dict[str, Any]:
        self.calls.append((f"{service}.{operation} in {account_id} {region}", parameters))
        self.principals.add(principal)
        if self.failure is not None:
            raise self.failure
        if parameters.get("Bucket", "audit") != "audit" or parameters.get("QueueName", "orders") != "orders":
            raise CommonServiceException("NotFound", "Not Found", 404)
        return {"QueueUrl": "http://queue/orders"} if operation == "GetQueueUrl" else {}


@pytest.fixture(scope="module")
def natives() -> FakeNatives:
    return FakeNatives()


@pytest.fixture(scope="module")
def shared_tail(natives: FakeNatives) -> Iterator[LongTail]:
    tail = LongTail(NATIVE, natives)
    yield tail
    tail.stop()


@pytest.fixture
def tail(shared_tail: LongTail, natives: FakeNatives) -> Iterator[LongTail]:
    """A long tail whose native services are fakes, emptied after the test."""
    natives.calls.clear()
    natives.principals.clear()
    natives.failure = None
    yield shared_tail
    shared_tail.reset(shared_tail.take_touched())


@pytest.fixture
def lone_tail() -> Iterator[LongTail]:
    """A long tail of the test's own, not started, with no way to reach native services."""
    tail = LongTail(NATIVE)
    yield tail
    tail.stop()
