"""The parity of a run: its outcomes by service, as a table and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .outcome import Outcome, Verdict

WORST = 10
HEADINGS = ("service", "compared", "matching", "differing", "skipped", "unvalidated", "parity")


@dataclass
class Row:
    """The figures of one service, or of all."""

    service: str
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def compared(self) -> int:
        """How many matches were compared with real AWS."""
        return self.counts[Verdict.MATCHING] + self.counts[Verdict.DIFFERING]

    @property
    def percentage(self) -> float | None:
        """How many of them match, in percent; `None` when none was compared."""
        return 100 * self.counts[Verdict.MATCHING] / self.compared if self.compared else None

    def cells(self) -> tuple[str, ...]:
        """Give the text of the row."""
        parity = "-" if self.percentage is None else f"{self.percentage:.1f} %"
        return (self.service, str(self.compared), *(str(self.counts[verdict]) for verdict in Verdict), parity)

    def report(self) -> dict[str, Any]:
        """Give the figures for JSON."""
        counts = {str(verdict): self.counts[verdict] for verdict in Verdict}
        return {"compared": self.compared, **counts, "percentage": self.percentage}


class Parity:
    """Adds outcomes up."""

    def __init__(self) -> None:
        self._outcomes: dict[tuple[str, str], Outcome] = {}

    @property
    def outcomes(self) -> list[Outcome]:
        """What was added."""
        return list(self._outcomes.values())

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Take outcomes of a test into account; one of a later attempt replaces that of an earlier one."""
        self._outcomes |= {(outcome.test, outcome.key): outcome for outcome in outcomes}

    def rows(self) -> list[Row]:
        """Give the figures by service, in the order of their names."""
        rows: dict[str, Row] = {}
        for outcome in self.outcomes:
            rows.setdefault(outcome.service, Row(outcome.service)).counts[outcome.verdict] += 1
        return [rows[service] for service in sorted(rows)]

    @property
    def total(self) -> Row:
        """The figures of all services."""
        return Row("all", Counter(outcome.verdict for outcome in self.outcomes))

    def worst(self) -> list[tuple[str, int]]:
        """Give the paths that differ most often, with how often: `sqs.GetQueueAttributes $.Attributes.Policy`."""
        counted = Counter(
            f"{outcome.service}.{outcome.operation} {path}"
            for outcome in self.outcomes
            for path in outcome.paths
        )
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))

    def lines(self) -> Iterator[str]:
        """Write the table and the worst paths."""
        rows = [HEADINGS, *(row.cells() for row in self.rows()), self.total.cells()]
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
        for service, *figures in rows:
            cells = [figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True)]
            yield "  ".join([service.ljust(widths[0]), *cells])
        worst = self.worst()
        if worst:
            yield "worst paths:"
            yield from (f"  {count} x {path}" for path, count in worst[:WORST])

    def report(self) -> dict[str, Any]:
        """Give everything as values for JSON."""
        return {
            "total": self.total.report(),
            "services": {row.service: row.report() for row in self.rows()},
            "worst": [{"path": path, "count": count} for path, count in self.worst()],
            "matches": [
                {
                    "test": outcome.test,
                    "key": outcome.key,
                    "service": outcome.service,
                    "operation": outcome.operation,
                    "verdict": outcome.verdict,
                    "paths": list(outcome.paths),
                    "left out": list(outcome.left_out),
                }
                for outcome in sorted(self.outcomes, key=lambda outcome: (outcome.test, outcome.key))
            ],
        }
