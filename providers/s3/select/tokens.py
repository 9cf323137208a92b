"""Tokens of S3 Select's SQL.

::

    keyword       a reserved word without quotes
    identifier    another word; or anything in double quotes, where "" stands for one
    literal       a number; text in single quotes, where '' stands for one; Ion between backticks
    punctuation   the operators, brackets, commas and dots

https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-keyword-list.html
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from . import syntax_errors as errors
from .timestamps import Timestamp
from .values import MAX_INTEGER, Value

MAX_BYTES: Final = 256 * 1024
_WORDS: Final = """
    absolute action add all allocate alter and any are as asc assertion at authorization avg bag begin between
    bit bit_length blob bool boolean both by cascade cascaded case cast catalog char char_length character
    character_length check clob close coalesce collate collation column commit connect connection constraint
    constraints continue convert corresponding count create cross current current_date current_time
    current_timestamp current_user cursor date day deallocate dec decimal declare default deferrable deferred delete
    desc describe descriptor diagnostics disconnect distinct domain double drop else end escape except exception
    exec execute exists external extract false fetch first float for foreign found from full get global go goto
    grant group having hour identity immediate in indicator initially inner input insensitive insert int integer
    intersect interval into is isolation join key language last leading left level like limit list local lower match
    max min minute missing module month names national natural nchar next no not null nullif numeric octet_length
    of on only open option or order outer output overlaps pad partial pivot position precision prepare preserve
    primary prior privileges procedure public read real references relative restrict revoke right rollback rows
    schema scroll second section select session session_user set sexp size smallint some space sql sqlcode sqlerror
    sqlstate string struct substring sum symbol system_user table temporary then time timestamp timezone_hour
    timezone_minute to trailing transaction translate translation trim true tuple union unique unknown unpivot
    update upper usage user using value values varchar varying view when whenever where with work write year
    zone
"""
KEYWORDS: Final = frozenset(_WORDS.split())
_TOKEN: Final = re.compile(
    r"""(?P<space>\s+|--[^\n]*|/\*.*?\*/)
    |(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<text>'(?:[^']|'')*')
    |(?P<quoted>"(?:[^"]|"")*")
    |(?P<ion>`[^`]*`)
    |(?P<word>[^\W\d][\w$]*)
    |(?P<mark><=|>=|<>|!=|[-+*/%<>=(),.\[\]])""",
    re.VERBOSE | re.DOTALL,
)
_ION_WORDS: Final[dict[str, Value]] = {"true": True, "false": False, "null": None}


class Kind(Enum):
    """What a token is, as messages name it."""

    KEYWORD = "KEYWORD"
    IDENTIFIER = "IDENTIFIER"
    QUOTED_IDENTIFIER = "QUOTED_IDENTIFIER"
    LITERAL = "LITERAL"
    MARK = "OPERATOR"
    END = "EOF"


class Token(NamedTuple):
    """A token and where it begins.

    :ivar text: of a keyword in capitals; `""` for a literal.
    :ivar value: of a literal.
    """

    kind: Kind
    text: str
    line: int
    column: int
    value: Value = None

    @property
    def place(self) -> str:
        """Say where it is."""
        return f"at line {self.line}, column {self.column}"

    def shown(self) -> str:
        """Give it as messages do: literals as in Ion, keywords without their text."""
        if self.kind is Kind.LITERAL:
            return f"{self.kind.value}:{_in_ion(self.value)}"
        if self.kind is Kind.KEYWORD:
            return f"{self.kind.value}:UNKNOWN"
        is_plain = self.text.isidentifier() and self.text not in _ION_WORDS
        return f"{self.kind.value}:{self.text if is_plain else repr(self.text)}"


def tokenize(expression: str) -> list[Token]:
    """Split an expression into tokens, with one that marks its end.

    :raises ExpressionTooLong: when it is longer than 256 KB.
    :raises LexerInvalidChar: at a character that begins no token.
    :raises LexerInvalidLiteral: when quotes are not closed.
    """
    if len(expression.encode(errors="replace")) > MAX_BYTES:
        raise errors.ExpressionTooLong
    return list(_tokens(expression))


def _tokens(expression: str) -> Iterator[Token]:
    position, line, line_start = 0, 1, 0
    while position < len(expression):
        found = _TOKEN.match(expression, position)
        if found is None:
            quotes = expression[position] in "'\"`"
            raise errors.LexerInvalidLiteral if quotes else errors.LexerInvalidChar
        if found.lastgroup != "space":
            yield _token(found, line, position - line_start + 1)
        if "\n" in found[0]:
            line += found[0].count("\n")
            line_start = position + found[0].rindex("\n") + 1
        position = found.end()
    yield Token(Kind.END, "EOF", line, position - line_start + 1)


def _token(found: re.Match[str], line: int, column: int) -> Token:
    text = found[0]
    match found.lastgroup:
        case "number":
            return Token(Kind.LITERAL, "", line, column, _number(text))
        case "text":
            return Token(Kind.LITERAL, "", line, column, text[1:-1].replace("''", "'"))
        case "ion":
            return Token(Kind.LITERAL, "", line, column, _ion(text[1:-1].strip()))
        case "quoted":
            return Token(Kind.QUOTED_IDENTIFIER, text[1:-1].replace('""', '"'), line, column)
        case "word" if text.lower() in KEYWORDS:
            return Token(Kind.KEYWORD, text.upper(), line, column)
        case "word":
            return Token(Kind.IDENTIFIER, text, line, column)
    return Token(Kind.MARK, "<>" if text == "!=" else text, line, column)


def _number(text: str) -> int | Decimal:
    if not text.isdigit():
        return _decimal(text)
    if len(text) > len(str(MAX_INTEGER)) or int(text) > MAX_INTEGER + 1:
        raise errors.NumberFormatError
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        raise errors.NumberFormatError from None


def _ion(text: str) -> Value:
    """Read a literal of Ion: numbers, strings, timestamps, booleans and null."""
    if text in _ION_WORDS:
        return _ION_WORDS[text]
    if re.fullmatch(r"-?\d+", text):
        return -_number(text[1:]) if text[0] == "-" else _number(text)
    if re.fullmatch(r"-?\d+\.?\d*(?:[dD][+-]?\d+)?", text):
        return _decimal(text.lower().replace("d", "e"))
    if re.fullmatch(r"-?\d+(?:\.\d*)?[eE][+-]?\d+", text):
        return _finite(float(text))
    if len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
        return text[1:-1]
    try:
        return Timestamp.parse(text)
    except ValueError:
        raise errors.LexerInvalidIONLiteral from None


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise errors.NumberFormatError
    return number


def _in_ion(value: Value) -> str:
    if isinstance(value, Decimal):
        sign, digits, exponent = value.as_tuple()
        whole = "".join(map(str, digits))
        return f"{'-' if sign else ''}{whole}d{exponent}" if exponent else f"{whole}."
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool) or value is None:
        return str(value).lower() if value is not None else "null"
    return str(value)
