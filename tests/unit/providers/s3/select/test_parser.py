"""Statements: their trees, and what is refused in place of them."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3.select import errors as select_errors
from localstack_providers.s3.select import syntax_errors as errors
from localstack_providers.s3.select.parser import parse
from localstack_providers.s3.select.tree import (
    Aggregate,
    Arithmetic,
    Comparison,
    Expression,
    In,
    Literal,
    Logical,
    Name,
    Not,
    Path,
    Projection,
    Star,
    Wildcard,
)

from localstack.aws.errors import ServiceException


def value_of(expression: str) -> Expression:
    [projection] = parse(f"SELECT {expression} FROM S3Object").projections
    assert isinstance(projection, Projection)
    return projection.value


def names(path: Any) -> list[Any]:
    return [step.text if isinstance(step, Name) else step for step in (path.root, *path.steps)]


def test_a_statement_has_a_list_a_source_a_condition_and_a_limit() -> None:
    statement = parse("select s.a as b, count(*) n from s3object[*].r[1].* as s where true limit 5 -- end")

    first, second = statement.projections
    assert isinstance(first, Projection)
    assert (names(first.value), first.alias) == (["s", "a"], "b")
    assert second == Projection(Aggregate("COUNT", None), "n")
    wildcard, name, index, every = statement.source.steps
    assert (wildcard, index, every) == (Wildcard(of_object=False), 1, Wildcard(of_object=True))
    assert isinstance(name, Name)
    assert statement.source.alias is not None
    assert (name.text, statement.source.alias.text) == ("r", "s")
    assert (statement.where, statement.limit) == (Literal(True), 5)


@pytest.mark.parametrize("expression", ["*", "s.*", "s.a, s.*"])
def test_a_star_stands_for_all(expression: str) -> None:
    assert isinstance(parse(f"SELECT {expression} FROM S3Object s").projections[-1], Star)


def test_a_path_has_names_and_indexes() -> None:
    assert names(value_of("a.\"B c\"[2]['d'].e")) == ["a", "B c", 2, "d", "e"]


def test_operators_bind_as_documented() -> None:
    one, two, three = Literal(1), Literal(2), Literal(3)

    assert value_of("1 + 2 * 3") == Arithmetic("+", one, Arithmetic("*", two, three))
    assert value_of("1 - 2 - 3") == Arithmetic("-", Arithmetic("-", one, two), three)
    assert value_of("1 = 2 < 3") == Comparison("=", one, Comparison("<", two, three))
    assert value_of("1 = 2 = 3") == Comparison("=", one, Comparison("=", two, three))
    assert value_of("NOT 1 = 2") == Not(Comparison("=", one, two))
    assert value_of("TRUE OR FALSE AND FALSE") == Logical(
        False, (Literal(True), Logical(True, (Literal(False), Literal(False))))
    )
    assert isinstance(value_of("1 NOT IN (2, 3)"), Not)
    assert isinstance(value_of("1 + 2 IN (3)"), In)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (
            "SELECT CounterID, count(*) FROM S3Object GROUP BY CounterID ORDER BY count(*) DESC LIMIT 10",
            "Unexpected token found KEYWORD:UNKNOWN at line 1, column 61.",
        ),
        (
            "SELECT * FROM S3OBJECT s WHERE s.5 = `true`",
            "Unexpected token found LITERAL:5d-1 at line 1, column 33.",
        ),
        (
            "SELECT * FROM S3OBJECT s WHERE s.'odd' is \"true\"",
            "Invalid Path component, expecting either an IDENTIFIER or STAR, got: LITERAL,at line 1, column 34.",
        ),
        (
            'SELECT * FROM S3OBJECT s WHERE s.odd is "true"',
            "Expected type name, found QUOTED_IDENTIFIER:'true' at line 1, column 41.",
        ),
    ],
    ids=["order", "number in a path", "string in a path", "no type"],
)
def test_messages_are_those_that_aws_was_seen_to_give(statement: str, message: str) -> None:
    with pytest.raises(ServiceException) as error:
        parse(statement)

    assert error.value.message == message


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("SELECT s.CAST FROM S3Object s", errors.ParseInvalidPathComponent),
        ("SELECT a b c FROM S3Object", errors.ParseSelectMissingFrom),
        ("SELECT a[b] FROM S3Object", errors.ParseExpectedNumber),
        ("SELECT a[1 FROM S3Object", errors.ParseExpectedTokenType),
        ("SELECT [1 FROM S3Object", errors.ParseExpectedTokenType),
        ("SELECT (SELECT 1 FROM S3Object) FROM S3Object", errors.ParseUnsupportedSelect),
        ("SELECT 1 BETWEEN 2 OR 3 FROM S3Object", errors.ParseExpectedKeyword),
        ("SELECT CASE 1 WHEN 2 END FROM S3Object", errors.ParseExpectedKeyword),
        ("SELECT CAST(1 AS MONEY) FROM S3Object", errors.ParseExpectedTypeName),
        ("SELECT CAST(1 AS DECIMAL(5, 2) FROM S3Object", errors.ParseExpectedRightParenBuiltinFunctionCall),
        ("SELECT CAST(1 AS DECIMAL(5 FROM S3Object", errors.ParseExpectedTokenType),
        ("SELECT TRIM(BOTH 'a') FROM S3Object", errors.ParseExpectedArgumentDelimiter),
        ("SELECT DATE_ADD(year 1, a) FROM S3Object", errors.ParseExpectedArgumentDelimiter),
        ("SELECT DATE_ADD(timezone_hour, 1, a) FROM S3Object", errors.ParseExpectedDatePart),
        ("SELECT SUBSTRING(a) FROM S3Object", errors.EvaluatorInvalidArguments),
        ("SELECT UTCNOW(1) FROM S3Object", errors.EvaluatorInvalidArguments),
        ("SELECT MAX() FROM S3Object", errors.ParseNonUnaryAgregateFunctionCall),
        ('SELECT "f"(1) FROM S3Object', errors.UnsupportedFunction),
        ("SELECT 1 + FROM S3Object", errors.ParseUnexpectedTerm),
        ("SELECT 1 FROM", errors.ParseUnexpectedToken),
        ("SELECT 1 FROM S3Object[1]", select_errors.InvalidKeyPath),
        ("SELECT 1 FROM S3Object s JOIN S3Object t", errors.ParseMalformedJoin),
        ("SELECT 1 FROM S3Object AS 1", errors.ParseExpectedIdentForAlias),
        ("SELECT 1 FROM S3Object LIMIT 1.5", errors.ParseExpectedNumber),
        ("SELECT " + "(" * 33 + "1" + ")" * 33 + " FROM S3Object", errors.MaxOperatorsExceeded),
    ],
    ids=lambda value: value[7:40] if isinstance(value, str) else "",
)
def test_what_does_not_follow_the_grammar_is_refused(statement: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        parse(statement)


def test_paths_without_steps_are_columns() -> None:
    assert value_of("a") == Path(Name("a", False, 1, 8))
