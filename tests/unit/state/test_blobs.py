"""Blobs: ranges, joins, digests, and files that live as long as something can bring them back."""

from __future__ import annotations

import gc
import hashlib
import os
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localstack.aws.body import Body, IncompleteBody
from localstack.state import Journal, Map, blobs
from localstack.state.blobs import MEMORY_THRESHOLD, Blob, BlobStore

LARGE = bytes(range(256)) * (MEMORY_THRESHOLD // 256) + b"and more"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def store(folder: Path) -> BlobStore:
    return BlobStore(folder, budget=0)


def in_pieces(content: bytes, size: int = 100_000) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


@pytest.mark.parametrize(
    ("size", "files"),
    [(0, 0), (MEMORY_THRESHOLD, 0), (MEMORY_THRESHOLD + 1, 1)],
    ids=["empty", "at the threshold", "beyond the threshold"],
)
@pytest.mark.parametrize(
    "make_body",
    [Body, lambda content: Body(in_pieces(content)), lambda content: Body(in_pieces(content), len(content))],
    ids=["bytes", "stream", "stream of known size"],
)
def test_only_content_beyond_the_threshold_has_a_file(
    store: BlobStore, folder: Path, make_body: Callable[[bytes], Body], size: int, files: int
) -> None:
    content = LARGE[:size]

    blob = store.write(make_body(content))

    assert len(list(folder.iterdir())) == files
    assert blob.size == size
    assert blob.read() == content


class TestMediumSize:
    @pytest.fixture
    def store(self, folder: Path) -> BlobStore:
        return BlobStore(folder, budget=2 * len(LARGE))

    def test_it_stays_in_memory_within_the_budget(self, store: BlobStore, folder: Path) -> None:
        kept = [store.write(Body(in_pieces(LARGE), len(LARGE)), "md5") for _ in range(3)]

        assert len(list(folder.iterdir())) == 1
        assert [blob.read() for blob in kept] == [LARGE] * 3
        assert [blob.digests["md5"] for blob in kept] == [hashlib.md5(LARGE).digest()] * 3

    def test_what_goes_gives_its_share_back(self, store: BlobStore, folder: Path) -> None:
        for _ in range(5):
            store.write(Body(in_pieces(LARGE), len(LARGE)))

        assert list(folder.iterdir()) == []

    def test_so_does_a_body_that_breaks_off(self, store: BlobStore, folder: Path) -> None:
        for _ in range(5):
            with pytest.raises(IncompleteBody):
                store.write(Body(in_pieces(LARGE[:-1]), len(LARGE)))

        store.write(Body(in_pieces(LARGE), len(LARGE)))

        assert list(folder.iterdir()) == []

    def test_a_size_beyond_it_has_a_file(
        self, store: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(blobs, "MEDIUM_THRESHOLD", len(LARGE) - 1)

        blob = store.write(Body(in_pieces(LARGE), len(LARGE)))

        assert len(list(folder.iterdir())) == 1
        assert blob.read(10, 20) == LARGE[10:20]


@pytest.mark.parametrize("content", [b"small", LARGE], ids=["in memory", "in a file"])
def test_digests_are_computed_on_the_way(store: BlobStore, content: bytes) -> None:
    blob = store.write(Body(in_pieces(content)), "md5", "sha1", "sha256", "crc32")

    assert blob.digests == {
        "md5": hashlib.md5(content).digest(),
        "sha1": hashlib.sha1(content).digest(),
        "sha256": hashlib.sha256(content).digest(),
        "crc32": zlib.crc32(content).to_bytes(4, "big"),
    }


def test_an_unknown_digest_is_refused_before_anything_is_read(store: BlobStore, folder: Path) -> None:
    body = Body(in_pieces(LARGE))

    with pytest.raises(ValueError, match="crc7"):
        store.write(body, "crc7")

    assert body.read() == LARGE
    assert list(folder.iterdir()) == []


class Broken(Exception):
    pass


def test_nothing_is_left_of_a_body_that_breaks_off(store: BlobStore, folder: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield LARGE
        raise Broken

    with pytest.raises(Broken):
        store.write(Body(pieces()))

    assert list(folder.iterdir()) == []


@given(
    st.lists(st.binary(max_size=9), max_size=6), st.integers(0, 60), st.one_of(st.none(), st.integers(0, 60))
)
def test_a_range_of_joined_blobs_is_the_range_of_their_content(
    parts: list[bytes], start: int, end: int | None
) -> None:
    content = b"".join(parts)

    joined = Blob.join([Blob.join(map(Blob.of, parts[:2])), *map(Blob.of, parts[2:])])

    assert joined.size == len(content)
    assert joined.read(start, end) == content[start:end]
    assert joined.body(start, end).read() == content[start:end]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (0, None),
        (5, len(LARGE) + 5),
        (len(LARGE) - 3, len(LARGE) + 3),
        (len(LARGE), len(LARGE) + 1),
        (10, 10),
        (20, 10),
    ],
)
def test_a_range_across_files_and_memory(store: BlobStore, start: int, end: int | None) -> None:
    joined = Blob.join([store.write(Body(LARGE)), Blob.of(b"in memory"), store.write(Body(LARGE))])
    content = LARGE + b"in memory" + LARGE

    assert joined.read(start, end) == content[start:end]


def test_a_large_body_is_a_stream_of_known_size(store: BlobStore) -> None:
    body = store.write(Body(LARGE)).body(1)

    assert body.is_stream
    assert body.size == len(LARGE) - 1
    assert body.read() == LARGE[1:]


class TestLifetime:
    def test_the_file_goes_with_the_last_reference(self, store: BlobStore, folder: Path) -> None:
        blob: Blob | None = store.write(Body(LARGE))
        assert len(list(folder.iterdir())) == 1

        blob = None
        gc.collect()

        assert blob is None
        assert list(folder.iterdir()) == []

    def test_a_joined_blob_keeps_its_parts(self, store: BlobStore, folder: Path) -> None:
        joined: Blob | None = Blob.join([store.write(Body(LARGE))])
        assert joined is not None
        gc.collect()
        assert joined.read() == LARGE

        joined = None
        gc.collect()

        assert list(folder.iterdir()) == []

    def test_a_body_that_is_being_read_keeps_its_blob(self, store: BlobStore) -> None:
        chunks = store.write(Body(LARGE)).body().stream()
        beginning = next(chunks)
        gc.collect()

        assert beginning + b"".join(chunks) == LARGE

    def test_a_checkpoint_keeps_what_it_can_bring_back(self, store: BlobStore, folder: Path) -> None:
        objects: Map[str, Blob] = Map()
        journal = Journal()
        objects.attach(journal)
        objects["key"] = store.write(Body(LARGE))
        depth = journal.checkpoint()
        del objects["key"]
        objects["new"] = store.write(Body(LARGE))
        gc.collect()

        journal.restore(depth)

        gc.collect()
        assert objects["key"].read() == LARGE
        assert len(list(folder.iterdir())) == 1

    def test_a_released_checkpoint_lets_go(self, store: BlobStore, folder: Path) -> None:
        objects: Map[str, Blob] = Map()
        journal = Journal()
        objects.attach(journal)
        objects["key"] = store.write(Body(LARGE))
        depth = journal.checkpoint()
        del objects["key"]

        journal.release(depth)

        gc.collect()
        assert list(folder.iterdir()) == []

    def test_a_forked_child_leaves_the_files(
        self, store: BlobStore, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        blob: Blob | None = store.write(Body(LARGE))
        pid = os.getpid()

        monkeypatch.setattr(os, "getpid", lambda: pid + 1)
        blob = None
        gc.collect()

        assert blob is None
        assert len(list(folder.iterdir())) == 1


class TestTemporaryFolder:
    @pytest.fixture(autouse=True)
    def temporary(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        return tmp_path

    def test_it_is_made_at_first_need_and_removed_at_the_end(self, temporary: Path) -> None:
        store = BlobStore(budget=0)
        small = store.write(Body(b"small"))
        assert list(temporary.iterdir()) == []
        large = store.write(Body(LARGE))
        assert len(list(temporary.iterdir())) == 1

        store.close()

        assert list(temporary.iterdir()) == []
        assert (small.size, large.size) == (5, len(LARGE))

    def test_it_goes_with_a_store_that_was_not_closed(self, temporary: Path) -> None:
        store: BlobStore | None = BlobStore(budget=0)
        assert store is not None
        store.write(Body(LARGE))

        store = None
        gc.collect()

        assert list(temporary.iterdir()) == []

    def test_a_forked_child_leaves_it(self, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        store: BlobStore | None = BlobStore(budget=0)
        assert store is not None
        store.write(Body(LARGE))
        pid = os.getpid()

        monkeypatch.setattr(os, "getpid", lambda: pid + 1)
        store = None
        gc.collect()

        assert len(list(temporary.iterdir())) == 1

    def test_two_first_uploads_at_once_share_it(
        self, temporary: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = BlobStore(budget=0)
        written: list[Blob] = []
        other = threading.Thread(target=lambda: written.append(store.write(Body(LARGE))))

        def meddle(make: Callable[..., Any]) -> Callable[..., Any]:
            begin = [other.start]

            def made(*arguments: Any, **options: Any) -> Any:
                if begin:
                    begin.pop()()
                    other.join(0.05)
                return make(*arguments, **options)

            return made

        monkeypatch.setattr(tempfile, "mkdtemp", meddle(tempfile.mkdtemp))

        written.append(store.write(Body(LARGE)))
        other.join(5)

        assert [blob.read() for blob in written] == [LARGE, LARGE]
        assert len(list(temporary.iterdir())) == 1
        store.close()


def test_a_missing_part_of_a_file_is_noticed(store: BlobStore, folder: Path) -> None:
    blob = store.write(Body(LARGE))
    (file,) = folder.iterdir()
    file.write_bytes(LARGE[:100])

    with pytest.raises(Exception, match="announced"):
        blob.body().read()
