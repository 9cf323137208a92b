"""The call whose response a test has matched with its recording."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pytest_localstack.calls.wording import request
from pytest_localstack.snapshot.request import SnapshotRequest

if TYPE_CHECKING:
    from localstack.aws.recorder import Call
    from pytest_localstack.snapshot.request import Sight


def request_of(calls: Iterable[Call], sight: Sight) -> SnapshotRequest | None:
    """Find the call with the id of the match, else the last one before it."""
    before = [call for call in calls if call.started <= sight.moment and not call.is_internal]
    answering = [call for call in before if call.request_id == sight.request_id]
    found = (answering or before)[-1:]
    return _described(found[0], bool(answering)) if found else None


def _described(call: Call, answers: bool) -> SnapshotRequest:
    return SnapshotRequest(call.service, call.operation, request(call), answers)
