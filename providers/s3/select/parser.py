"""From tokens to the tree of a statement; the grammar is in README.md.

::

    Cursor                      reads tokens
    └── CallParser              calls, CASE and CAST
        └── ExpressionParser    operators by precedence, paths, literals
            └── _Parser         SELECT list, FROM, WHERE, GROUP BY, LIMIT
"""

from __future__ import annotations

from . import syntax_errors as errors
from .errors import InvalidKeyPath, InvalidTableAlias
from .expressions import ExpressionParser
from .tokens import Kind, tokenize
from .tree import Expression, Name, Projection, Select, Source, Star, Wildcard

TABLE = "s3object"


def parse(expression: str) -> Select:
    """Read a statement.

    :raises ServiceException: with the code for what is wrong with it.
    """
    return _Parser(tokenize(expression)).statement()


class _Parser(ExpressionParser):
    """Parses a statement."""

    def statement(self) -> Select:
        if not self.take("SELECT"):
            raise self.unexpected()
        if self.at("DISTINCT"):
            raise errors.ParseUnsupportedSelect
        projections = self._projections()
        if not self.take("FROM"):
            raise errors.ParseSelectMissingFrom
        source = self._source()
        if self.at(",", "JOIN", "INNER", "LEFT", "RIGHT", "CROSS", "FULL"):
            raise errors.ParseMalformedJoin
        where = self.expression() if self.take("WHERE") else None
        group = self._group() if self.take("GROUP") else ()
        limit = self._limit() if self.take("LIMIT") else None
        if self.token.kind is not Kind.END:
            raise self.unexpected()
        return Select(projections, source, where, group, limit)

    def _projections(self) -> tuple[Projection | Star, ...]:
        if self.at("FROM") or self.token.kind is Kind.END:
            raise errors.ParseEmptySelect
        projections = [self._projection()]
        while self.take(","):
            projections.append(self._projection())
        if len(projections) > 1 and Star() in projections:
            raise errors.ParseAsteriskIsNotAloneInSelectList
        return tuple(projections)

    def _projection(self) -> Projection | Star:
        if self.take("*"):
            return Star()
        value = self.projected()
        if isinstance(value, Star):
            return value
        alias = self._alias()
        return Projection(value, alias.text if alias is not None else None)

    def _alias(self) -> Name | None:
        is_named = self.take("AS")
        if self.at_name():
            return self.name()
        if is_named:
            raise errors.ParseExpectedIdentForAlias
        return None

    def _source(self) -> Source:
        if not self.at_name():
            raise self.unexpected()
        if self.name().text.lower() != TABLE:
            raise InvalidTableAlias
        steps = self.steps(allow_wildcard=True)
        if steps and steps[0] != Wildcard(of_object=False):
            raise InvalidKeyPath
        return Source(steps, self._alias())

    def _group(self) -> tuple[Expression, ...]:
        if not self.take("BY"):
            raise errors.ParseExpectedKeyword
        return self.expressions()

    def _limit(self) -> int:
        negative = self.take("-")
        number = self.token.value
        if self.token.kind is not Kind.LITERAL or type(number) is not int:
            raise errors.ParseExpectedNumber
        self.advance()
        if negative and number:
            raise errors.EvaluatorNegativeLimit
        return number
