"""Functions, by the examples of the documentation, and LIKE."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from localstack_providers.s3.select import errors
from localstack_providers.s3.select.like import like
from localstack_providers.s3.select.timestamps import Timestamp
from localstack_providers.s3.select.values import Value

from tests.unit.providers.s3.select.running import evaluate


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("CHAR_LENGTH('')", 0),
        ("CHARACTER_LENGTH('abcdefg')", 7),
        ("LOWER('AbCdEfG!@#$')", "abcdefg!@#$"),
        ("UPPER('AbCdEfG!@#$')", "ABCDEFG!@#$"),
        ("SUBSTRING('123456789', 0)", "123456789"),
        ("SUBSTRING('123456789', 1)", "123456789"),
        ("SUBSTRING('123456789' FROM 2)", "23456789"),
        ("SUBSTRING('123456789', -4)", "123456789"),
        ("SUBSTRING('123456789', 0, 999)", "123456789"),
        ("SUBSTRING('123456789' FROM 1 FOR 5)", "12345"),
        ("SUBSTRING('123456789', -1, 4)", "12"),
        ("SUBSTRING('123456789', -5, 2)", ""),
        ("TRIM('       foobar         ')", "foobar"),
        ("TRIM(LEADING FROM '       foobar         ')", "foobar         "),
        ("TRIM(TRAILING FROM '       foobar         ')", "       foobar"),
        ("TRIM(BOTH FROM '       foobar         ')", "foobar"),
        ("TRIM(BOTH '12' FROM '1112211foobar22211122')", "foobar"),
        ("TRIM('x' FROM 'xax')", "a"),
        ("TRIM(BOTH '' FROM ' a ')", " a "),
        ("COALESCE(1)", 1),
        ("COALESCE(missing, null)", None),
        ("COALESCE(null, null, 1)", 1),
        ("COALESCE(null, 'string')", "string"),
        ("NULLIF(1, 1)", None),
        ("NULLIF(1, 2)", 1),
        ("NULLIF(1.0, 1)", None),
        ("NULLIF(1, '1')", 1),
        ("NULLIF([1], [1])", None),
        ("NULLIF(1, NULL)", 1),
        ("NULLIF(missing, missing)", None),
        ("DATE_ADD(day, 1, `2017-01-01T`)", Timestamp.parse("2017-01-02")),
        ("DATE_DIFF(year, `2010-01-01T`, `2011-01-01T`)", 1),
        ("EXTRACT(YEAR FROM `2010-01-01T`)", 2010),
        ("TO_STRING(`1969-07-20T20:18Z`, 'y-MM-dd''T''H:m:ssX')", "1969-07-20T20:18:00Z"),
        ("TO_TIMESTAMP('2007T')", Timestamp.parse("2007T")),
        ("UTCNOW()", Timestamp.parse("2017-10-13T16:02:11.123Z")),
        ("UPPER(NULL)", None),
        ("CAST('1.5' AS DECIMAL(3, 1))", Decimal("1.5")),
    ],
)
def test_a_function_gives_what_is_documented(call: str, value: Value) -> None:
    assert evaluate(call) == value


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("UPPER(1)", errors.IncorrectSqlFunctionArgumentType),
        ("SUBSTRING('a', '1')", errors.IncorrectSqlFunctionArgumentType),
        ("DATE_ADD(day, TRUE, `2017T`)", errors.IncorrectSqlFunctionArgumentType),
        ("DATE_DIFF(day, '2017T', `2017T`)", errors.IncorrectSqlFunctionArgumentType),
        ("SUBSTRING('a', 1, -1)", errors.IllegalSqlFunctionArgument),
        ("DATE_ADD(year, 9000, `2017T`)", errors.IllegalSqlFunctionArgument),
        ("DATE_ADD(second, 9223372036854775807, `2017T`)", errors.IllegalSqlFunctionArgument),
        ("TO_TIMESTAMP('today')", errors.ValueParseFailure),
    ],
)
def test_arguments_that_make_no_sense_are_refused(call: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        evaluate(call)


@pytest.mark.parametrize(
    ("value", "pattern", "escape", "follows"),
    [
        ("abc", "abc", "", True),
        ("abc", "ab", "", False),
        ("abc", "a%", "", True),
        ("abc", "%c", "", True),
        ("abc", "%b%", "", True),
        ("abcbc", "a%bc", "", True),
        ("abc", "_b_", "", True),
        ("a\nc", "a_c", "", True),
        ("", "%%", "", True),
        ("a.c", "a.c", "", True),
        ("abc", "a.c", "", False),
        ("a%c", "a!%c", "!", True),
        ("abc", "a!%c", "!", False),
        ("a!c", "a!!c", "!", True),
        (None, "a", "", None),
    ],
)
def test_a_string_follows_a_pattern(value: Value, pattern: str, escape: str, follows: bool | None) -> None:
    assert like(value, pattern, escape) is follows


def test_a_pattern_with_many_gaps_takes_no_longer() -> None:
    began = time.process_time()

    assert like("a" * 20000, "%a" * 30 + "%b") is False
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ((1, "a"), errors.LikeInvalidInputs),
        (("a", 1), errors.LikeInvalidInputs),
        (("a", "a", "!!"), errors.EvaluatorLikePatternInvalidEscapeSequence),
        (("a", "!a", "!"), errors.EvaluatorLikePatternInvalidEscapeSequence),
        (("a", "a!", "!"), errors.EvaluatorLikePatternInvalidEscapeSequence),
    ],
)
def test_patterns_that_make_no_sense_are_refused(
    arguments: tuple[Value, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        like(*arguments)
