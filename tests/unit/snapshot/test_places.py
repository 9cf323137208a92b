"""The place of a match, and the traceback that leads there."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pytest_localstack.snapshot import places
from pytest_localstack.snapshot.objects import attributes
from pytest_localstack.snapshot.places import Place, here, traceback_to

FILE = Path(__file__).name


def helper(match: Callable[[], tuple[Place, ...]]) -> tuple[Place, ...]:
    return match()


def test_the_way_begins_at_the_test_and_ends_at_the_call() -> None:
    way = helper(lambda: here())

    assert [place.code.co_name for place in way] == [
        "test_the_way_begins_at_the_test_and_ends_at_the_call",
        "helper",
        "<lambda>",
    ]
    assert {place.file for place in way} == {__file__}


def test_frames_of_this_package_are_no_part_of_it() -> None:
    class Watched:
        @property
        def seen(self) -> tuple[Place, ...]:
            return ()

    def through_the_package(value: Any) -> Any:
        return attributes(value)

    made = {"__name__": f"{places.OURS}.inner", "here": here}
    exec("def match():\n    return here()", made)

    way = made["match"]()  # type: ignore[operator]

    assert through_the_package(Watched()) == {"seen": ()}
    assert way[-1].code.co_name == "test_frames_of_this_package_are_no_part_of_it"


def test_the_traceback_names_file_function_and_line_and_holds_no_variable() -> None:
    large = "x" * 1000
    way = helper(lambda: here())

    summary = traceback.extract_tb(traceback_to(way))

    assert [frame.name for frame in summary] == [place.code.co_name for place in way]
    assert [frame.lineno for frame in summary] == [place.line for place in way]
    assert summary[1].line == "return match()"
    assert summary[-1].line == linecache.getline(__file__, way[-1].line).strip()
    made = traceback_to(way)
    while made is not None:
        assert large not in made.tb_frame.f_locals.values()
        made = made.tb_next


def test_an_expression_over_several_lines_is_marked_whole() -> None:
    def match(*_: object) -> tuple[Place, ...]:
        return here()

    way = match(
        "key",
        {"a": 1},
    )

    frame = traceback.extract_tb(traceback_to(way))[0]

    assert (frame.lineno, frame.end_lineno) == way[0].positions()[:2]
    assert way[0].positions()[1] == way[0].positions()[0] + 3


def test_no_place_makes_no_traceback() -> None:
    assert traceback_to(()) is None


def test_code_without_positions_still_has_its_line() -> None:
    made: dict[str, Any] = {"__name__": "elsewhere", "here": here}
    exec(compile("\n\ndef match():\n    return here()", "elsewhere.py", "exec"), made)
    code: Any = made["match"].__code__
    made["match"].__code__ = code.replace(co_linetable=b"")

    way = made["match"]()

    assert way[-1].file == "elsewhere.py"
    assert traceback.extract_tb(traceback_to(way))[-1].name == "match"


@pytest.mark.parametrize("depth", [1, places.DEEPEST + 20])
def test_a_deep_way_keeps_the_end_that_is_nearest_to_the_call(depth: int) -> None:
    def deeper(left: int) -> tuple[Place, ...]:
        return here() if left == 0 else deeper(left - 1)

    way = deeper(depth)

    assert way[-1].code.co_name == "deeper"
    assert len(way) <= places.DEEPEST
