"""The folder of a saved state: replaced whole or not at all, and checked before it is believed."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from localstack.state.blobs import Blob, BlobStore
from localstack.state.persistence import StateError, StateFolder
from localstack.state.persistence import folder as folders
from localstack.state.persistence.folder import SavedService, SavedState

LARGE = bytes(range(256)) * 4096


def state(name: str, *contents: bytes) -> SavedState:
    record = {"id": 0, "kind": "map", "items": [["name", name]]}
    return SavedState((1.5, None), {"library": SavedService(1, [record], [*map(Blob.of, contents)])})


@pytest.fixture
def folder(tmp_path: Path) -> StateFolder:
    return StateFolder(tmp_path / "state")


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    (tmp_path / "temporary").mkdir()
    return BlobStore(tmp_path / "temporary")


def name_in(folder: StateFolder, blobs: BlobStore) -> str:
    items: list[list[str]] = folder.read(blobs.adopt).services["library"].records[0]["items"]
    return items[0][1]


def files(folder: StateFolder, kind: str) -> list[Path]:
    return sorted((folder.path / kind).iterdir())


def test_what_is_written_is_read(folder: StateFolder, blobs: BlobStore) -> None:
    assert not folder.holds_state
    folder.write(state("first", b"small", LARGE))

    read = folder.read(blobs.adopt)

    assert folder.holds_state
    assert read.clock == (1.5, None)
    assert read.services["library"].records == state("first").services["library"].records
    assert [blob.read() for blob in read.services["library"].blobs] == [b"small", LARGE]


def test_it_is_readable_by_its_owner_only(folder: StateFolder) -> None:
    folder.write(state("first"))

    assert folder.path.stat().st_mode & 0o077 == 0


def test_equal_content_has_one_file(folder: StateFolder) -> None:
    folder.write(state("first", b"same", b"other", b"same"))

    assert len(files(folder, "blobs")) == 2


def test_another_save_keeps_what_is_still_there_and_removes_the_rest(
    folder: StateFolder, blobs: BlobStore
) -> None:
    folder.write(state("first", b"stays", b"goes"))
    inode = next(path.stat().st_ino for path in files(folder, "blobs") if path.read_bytes() == b"stays")

    folder.write(state("second", b"stays", b"comes"))

    assert name_in(folder, blobs) == "second"
    assert {path.read_bytes() for path in files(folder, "blobs")} == {b"stays", b"comes"}
    assert inode in {path.stat().st_ino for path in files(folder, "blobs")}
    assert len(files(folder, "services")) == 1


def test_loaded_content_does_not_depend_on_the_folder(folder: StateFolder, blobs: BlobStore) -> None:
    folder.write(state("first", LARGE))
    (blob,) = folder.read(blobs.adopt).services["library"].blobs

    folder.write(state("second"))

    assert blob.read() == LARGE


class TestRefusal:
    def test_of_a_folder_without_state(self, folder: StateFolder, blobs: BlobStore) -> None:
        with pytest.raises(StateError, match=r"no state is saved in .*state: it has no manifest\.json"):
            folder.read(blobs.adopt)

    def test_of_a_later_format(
        self, folder: StateFolder, blobs: BlobStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(folders, "FORMAT", 2)
        monkeypatch.setattr(folders, "__version__", "9.0")
        folder.write(state("first"))
        monkeypatch.undo()

        with pytest.raises(StateError, match=r"format 2 by release 9\.0.*reads format 1\. Use that release"):
            folder.read(blobs.adopt)

    @pytest.mark.parametrize(
        ("file", "change", "message"),
        [
            ("manifest.json", lambda _: b"", r"manifest\.json: .*Nothing was loaded"),
            ("manifest.json", lambda _: b"[]", r"manifest\.json: it is no JSON object"),
            ("manifest.json", lambda _: b'{"format": 1}', r"manifest\.json: it lacks 'services'"),
            ("manifest.json", lambda old: old.replace(b'"schema": 1', b'"schema": 2'), "not what manifest"),
            ("services", lambda old: old + b" ", "its content is not what was saved"),
            ("services", lambda old: old[:-5], "its content is not what was saved"),
            ("services", None, "No such file"),
            ("blobs", lambda old: old[1:], "its content is not what was saved"),
            ("blobs", lambda old: bytes(len(old)), "its content is not what was saved"),
            ("blobs", None, "No such file"),
        ],
        ids=[
            "empty manifest",
            "other manifest",
            "short manifest",
            "changed manifest",
            "longer service",
            "shorter service",
            "missing service",
            "shorter blob",
            "zeroed blob",
            "missing blob",
        ],
    )
    def test_of_damage(
        self,
        folder: StateFolder,
        blobs: BlobStore,
        file: str,
        change: Callable[[bytes], bytes] | None,
        message: str,
    ) -> None:
        folder.write(state("first", LARGE))
        path = folder.path / file
        path = path if path.is_file() else next(path.iterdir())
        if change is None:
            path.unlink()
        else:
            path.write_bytes(change(path.read_bytes()))

        with pytest.raises(StateError, match=f"(?s)is damaged: .*{message}"):
            folder.read(blobs.adopt)

    def test_of_two_saves_at_once(self, folder: StateFolder) -> None:
        folder.write(state("first"))
        with (folder.path / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)

            with pytest.raises(StateError, match="another process is saving to"):
                folder.write(state("second"))

    def test_of_a_place_that_is_no_folder(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")

        with pytest.raises(StateError, match=r"cannot save to .*file: Not a directory|File exists"):
            StateFolder(tmp_path / "file").write(state("first"))


# Saves over what is there, and dies at a given call into the operating system: by number, in a child for each.
KILLED = """
import os, signal, sys
from pathlib import Path
from localstack.state.persistence import StateFolder
from tests.unit.state.persistence.test_folder import state

NAMES = ("fsync", "unlink", "rename", "replace", "open", "mkdir")

def mortal(call, count, last):
    def wrapped(*arguments, **options):
        count[0] += 1
        if count[0] == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **options)
    return wrapped

folder = StateFolder(Path(sys.argv[1]))
folder.write(state("before", b"old", b"both"))
for last in range(1, 1000):
    child = os.fork()
    if not child:
        count = [0]
        for name in NAMES:
            setattr(os, name, mortal(getattr(os, name), count, last))
        import io, pathlib
        io.open = mortal(io.open, count, last)
        folder.write(state(f"after {last}", b"new", b"both", os.urandom(10)))
        os._exit(0)
    killed = os.waitpid(child, 0)[1] == signal.SIGKILL
    print(last, killed, flush=True)
    sys.stdin.readline()
    if not killed:
        break
"""


def test_a_save_that_is_killed_leaves_the_state_before_it_or_after_it(
    folder: StateFolder, blobs: BlobStore
) -> None:
    names = []
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in process.stdout:
            names.append((line.split()[1], name_in(folder, blobs)))
            process.stdin.write("\n")
            process.stdin.flush()

    assert process.returncode == 0
    seen = dict.fromkeys(name.split()[0] for _, name in names)
    assert [*seen] == ["before", "after"]
    assert len(names) > 20
    # The last save came to its end, and has cleared away what all the others left.
    assert names[-1] == ("False", f"after {len(names)}")
    assert len(files(folder, "services")) == 1
    assert len(files(folder, "blobs")) == 3
