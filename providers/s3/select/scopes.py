"""What paths mean in the rows of an object.

::

    Scope
    ├── CsvScope    a column by its position `_1`, or by its name in the header
    └── JsonScope   the row by its alias or `_1`, or an attribute of it

https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-select.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Protocol, TypeVar

from . import errors
from .tree import Name, Path, Source, Step, Wildcard
from .values import MISSING, Value

Row = TypeVar("Row", contravariant=True)
Columns = Iterable[tuple[str, Value]]

DEFAULT_ALIAS: Final = "S3Object"
ROW: Final = "_1"
_POSITION: Final = re.compile(r"_(\d{1,9})")


class Scope(Protocol[Row]):
    """The meaning of paths in rows."""

    def resolve(self, path: Path) -> Callable[[Row], Value]:
        """Give the function that finds in a row what a path leads to.

        :raises ServiceException: when it leads nowhere in any row.
        """

    def spread(self, path: Path | None) -> Callable[[Row], Columns]:
        """Give the function that finds all columns of a row, or of what a path leads to."""


class CsvScope:
    """The columns of CSV.

    :param header: the names of columns, `None` when they have none.
    :raises InvalidKeyPath: when the source is a path: there are no parts in CSV.
    """

    def __init__(self, source: Source, header: tuple[str, ...] | None) -> None:
        if len(source.steps) > 1:
            raise errors.InvalidKeyPath
        self._alias = source.alias or Name(DEFAULT_ALIAS, False, 0, 0)
        self._header = header

    def resolve(self, path: Path) -> Callable[[list[str]], Value]:
        """Give the function that finds a column.

        :raises InvalidTableAlias: when it is said to be of another table.
        :raises InvalidKeyPath: when the path leads into it.
        :raises MissingHeaders: when the header lacks it.
        :raises InvalidColumnIndex: when it is no position, and there is no header.
        """
        name, steps = path.root, path.steps
        if steps:
            if not self._is_alias(name):
                raise errors.InvalidTableAlias
            if len(steps) > 1 or not isinstance(steps[0], Name):
                raise errors.InvalidKeyPath
            name = steps[0]
        position = self._position(name)
        return lambda row: row[position] if position < len(row) else MISSING

    def spread(self, path: Path | None) -> Callable[[list[str]], Columns]:
        """Give the function that finds all columns."""
        if path is not None and (path.steps or not self._is_alias(path.root)):
            raise errors.InvalidTableAlias
        names = self._header or ()
        return lambda row: (
            (names[position] if position < len(names) else f"_{position + 1}", value)
            for position, value in enumerate(row)
        )

    def _is_alias(self, name: Name) -> bool:
        return name.fits(self._alias.text)

    def _position(self, name: Name) -> int:
        found = [position for position, text in enumerate(self._header or ()) if name.fits(text)]
        if len(found) > 1:
            raise errors.AmbiguousFieldName
        if found:
            return found[0]
        number = _POSITION.fullmatch(name.text)
        if number is not None and int(number[1]) > 0:
            return int(number[1]) - 1
        if self._header is None or number is not None:
            raise errors.InvalidColumnIndex(name.line, name.column)
        raise errors.MissingHeaders


class JsonScope:
    """The attributes of JSON, and the values that a path in FROM leads to."""

    def __init__(self, source: Source) -> None:
        self._steps = source.steps[1:]
        self._alias = source.alias or _last_name(self._steps)

    @property
    def has_path(self) -> bool:
        """Whether rows are parts of the values at the root."""
        return bool(self._steps)

    def rows(self, root: Value) -> Iterator[Value]:
        """Give the rows in a value at the root: at least one, MISSING if nothing is there."""
        return _expand(root, self._steps)

    def resolve(self, path: Path) -> Callable[[Value], Value]:
        """Give the function that finds the row, or what is in it; what is not there is MISSING."""
        steps = path.steps if self._is_alias(path.root) else (path.root, *path.steps)
        if path.root.text == ROW and not self._is_alias(path.root):
            inner = path.steps
            return lambda row: _follow(row, steps if isinstance(row, dict) and ROW in row else inner)
        return lambda row: _follow(row, steps)

    def spread(self, path: Path | None) -> Callable[[Value], Columns]:
        """Give the function that finds all attributes; what has none is the column `_1`."""
        find = self.resolve(path) if path is not None else lambda row: row
        return lambda row: _columns(find(row))

    def _is_alias(self, name: Name) -> bool:
        return name.fits(self._alias.text)


def _last_name(steps: tuple[Step, ...]) -> Name:
    if not steps:
        return Name(DEFAULT_ALIAS, False, 0, 0)
    return steps[-1] if isinstance(steps[-1], Name) else Name(ROW, False, 0, 0)


def _columns(value: Value) -> Columns:
    if isinstance(value, dict):
        return value.items()
    return () if value is MISSING else ((ROW, value),)


def _follow(value: Value, steps: tuple[Step, ...]) -> Value:
    for step in steps:
        value = _step_into(value, step)
    return value


def _step_into(value: Value, step: Step) -> Value:
    if isinstance(step, Name):
        return _attribute(value, step) if isinstance(value, dict) else MISSING
    if isinstance(step, int) and isinstance(value, list) and step < len(value):
        return value[step]
    return MISSING


def _attribute(value: dict[str, Value], name: Name) -> Value:
    """Find an attribute.

    :raises AmbiguousFieldName: when the name fits several.
    """
    if name.is_exact:
        return value.get(name.text, MISSING)
    lower = name.text.lower()
    found = [key for key in value if key.lower() == lower]
    if len(found) > 1:
        raise errors.AmbiguousFieldName
    return value[found[0]] if found else MISSING


def _expand(value: Value, steps: tuple[Step, ...]) -> Iterator[Value]:
    """Give what steps lead to, in order; the next ones lie on top of the stack."""
    ahead = [(value, 0)]
    while ahead:
        value, position = ahead.pop()
        for step in steps[position:]:
            position += 1
            elements = _elements(value, step) if isinstance(step, Wildcard) else []
            if elements:
                ahead += [(element, position) for element in reversed(elements)]
                break
            value = MISSING if isinstance(step, Wildcard) else _step_into(value, step)
        else:
            yield value


def _elements(value: Value, step: Wildcard) -> list[Value]:
    if step.of_object:
        return list(value.values()) if isinstance(value, dict) else []
    return value if isinstance(value, list) else []
