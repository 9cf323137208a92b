"""The snapshots of one test: what it matched, how that is normalised, compared and recorded."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .aws import AwsTransform
from .context import TransformContext
from .diff import SnapshotMatchResult, compare
from .errors import SnapshotAssertionError, SnapshotError, TransformError
from .objects import attributes
from .paths import left_out
from .report import RECORD_COMMAND, report
from .store import Entry, SnapshotFile
from .summary import Counts
from .transformers import KeyValueBasedTransformer, RegexTransformer, Transformer
from .tree import canonical, observed, opened, to_json


class SnapshotSession:
    """What the fixture `snapshot` yields.

    :param base_file_path: the path of the recordings without `.snapshot.json`.
    :param scope_key: the key of the test's entry, its node id.
    :param other_scope_keys: further keys an existing entry may have.
    :param record_command: what a failure's report says to run, before the test's node id.
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
    ) -> None:
        base = os.fspath(base_file_path)
        self.file = SnapshotFile(Path(f"{base}.snapshot.json"))
        self.raw_file = SnapshotFile(Path(f"{base}.raw.snapshot.json"))
        self.scope_key = scope_key
        self.scope_keys = (scope_key, *other_scope_keys)
        self.record_command = record_command
        self.update = update
        self.verify = verify
        self.raw = raw
        self.transform = AwsTransform()
        self.counts = Counts()
        self.observed_state: dict[str, Any] = {}
        self._transformers: list[tuple[int, Transformer]] = []
        self._settled: set[str] = set()
        self._previous: tuple[str, Entry] | None = None
        self._recording: dict[str, Any] = {}

    def match(self, key: str, obj: Any) -> None:
        """Compare `obj`, as it is now, with the recording of `key` when the test body has passed.

        :param key: names the match; it is used once per test.
        """
        if key in self.observed_state:
            raise SnapshotError(
                f'{self.scope_key}: the match key "{key}" is used twice; give each match its own'
            )
        with _named(self.scope_key, key):
            self.observed_state[key] = observed(obj)

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

    def _add_placeholder(self, match_fn: Any, value: str) -> None:
        self.add_transformer(KeyValueBasedTransformer(match_fn, replacement=value, replace_reference=False))

    def settle(self, skip_paths: Iterable[str] = (), skip_all: bool = False) -> None:
        """Compare every match that was not compared yet; when recording, see that it can be recorded.

        :param skip_paths: JSONPaths into `{match key: value}` that are left out of the comparison.
        :param skip_all: compare nothing.
        :raises SnapshotAssertionError: when a match differs from its recording or has none.
        """
        keys = [key for key in self.observed_state if key not in self._settled]
        if not keys:
            return
        self._settled.update(keys)
        if self.update:
            self._previous = self.file.entry(self.scope_keys)
            self._recording = self._normalised()
        elif skip_all or not self.verify:
            self.counts.skipped += len(keys)
        else:
            self._assert(keys, list(skip_paths))

    def _assert(self, keys: Sequence[str], skip_paths: Sequence[str]) -> None:
        found = self.file.entry(self.scope_keys)
        entry = found[1] if found else Entry("", {})
        actual = self._normalised(skip_paths)
        expected = left_out(dict(entry.content), skip_paths)
        results = [self._compared(key, entry, expected, actual) for key in keys]
        self.counts.matched += sum(map(bool, results))
        if not all(results):
            text = report(results, self.scope_key, self.file.path, entry.date, self.record_command)
            raise SnapshotAssertionError(text, results)

    def _compared(
        self, key: str, entry: Entry, expected: dict[str, Any], actual: dict[str, Any]
    ) -> SnapshotMatchResult:
        if key not in entry.content:
            return SnapshotMatchResult(key, None, actual.get(key), recorded=False)
        # A skip path that names a whole match leaves nothing on either side.
        return compare(key, expected.get(key), actual.get(key))

    def save(self) -> None:
        """Write what was settled, as far as the run asks for it: the recording, the raw values."""
        if not self._settled:
            return
        if self.raw:
            self._record_raw()
        if self.update:
            self._record(self._recording)

    def _record(self, content: dict[str, Any]) -> None:
        key, old = self._previous or (self.scope_key, Entry("", {}))
        unchanged = [
            name for name in content if name in old.content and _equal(old.content[name], content[name])
        ]
        self.counts.matched += len(unchanged)
        self.counts.updated += len(content) - len(unchanged)
        if len(unchanged) == len(content) == len(old.content):
            return
        self.file.record(key, content, datetime.now(UTC))

    def _record_raw(self) -> None:
        content = {
            key: json.loads(self._text(key, value)) for key, value in opened(self.observed_state).items()
        }
        self.raw_file.record(self.scope_key, content, datetime.now(UTC))

    def _normalised(self, skip_paths: Sequence[str] = ()) -> dict[str, Any]:
        """Run the transformers over all matches of the test: numbers never depend on which are asked for."""
        context = TransformContext()
        tree = opened(self.observed_state)
        for _, transformer in sorted(self._transformers, key=lambda pair: pair[0]):
            with _named(self.scope_key, type(transformer).__name__):
                tree = transformer.transform(tree, ctx=context)
        tree = left_out(tree, skip_paths)
        return {key: self._replaced(key, value, context) for key, value in tree.items()}

    def _replaced(self, key: str, value: Any, context: TransformContext) -> Any:
        text = context.apply(self._text(key, value))
        try:
            return json.loads(text)
        except ValueError as error:
            raise TransformError(
                f'{self.scope_key}: the match "{key}" is no JSON after its replacements ({error}): '
                f"{_around(text, error)}\nA transformer replaces more than a value: give it a narrower text."
            ) from error

    def _text(self, key: str, value: Any) -> str:
        with _named(self.scope_key, key):
            return to_json(value)


@contextmanager
def _named(scope_key: str, place: str) -> Iterator[None]:
    """Put the test and the place in front of a TransformError raised inside."""
    try:
        yield
    except TransformError as error:
        raise TransformError(f"{scope_key}: {place}: {error}") from error


def _around(text: str, error: ValueError) -> str:
    position = getattr(error, "pos", 0)
    return "…" + text[max(0, position - 40) : position + 40] + "…"


def _equal(old: Any, new: Any) -> bool:
    return canonical(old) == canonical(new)
