"""Objects as dicts of their public attributes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

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
        "name": "q",
        "parts": [{"size": 1}, {"nested": "red"}],
    }
