"""Whether both libraries agree about a scenario: the bytes they record, and the verdicts about them."""

from __future__ import annotations

import contextlib
import io
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest_localstack.snapshot.diff import differences
from pytest_localstack.snapshot.paths import left_out

from .corruption import corrupted
from .libraries import (
    TEST,
    Outcome,
    Scenario,
    older_records,
    older_verifies,
    ours_records,
    ours_verifies,
)

# What we record instead is tested in test_differences.py.
ITEMS_DO_NOT_COMPARE = re.compile(r"TypeError: '<' not supported between instances")


class Disagreement(AssertionError):
    """Signal that the libraries differ where they must not."""


@dataclass(frozen=True)
class Judge:
    """Compare what both libraries do; count what was compared.

    :ivar folder: where files are written.
    """

    folder: Path
    counts: Counter[str]

    def record(self, scenario: Scenario) -> Outcome | None:
        """Record with both, and see that the bytes of both files are the same.

        :returns: what was recorded; None when both refuse the scenario, or localstack-snapshot loses a match.
        """
        self.counts["scenarios"] += 1
        older, ours = self._both_record(scenario)
        if older.error or ours.error:
            if older.error and ours.error:
                self.counts["refused by both"] += 1
                return None
            if not older.error and not older.content and "is no JSON after its replacements" in ours.error:
                self.counts["lost by localstack-snapshot, refused by us"] += 1
                return None
            if not ours.error and ITEMS_DO_NOT_COMPARE.search(older.error):
                self.counts["refused by localstack-snapshot, whose items to sort do not compare"] += 1
                return None
            raise Disagreement(f"{scenario}: {older.error or 'recorded'} / {ours.error or 'recorded'}")
        _same(f"{scenario}: recording", older.recorded, ours.recorded)
        _same(f"{scenario}: raw values", older.raw, ours.raw)
        redacted = (older.recorded, older.raw) != (ours.recorded, ours.raw)
        self.counts[
            "recordings, the same but for what is redacted" if redacted else "recordings, byte for byte"
        ] += 1
        return older

    def verify(self, scenario: Scenario, recorded: str) -> bool:
        """Verify with both, and see that they agree.

        :returns: whether the test passes.
        """
        with _silence():
            older = older_verifies(scenario, recorded, self.folder)
        ours = ours_verifies(scenario, recorded, self.folder)
        if older.passed != ours.passed:
            raise Disagreement(f"{scenario}: {older} / {ours}\n{recorded}")
        self.counts["verdicts: pass" if ours.passed else "verdicts: fail"] += 1
        return ours.passed

    def refute(self, scenario: Scenario, content: dict[str, Any], chosen: random.Random) -> None:
        """Change one value of a recording, and see that the test fails in both."""
        wrong = corrupted(content, chosen)
        if wrong is None:
            return
        if _is_private(content, wrong):
            if ours_verifies(scenario, text_of(wrong), self.folder).passed:
                raise Disagreement(f"{scenario}: passes against\n{text_of(wrong)}")
            self.counts["corruptions of `__` members, refuted by us alone"] += 1
            return
        if self.verify(scenario, text_of(wrong)):
            raise Disagreement(
                f"{scenario}: passes against\n{text_of(wrong)}\ninstead of\n{text_of(content)}"
            )
        self.counts["corruptions, all refuted"] += 1

    def verify_skipping(self, scenario: Scenario, content: dict[str, Any], wrong: dict[str, Any]) -> None:
        """Verify against a recording with one value changed, which skip paths may leave out.

        A path that leaves a whole match out raises in localstack-snapshot, and is no part of the comparison.
        """
        if all(left_out(side, scenario.skip_paths).keys() == side.keys() for side in (content, wrong)):
            passes = self.verify(scenario, text_of(wrong))
            self.counts[f"verdicts with skip paths: {'pass' if passes else 'fail'}"] += 1

    def _both_record(self, scenario: Scenario) -> tuple[Outcome, Outcome]:
        with _silence():
            older = older_records(scenario, self.folder)
        return older, ours_records(scenario, self.folder)


def _is_private(content: dict[str, Any], wrong: dict[str, Any]) -> bool:
    """Tell whether a change is one that localstack-snapshot does not look at: test_differences.py has it."""
    return any(
        str(step).startswith("__") for difference in differences(content, wrong) for step in difference.path
    )


def text_of(content: dict[str, Any]) -> str:
    """Write a recording without a number."""
    entry = {"recorded-date": "01-01-2024, 00:00:00", "recorded-content": content}
    return json.dumps({TEST: entry}, indent=2) + "\n"


def _same(what: str, older: str, ours: str) -> None:
    lines, our_lines = older.split("\n"), ours.split("\n")
    if len(lines) != len(our_lines) or any(
        one != other and "<redacted:" not in other for one, other in zip(lines, our_lines, strict=True)
    ):
        raise Disagreement(f"{what}\n--- localstack-snapshot\n{older}\n--- ours\n{ours}")


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    # It prints each text that is no JSON any more.
    with contextlib.redirect_stdout(io.StringIO()):
        yield


def summary(counts: Counter[str]) -> Sequence[str]:
    """Write the counts, one a line."""
    return [f"{count:>7,}  {what}" for what, count in counts.items()]
