"""Rules about a statement that its grammar cannot express.

Aggregates are of rows: they are not in a condition, not in each other, and not beside columns.
"""

from __future__ import annotations

from typing import Final

from . import syntax_errors as errors
from .tree import Aggregate, Expression, Path, Projection, Select, Star, parts

MAX_DEPTH: Final = 150


def validate(statement: Select) -> None:
    """Check a statement.

    :raises MaxOperatorsExceeded: when its expressions are too deep to be followed; where AWS's limit is, is
        unverified.
    :raises UnsupportedSqlStructure: when it groups, or uses aggregates where it cannot.
    """
    projected = [one.value for one in statement.projections if isinstance(one, Projection)]
    where = (statement.where,) if statement.where is not None else ()
    _require_shallow((*projected, *statement.group, *where))
    if statement.group:
        raise errors.UnsupportedSqlStructure
    if any(map(_has_aggregate, where)):
        raise errors.UnsupportedSqlStructure
    if is_aggregating(statement) and not all(map(_is_of_all_rows, statement.projections)):
        raise errors.UnsupportedSqlStructure


def is_aggregating(statement: Select) -> bool:
    """Tell whether a statement gives one record about all rows."""
    return any(isinstance(one, Projection) and _has_aggregate(one.value) for one in statement.projections)


def _is_of_all_rows(projection: Projection | Star) -> bool:
    return isinstance(projection, Projection) and not _uses_row(projection.value)


def _uses_row(node: Expression) -> bool:
    """Tell whether something outside of aggregates depends on a row, or an aggregate is within another."""
    if isinstance(node, Aggregate):
        return node.argument is not None and _has_aggregate(node.argument)
    return isinstance(node, Path) or any(map(_uses_row, parts(node)))


def _has_aggregate(node: Expression) -> bool:
    return isinstance(node, Aggregate) or any(map(_has_aggregate, parts(node)))


def _require_shallow(level: tuple[Expression, ...]) -> None:
    for _ in range(MAX_DEPTH):
        level = tuple(part for node in level for part in parts(node))
        if not level:
            return
    raise errors.MaxOperatorsExceeded
