"""Values of expressions, beside Python's."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from localstack_providers.s3.select import errors
from localstack_providers.s3.select.values import MISSING, Value

from localstack.aws.errors import ServiceException
from tests.unit.providers.s3.select.running import evaluate, select

FUZZ = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
ROW: dict[str, Value] = {"a": 1, "n": None, "t": "text", "l": ["x", 2], "o": {"p": [True]}}


class Integer(int):
    """An integer of Python that is divided as SQL does."""

    def __truediv__(self, other: int) -> Integer:
        quotient = abs(self) // abs(other)
        return Integer(quotient if (self < 0) == (other < 0) else -quotient)

    def __mod__(self, other: int) -> Integer:
        rest = abs(self) % abs(other)
        return Integer(-rest if self < 0 else rest)

    def __add__(self, other: int) -> Integer:
        return Integer(int(self) + other)

    def __sub__(self, other: int) -> Integer:
        return Integer(int(self) - other)

    def __mul__(self, other: int) -> Integer:
        return Integer(int(self) * other)

    def __neg__(self) -> Integer:
        return Integer(-int(self))


def pairs(*operators: str) -> Any:
    """Make expressions of operands with operators between them, at times in brackets."""

    def extend(operand: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        chain = st.lists(st.tuples(st.sampled_from(operators), operand), min_size=1, max_size=4)
        plain = st.tuples(operand, chain).map(
            lambda found: found[0] + "".join(f" {operator} {right}" for operator, right in found[1])
        )
        return plain | plain.map(lambda text: f"({text})")

    return extend


def in_brackets(text: str) -> str:
    return text if text.removeprefix("- ").isdigit() or text.startswith("(") else f"({text})"


NUMBERS = st.recursive(
    st.integers(-99, 99).map(lambda number: str(number) if number >= 0 else f"- {-number}"),
    lambda inner: pairs("+", "-", "*", "/", "%")(inner.map(in_brackets)),
    max_leaves=8,
)
COMPARISONS = st.tuples(
    st.integers(0, 9), st.sampled_from(["=", "<>", "<", ">", "<=", ">="]), st.integers(0, 9)
).map(lambda found: f"{found[0]} {found[1]} {found[2]}")
CONDITIONS = st.recursive(
    COMPARISONS | st.sampled_from(["TRUE", "FALSE"]),
    lambda inner: pairs("AND", "OR")(inner | inner.map(lambda text: f"NOT ({text})")),
    max_leaves=10,
)


def expected(expression: str, **names: Any) -> Any:
    return eval(expression, {"__builtins__": {}}, names)


@FUZZ
@given(NUMBERS)
def test_numbers_are_calculated_as_python_does(expression: str) -> None:
    numbers = "".join(f"I({token})" if token.isdigit() else token for token in split_numbers(expression))
    try:
        value = expected(numbers, I=Integer)
    except ArithmeticError:
        with pytest.raises(errors.ExternalEvalException):
            evaluate(expression)
    else:
        assert evaluate(expression) == value


def split_numbers(expression: str) -> list[str]:
    spaced = expression.replace("(", " ( ").replace(")", " ) ")
    return spaced.split()


@FUZZ
@given(CONDITIONS)
def test_conditions_hold_as_in_python(expression: str) -> None:
    words = {"=": "==", "<>": "!=", "AND": "and", "OR": "or", "NOT": "not", "TRUE": "True", "FALSE": "False"}
    python = " ".join(words.get(token, token) for token in split_numbers(expression))

    assert evaluate(expression) is expected(python)


WORDS = """
    a n t l o s 1 2.5 'x' '%' NULL MISSING TRUE `2017T` + - * / % = <> < ( ) [ ] , . AND OR NOT IN BETWEEN LIKE
    ESCAPE IS CASE WHEN THEN ELSE END CAST( AS INT STRING UPPER( SUBSTRING( TRIM( FROM DATE_ADD(year EXTRACT( COUNT(
    MAX( COALESCE( NULLIF( TO_STRING( _1 0 "a"
"""


@settings(FUZZ, max_examples=1000)
@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=9))
def test_every_expression_has_a_value_or_an_error_of_its_own(words: list[str]) -> None:
    with contextlib.suppress(ServiceException):
        select(b'{"a": 1, "t": "x", "l": [1]}', f"SELECT {' '.join(words)} FROM S3Object s")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("s.a", 1),
        ("A", 1),
        ('"A"', MISSING),
        ("_1.o.p[0]", True),
        ("o.p[1]", MISSING),
        ("t[0]", MISSING),
        ("n.x", MISSING),
        ("1 + n", None),
        ("1 + x", MISSING),
        ("-a", -1),
        ("- - 2", 2),
        ("0.1 + 0.2", Decimal("0.3")),
        ("1 / 4.0", Decimal("0.25")),
        ("CAST(1 AS FLOAT) / 4", 0.25),
        ("-7 / 2", -3),
        ("-7 % 3", -1),
        ("1 = 1.0", True),
        ("1 = '1'", False),
        ("n = n", None),
        ("1 <> x", None),
        ("'a' < 'b'", True),
        ("`2017T` < `2017-01-02T`", True),
        ("TRUE AND n", None),
        ("FALSE AND n", False),
        ("TRUE OR n", True),
        ("NOT n", None),
        ("2 BETWEEN 1 AND 3", True),
        ("2 NOT BETWEEN 1 AND 3", False),
        ("2 BETWEEN n AND 1", False),
        ("2 BETWEEN n AND 3", None),
        ("1 IN (2, 1)", True),
        ("1 IN (2, n)", None),
        ("1 NOT IN (2, 3)", True),
        ("2 IN s.l", True),
        ("n IN (1)", None),
        ("n IS NULL", True),
        ("x IS NULL", True),
        ("x IS MISSING", True),
        ("n IS MISSING", False),
        ("a IS NOT NULL", True),
        ("a IS INT", True),
        ("'ab' LIKE '_b'", True),
        ("'ab' NOT LIKE 'b%'", True),
        ("CASE a WHEN 2 THEN 'two' WHEN 1 THEN 'one' END", "one"),
        ("CASE WHEN n THEN 1 WHEN a = 2 THEN 2 END", None),
        ("CASE WHEN n THEN 1 ELSE 3 END", 3),
        ("CASE t WHEN '' THEN NULL ELSE CAST(a AS STRING) END", "1"),
        ("[a, 'b']", [1, "b"]),
    ],
)
def test_an_expression_has_a_value(expression: str, value: Value) -> None:
    found = evaluate(expression, ROW)

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("expression", "error"),
    [
        ("t + 1", errors.InvalidDataType),
        ("a < t", errors.InvalidDataType),
        ("l < l", errors.InvalidDataType),
        ("NOT a", errors.InvalidDataType),
        ("TRUE AND t", errors.InvalidDataType),
        ("9223372036854775807 * 2", errors.IntegerOverflow),
        ("1 / 0", errors.ExternalEvalException),
        ("1 % 0.0", errors.ExternalEvalException),
        ("CAST(1 AS FLOAT) / 0", errors.ExternalEvalException),
        ("`1e308` * 10", errors.ExternalEvalException),
    ],
)
def test_some_expressions_have_none(expression: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        evaluate(expression, ROW)


def test_nested_cases_are_compiled_once_each() -> None:
    case = "a"
    for _ in range(25):
        case = f"CASE {case} WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN 2 END"

    assert evaluate(case, ROW) == 1
