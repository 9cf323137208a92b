"""Tables that put ours beside others, with a ratio for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median, quantiles

from benchmarks.s3.scale import OURS
from benchmarks.table import Row, Table

Figures = Mapping[str, list[float]]
BAR = "< 1"


def table(title: str, unit: str, names: Iterable[str]) -> Table:
    """Make an empty table: a column for ours, and for each other its figure, the ratio and its quartiles."""
    others = [column for name in names if name != OURS for column in (name, "ratio", "quartiles")]
    return Table(title, (unit, OURS, *others))


def row(case: str, figures: Figures, *, more_is_better: bool = False, digits: int = 1) -> Row:
    """Compare the medians; a ratio is taken within each round, and its median is judged.

    :param figures: those of each round, by subject; a subject without any was not measured.
    :param more_is_better: the figure is a speed, of which the ratio is inverted.
    """
    ours = figures[OURS]
    cells, ahead = [case, _shown(ours, digits)], []
    for name, theirs in figures.items():
        if name == OURS:
            continue
        ratios = [_ratio(mine, other, more_is_better) for mine, other in zip(ours, theirs, strict=False)]
        cells += [_shown(theirs, digits), *_summary(ratios)]
        ahead += [median(ratios) < 1] if ratios else []
    return Row(cells, BAR if len(figures) > 1 else "", all(ahead) if ahead else None)


def _ratio(mine: float, other: float, more_is_better: bool) -> float:
    return other / mine if more_is_better else mine / other


def _shown(values: list[float], digits: int) -> str:
    return f"{median(values):.{digits}f}" if values else ""


def _summary(ratios: list[float]) -> tuple[str, str]:
    if len(ratios) < 2:
        return (f"{ratios[0]:.2f}" if ratios else "", "")
    low, middle, high = quantiles(ratios, n=4)
    return f"{middle:.2f}", f"{low:.2f}-{high:.2f}"
