"""Objects as dicts of their public attributes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar

import pytest

from pytest_localstack.snapshot.objects import attributes


class Colour(Enum):
    RED = "red"


class Slotted:
    __slots__ = ("size",)

    def __init__(self) -> None:
        self.size = 1


@dataclass
class Queue:
    name: str
    colour: Colour
    parts: object
    created: datetime
    _secret: str = "s"
    kind: ClassVar[str] = "standard"

    @property
    def arn(self) -> str:
        return f"arn:{self.name}"

    def delete(self) -> None:
        raise AssertionError("a method is never called")


def test_public_attributes_and_properties_are_taken_recursively() -> None:
    created = datetime(2025, 1, 1)
    queue = Queue("q", Colour.RED, iter([Slotted(), {"nested": Colour.RED}]), created)

    result = attributes(queue)

    assert result == {
        "arn": "arn:q",
        "colour": "red",
        "created": created,
        "kind": "standard",
        "name": "q",
        "parts": [{"size": 1}, {"nested": "red"}],
    }


@dataclass(slots=True)
class Point:
    x: int


@pytest.mark.parametrize("value", [(1, "a"), date(2025, 1, 1), range(3), Point(1), len], ids=repr)
def test_what_has_a_text_instead_of_attributes_stays(value: Any) -> None:
    assert attributes(value) is value


def test_objects_in_a_tuple_are_taken_apart() -> None:
    assert attributes((Slotted(), 1)) == ({"size": 1}, 1)


def test_private_members_of_a_dict_are_left_out() -> None:
    assert attributes({"_private": 1, "public": {"_private": 2}, 3: 4}) == {"public": {}, 3: 4}
