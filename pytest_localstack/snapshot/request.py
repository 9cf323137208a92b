"""The AWS request that a matched response answers, told by the plugin that saw the calls."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from .tree import METADATA

if TYPE_CHECKING:
    from _pytest.nodes import Item


@dataclass(frozen=True)
class SnapshotRequest:
    """What was sent.

    :param text: the call with its parameters in a line, secrets masked.
    :param answers: whether the match is the answer to it, else it is the last request before the match.
    """

    service: str
    operation: str
    text: str
    answers: bool


@dataclass(frozen=True)
class Sight:
    """What tells the request of a match: its id when the match has one, and when the match was made.

    :param moment: by :func:`time.perf_counter`.
    """

    request_id: str
    moment: float


def sight(value: Any) -> Sight:
    """Note what tells the request of a match."""
    metadata = value.get(METADATA) if isinstance(value, Mapping) else None
    request_id = metadata.get("RequestId") if isinstance(metadata, Mapping) else None
    return Sight(request_id if isinstance(request_id, str) else "", time.perf_counter())


class RequestHooks:
    """The hook through which another plugin names the request of a match."""

    @pytest.hookspec(firstresult=True)
    def pytest_localstack_snapshot_request(self, item: Item, sight: Sight) -> SnapshotRequest | None:
        """Name the request that a match of `item` answers, or the last one before it.

        :returns: None when nobody saw one.
        """
