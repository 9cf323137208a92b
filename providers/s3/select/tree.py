"""The tree of a statement.

::

    Select            projections, source, where, group, limit
    ├── Projection    an expression and its alias, or Star: all of a row
    ├── Source        S3Object, the path into it, the alias of its rows
    └── Expression
        ├── Literal  Path  ListOf
        ├── Negative  Arithmetic
        ├── Comparison  Between  In  Like  IsType
        ├── Not  Logical
        └── Case  Cast  Call  Aggregate
"""

from __future__ import annotations

from typing import NamedTuple

from .values import Value


class Name(NamedTuple):
    """A name as it is written.

    :ivar is_exact: it was in double quotes, so its case counts.
    """

    text: str
    is_exact: bool
    line: int
    column: int

    def fits(self, text: str) -> bool:
        """Tell whether a column or attribute is meant."""
        return self.text == text if self.is_exact else self.text.lower() == text.lower()


class Wildcard(NamedTuple):
    """A step of a path to all elements of a list, or all attributes of an object."""

    of_object: bool


Step = Name | int | Wildcard


class Literal(NamedTuple):
    """A value."""

    value: Value


class Path(NamedTuple):
    """A column, or an attribute and what is in it."""

    root: Name
    steps: tuple[Step, ...] = ()


class ListOf(NamedTuple):
    """A list in brackets."""

    items: tuple[Expression, ...]


class Negative(NamedTuple):
    """A number with another sign."""

    operand: Expression


class Arithmetic(NamedTuple):
    """Two numbers and one of `+ - * / %` between them."""

    operator: str
    left: Expression
    right: Expression


class Comparison(NamedTuple):
    """Two values and one of `= <> < > <= >=` between them."""

    operator: str
    left: Expression
    right: Expression


class Between(NamedTuple):
    """Whether a value lies in a range that includes its ends."""

    value: Expression
    low: Expression
    high: Expression


class In(NamedTuple):
    """Whether a value is among others."""

    value: Expression
    options: Expression


class Like(NamedTuple):
    """Whether a string follows a pattern."""

    value: Expression
    pattern: Expression
    escape: Expression | None


class IsType(NamedTuple):
    """Whether a value is of a type; `NULL` and `MISSING` are types too."""

    value: Expression
    type: str


class Not(NamedTuple):
    """The opposite of a condition."""

    operand: Expression


class Logical(NamedTuple):
    """Conditions with AND or OR between them."""

    is_and: bool
    operands: tuple[Expression, ...]


class Case(NamedTuple):
    """The first result whose condition holds.

    :ivar compared: what has to equal the conditions, if they are values.
    """

    compared: Expression | None
    cases: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression


class Cast(NamedTuple):
    """A value as one of another type."""

    value: Expression
    type: str


class Call(NamedTuple):
    """A function of values of one row.

    :ivar name: in capitals.
    """

    name: str
    arguments: tuple[Expression, ...]


class Aggregate(NamedTuple):
    """A function of all rows.

    :ivar argument: `None` for the rows themselves.
    """

    name: str
    argument: Expression | None


Expression = (
    Literal
    | Path
    | ListOf
    | Negative
    | Arithmetic
    | Comparison
    | Between
    | In
    | Like
    | IsType
    | Not
    | Logical
    | Case
    | Cast
    | Call
    | Aggregate
)


class Star(NamedTuple):
    """All of a row, or of what a path leads to."""

    path: Path | None = None


class Projection(NamedTuple):
    """What a column of the result holds."""

    value: Expression
    alias: str | None


class Source(NamedTuple):
    """Where rows come from."""

    steps: tuple[Step, ...]
    alias: Name | None


class Select(NamedTuple):
    """A statement."""

    projections: tuple[Projection | Star, ...]
    source: Source
    where: Expression | None
    group: tuple[Expression, ...]
    limit: int | None


def parts(node: Expression) -> tuple[Expression, ...]:
    """Give the expressions that are directly in one."""
    match node:
        case Literal() | Path():
            return ()
        case Case(compared, cases, otherwise):
            first = () if compared is None else (compared,)
            return (*first, *(part for case in cases for part in case), otherwise)
        case ListOf(items) | Logical(_, items) | Call(_, items):
            return items
        case Like(value, pattern, escape):
            return (value, pattern) if escape is None else (value, pattern, escape)
        case Aggregate(_, argument):
            return () if argument is None else (argument,)
        case Negative(value) | Not(value) | Cast(value, _) | IsType(value, _):
            return (value,)
        case Arithmetic(_, left, right) | Comparison(_, left, right) | In(left, right):
            return (left, right)
        case Between(value, low, high):
            return (value, low, high)
