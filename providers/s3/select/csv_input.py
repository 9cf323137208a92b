"""Rows of CSV.

A line without anything is skipped, and a carriage return before the usual delimiter is no content: both unverified.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVInput.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from . import errors
from .text import MAX_CHARACTERS, split

NEWLINE: Final = "\n"


class CsvInput(NamedTuple):
    """How an object is written.

    :ivar header: `NONE`, `IGNORE` or `USE`.
    :ivar quote: `""` for none.
    :ivar escape: of a quote within quotes.
    :ivar comment: what lines to skip begin with; `""` for none.
    :ivar has_quoted_delimiters: whether records go on behind a delimiter in quotes.
    """

    header: str = "NONE"
    field_delimiter: str = ","
    record_delimiter: str = NEWLINE
    quote: str = '"'
    escape: str = '"'
    comment: str = "#"
    has_quoted_delimiters: bool = False

    def read(self, texts: Iterable[str]) -> tuple[tuple[str, ...] | None, Iterator[list[str]]]:
        """Read the header, and rows as they are asked for.

        :returns: the header's names; `None` if they are not to be used.
        :raises CSVEscapingRecordDelimiter: when quotes go on behind the end of a record and may not.
        :raises CSVUnescapedQuote: when they have no end.
        """
        rows = self._rows(split(texts, self.record_delimiter))
        if self.header == "NONE":
            return None, rows
        first = next(rows, [])
        return (tuple(first) if self.header == "USE" else None), rows

    def _rows(self, lines: Iterator[str]) -> Iterator[list[str]]:
        for line in lines:
            if (self.comment and line.startswith(self.comment)) or line in ("", "\r"):
                continue
            if self.quote and self.quote in line:
                yield self._quoted_row(line, lines)
            else:
                yield self._without_return(line).split(self.field_delimiter)

    def _quoted_row(self, line: str, lines: Iterator[str]) -> list[str]:
        fields = _Fields(self)
        fields.feed(line)
        length = len(line)
        while fields.is_open:
            following = next(lines, None)
            if following is None:
                raise errors.CSVUnescapedQuote
            if not self.has_quoted_delimiters:
                raise errors.CSVEscapingRecordDelimiter
            line = self.record_delimiter + following
            length += len(line)
            if length > MAX_CHARACTERS:
                raise errors.OverMaxRecordSize
            fields.feed(line)
        row = fields.fields
        if line.endswith("\r"):
            row[-1] = self._without_return(row[-1])
        return row

    def _without_return(self, text: str) -> str:
        return text.removesuffix("\r") if self.record_delimiter == NEWLINE else text


class _Fields:
    """Splits a record into fields, piece by piece.

    :ivar is_open: whether the record goes on within quotes.
    """

    def __init__(self, options: CsvInput) -> None:
        self._options = options
        self._special = re.compile("[" + re.escape(options.quote + options.escape) + "]")
        self._parts: list[str] = []
        self.fields: list[str] = []
        self.is_open = False

    def feed(self, text: str) -> None:
        """Take the next piece of a record."""
        position = 0
        while True:
            if self.is_open or text.startswith(self._options.quote, position):
                position = self._read_quoted(text, position + (not self.is_open))
                if self.is_open:
                    return
            end = text.find(self._options.field_delimiter, position)
            self._parts.append(text[position:] if end < 0 else text[position:end])
            self.fields.append("".join(self._parts))
            self._parts.clear()
            if end < 0:
                return
            position = end + len(self._options.field_delimiter)

    def _read_quoted(self, text: str, position: int) -> int:
        """Read up to the closing quote; :attr:`is_open` tells whether there is one.

        :returns: the position behind it.
        """
        quote, escape = self._options.quote, self._options.escape
        self.is_open = True
        while (found := self._special.search(text, position)) is not None:
            self._parts.append(text[position : found.start()])
            following = text[found.end() : found.end() + 1]
            position = found.end()
            if found[0] == escape and following and following in (quote, escape):
                self._parts.append(following)
                position += 1
            elif found[0] == quote:
                self.is_open = False
                return position
            else:
                self._parts.append(found[0])
        self._parts.append(text[position:])
        return len(text)
