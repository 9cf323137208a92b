"""The folder that state is saved to: files named by their content, and a manifest that is replaced whole."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from localstack import __version__
from localstack.state.blobs import Blob
from localstack.state.persistence.values import StateError

FORMAT = 1
"""What :data:`MANIFEST` says it is written in; a later release that changes the layout counts on."""
MANIFEST = "manifest.json"
Lines = Iterable[dict[str, Any]]


@dataclass(frozen=True)
class SavedService:
    """What one service holds, as records.

    :ivar schema: the number of the service's schema that the records follow.
    :ivar blobs: what the records refer to, by number.
    """

    schema: int
    records: list[dict[str, Any]]
    blobs: list[Blob] = field(default_factory=list)


@dataclass(frozen=True)
class SavedState:
    """The state of an emulator as records.

    :ivar clock: the offset of its clock from the wall clock, and where it stands if it is frozen.
    :ivar services: by name; `""` is what belongs to no service.
    """

    clock: tuple[float, float | None]
    services: Mapping[str, SavedService]


class StateFolder:
    """A folder with a saved state, or the place for one.

    :param path: made when something is saved.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def holds_state(self) -> bool:
        """Whether something has been saved here."""
        return (self.path / MANIFEST).exists()

    def write(self, state: SavedState) -> None:
        """Replace what is saved here.

        :raises StateError: when the folder cannot be written, or another process is just saving to it.
        """
        try:
            with self._locked():
                self._write(state)
        except OSError as error:
            raise StateError(f"cannot save to {self.path}: {error.strerror or error}") from error

    def read(self, open_blob: Callable[[Path, int], Blob]) -> SavedState:
        """Give what is saved here.

        :param open_blob: makes a blob of a file and its size; its content is checked before.
        :raises StateError: when nothing is, or it is damaged, or of a later release.
        """
        manifest = self._manifest()
        if manifest.get("format") != FORMAT:
            raise StateError(
                f"{self.path} was written in format {manifest.get('format')} by release {manifest.get('release')}: "
                f"this one, {__version__}, reads format {FORMAT}. Use that release, or another folder."
            )
        try:
            services = {
                name: self._read_service(name, entry, open_blob)
                for name, entry in manifest["services"].items()
            }
            offset, frozen_at = manifest["clock"]
        except (KeyError, TypeError, ValueError) as error:
            raise self._damaged(MANIFEST, f"it lacks {error}") from error
        return SavedState((offset, frozen_at), services)

    def _write(self, state: SavedState) -> None:
        kept: set[str] = set()
        entries = {}
        for name, service in state.services.items():
            names = [self._write_blob(blob) for blob in service.blobs]
            head = {"service": name, "schema": service.schema, "blobs": names}
            content = "".join(f"{json.dumps(line)}\n" for line in [head, *service.records]).encode()
            file = f"services/{hashlib.sha256(content).hexdigest()}.jsonl"
            self._write_once(file, iter((content,)))
            entries[name] = {"schema": service.schema, "file": file}
            kept.update([file, *(f"blobs/{blob}" for blob in names)])
        for folder in ("services", "blobs", "."):
            _sync_folder(self.path / folder)
        manifest = {"format": FORMAT, "release": __version__, "clock": state.clock, "services": entries}
        self._replace(MANIFEST, iter((json.dumps(manifest, indent=1).encode(),)))
        _sync_folder(self.path)
        self._remove_all_but(kept)

    def _write_blob(self, blob: Blob) -> str:
        digest = hashlib.sha256()
        for chunk in blob.stream():
            digest.update(chunk)
        name = digest.hexdigest()
        self._write_once(f"blobs/{name}", blob.stream())
        return name

    def _write_once(self, file: str, chunks: Iterator[bytes]) -> None:
        """Write a file that is named by its content, unless it is there."""
        if not (self.path / file).exists():
            self._replace(file, chunks)

    def _replace(self, file: str, chunks: Iterator[bytes]) -> None:
        path = self.path / file
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        with unfinished.open("wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)

    def _remove_all_but(self, kept: set[str]) -> None:
        """Remove what no manifest refers to any more, also what a save that was killed has left."""
        for folder in ("services", "blobs"):
            for path in (self.path / folder).iterdir():
                if f"{folder}/{path.name}" not in kept:
                    path.unlink()
        for path in self.path.glob(f".{MANIFEST}.*"):
            path.unlink()

    def _manifest(self) -> dict[str, Any]:
        try:
            manifest = json.loads((self.path / MANIFEST).read_bytes())
        except FileNotFoundError:
            raise StateError(f"no state is saved in {self.path}: it has no {MANIFEST}") from None
        except OSError as error:
            raise StateError(f"cannot read {self.path / MANIFEST}: {error.strerror}") from error
        except ValueError as error:
            raise self._damaged(MANIFEST, str(error)) from error
        if not isinstance(manifest, dict):
            raise self._damaged(MANIFEST, "it is no JSON object")
        return manifest

    def _read_service(
        self, name: str, entry: Mapping[str, Any], open_blob: Callable[[Path, int], Blob]
    ) -> SavedService:
        file = entry["file"]
        content = self._read_checked(file)
        head, *records = map(json.loads, content.splitlines())
        if head["service"] != name or head["schema"] != entry["schema"]:
            raise self._damaged(file, f"it is not what {MANIFEST} says it is")
        blobs = [self._read_blob(blob, open_blob) for blob in head["blobs"]]
        return SavedService(head["schema"], records, blobs)

    def _read_checked(self, file: str) -> bytes:
        try:
            content = (self.path / file).read_bytes()
        except OSError as error:
            raise self._damaged(file, error.strerror or str(error)) from error
        if f"services/{hashlib.sha256(content).hexdigest()}.jsonl" != file:
            raise self._damaged(file, "its content is not what was saved")
        return content

    def _read_blob(self, name: str, open_blob: Callable[[Path, int], Blob]) -> Blob:
        path = self.path / "blobs" / name
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
                size = stream.tell()
        except OSError as error:
            raise self._damaged(f"blobs/{name}", error.strerror or str(error)) from error
        if digest != name:
            raise self._damaged(f"blobs/{name}", "its content is not what was saved")
        return open_blob(path, size)

    def _damaged(self, file: str, reason: str) -> StateError:
        return StateError(
            f"the state saved in {self.path} is damaged: {file}: {reason}. Nothing was loaded. "
            "Restore the folder from a copy, or move it away to begin anew."
        )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # Saved state holds secrets: messages, objects, keys that were issued.
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in ("services", "blobs"):
            (self.path / folder).mkdir(mode=0o700, exist_ok=True)
        with (self.path / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StateError(
                    f"another process is saving to {self.path}; try again when it is done"
                ) from None
            yield


def _sync_folder(path: Path) -> None:
    """Have the names in a folder survive a loss of power, where the system can do that."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
