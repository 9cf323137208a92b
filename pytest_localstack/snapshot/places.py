"""Where in a test a value was matched, and a traceback that leads there after the test has ended.

A place keeps code and line of each frame between the test and the call, never a frame: a frame would keep the
variables of its function alive.
"""

from __future__ import annotations

import ast
import itertools
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import CodeType, FrameType, TracebackType

OURS = __name__.rpartition(".")[0]
RUNNERS = ("_pytest.", "pluggy.", "unittest.")
DEEPEST = 30


@dataclass(frozen=True)
class Place:
    """A line that is being run, in a frame that may be gone."""

    code: CodeType
    instruction: int
    line: int

    @property
    def file(self) -> str:
        """Name the file."""
        return self.code.co_filename

    def positions(self) -> tuple[int, int, int, int]:
        """Give first and last line and column of the expression that is being evaluated."""
        found = next(itertools.islice(self.code.co_positions(), self.instruction // 2, None), (None,) * 4)
        line, end_line, column, end_column = found
        return (line or self.line, end_line or self.line, column or 0, end_column or 0)


def here() -> tuple[Place, ...]:
    """Find the way from the test to the code that called into this package, the test first."""
    frame = sys._getframe(1)
    outside = itertools.dropwhile(_is_ours, _outwards(frame))
    way = itertools.takewhile(lambda frame: not _module(frame).startswith(RUNNERS), outside)
    places = [
        Place(frame.f_code, frame.f_lasti, frame.f_lineno or frame.f_code.co_firstlineno)
        for frame in itertools.islice(way, DEEPEST)
    ]
    return tuple(reversed(places))


def traceback_to(places: Sequence[Place]) -> TracebackType | None:
    """Make a traceback of the places, with frames that hold nothing."""
    made = None
    for place in reversed(places):
        raised = _raised_at(place)
        made = TracebackType(made, raised.tb_frame, raised.tb_lasti, place.line)
    return made


def _raised_at(place: Place) -> TracebackType:
    """Raise in code that stands where the place is."""
    line, end_line, column, end_column = place.positions()
    shift = place.code.co_firstlineno - 1  # lines count from the first one of the code
    tree = ast.parse("raise AssertionError")
    for node in ast.walk(tree):
        if isinstance(node, (ast.stmt, ast.expr)):
            node.lineno, node.end_lineno = max(line - shift, 1), max(end_line - shift, 1)
            node.col_offset, node.end_col_offset = column, end_column
    code = compile(tree, place.file, "exec").replace(
        co_name=place.code.co_name,
        co_qualname=place.code.co_qualname,
        co_firstlineno=place.code.co_firstlineno,
    )
    try:
        exec(code, {"__name__": place.code.co_name})
    except AssertionError as error:
        traceback = error.__traceback__
        if traceback is not None and traceback.tb_next is not None:
            return traceback.tb_next
    raise RuntimeError(f"{place.file}:{place.line} has no frame")


def _outwards(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _is_ours(frame: FrameType) -> bool:
    return _module(frame).startswith(OURS)


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "")) + "."
