"""Values as a report shows them: JSON in one line, safe for a terminal, long ones cut around what differs."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from typing import Any

LONGEST = 120
CONTEXT = 24


def printable(text: str) -> str:
    """Escape what a terminal would obey, or nobody would see."""
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode()


def json_text(value: Any) -> str:
    """Write a value as JSON in one line."""
    return printable(json.dumps(value, ensure_ascii=False))


def shortened(text: str, longest: int = LONGEST) -> str:
    """Cut a long text and give its length."""
    return text if len(text) <= longest else f"{text[:longest]}… ({len(text)} characters)"


@dataclass(frozen=True)
class Window:
    """A text around the part in which it differs from another."""

    before: str
    part: str
    after: str

    def __str__(self) -> str:
        return self.before + self.part + self.after


def around(expected: Any, actual: Any) -> tuple[Window, Window]:
    """Show two values around what differs between them."""
    texts = json_text(expected), json_text(actual)
    start = _alike(*texts)
    end = _alike(*(text[start:][::-1] for text in texts))
    is_long = max(map(len, texts)) > LONGEST
    first, second = (_window(text, start, len(text) - end, is_long) for text in texts)
    return first, second


def _alike(left: str, right: str) -> int:
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _window(text: str, start: int, end: int, is_long: bool) -> Window:
    before, part, after = text[:start], text[start:end], text[end:]
    if not is_long:
        return Window(before, part, after)
    if len(before) > CONTEXT:
        before = "…" + before[-CONTEXT:]
    if len(after) > CONTEXT:
        after = after[:CONTEXT] + "…"
    return Window(before, shortened(part), after)
