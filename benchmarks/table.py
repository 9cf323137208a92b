"""Tables of measurements on a terminal, with the bar and the verdict of each row."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One measurement.

    :ivar cells: what was measured, then the figures, as text.
    :ivar bar: what the figures must reach, as text; `""` for a row that only informs.
    :ivar passed: whether they do; `None` where there is no bar or nothing was measured.
    """

    cells: Sequence[str]
    bar: str = ""
    passed: bool | None = None

    @property
    def verdict(self) -> str:
        """`pass`, `MISS`, or nothing without a bar."""
        if self.passed is None:
            return "not measured" if self.bar else ""
        return "pass" if self.passed else "MISS"


@dataclass
class Table:
    """A titled table.

    :ivar columns: the headings of a row's cells.
    :ivar notes: sentences printed below the table.
    """

    title: str
    columns: Sequence[str]
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [(*self.columns, "bar", "verdict")]
        lines += [(*row.cells, row.bar, row.verdict) for row in self.rows]
        widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
        written = [_line(line, widths) for line in lines]
        written.insert(1, "  ".join("-" * width for width in widths))
        return "\n".join([self.title, *written, *self.notes, ""])


def progress(message: str) -> None:
    """Say on standard error what is being measured."""
    print(f"  … {message}", file=sys.stderr, flush=True)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *figures = cells
    aligned = [figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True)]
    return "  ".join([first.ljust(widths[0]), *aligned]).rstrip()
