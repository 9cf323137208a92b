"""Recordings of real AWS that a match names as its evidence, and the comparison with them.

`snapshot.match(key, response, aws_evidence="services/sqs/test_sqs.snapshot.json::TestSqs::test_it::get-tags")` names
a recording file below the folder `AWS_BASELINES_DIR`, a test in it (its node id, or the end of it), and one of its
match keys. Without that variable nothing is compared, and the match counts as unvalidated.
"""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pytest_localstack.snapshot.diff import Difference, Kind
from pytest_localstack.snapshot.errors import EvidenceError, SnapshotError
from pytest_localstack.snapshot.paths import exact_path, kept, left_out, skip_path
from pytest_localstack.snapshot.store import Entry, SnapshotFile
from pytest_localstack.snapshot.values import json_text, shortened

from .proof import Proof

VARIABLE = "AWS_BASELINES_DIR"
FORM = '"<baseline file>::<test>::<match key>"'


@dataclass(frozen=True)
class Evidence:
    """A recorded match, as a test names it."""

    file: str
    test: str
    key: str

    def __str__(self) -> str:
        return f"{self.file}::{self.test}::{self.key}"


@dataclass(frozen=True)
class Recorded:
    """What the evidence says."""

    test: str
    date: str
    value: Any


def parse(text: str) -> Evidence:
    """Read what a test names.

    :raises SnapshotError: when it has another form.
    """
    file, _, rest = text.partition("::")
    test, _, key = rest.rpartition("::")
    if not file.endswith(".json") or not test or not key:
        raise SnapshotError(f"aws_evidence={text!r} must be {FORM}")
    return Evidence(file, test, key)


def folder(variables: Mapping[str, str] = os.environ) -> Path | None:
    """Give the folder of recordings of real AWS, or `None` when none is named.

    :raises SnapshotError: when one is named that is none, or is empty: a comparison that was asked for is made.
    """
    named = variables.get(VARIABLE)
    if named is None:
        return None
    path = Path(named)
    if not named or not path.is_dir() or not any(path.iterdir()):
        raise SnapshotError(f"{VARIABLE} names {named!r}, which is no folder with recordings; unset it")
    return path


def find(evidence: Evidence, root: Path) -> Recorded:
    """Look up what a test names.

    :raises SnapshotError: when there is no such file, test or key; it names the nearest.
    """
    path = root / evidence.file
    if not path.is_file():
        raise SnapshotError(f"aws_evidence names {evidence.file}, which is not in {VARIABLE}={root}")
    file = SnapshotFile(path)
    tests = [name for name in file.read() if name == evidence.test or name.endswith(f"::{evidence.test}")]
    if len(tests) != 1:
        names = [name.partition("::")[2] for name in file.read()]
        problem = "no test" if not tests else f"{len(tests)} tests"
        raise SnapshotError(f"{path} has {problem} {evidence.test!r}{_nearest(evidence.test, names)}")
    entry = _entry(file, tests[0])
    if evidence.key not in entry.content:
        nearest = _nearest(evidence.key, list(entry.content))
        raise SnapshotError(f"{path}: {tests[0]} has no match {evidence.key!r}{nearest}")
    return Recorded(tests[0], entry.date, entry.content[evidence.key])


def _entry(file: SnapshotFile, test: str) -> Entry:
    found = file.entry([test])
    assert found is not None
    return found[1]


def _nearest(wanted: str, names: list[str]) -> str:
    near = difflib.get_close_matches(wanted, names, n=1, cutoff=0.3)
    return f"; the nearest is {near[0]!r}" if near else ""


@dataclass(frozen=True)
class Proven:
    """A match beside its evidence; true when it is as recorded on real AWS."""

    key: str
    evidence: str
    date: str
    differences: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return not self.differences


class Claims:
    """The evidence that the matches of one test name, and what the comparison with it has found.

    :param root: the folder of recordings; without it nothing is compared.
    """

    def __init__(self, root: Path | None) -> None:
        self._root = root
        self._claims: dict[str, Evidence] = {}
        self._proofs: dict[tuple[str, str], Proof] = {}
        self.proven: dict[str, Proven] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._claims

    def claim(self, key: str, text: str) -> None:
        """Name the evidence of a match.

        :raises SnapshotError: when it has another form.
        """
        self._claims[key] = parse(text)

    def compare(
        self,
        matches: Mapping[str, Any],
        skip_paths: Sequence[str] = (),
        only: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        """Compare matches with their evidence, if there is a folder to look it up in.

        :param matches: JSON values by match key, as they are, JSON texts opened.
        :param skip_paths: JSONPaths into them that are left out on both sides.
        :param only: JSONPaths into some of them, by their keys: nothing else of these is compared.
        :raises SnapshotError: when there is no such recording.
        """
        if self._root is not None:
            for key in matches:
                if key in self._claims:
                    self.proven[key] = self._compared(
                        self._root, key, matches[key], skip_paths, only.get(key)
                    )

    def check(self, nodeid: str, keys: Sequence[str], redact: Callable[[str], str] = str) -> None:
        """Fail when a match is not as its evidence says.

        :param redact: keeps secrets out of what is said; the values compared are as they came.
        :raises EvidenceError: naming every difference.
        """
        failed = [self.proven[key] for key in keys if key in self.proven and not self.proven[key]]
        if failed:
            raise EvidenceError(describe(nodeid, failed, redact))

    def _compared(
        self, root: Path, key: str, observed: Any, skip_paths: Sequence[str], only: Sequence[str] | None
    ) -> Proven:
        evidence = self._claims[key]
        recorded = find(evidence, root)
        proof = self._proofs.setdefault((evidence.file, recorded.test), Proof())
        sides = (
            left_out({key: value if only is None else kept(value, only)}, skip_paths).get(key)
            for value in (recorded.value, observed)
        )
        return Proven(key, str(evidence), recorded.date, proof.differences(*sides))


def describe(nodeid: str, failed: Sequence[Proven], redact: Callable[[str], str] = str) -> str:
    """Write what differs from real AWS, and which paths to leave out."""
    lines = [f"{nodeid} is answered otherwise than by real AWS"]
    paths = set()
    for one in failed:
        lines += ["", one.key, f"  recorded {one.date} UTC on AWS: {one.evidence}"]
        for difference in one.differences:
            lines.append(redact(f"  {line_of(difference)}"))
            paths.add(skip_path((one.key, *difference.path)))
    quoted = ", ".join(json.dumps(path, ensure_ascii=False) for path in sorted(paths))
    return "\n".join(
        [*lines, "", "To leave these out:", f"@pytest.mark.skip_snapshot_verify(paths=[{quoted}])"]
    )


def line_of(difference: Difference) -> str:
    """Write a difference: its sign, its path, what was expected and what came."""
    path = exact_path(difference.path)
    expected, actual = (shortened(json_text(value)) for value in (difference.expected, difference.actual))
    text = {Kind.REMOVED: str(expected), Kind.ADDED: str(actual)}.get(
        difference.kind, f"{expected} -> {actual}"
    )
    return f"({difference.kind.value}) {path} {text}"
