"""Restorations: what is asked for, how long it takes and how it is told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from localstack_providers.s3 import errors, restore
from localstack_providers.s3.restore import Restore

from .conftest import MakeVersion

EXPIRES = datetime(2012, 12, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        ({"Days": 2}, (2, "Standard")),
        ({"Days": 2, "Tier": "Bulk"}, (2, "Bulk")),
        ({"Days": 2, "GlacierJobParameters": {"Tier": "Expedited"}}, (2, "Expedited")),
    ],
    ids=["days", "tier", "tier of the job"],
)
def test_a_request_names_days_and_a_tier(request_: dict[str, Any], found: tuple[int, str]) -> None:
    assert restore.parse(request_) == found


@pytest.mark.parametrize("request_", [None, {}, {"Days": 0}, {"Days": 1, "Tier": "Fast"}])
def test_a_request_without_days_or_with_an_unknown_tier_is_malformed(request_: dict[str, Any] | None) -> None:
    with pytest.raises(errors.MalformedXML):
        restore.parse(request_)


def test_selecting_is_not_emulated() -> None:
    with pytest.raises(errors.NotImplemented):
        restore.parse({"Type": "SELECT", "Tier": "Bulk"})


def test_the_deep_archive_is_slow() -> None:
    assert restore.seconds_for("GLACIER", "Expedited") < restore.seconds_for("GLACIER", "Bulk")
    assert restore.seconds_for("DEEP_ARCHIVE", "Standard") == 12 * 3600
    with pytest.raises(errors.InvalidArgument, match="Retrieval option is not supported"):
        restore.seconds_for("DEEP_ARCHIVE", "Expedited")


@pytest.mark.parametrize(
    ("expires", "shown", "archived"),
    [
        (None, 'ongoing-request="true"', True),
        (EXPIRES, 'ongoing-request="false", expiry-date="Fri, 21 Dec 2012 00:00:00 GMT"', False),
    ],
    ids=["under way", "there"],
)
def test_a_version_can_be_read_once_its_copy_is_there(
    make_version: MakeVersion, expires: datetime | None, shown: str, archived: bool
) -> None:
    restoration = Restore("id", 2, "Bulk", expires)
    version = make_version()._replace(storage_class="GLACIER", restore=restoration)

    assert (restoration.shown(), version.is_archived) == (shown, archived)
    assert restoration.status()["IsRestoreInProgress"] is archived
