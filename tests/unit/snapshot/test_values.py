"""Values in one line of a terminal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_localstack.snapshot.values import CONTEXT, LONGEST, around, json_text, printable, shortened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("é 漢", "é 漢"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b1m\x7f", "\\x9b1m\\x7f"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u00a0b", "a\\xa0b"),
        ("\ud800", "\\ud800"),
    ],
    ids=["text", "escape", "control", "bidirectional", "no-break-space", "surrogate"],
)
def test_what_a_terminal_obeys_or_nobody_sees_is_escaped(text: str, expected: str) -> None:
    assert printable(text) == expected


def test_a_long_text_is_cut_and_its_length_given() -> None:
    assert shortened("y" * 5000, 10) == "yyyyyyyyyy… (5000 characters)"
    assert shortened("y" * 10, 10) == "y" * 10


@pytest.mark.parametrize(
    ("expected", "actual", "parts"),
    [
        (1, 2, ("1", "2")),
        ("abc", "axc", ("b", "x")),
        ("aa", "aaa", ("", "a")),
        (None, "null", ("null", '"null"')),
        ("", "x", ("", "x")),
    ],
    ids=["number", "inside", "repetition", "kind", "empty"],
)
def test_the_part_that_differs_is_found(expected: Any, actual: Any, parts: tuple[str, str]) -> None:
    windows = around(expected, actual)

    assert tuple(window.part for window in windows) == parts
    assert tuple(map(str, windows)) == (json_text(expected), json_text(actual))


def test_long_values_are_shown_around_what_differs() -> None:
    left, right = around("a" * 500 + "x" + "b" * 500, "a" * 500 + "yz" + "b" * 500)

    assert str(left) == f"…{'a' * CONTEXT}x{'b' * CONTEXT}…"
    assert str(right) == f"…{'a' * CONTEXT}yz{'b' * CONTEXT}…"


def test_a_long_difference_is_cut_itself() -> None:
    _, right = around("x", "y" * 5000)

    assert right.part.endswith("… (5000 characters)")
    assert len(str(right)) < LONGEST + 2 * CONTEXT


@given(st.text(max_size=400), st.text(max_size=400))
def test_values_that_differ_never_look_the_same(left: str, right: str) -> None:
    windows = around(left, right)

    is_cut = any("characters)" in window.part for window in windows)
    assert left == right or is_cut or windows[0].part != windows[1].part
