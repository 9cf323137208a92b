"""The replacement of known values in a string: as a whole, or as whole words of it.

A word is made of letters, digits, `_` and `-`; a dot belongs to it when it joins two words outside of a host
name. So `foo` is found in `arn:aws:sqs:eu-west-1:1:foo`, `https://foo.s3.amazonaws.com/foo?x=foo` and
`{"name": "foo"}`, and not in `foo-bar`, `food` or `foo.txt`. Of several values that begin at one place the
longest is replaced.

The values form a tree by their pieces (words, single other characters): a text is read once, however many
values there are.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

PIECE = re.compile(r"%[0-9A-Fa-f]{2}|[\w-]+|[^\w-]")
WORD_CHARACTER = re.compile(r"[\w-]")
ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
HOST = re.compile(
    r"(?<=://)[\w.-]+"
    r"|[\w.-]+\.(?:amazonaws\.com(?:\.cn)?|api\.aws|on\.aws|cloudfront\.net|localhost\.localstack\.cloud)\b"
)
END = ""


class Replacer:
    """Replace every value that was added by its text."""

    def __init__(self) -> None:
        self._whole: dict[str, str] = {}
        self._root: dict[str, Any] = {}

    def add(self, value: str, replacement: str) -> None:
        """Replace `value` from now on, also as JSON strings and URLs spell it."""
        if not value:
            return
        self._whole[value] = replacement
        for spelling in {value, json.dumps(value)[1:-1], quote(value, safe="")}:
            node = self._root
            for piece in PIECE.findall(spelling):
                node = node.setdefault(piece, {})
            node.setdefault(END, replacement)

    def __call__(self, text: str) -> str:
        """Give the text with all values replaced that are whole in it."""
        whole = self._whole.get(text)
        if whole is not None or not self._root:
            return text if whole is None else whole
        pieces = PIECE.findall(text)
        if self._root.keys().isdisjoint(pieces):
            return text
        return self._rewritten(text, pieces)

    def _rewritten(self, text: str, pieces: list[str]) -> str:
        bounds = _Bounds(text)
        parts: list[str] = []
        index = position = 0
        while index < len(pieces):
            count, length, replacement = self._longest(pieces, index, position, bounds)
            parts.append(pieces[index] if replacement is None else replacement)
            index += count
            position += length
        return "".join(parts)

    def _longest(
        self, pieces: list[str], index: int, start: int, bounds: _Bounds
    ) -> tuple[int, int, str | None]:
        best: tuple[int, int, str | None] = (1, len(pieces[index]), None)
        node, end, last = self._root, start, index
        while last < len(pieces) and (node := node.get(pieces[last], {})):
            end += len(pieces[last])
            last += 1
            if END in node and bounds.whole(start, end):
                best = (last - index, end - start, node[END])
        return best


class _Bounds:
    """Tell where words begin and end in one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._hosts = [found.span() for found in HOST.finditer(text)] if "." in text else []

    def whole(self, start: int, end: int) -> bool:
        """Tell whether neither end of a span lies inside a word."""
        return self._begins(start) and self._ends(end)

    def _begins(self, start: int) -> bool:
        text = self.text
        if start == 0 or ESCAPE.fullmatch(text, max(0, start - 3), start):
            return True
        before = text[start - 1]
        if before == "." and start > 1:
            return self._in_host(start) or not WORD_CHARACTER.match(text, start - 2)
        return not WORD_CHARACTER.match(before) and before != text[start]

    def _ends(self, end: int) -> bool:
        text = self.text
        if end == len(text):
            return True
        after = text[end]
        if after == "." and end + 1 < len(text):
            return self._in_host(end) or not WORD_CHARACTER.match(text, end + 1)
        return not WORD_CHARACTER.match(after) and after != text[end - 1]

    def _in_host(self, position: int) -> bool:
        return any(start <= position <= end for start, end in self._hosts)
