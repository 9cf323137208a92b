"""Versions of keys: what is latest, what a deletion hides, what removing brings back."""

from __future__ import annotations

from datetime import datetime

import pytest
from localstack_providers.s3.object import NULL, DeleteMarker, ObjectVersion
from localstack_providers.s3.versions import Versions, is_after, is_version_id, make_version_id

from localstack.ids import Ids
from localstack.state import Journal

from .conftest import MakeVersion


@pytest.fixture
def versions() -> Versions:
    return Versions()


def ids_of(versions: Versions, key: str = "key") -> list[str]:
    return [version.version_id for version in versions.of_key(key)]


def test_a_null_version_takes_the_place_of_the_one_before_it(
    versions: Versions, make_version: MakeVersion
) -> None:
    versions.put(make_version(content=b"first"))
    versions.put(make_version(content=b"second"))

    assert [
        version.content.read() for version in versions.of_key("key") if isinstance(version, ObjectVersion)
    ] == [b"second"]


def test_versions_stay_below_the_latest(versions: Versions, make_version: MakeVersion) -> None:
    for version_id in (NULL, "v1", "v2"):
        versions.put(make_version(version_id=version_id))

    assert ids_of(versions) == ["v2", "v1", NULL]
    assert versions.live["key"].version_id == "v2"


def test_a_null_version_written_after_others_leaves_them(
    versions: Versions, make_version: MakeVersion
) -> None:
    for version_id in (NULL, "v1", NULL):
        versions.put(make_version(version_id=version_id))

    assert ids_of(versions) == [NULL, "v1"]


def test_a_delete_marker_hides_what_is_below(
    versions: Versions, make_version: MakeVersion, now: datetime
) -> None:
    versions.put(make_version(version_id="v1"))
    versions.mark_deleted(DeleteMarker("key", "m1", now))

    assert "key" not in versions.live
    assert versions.latest("key") == DeleteMarker("key", "m1", now)
    assert ids_of(versions) == ["m1", "v1"]


def test_a_null_delete_marker_takes_the_place_of_the_null_version(
    versions: Versions, make_version: MakeVersion, now: datetime
) -> None:
    versions.put(make_version(version_id="v1"))
    versions.put(make_version())

    versions.mark_deleted(DeleteMarker("key", NULL, now))
    versions.mark_deleted(DeleteMarker("key", NULL, now))

    assert ids_of(versions) == [NULL, "v1"]
    assert isinstance(versions.latest("key"), DeleteMarker)


def test_writing_over_a_null_delete_marker_removes_it(
    versions: Versions, make_version: MakeVersion, now: datetime
) -> None:
    versions.mark_deleted(DeleteMarker("key", NULL, now))

    versions.put(make_version())

    assert ids_of(versions) == [NULL]


def test_removing_the_delete_marker_brings_the_object_back(
    versions: Versions, make_version: MakeVersion, now: datetime
) -> None:
    versions.put(make_version(version_id="v1"))
    versions.mark_deleted(DeleteMarker("key", "m1", now))

    removed = versions.remove("key", "m1")

    assert isinstance(removed, DeleteMarker)
    assert versions.live["key"].version_id == "v1"
    assert not versions.others


def test_removing_the_latest_uncovers_the_marker_below(
    versions: Versions, make_version: MakeVersion, now: datetime
) -> None:
    versions.mark_deleted(DeleteMarker("key", "m1", now))
    versions.put(make_version(version_id="v1"))

    versions.remove("key", "v1")

    assert "key" not in versions.live
    assert ids_of(versions) == ["m1"]


def test_removing_what_is_not_there_changes_nothing(versions: Versions, make_version: MakeVersion) -> None:
    versions.put(make_version(version_id="v1"))

    assert versions.remove("key", "v2") is None
    assert versions.remove("other") is None
    assert ids_of(versions) == ["v1"]


def test_a_bucket_without_versions_is_empty_again(versions: Versions, make_version: MakeVersion) -> None:
    versions.put(make_version())
    versions.remove("key")

    assert not versions


@pytest.mark.parametrize("version_id", ["v1", "v2"])
def test_a_changed_version_stays_where_it_was(
    versions: Versions, make_version: MakeVersion, version_id: str
) -> None:
    versions.put(make_version(version_id="v1"))
    versions.put(make_version(version_id="v2"))
    old = versions.find("key", version_id)
    assert isinstance(old, ObjectVersion)

    versions.replace(old, old._replace(tags={"a": "b"}))

    assert ids_of(versions) == ["v2", "v1"]
    assert [version.tags for version in versions.of_key("key") if isinstance(version, ObjectVersion)].count(
        {"a": "b"}
    ) == 1


def test_keys_of_live_and_hidden_objects_are_walked_once_in_order(
    versions: Versions, make_version: MakeVersion, now: datetime
) -> None:
    for key in ("b", "a", "b", "c"):
        versions.put(make_version(key, f"v-{key}"))
    versions.mark_deleted(DeleteMarker("a", "m1", now))

    assert list(versions.keys_from("", True)) == ["a", "b", "c"]
    assert list(versions.keys_from("a", False)) == ["b", "c"]


def test_a_restored_checkpoint_has_every_version_back(
    versions: Versions, make_version: MakeVersion, now: datetime
) -> None:
    journal = Journal()
    versions.attach(journal)
    versions.put(make_version(version_id="v1"))
    before = versions.of_key("key")
    depth = journal.checkpoint()

    versions.put(make_version(version_id="v2"))
    versions.mark_deleted(DeleteMarker("key", "m1", now))
    versions.remove("key", "v1")
    versions.next_version_id(Ids("seed"))
    journal.restore(depth)

    assert versions.of_key("key") == before
    assert versions.live["key"] is before[0]
    assert versions.sequence == 0


def test_version_ids_are_recognised_and_ordered_newest_first() -> None:
    ids = Ids("seed")
    older, newer = make_version_id(1, ids), make_version_id(2, ids)

    assert len(older) == 32
    assert is_version_id(older)
    assert is_version_id(NULL)
    assert is_after(older, newer)
    assert not is_after(newer, older)
    assert not is_after(NULL, newer)


@pytest.mark.parametrize("text", ["HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD", "Null", "x" * 32, "é" * 32])
def test_other_text_is_no_version_id(text: str) -> None:
    assert not is_version_id(text)
