"""The snapshots of one test: what it matched, how that is normalised, compared and recorded."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .automatic.answers import Answers, Finding
from .automatic.transformer import AutomaticTransformer
from .aws import AwsTransform
from .diff import SnapshotMatchResult
from .errors import SnapshotAssertionError, SnapshotError, SnapshotFileError, placed
from .ledger import Ledger
from .normalising import NEWEST, NORMALISERS, Normaliser
from .normalising.original_tree import original_tree
from .objects import attributes
from .options import ALL, FAILED, NEW
from .outcome import SnapshotOutcome, Status
from .parity.evidence import Claims
from .paths import left_out
from .raw import to_raw_json
from .redaction import Gate
from .report import RECORD_COMMAND, full_report
from .store import Entry, SnapshotFile
from .summary import Counts
from .transformers import KeyValueBasedTransformer, RegexTransformer, Transformer
from .tree import canonical, observed


class SnapshotSession:
    """What the fixture `snapshot` yields.

    :param base_file_path: the path of the recordings without `.snapshot.json`.
    :param scope_key: the key of the test's entry, its node id.
    :param other_scope_keys: further keys an existing entry may have.
    :param record_command: what a failure's report says to run, before the test's node id.
    :param recorded_from: what a new recording says of its origin: `target`, `region`, `botocore`.
    :param records: what an update writes: `all` that was matched; `new`: matches without a recording, the others
        are compared; `failed`: the matches of a test whose comparison fails.
    :param normaliser: the number of the algorithm for a test that has no entry; None for localstack-snapshot's.
    :param baselines: the folder of recordings of real AWS that matches name as their evidence.
    :param answers: what AWS answered, for automatic normalising.
    :ivar automatic: whether matches from now on are normalised by what they answer, in entries with a number.
    """

    def __init__(
        self,
        *,
        base_file_path: str | os.PathLike[str],
        scope_key: str,
        update: bool = False,
        verify: bool = True,
        raw: bool = False,
        other_scope_keys: Sequence[str] = (),
        record_command: str = RECORD_COMMAND,
        recorded_from: Mapping[str, Any] | None = None,
        records: str = ALL,
        baselines: Path | None = None,
        normaliser: int | None = NEWEST,
        answers: Answers | None = None,
    ) -> None:
        base = os.fspath(base_file_path)
        self.file = SnapshotFile(Path(f"{base}.snapshot.json"))
        self.raw_file = SnapshotFile(Path(f"{base}.raw.snapshot.json"))
        self.scope_key = scope_key
        self.scope_keys = (scope_key, *other_scope_keys)
        self.record_command = record_command
        self.recorded_from = recorded_from
        self.update = update
        self.records = records
        self.verify = verify
        self.raw = raw
        self.transform = AwsTransform()
        self.ledger = Ledger()
        self.observed_state: dict[str, Any] = {}
        self.claims = Claims(baselines)
        self.automatic = answers is not None
        self._answers = answers
        self._findings: dict[str, list[Finding]] = {}
        self._transformers: list[tuple[int, Transformer]] = []
        self._kept: set[str] = set()
        self._settled: set[str] = set()
        self._previous: tuple[str, Entry] = (scope_key, Entry("", {}, normaliser))
        self._recording: dict[str, Any] = {}
        self._failed = False

    def match(self, key: str, obj: Any, *, aws_evidence: str = "", automatic: bool | None = None) -> None:
        """Compare `obj`, as it is now, with the recording of `key` when the test body has passed.

        :param key: names the match; it is used once per test.
        :param aws_evidence: a recording of real AWS to compare with as well, below the folder that
            `AWS_BASELINES_DIR` names: `<baseline file>::<test>::<match key>`.
        :param automatic: whether it is normalised by what it answers (default: what `snapshot.automatic` says).
        """
        if key in self.observed_state:
            raise SnapshotError(
                f'{self.scope_key}: the match key "{key}" is used twice; give each match its own'
            )
        with _naming(self.scope_key), placed(self.scope_key), placed(key):
            key = self._recordable(key)
            self.ledger.watch(key, obj)
            if self._answers is not None and (self.automatic if automatic is None else automatic):
                self._findings[key] = self._answers.find(obj)
            self.observed_state[key] = observed(obj)
            if aws_evidence:
                self.claims.claim(key, aws_evidence)

    def _recordable(self, key: str) -> str:
        # Asked first: to look for secrets in all earlier matches, at every match, takes quadratic time.
        entry = self.file.entry(self.scope_keys) if self.update or self.verify else None
        return key if entry and key in entry[1].content else self._gate.text(key)

    def match_object(self, key: str, obj: Any) -> None:
        """Match the public attributes and properties of an object."""
        self.match(key, attributes(obj))

    def add_transformer(self, transformer: Transformer | Sequence[Transformer], *, priority: int = 0) -> None:
        """Add a transformer, or several, for this test; lower priorities run first."""
        several = transformer if isinstance(transformer, Sequence) else [transformer]
        self._transformers += [(priority, one) for one in several]

    def add_transformers_list(self, transformers: Sequence[Transformer], priority: int = 0) -> None:
        """Add several transformers."""
        self.add_transformer(list(transformers), priority=priority)

    def register_replacement(self, pattern: str | re.Pattern[str], value: str) -> None:
        """Replace what a regular expression finds in the JSON text of each match."""
        self.add_transformer(RegexTransformer(pattern, value))

    def skip_key(self, pattern: str | re.Pattern[str], value: str) -> None:
        """Put `value` under every key that begins with a match of the pattern."""
        regex = re.compile(pattern)
        self._add_placeholder(lambda key, old: old if regex.match(key) else None, value)

    def replace_value(self, pattern: str | re.Pattern[str], value: str) -> None:
        """Put `value` in place of every string that begins with a match of the pattern."""
        regex = re.compile(pattern)
        self._add_placeholder(
            lambda _, old: old if isinstance(old, str) and regex.match(old) else None, value
        )

    def fixed(self, *values: str) -> None:
        """Record these values as they are, though they look secret: the test itself fixes them."""
        self._kept.update(values)

    @property
    def _gate(self) -> Gate:
        return Gate(self.observed_state, self._kept)

    def _add_placeholder(self, match_fn: Any, value: str) -> None:
        self.add_transformer(KeyValueBasedTransformer(match_fn, replacement=value, replace_reference=False))

    def settle(self, skip_paths: Iterable[str] = (), skip_all: bool = False) -> None:
        """Compare every match that was not compared yet; when recording, see that it can be recorded.

        :param skip_paths: JSONPaths into `{match key: value}` that are left out of the comparison.
        :param skip_all: compare nothing.
        :raises SnapshotAssertionError: when a match differs from its recording or has none.
        :raises EvidenceError: when it differs from the recording of real AWS that it names.
        """
        keys = [key for key in self.observed_state if key not in self._settled]
        if not keys:
            return
        self._settled.update(keys)
        with _naming(self.scope_key):
            self._settle(keys, list(skip_paths), skip_all)

    def _settle(self, keys: Sequence[str], skip_paths: Sequence[str], skip_all: bool) -> None:
        if self.update or (self.verify and not skip_all):
            self._compare_with_evidence(keys, skip_paths)
        if self.update:
            self._find_entry()
            self._recording = self._to_record(keys, skip_paths, skip_all or not self.verify)
        elif skip_all or not self.verify:
            for key in keys:
                self.ledger.note(key, Status.SKIPPED)
        else:
            self._assert(keys, skip_paths)
        self.claims.check(self.scope_key, keys, self._gate.text)

    def _compare_with_evidence(self, keys: Sequence[str], skip_paths: Sequence[str]) -> None:
        if not any(key in self.claims for key in keys):
            return
        with placed(self.scope_key):
            state = original_tree(self.observed_state)
            self.claims.compare({key: _raw(key, state[key]) for key in keys}, skip_paths)

    def _to_record(self, keys: Sequence[str], skip_paths: Sequence[str], skip_all: bool) -> dict[str, Any]:
        recorded = self._previous[1].content
        if self.records == NEW:
            known = [key for key in keys if key in recorded]
            if known and not skip_all:
                self._assert(known, skip_paths)
            return {**self._normalised(recorded), **recorded}
        if self.records == FAILED and not self._failed:
            try:
                if not skip_all:
                    self._assert(keys, skip_paths)
                return dict(recorded)
            except SnapshotAssertionError:
                self._failed = True
        return self._normalised(recorded)

    def _find_entry(self) -> None:
        self._previous = self.file.entry(self.scope_keys) or self._previous
        key, entry = self._previous
        if entry.normaliser not in NORMALISERS:
            raise SnapshotFileError(
                self.file.path,
                f'the entry of {key} has the "normaliser" {entry.normaliser!r}, which is unknown here',
                "Upgrade pytest-localstack, or remove the entry and record the test again.",
            )

    def _assert(self, keys: Sequence[str], skip_paths: Sequence[str]) -> None:
        self._find_entry()
        entry = self._previous[1]
        expected = left_out(dict(entry.content), skip_paths)
        actual = self._normalised(expected, skip_paths)
        compared = self._normaliser.compare(expected, actual, keys)
        results = [
            result
            if result.key in entry.content
            else SnapshotMatchResult(result.key, None, result.observed_state, recorded=False)
            for result in compared
        ]
        self.ledger.note_compared(results)
        if not all(results):
            raise SnapshotAssertionError(full_report(self.outcome), results)

    @property
    def outcome(self) -> SnapshotOutcome:
        """What became of the matches, and the entry they were compared with."""
        entry = self._previous[1]
        return SnapshotOutcome(
            nodeid=self.scope_key,
            file=os.fspath(self.file.path),
            command=self.record_command,
            matches=self.ledger.outcomes,
            date=entry.date,
            origin=entry.recorded_from,
        )

    @property
    def counts(self) -> Counts:
        """How many matches were compared, written and left uncompared."""
        return Counts.of(self.outcome)

    def save(self) -> None:
        """Write what was settled, as far as the run asks for it: the recording, the raw values."""
        if not self._settled:
            return
        with _naming(self.scope_key):
            if self.raw:
                self._record_raw()
            if self.update:
                self._record(self._recording)

    def _record(self, content: dict[str, Any]) -> None:
        old = self._previous[1]
        changes = {name: _change(old, name, value) for name, value in content.items()}
        for name in self.observed_state:
            self.ledger.note(name, changes[name], old.content.get(name), content[name])
        if set(changes.values()) <= {Status.MATCHED} and len(changes) == len(old.content):
            return
        self._write(content)

    def _write(self, content: Mapping[str, Any]) -> None:
        self.file.record(
            self._previous[0],
            content,
            datetime.now(UTC),
            normaliser=self._normaliser.number,
            recorded_from=self.recorded_from,
            gate=self._gate,
        )

    def accept(self, key: str) -> None:
        """Record what a match is now in the place of what it was compared with; the entry's others stay.

        :raises SnapshotFileError: when the recording has changed meanwhile, or cannot be written.
        """
        compared = self._previous[1].content
        self._find_entry()
        content = self._previous[1].content
        if (key in content, content.get(key)) != (key in compared, compared.get(key)):
            raise SnapshotFileError(
                self.file.path,
                f'"{key}" of {self.scope_key} was recorded anew meanwhile',
                "Run the test again.",
            )
        self._write({**content, key: self._normalised(content)[key]})

    def _record_raw(self) -> None:
        with placed(self.scope_key):
            content = {key: _raw(key, value) for key, value in original_tree(self.observed_state).items()}
        old = self.raw_file.entry(self.scope_keys)
        content = self._gate.matches(old[1].content if old else {}, content)
        if old is None or canonical(old[1].content) != canonical(content):
            key = old[0] if old else self.scope_key
            self.raw_file.record(key, content, datetime.now(UTC), gate=self._gate)

    @property
    def _normaliser(self) -> Normaliser:
        return NORMALISERS[self._previous[1].normaliser]()

    def _normalised(self, recorded: Mapping[str, Any], skip_paths: Sequence[str] = ()) -> dict[str, Any]:
        transformers = [one for _, one in sorted(self._transformers, key=lambda pair: pair[0])]
        if self._answers is not None and self._normaliser.number is not None:
            transformers.append(AutomaticTransformer(self._answers, self._findings))
        with placed(self.scope_key):
            content = self._normaliser.normalise(self.observed_state, transformers, skip_paths, recorded)
        return self._gate.matches(recorded, content)


@contextmanager
def _naming(nodeid: str) -> Iterator[None]:
    """Have an error of a file name the test too."""
    try:
        yield
    except SnapshotFileError as error:
        error.args = (f"{error}\nThe test is {nodeid}.",)
        raise


def _raw(key: str, value: Any) -> Any:
    with placed(key):
        return json.loads(to_raw_json(value))


def _change(old: Entry, key: str, value: Any) -> Status:
    if key not in old.content:
        return Status.NEW
    return Status.MATCHED if canonical(old.content[key]) == canonical(value) else Status.UPDATED
