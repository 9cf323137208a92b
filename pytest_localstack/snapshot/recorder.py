"""The entry of one test: what is recorded for it, and how it is recorded anew."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .errors import SnapshotFileError
from .normalising import NORMALISERS, Normaliser
from .outcome import Status
from .redaction import Gate
from .store import Entry, SnapshotFile
from .tree import canonical

TARGET, AWS = "target", "aws"


class Recorder:
    """The entry of a test in its recording file, and in the file of raw values.

    :param base_file_path: the path of the recordings without `.snapshot.json`.
    :param scope_keys: the keys an existing entry may have; a new one gets the first.
    :param normaliser: the number of a new entry's algorithm; None for localstack-snapshot's.
    :ivar entry: what the comparison goes by: the entry as it was when it was last looked up.
    :ivar recorded_from: what a new recording says of its origin: `target`, `region`, `botocore`.
    """

    def __init__(
        self,
        base_file_path: str | os.PathLike[str],
        scope_keys: Sequence[str],
        normaliser: int | None,
        recorded_from: Mapping[str, Any] | None = None,
    ) -> None:
        base = os.fspath(base_file_path)
        self.file = SnapshotFile(Path(f"{base}.snapshot.json"))
        self.raw_file = SnapshotFile(Path(f"{base}.raw.snapshot.json"))
        self.scope_keys = tuple(scope_keys)
        self.recorded_from = recorded_from
        self.entry = Entry("", {}, normaliser)
        self._key = self.scope_keys[0]

    def holds(self, key: str) -> bool:
        """Tell whether a match is recorded."""
        found = self.file.entry(self.scope_keys)
        return found is not None and key in found[1].content

    def look_up(self) -> Entry:
        """Read the entry; while there is none, what was known of it stays.

        :raises SnapshotFileError: when the file is damaged, or the entry's algorithm unknown.
        """
        self._key, self.entry = self.file.entry(self.scope_keys) or (self._key, self.entry)
        if self.entry.normaliser not in NORMALISERS:
            raise SnapshotFileError(
                self.file.path,
                f'the entry of {self._key} has the "normaliser" {self.entry.normaliser!r}, which is unknown here',
                "Upgrade pytest-localstack, or remove the entry and record the test again.",
            )
        return self.entry

    @property
    def normaliser(self) -> Normaliser:
        """The algorithm of the entry."""
        return NORMALISERS[self.entry.normaliser]()

    def change(self, key: str, value: Any) -> Status:
        """Tell what recording a match would change."""
        if key not in self.entry.content:
            return Status.NEW
        same = canonical(self.entry.content[key]) == canonical(value)
        return Status.MATCHED if same else Status.UPDATED

    def write(self, content: Mapping[str, Any], gate: Gate) -> None:
        """Replace the entry, unless it says all this already: then it keeps its date.

        What AWS answers as an emulator's recording has it becomes AWS's; the other way round it stays AWS's.
        """
        same = all(self.change(key, value) is Status.MATCHED for key, value in content.items())
        if same and len(content) == len(self.entry.content) and not self._is_now_validated():
            return
        self.file.record(
            self._key,
            content,
            datetime.now(UTC),
            normaliser=self.normaliser.number,
            recorded_from=self.recorded_from,
            gate=gate,
        )

    def _is_now_validated(self) -> bool:
        before, now = (origin or {} for origin in (self.entry.recorded_from, self.recorded_from))
        return now.get(TARGET) == AWS and before.get(TARGET, AWS) != AWS

    def write_one(self, key: str, value: Any, gate: Gate) -> None:
        """Replace one match; the entry's others stay.

        :raises SnapshotFileError: when its recording has changed since it was looked up, or cannot be written.
        """
        compared = self.entry.content
        content = self.look_up().content
        if (key in content, content.get(key)) != (key in compared, compared.get(key)):
            raise SnapshotFileError(
                self.file.path,
                f'"{key}" of {self.scope_keys[0]} was recorded anew meanwhile',
                "Run the test again.",
            )
        self.write({**content, key: value}, gate)

    def write_raw(self, content: Mapping[str, Any], gate: Gate) -> None:
        """Replace the entry of raw values, unless it says all this already."""
        old = self.raw_file.entry(self.scope_keys)
        redacted = gate.matches(old[1].content if old else {}, content)
        if old is None or canonical(old[1].content) != canonical(redacted):
            self.raw_file.record(
                old[0] if old else self.scope_keys[0], redacted, datetime.now(UTC), gate=gate
            )
