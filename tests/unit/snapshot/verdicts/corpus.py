"""The corpus: scenarios by seed, and every recording of `AWS_BASELINES_DIR`, through both libraries.

`python -m tests.unit.snapshot.verdicts.corpus` runs all of it and prints what was compared; it ends with 1 at the
first disagreement. The tests beside run a sample.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pytest_localstack.snapshot.diff import differences
from pytest_localstack.snapshot.paths import skip_path as report_path
from tests.unit.folders import BASELINES, folder_of

from .corruption import corrupted
from .generated import Generated, quoted, skip_path
from .judging import Disagreement, Judge, summary, text_of
from .libraries import Outcome
from .recorded import Recorded, recordings

SEEDS = 5_000


def judge_seed(judge: Judge, seed: int) -> None:
    """Record a generated scenario, verify it, corrupt it, and verify corruptions with skip paths."""
    scenario = Generated(seed)
    recorded = judge.record(scenario)
    if recorded is None or not _verifiable(recorded):
        return
    chosen = random.Random(f"corruptions {seed}")
    if not judge.verify(scenario, text_of(recorded.content)):
        raise Disagreement(f"{scenario}: fails against what it recorded")
    for _ in range(3):
        judge.refute(scenario, recorded.content, chosen)
    # localstack-snapshot leaves out nothing of a tuple.
    for _ in range(0 if scenario.has_tuples else 3):
        wrong = corrupted(recorded.content, chosen)
        if wrong is not None:
            paths = (skip_path(chosen), *_paths_to_the_change(recorded.content, wrong, chosen))
            judge.verify_skipping(Generated(seed, paths), recorded.content, wrong)


def _paths_to_the_change(content: dict[str, Any], wrong: dict[str, Any], chosen: random.Random) -> list[str]:
    """Write paths to what differs: by position, by wildcard, or by the last key wherever it is."""
    written = chosen.choice((_by_position, report_path, _by_key, lambda steps: "$..nowhere"))
    return [written(difference.path) for difference in differences(wrong, content)]


def _by_position(steps: Sequence[str | int]) -> str:
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{quoted(step)}" for step in steps)


def _by_key(steps: Sequence[str | int]) -> str:
    keys = [step for step in steps if isinstance(step, str)]
    return f"$..{quoted(keys[-1])}"


def judge_recording(judge: Judge, file: Path, test: str) -> None:
    """Verify a recording of real AWS against itself, corrupt it, and record it with its service's set."""
    scenario = Recorded(file, test)
    content = scenario.content
    if not content:
        judge.counts["recordings of AWS without a match"] += 1
        return
    judge.counts["recordings of AWS"] += 1
    passes = judge.verify(scenario, text_of(content))
    if not passes and not scenario.has_json_text:
        raise Disagreement(f"{scenario}: fails against itself")
    if passes:
        judge.refute(scenario, content, random.Random(f"corruptions {test}"))
    judge.record(Recorded(file, test, with_set=True))


def _verifiable(recorded: Outcome) -> bool:
    # A match that is null counts as not recorded in localstack-snapshot.
    return None not in recorded.content.values()


def main() -> int:
    """Run the whole corpus."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.unit.snapshot.verdicts.corpus", description=__doc__
    )
    parser.add_argument("--seeds", type=int, default=SEEDS, help="how many scenarios (default: %(default)s)")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(Path(folder), counts)
        try:
            _judge_all(judge, options.seeds)
        except Disagreement as disagreement:
            sys.stderr.write(f"{disagreement}\n")
            return 1
        finally:
            sys.stdout.write("\n".join(summary(counts)) + "\n")
    return 0


def _judge_all(judge: Judge, seeds: int) -> None:
    for seed in range(seeds):
        judge_seed(judge, seed)
    baselines = folder_of(BASELINES)
    for file, test in recordings(baselines) if baselines else ():
        judge_recording(judge, file, test)
    if baselines is None:
        sys.stderr.write(f"{BASELINES} is not set: no recordings of AWS were judged\n")


if __name__ == "__main__":
    sys.exit(main())
