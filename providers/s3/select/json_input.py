"""The values at the root of JSON: one after the other, with or without lines between them.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_JSONInput.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from . import errors
from .text import MAX_CHARACTERS, split
from .values import Value

_SPACE: Final = re.compile(r"[ \t\r\n]*")


class JsonInput(NamedTuple):
    """How an object is written.

    :ivar is_lines: whether each value has a line; else the whole object is read at once.
    """

    is_lines: bool

    def read(self, texts: Iterable[str], *, limits_root: bool = True) -> Iterator[Value]:
        """Read the values at the root as they are asked for.

        :param limits_root: whether these values are records, and so limited in their length.
        :raises JSONParsingError: when something is no JSON.
        :raises OverMaxRecordSize: when a record is too long.
        """
        documents = split(texts, "\n") if self.is_lines else iter(("".join(texts),))
        for document in documents:
            yield from _values(document, limits_root)


def _values(document: str, limits_root: bool) -> Iterator[Value]:
    position = _skip_space(document, 0)
    while position < len(document):
        try:
            value, end = _DECODER.raw_decode(document, position)
        except (ValueError, ArithmeticError, RecursionError):
            raise errors.JSONParsingError from None
        if limits_root and end - position > MAX_CHARACTERS:
            raise errors.OverMaxRecordSize
        yield value
        position = _skip_space(document, end)


def _skip_space(document: str, position: int) -> int:
    found = _SPACE.match(document, position)
    return found.end() if found is not None else position


def _refuse(constant: str) -> Value:
    raise ValueError(constant)


_DECODER: Final = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse)
