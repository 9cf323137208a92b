"""Waiting for AWS: look, let time pass, look again. Under the emulator it is virtual time that passes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from pytest_localstack.cleanups import is_gone

VISIBLE_WITHIN = 60.0


class Polling:
    """Looks until something is as it should be.

    :param sleep: lets a number of seconds pass.
    """

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep

    def until(
        self, condition: Callable[[], Any], awaited: str, timeout: float = 30, interval: float = 1
    ) -> None:
        """Return when a condition holds; fail the test when it does not in time.

        Looks are counted, not time: a frozen clock ends the waiting as well.

        :param awaited: to be named in the failure: `the stream to be ACTIVE`.
        """
        for _ in range(max(int(timeout / interval), 1)):
            if condition():
                return
            self._sleep(interval)
        if not condition():
            pytest.fail(f"waited {timeout} s in vain for {awaited}")

    def until_visible(self, look: Callable[[], Any], what: str) -> None:
        """Return when something that was just created can be seen: on AWS that takes a while.

        :param look: calls an operation that needs it.
        :param what: it is, to be named in the failure: `bucket photos`.
        """
        for seconds in _growing(VISIBLE_WITHIN):
            try:
                look()
            except ClientError as error:
                if not is_gone(error):
                    raise
                self._sleep(seconds)
            else:
                return
        pytest.fail(f"waited {VISIBLE_WITHIN:g} s in vain to see {what}, which was created")


def _growing(total: float) -> Iterator[float]:
    """Give waiting times, short ones first, until a total is reached."""
    waited = 0.0
    for power in itertools.count():
        if waited >= total:
            return
        seconds = min(0.1 * 2**power, 5.0)
        waited += seconds
        yield seconds
