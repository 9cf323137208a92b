"""Tokens: what they are, where they are, and how messages show them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from localstack_providers.s3.select import syntax_errors as errors
from localstack_providers.s3.select.timestamps import Timestamp
from localstack_providers.s3.select.tokens import Kind, tokenize
from localstack_providers.s3.select.values import Value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1.50", Decimal("1.50")),
        (".5", Decimal("0.5")),
        ("1e3", Decimal("1e3")),
        ("'it''s'", "it's"),
        ("`true`", True),
        ("`null`", None),
        ("`-3`", -3),
        ("`1.5d1`", Decimal("15")),
        ("`1e0`", 1.0),
        ('`"text"`', "text"),
        ("`2017-01-02T03:04Z`", Timestamp.parse("2017-01-02T03:04Z")),
    ],
)
def test_a_literal_has_a_value(text: str, value: Value) -> None:
    [token, end] = tokenize(text)

    assert (token.kind, token.value, type(token.value)) == (Kind.LITERAL, value, type(value))
    assert end.kind is Kind.END


@pytest.mark.parametrize(
    ("text", "kind", "read"),
    [
        ("select", Kind.KEYWORD, "SELECT"),
        ("Name", Kind.IDENTIFIER, "Name"),
        ("_1", Kind.IDENTIFIER, "_1"),
        ('"select ""it"""', Kind.QUOTED_IDENTIFIER, 'select "it"'),
        ("!=", Kind.MARK, "<>"),
        ("<=", Kind.MARK, "<="),
    ],
)
def test_a_word_or_mark_is_read(text: str, kind: Kind, read: str) -> None:
    token = tokenize(text)[0]

    assert (token.kind, token.text) == (kind, read)


def test_comments_and_lines_count_for_the_place_only() -> None:
    tokens = tokenize("a -- b\n  /* c\n */ d")

    assert [(token.text, token.line, token.column) for token in tokens[:-1]] == [("a", 1, 1), ("d", 3, 5)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (".5", "LITERAL:5d-1"),
        ("2.", "LITERAL:2."),
        ("'a'", 'LITERAL:"a"'),
        ("`true`", "LITERAL:true"),
        ("order", "KEYWORD:UNKNOWN"),
        ('"true"', "QUOTED_IDENTIFIER:'true'"),
        ("name", "IDENTIFIER:name"),
    ],
)
def test_a_token_is_shown_as_in_the_messages_of_aws(text: str, shown: str) -> None:
    assert tokenize(text)[0].shown() == shown


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("a ? b", errors.LexerInvalidChar),
        ("a ; b", errors.LexerInvalidChar),
        ("'open", errors.LexerInvalidLiteral),
        ('"open', errors.LexerInvalidLiteral),
        ("`open", errors.LexerInvalidLiteral),
        ("`{a: 1}`", errors.LexerInvalidIONLiteral),
        ("`2017-13T`", errors.LexerInvalidIONLiteral),
        ("9223372036854775809", errors.NumberFormatError),
        ("1e99999999999999999999", errors.NumberFormatError),
        ("`1e999`", errors.NumberFormatError),
        ("'" + "é" * 131072 + "'", errors.ExpressionTooLong),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_what_begins_no_token_is_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        tokenize(text)
