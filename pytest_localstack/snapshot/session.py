"""The snapshots of one test: what it matched, how that is normalised, compared and recorded."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .anything import AnyOf
from .automatic.answers import Answers, Finding
from .automatic.transformer import AutomaticTransformer
from .diff import SnapshotMatchResult, compare
from .errors import SnapshotAssertionError, SnapshotError, SnapshotFileError, placed
from .expected import ExpectedMatch
from .ledger import Ledger
from .marker import Skipped
from .normalising import NEWEST
from .normalising.original_tree import original_tree
from .normalising.protocol import OneByOne
from .objects import attributes
from .options import ALL, FAILED, NEW
from .outcome import MatchOutcome, SnapshotOutcome, Status
from .parity.evidence import Claims
from .paths import kept, left_out
from .raw import to_raw_json
from .recorder import Recorder
from .redaction import Gate
from .report import RECORD_COMMAND, full_report
from .summary import Counts
from .transformers import GenericTransformer, Transformer
from .tree import observed
from .with_transformers import WithTransformers


class SnapshotSession(WithTransformers):
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
    :param skipped: what `==` leaves out of its comparisons.
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
        skipped: Callable[[], Skipped] = Skipped,
    ) -> None:
        super().__init__()
        self.recorder = Recorder(base_file_path, (scope_key, *other_scope_keys), normaliser, recorded_from)
        self.scope_key = scope_key
        self.record_command = record_command
        self.update = update
        self.records = records
        self.verify = verify
        self.raw = raw
        self.ledger = Ledger()
        self.observed_state: dict[str, Any] = {}
        self.claims = Claims(baselines)
        self.automatic = answers is not None
        self._skipped = skipped
        self._answers = answers
        self._findings: dict[str, list[Finding]] = {}
        self._only: dict[str, list[str]] = {}
        self._gate = Gate()
        self._settled: set[str] = set()
        self._judged: dict[str, Any] = {}
        self._one_by_one: OneByOne | None = None
        self._waiting: list[str] = []
        self._recording: dict[str, Any] = {}
        self._failed = False
        self._excused: set[str] = set()

    def match(
        self,
        key: str,
        obj: Any,
        *,
        only: Sequence[str] = (),
        aws_evidence: str = "",
        automatic: bool | None = None,
    ) -> None:
        """Compare `obj`, as it is now, with the recording of `key` when the test body has passed.

        :param key: names the match; it is used once per test.
        :param only: JSONPaths into `obj`: nothing else is recorded and compared (default: everything).
        :param aws_evidence: a recording of real AWS to compare with as well, below the folder that
            `AWS_BASELINES_DIR` names: `<baseline file>::<test>::<match key>`.
        :param automatic: whether it is normalised by what it answers (default: what `snapshot.automatic` says).
        """
        self._match(key, obj, only, aws_evidence, automatic)

    def __call__(
        self,
        key: str,
        *,
        only: Sequence[str] = (),
        aws_evidence: str = "",
        automatic: bool | None = None,
    ) -> ExpectedMatch:
        """Expect what is recorded under a key: `assert response == snapshot("get")`.

        The comparison is made at once, and makes the match; the parameters are those of :meth:`match`. Matches
        that are made later do not count in it: neither their transformers, nor the names they give.
        """

        def judge(obj: object) -> MatchOutcome:
            return self._judge(self._match(key, obj, only, aws_evidence, automatic))

        return ExpectedMatch(key, judge)

    @staticmethod
    def any(*types: type | None) -> AnyOf:
        """Stand for every value of some types, recorded as `{"$any": "str|None"}`: `snapshot.any(str, None)`."""
        return AnyOf(*types)

    def _match(
        self, key: str, obj: Any, only: Sequence[str], aws_evidence: str, automatic: bool | None
    ) -> str:
        if key in self.observed_state:
            raise SnapshotError(
                f'{self.scope_key}: the match key "{key}" is used twice; give each match its own'
            )
        if isinstance(only, str):
            raise SnapshotError(f'{self.scope_key}: only of "{key}" must be a list: [{only!r}]')
        with _naming(self.scope_key), placed(self.scope_key), placed(key):
            key = self._recordable(key)
            self.ledger.watch(key, obj)
            value = observed(obj)
            if self._answers is not None and (self.automatic if automatic is None else automatic):
                self._findings[key] = self._answers.find(obj)
            self.observed_state[key] = value
            self._waiting.append(key)
            self._gate.learn(self.observed_state[key])
            if only:
                self._only[key] = list(only)
            if aws_evidence:
                self.claims.claim(key, aws_evidence)
        return key

    def _recordable(self, key: str) -> str:
        # Asked first: a recorded key stays as it is.
        is_recorded = (self.update or self.verify) and self.recorder.holds(key)
        return key if is_recorded else self._gate.text(key)

    def match_object(self, key: str, obj: Any) -> None:
        """Match the public attributes and properties of an object."""
        self.match(key, attributes(obj))

    def fixed(self, *values: str) -> None:
        """Record these values as they are, though they look secret: the test itself fixes them."""
        self._gate.keep(values)

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
            self._settle(keys, Skipped(tuple(skip_paths), skip_all))

    def _settle(self, keys: Sequence[str], left: Skipped) -> None:
        if self.update or (self.verify and not left.everything):
            self._compare_with_evidence(keys, left.paths)
        waiting = [key for key in keys if key not in self._judged]
        if self.update:
            self.recorder.look_up()
            self._recording = self._to_record(waiting, left)
        elif left.everything or not self.verify:
            for key in waiting:
                self.ledger.note(key, Status.SKIPPED)
        elif waiting:
            self._assert(waiting, left.paths)
        self.claims.check(self.scope_key, keys, self._gate.text)

    def _compare_with_evidence(self, keys: Sequence[str], skip_paths: Sequence[str]) -> None:
        if not any(key in self.claims for key in keys):
            return
        with placed(self.scope_key):
            state = original_tree(self.observed_state)
            self.claims.compare({key: _raw(key, state[key]) for key in keys}, skip_paths, self._only)

    def _to_record(self, keys: Sequence[str], left: Skipped) -> dict[str, Any]:
        recorded = self.recorder.entry.content
        compares = self.verify and not left.everything
        if self.records == NEW:
            known = [key for key in keys if key in recorded]
            if known and compares:
                self._assert(known, left.paths)
            return {**self._to_write(keys), **recorded}
        if self.records == FAILED and not self._failed:
            if not compares:
                self._excused = {*keys, *self._judged}
                return dict(recorded)
            try:
                if keys:
                    self._assert(keys, left.paths)
                return dict(recorded)
            except SnapshotAssertionError:
                self._failed = True
        return self._to_write(keys)

    def _to_write(self, keys: Sequence[str]) -> dict[str, Any]:
        """Normalise what is to be recorded; what was compared at once has the form it had then."""
        recorded = {**self.recorder.entry.content, **self._judged}
        return {**(self._normalised(recorded) if keys else {}), **self._judged}

    def _assert(self, keys: Sequence[str], skip_paths: Sequence[str]) -> None:
        expected = self._parts_of(self.recorder.look_up().content, skip_paths)
        results = self._compared(keys, expected, self._normalised(expected, skip_paths))
        self.ledger.note_compared(results)
        if not all(results):
            raise SnapshotAssertionError(full_report(self.outcome), results)

    def _compared(
        self, keys: Sequence[str], expected: Mapping[str, Any], actual: Mapping[str, Any]
    ) -> list[SnapshotMatchResult]:
        recorded = self.recorder.entry.content
        return [
            compare(key, expected.get(key), actual.get(key))
            if key in recorded
            else SnapshotMatchResult(key, None, actual.get(key), recorded=False)
            for key in keys
        ]

    def _parts(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """Copy matches with only what the test compares of them."""
        return {
            key: kept(value, self._only[key]) if key in self._only else value
            for key, value in content.items()
        }

    def _judge(self, key: str) -> MatchOutcome:
        """Compare a match now, unless a recording of it is to be written."""
        with _naming(self.scope_key):
            left = self._skipped()
            recorded = self.recorder.look_up().content
            compares = self._is_compared(key in recorded, left)
            if not self.update and not compares:
                self.ledger.note(key, Status.SKIPPED)
                return MatchOutcome(key, Status.SKIPPED)
            self._judged |= self._normalised_now(key)
            if not compares:
                return MatchOutcome(key, Status.NEW)
            actual = self._normalised_now(key, left.paths) if left.paths else self._judged
            self.ledger.note_compared(self._compared([key], self._expected(key, left.paths), actual))
        outcome = self.ledger.outcome_of(key)
        if not self.update or self.records == NEW:
            return outcome
        if not outcome.status.is_failure:
            self._judged[key] = recorded[key]
            return outcome
        self._failed = True
        return MatchOutcome(key, Status.UPDATED)

    def _is_compared(self, is_recorded: bool, left: Skipped) -> bool:
        if left.everything or not self.verify:
            return False
        if not self.update:
            return True
        return is_recorded if self.records == NEW else self.records == FAILED and not self._failed

    def _expected(self, key: str, skip_paths: Sequence[str]) -> dict[str, Any]:
        content = self.recorder.entry.content
        return self._parts_of({key: content[key]}, skip_paths) if key in content else {}

    def _parts_of(self, content: Mapping[str, Any], skip_paths: Sequence[str]) -> dict[str, Any]:
        parts: dict[str, Any] = left_out(self._parts(content), skip_paths)
        return parts

    @property
    def outcome(self) -> SnapshotOutcome:
        """What became of the matches, and the entry they were compared with."""
        entry = self.recorder.entry
        return SnapshotOutcome(
            nodeid=self.scope_key,
            file=os.fspath(self.recorder.file.path),
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
                with placed(self.scope_key):
                    values = original_tree(self.observed_state)
                    self.recorder.write_raw(
                        {key: _raw(key, value) for key, value in values.items()}, self._gate
                    )
            if self.update:
                self._record(self._recording)

    def _record(self, content: Mapping[str, Any]) -> None:
        recorded = self.recorder.entry.content
        for key in self.observed_state:
            if key in self._excused:
                self.ledger.note(key, Status.SKIPPED)
            else:
                change = self.recorder.change(key, content[key])
                self.ledger.note(key, change, recorded.get(key), content[key])
        self.recorder.write(content, self._gate)

    def accept(self, key: str) -> None:
        """Record what a match is now in the place of what it was compared with; the entry's others stay.

        :raises SnapshotFileError: when the recording has changed meanwhile, or cannot be written.
        """
        self.recorder.write_one(
            key, self._to_write([key] if key not in self._judged else [])[key], self._gate
        )

    def _normalised(self, recorded: Mapping[str, Any], skip_paths: Sequence[str] = ()) -> dict[str, Any]:
        with placed(self.scope_key):
            content = self.recorder.normaliser.normalise(
                self.observed_state, self._transformers_for(self._findings), skip_paths, recorded
            )
        return self._gate.matches(recorded, content)

    def _normalised_now(self, key: str, skip_paths: Sequence[str] = ()) -> dict[str, Any]:
        """Normalise a match as those before it and itself have it, and no later one."""
        if self._one_by_one is None:
            self._one_by_one = self.recorder.normaliser.one_by_one(self.recorder.entry.content)
        waiting, self._waiting = self._waiting or [key], []
        for one in waiting:
            expected = self._expected(one, skip_paths)
            transformers = self._transformers_for({one: self._findings.get(one, [])})
            with placed(self.scope_key):
                content = self._one_by_one(
                    {one: self.observed_state[one]}, transformers, skip_paths, expected
                )
        return self._gate.matches(expected, content)

    def _transformers_for(self, findings: Mapping[str, Sequence[Finding]]) -> list[Transformer]:
        transformers = self.transformers
        if self._answers is not None and self.recorder.normaliser.number is not None:
            transformers.append(AutomaticTransformer(self._answers, findings))
        if self._only:
            transformers.append(GenericTransformer(lambda tree, _: self._parts(tree)))
        return transformers


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
