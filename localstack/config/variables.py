"""What a variable is: its name, what it means, and the kind of its value.

A value that is misspelt counts as not given; :mod:`localstack.config.checking` names the nearest valid one. A value
that nothing can be made of, as an address without a port, is an error.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from localstack.config.addresses import DEFAULT_PORT, HostAndPort, UniqueHostAndPortList
from localstack.config.flags import items_of, truth_of, value_of

AS_FLAGS = {"yes": "1", "y": "1", "on": "1", "t": "1", "no": "0", "n": "0", "off": "0", "f": "0"}


class Misspelt(ValueError):
    """A value that is none of those there are; the message names the nearest."""


class Kind(Protocol):
    """How the text of a variable is read."""

    @property
    def form(self) -> str:
        """What values look like, for people."""

    def parse(self, text: str) -> Any:
        """Read the text.

        :raises Misspelt: when it is none of the values there are.
        :raises ValueError: when nothing can be made of it.
        """


@dataclass(frozen=True)
class Variable:
    """One variable.

    :ivar default: what an unset variable means, as a value.
    :ivar meaning: for the page of variables: what it says, as one sentence.
    """

    name: str
    kind: Kind
    default: Any
    meaning: str

    def read(self, environment: Mapping[str, str]) -> Any:
        """Give the value in an environment, or the default.

        :raises ValueError: naming the variable, when nothing can be made of its value.
        """
        text = value_of(environment, self.name)
        if not text:
            return self.default
        try:
            return self.kind.parse(text)
        except Misspelt:
            return self.default
        except ValueError as error:
            raise ValueError(f"{self.name}: {error}") from error


@dataclass(frozen=True)
class Flag:
    """1 or true, 0 or false."""

    form: str = "`0` or `1`"

    def parse(self, text: str) -> bool:
        """Read the text."""
        truth = truth_of(text)
        if truth is None:
            meant = AS_FLAGS.get(text.strip().lower()) or nearest(text, ("true", "false")) or "1 or 0"
            raise Misspelt(f"{text!r} is neither 1 nor 0: did you mean {meant}?")
        return truth


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    @property
    def form(self) -> str:
        """The words, for people."""
        return ", ".join(f"`{word}`" for word in self.words)

    def parse(self, text: str) -> str:
        """Read the text, in any case."""
        for word in self.words:
            if word.lower() == text.strip().lower():
                return word
        meant = nearest(text, self.words)
        hint = f"did you mean {meant}?" if meant else f"it must be one of {', '.join(self.words)}"
        raise Misspelt(f"{text!r} is none of its values: {hint}")


@dataclass(frozen=True)
class Text:
    """Any text."""

    form: str = "text"

    def parse(self, text: str) -> str:
        """Take the text as it is."""
        return text


@dataclass(frozen=True)
class Number:
    """A number that is not negative."""

    form: str = "a number"

    def parse(self, text: str) -> float:
        """Read the text."""
        try:
            number = float(text)
        except ValueError:
            number = -1
        if not 0 <= number < float("inf"):
            raise ValueError(f"{text!r} is no number: write one that is not negative, as 15")
        return int(number) if number == int(number) else number


@dataclass(frozen=True)
class Addresses:
    """Hosts with ports, with commas between."""

    form: str = "`host:port`, several with commas"

    def parse(self, text: str) -> UniqueHostAndPortList:
        """Read the text; an address that another covers is left out."""
        items = items_of(text)
        if not items:
            raise ValueError(f"{text!r} names no address: write host:port, as 127.0.0.1:{DEFAULT_PORT}")
        return UniqueHostAndPortList(HostAndPort.parse(item, "127.0.0.1", DEFAULT_PORT) for item in items)


@dataclass(frozen=True)
class Items:
    """A list with commas between.

    :ivar pattern: what each must match.
    :ivar example: one that does.
    """

    pattern: re.Pattern[str] = field(default_factory=lambda: re.compile(r"\S+"))
    example: str = "one"
    form: str = "a list with commas"

    def parse(self, text: str) -> tuple[str, ...]:
        """Read the text."""
        items = items_of(text)
        for item in items:
            if not self.pattern.fullmatch(item):
                raise ValueError(f"{item!r} is none: write them as {self.example}, with commas between them")
        return tuple(items)


def nearest(text: str, words: Iterable[str], cutoff: float = 0.6) -> str:
    """Give the word that a text was probably meant to be, or `""`."""
    by_lower = {word.lower(): word for word in words}
    found = difflib.get_close_matches(text.strip().lower(), by_lower, 1, cutoff)
    return by_lower[found[0]] if found else ""
