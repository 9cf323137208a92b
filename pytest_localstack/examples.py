"""The examples of a hypothesis test, each on the test's state as its fixtures left it."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pytest_localstack.isolation import Isolation

INI = "localstack_hypothesis"
INI_HELP = (
    "What a hypothesis test rolls back: each example (example, the default), so that a failing one fails again "
    "when it is shrunk, or all of them at the test's end (test)."
)
EXAMPLE, TEST = CHOICES = ("example", "test")


def isolate(item: pytest.Item, isolation: Isolation) -> None:
    """Have each example of a hypothesis test undone after it.

    :raises pytest.UsageError: when the ini option says neither.
    """
    handle: Any = getattr(getattr(item, "obj", None), "hypothesis", None)
    inner = getattr(handle, "inner_test", None)
    if inner is None or inspect.iscoroutinefunction(inner) or choice_of(item.config) == TEST:
        return
    # Parametrised tests share one function: it is wrapped for one test at a time.
    inner = getattr(inner, "__wrapped_example__", inner)

    @functools.wraps(inner)
    def example(*arguments: Any, **named: Any) -> Any:
        with isolation.around_example(item):
            return inner(*arguments, **named)

    vars(example)["__wrapped_example__"] = inner
    handle.inner_test = example


def choice_of(config: pytest.Config) -> str:
    """Read the ini option.

    :raises pytest.UsageError: when it says neither.
    """
    choice: str = config.getini(INI)
    if choice not in CHOICES:
        raise pytest.UsageError(f"{INI}: {choice!r} is not one of {', '.join(CHOICES)}")
    return choice
