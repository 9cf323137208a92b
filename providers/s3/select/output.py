"""Records as they are returned.

- https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVOutput.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/API_JSONOutput.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from . import errors
from .casts import text_of
from .query import Record
from .text import checked
from .timestamps import Timestamp
from .values import MISSING, Value, is_number, is_unknown


class CsvOutput(NamedTuple):
    """Records as CSV.

    :ivar always_quotes: whether fields are in quotes that do not need them.
    """

    always_quotes: bool = False
    field_delimiter: str = ","
    record_delimiter: str = "\n"
    quote: str = '"'
    escape: str = '"'

    def write(self, record: Record) -> bytes:
        """Give a record as bytes; what is unknown is empty.

        :raises InvalidDataType: when it holds a list or an object.
        :raises OverMaxRecordSize: when it is too long.
        """
        line = checked(self.field_delimiter.join(self._field(value) for _, value in record))
        return (line + self.record_delimiter).encode(errors="replace")

    def _field(self, value: Value) -> str:
        try:
            text = "" if is_unknown(value) else text_of(value)
        except ValueError:
            raise errors.InvalidDataType from None
        if not self.quote or not (self.always_quotes or self._needs_quotes(text)):
            return text
        if self.escape != self.quote:
            text = text.replace(self.escape, self.escape * 2)
        return self.quote + text.replace(self.quote, self.escape + self.quote) + self.quote

    def _needs_quotes(self, text: str) -> bool:
        special = (self.field_delimiter, self.record_delimiter, self.quote, "\n", "\r")
        return any(mark in text for mark in special)


class JsonOutput(NamedTuple):
    """Records as JSON, an object each."""

    record_delimiter: str = "\n"

    def write(self, record: Record) -> bytes:
        """Give a record as bytes; what is missing is left out.

        :raises OverMaxRecordSize: when it is too long.
        :raises JSONParsingError: when it is nested too deeply.
        """
        try:
            line = checked(_object(record))
        except RecursionError:
            raise errors.JSONParsingError from None
        return (line + self.record_delimiter).encode(errors="replace")


def _object(members: Iterable[tuple[str, Value]]) -> str:
    """Write an object; columns of the same name are all written."""
    return (
        "{" + ",".join(f"{_text(key)}:{_json(value)}" for key, value in members if value is not MISSING) + "}"
    )


def _json(value: Value) -> str:
    if isinstance(value, dict):
        return _object(value.items())
    if isinstance(value, list):
        return "[" + ",".join(_json(one) for one in value) + "]"
    if isinstance(value, str | Timestamp):
        return _text(text_of(value))
    if is_number(value) or isinstance(value, bool):
        return text_of(value)
    return "null"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
