"""Where this library differs from localstack-snapshot on purpose: docs/snapshots.md lists the same cases."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .judging import text_of
from .libraries import Toolbox, older_records, older_verifies, ours_records, ours_verifies

Steps = Callable[[Any, Toolbox], None]


@dataclass(frozen=True)
class Case:
    """A match of one value.

    :ivar make: makes the value anew.
    :ivar steps: adds transformers.
    """

    make: Callable[[], Any]
    steps: Steps = lambda session, tools: None
    skip_paths: Sequence[str] = ()

    def prepare(self, session: Any, tools: Toolbox) -> None:
        """Add the transformers."""
        self.steps(session, tools)

    def match(self, session: Any) -> None:
        """Match the value."""
        session.match("get", self.make())


@pytest.mark.parametrize(
    ("case", "recorded"),
    [
        (Case(lambda: {"Body": io.BytesIO(b"\xff")}), {"Body": "b'\\xff'"}),
        (Case(lambda: {"Body": io.StringIO("text")}), {"Body": "text"}),
        (Case(lambda: {1: "a", "b": 2}), {"1": "a", "b": 2}),
        (
            Case(
                lambda: {"S": [{"b": 1}, {"a": 1}]},
                lambda session, tools: session.add_transformer(tools.make.sorting("S", None)),
            ),
            {"S": [{"a": 1}, {"b": 1}]},
        ),
        (
            Case(
                lambda: {"ResponseMetadata": None},
                lambda session, tools: session.add_transformer(tools.classes.ResponseMetaDataTransformer()),
            ),
            {"ResponseMetadata": None},
        ),
        (
            Case(
                lambda: {"a": "tmp-1"},
                lambda session, tools: session.replace_value(re.compile("tmp"), "<tmp>"),
            ),
            {"a": "<tmp>"},
        ),
        (Case(lambda: {"a": "x"}, lambda session, tools: session.skip_key("a", "<a>")), {"a": "<a>"}),
    ],
    ids=[
        "binary-stream",
        "text-stream",
        "mixed-keys",
        "unordered-items",
        "no-metadata",
        "replace-value",
        "text-pattern",
    ],
)
def test_what_raises_there_is_recorded_here(case: Case, recorded: Any, tmp_path: Path) -> None:
    assert older_records(case, tmp_path).error
    ours = ours_records(case, tmp_path)

    assert (ours.error, ours.content) == ("", {"get": recorded})
    assert ours_verifies(case, text_of({"get": recorded}), tmp_path).passed


@pytest.mark.parametrize(
    "make",
    [lambda: {"L": [io.BytesIO(b"abc")]}, lambda: {"L": [object()]}, lambda: {"f": lambda: 1}],
    ids=["stream-in-list", "object", "function"],
)
def test_a_place_in_memory_is_never_recorded(make: Callable[[], Any], tmp_path: Path) -> None:
    older, ours = older_records(Case(make), tmp_path), ours_records(Case(make), tmp_path)

    assert " at 0x" in older.recorded
    assert " at 0x" not in ours.recorded
    assert "place in memory" in ours.error or ours.content == {"get": {"L": ["abc"]}}


def test_a_replacement_that_breaks_the_text_is_an_error_instead_of_a_lost_match(
    tmp_path: Path,
) -> None:
    case = Case(
        lambda: {"Size": 1}, lambda session, tools: session.add_transformer(tools.make.text("1", "<one>"))
    )

    older, ours = older_records(case, tmp_path), ours_records(case, tmp_path)

    assert (older.error, older.content) == ("", {})
    assert "is no JSON after its replacements" in ours.error
    assert ours.content == {}


@pytest.mark.parametrize(
    ("case", "recorded"),
    [(Case(lambda: None), None), (Case(lambda: {"a": 1}, skip_paths=["$.get"]), {"a": 2})],
    ids=["null", "whole-match-skipped"],
)
def test_what_cannot_be_verified_there_passes_here(case: Case, recorded: Any, tmp_path: Path) -> None:
    text = text_of({"get": recorded})

    assert re.search("recorded|missing", older_verifies(case, text, tmp_path).error)
    assert ours_verifies(case, text, tmp_path).passed


@pytest.mark.parametrize(
    ("value", "recorded"),
    [({"__type": "a"}, {"__type": "b"}), ({"L": [1]}, {"L": [True]}), ({"L": [1]}, {"L": [1.0]})],
    ids=["underscores", "true-in-list", "float-in-list"],
)
def test_differences_that_pass_there_fail_here(value: Any, recorded: Any, tmp_path: Path) -> None:
    text = text_of({"get": recorded})

    assert older_verifies(Case(lambda: value), text, tmp_path).passed
    assert not ours_verifies(Case(lambda: value), text, tmp_path).passed
