"""Object versions: whether they have to be restored first, and where their parts lie."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from localstack_providers.s3.object import ObjectPart
from localstack_providers.s3.restore import Restore

from .conftest import MakeVersion

UNDER_WAY = Restore("id", 1, "Standard")
DONE = Restore("id", 1, "Standard", datetime(2030, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("storage_class", "restore", "archived"),
    [
        pytest.param("STANDARD", None, False, id="never archived"),
        pytest.param("GLACIER_IR", None, False, id="read at once"),
        pytest.param("GLACIER", None, True, id="archived"),
        pytest.param("DEEP_ARCHIVE", None, True, id="archived deeply"),
        pytest.param("GLACIER", UNDER_WAY, True, id="restoration under way"),
        pytest.param("GLACIER", DONE, False, id="restored"),
        pytest.param("STANDARD", UNDER_WAY, False, id="not archived any more"),
    ],
)
def test_archived_content_has_to_be_restored_first(
    make_version: MakeVersion, storage_class: str, restore: Restore | None, archived: bool
) -> None:
    version = make_version()._replace(storage_class=storage_class, restore=restore)

    assert version.is_archived is archived


@pytest.mark.parametrize(
    ("sizes", "number", "expected"),
    [
        pytest.param((), 1, (0, 7), id="all of what has no parts"),
        pytest.param((4, 2, 1), 1, (0, 4), id="first"),
        pytest.param((4, 2, 1), 2, (4, 6), id="middle"),
        pytest.param((4, 2, 1), 3, (6, 7), id="last"),
    ],
)
def test_a_part_starts_where_the_one_before_it_ends(
    make_version: MakeVersion, sizes: tuple[int, ...], number: int, expected: tuple[int, int]
) -> None:
    parts = tuple(ObjectPart(position, size, None) for position, size in enumerate(sizes, 1))

    assert make_version(content=b"content")._replace(parts=parts).part_range(number) == expected


def test_parts_are_counted_in_order_whatever_numbers_they_were_uploaded_as(make_version: MakeVersion) -> None:
    parts = (ObjectPart(3, 4, None), ObjectPart(9, 3, None))

    assert make_version(content=b"content")._replace(parts=parts).part_range(2) == (4, 7)


@pytest.mark.parametrize(("sizes", "number"), [((), 2), ((), 0), ((4, 3), 3), ((4, 3), 0)])
def test_a_part_that_is_not_there_is_not_found(
    make_version: MakeVersion, sizes: tuple[int, ...], number: int
) -> None:
    parts = tuple(ObjectPart(position, size, None) for position, size in enumerate(sizes, 1))

    with pytest.raises(LookupError):
        make_version(content=b"content")._replace(parts=parts).part_range(number)
