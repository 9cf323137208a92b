"""A statement over the rows of a scope: from rows to records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Generic, TypeAlias, TypeVar

from .compiler import Compiler
from .scopes import Columns, Scope
from .tree import Expression, Name, Path, Projection, Select, Star
from .validation import is_aggregating
from .values import Value

Row = TypeVar("Row")
Record: TypeAlias = list[tuple[str, Value]]


class Query(Generic[Row]):
    """A statement that is ready to run.

    :param statement: a valid one.
    :param scope: of the rows.
    :param now: the time that it begins.
    :raises ServiceException: when a path does not fit the scope.
    """

    def __init__(self, statement: Select, scope: Scope[Row], now: datetime) -> None:
        self._compiler = Compiler(scope, now)
        self._scope = scope
        self._columns = [
            self._column(position, projection) for position, projection in enumerate(statement.projections, 1)
        ]
        self._where = self._compiler.compile(statement.where) if statement.where is not None else None
        self._limit = statement.limit
        self._is_aggregating = is_aggregating(statement)

    def run(self, rows: Iterable[Row]) -> Iterator[Record | None]:
        """Give the records in order, and `None` for each row that none comes of."""
        return self._aggregate(rows) if self._is_aggregating else self._select(rows)

    def _select(self, rows: Iterable[Row]) -> Iterator[Record | None]:
        left = self._limit
        if left == 0:
            return
        for row in rows:
            if self._where is not None and self._where(row) is not True:
                yield None
                continue
            yield self._record(row)
            if left is not None:
                left -= 1
                if left == 0:
                    return

    def _aggregate(self, rows: Iterable[Row]) -> Iterator[Record | None]:
        feeds = self._compiler.feeds
        for row in rows:
            if self._where is None or self._where(row) is True:
                for feed in feeds:
                    feed(row)
            yield None
        if self._limit != 0:
            # No column depends on the row.
            yield self._record(row=None)  # type: ignore[arg-type]

    def _record(self, row: Row) -> Record:
        return [pair for columns in self._columns for pair in columns(row)]

    def _column(self, position: int, projection: Projection | Star) -> Callable[[Row], Columns]:
        if isinstance(projection, Star):
            return self._scope.spread(projection.path)
        name = projection.alias or _name_of(projection.value) or f"_{position}"
        value = self._compiler.compile(projection.value)
        return lambda row: ((name, value(row)),)


def _name_of(node: Expression) -> str:
    """Give the name at the end of a path; `""` for anything else."""
    if not isinstance(node, Path):
        return ""
    last = node.steps[-1] if node.steps else node.root
    return last.text if isinstance(last, Name) else ""
