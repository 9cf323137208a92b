"""Inventory configurations: of which objects a report is written, where to, and when.

A report is due at one o'clock UTC, the hour of the reports that users show: the first one at the next, then daily or
on Sundays.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryConfiguration.html
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from localstack.aws import spec

from . import arns, errors
from .configurations import Configuration, require_choice, require_id

DAILY, WEEKLY = "Daily", "Weekly"
ALL, CURRENT = "All", "Current"
FORMATS: Final = ("CSV", "ORC", "Parquet")
HOUR: Final = 1
SUNDAY: Final = 6


class Inventory(NamedTuple):
    """A configuration and what a report needs of it.

    :ivar configuration: as it was given.
    :ivar serial: tells it from another that was put before it with the same id.
    """

    configuration: Configuration
    serial: str

    @property
    def identifier(self) -> str:
        """The id."""
        return str(self.configuration["Id"])

    @property
    def destination(self) -> Mapping[str, Any]:
        """Where reports go, as it was given."""
        found: Mapping[str, Any] = self.configuration["Destination"]["S3BucketDestination"]
        return found

    @property
    def is_enabled(self) -> bool:
        """Whether reports are written."""
        return bool(self.configuration["IsEnabled"])

    @property
    def has_all_versions(self) -> bool:
        """Whether a report lists all versions, not only the current ones."""
        return bool(self.configuration["IncludedObjectVersions"] == ALL)

    @property
    def prefix(self) -> str:
        """What the keys begin with that a report lists."""
        return str((self.configuration.get("Filter") or {}).get("Prefix", ""))

    @property
    def fields(self) -> tuple[str, ...]:
        """The optional fields of a report, in its order."""
        chosen = self.configuration.get("OptionalFields") or ()
        return tuple(name for name in known_fields() if name in chosen)

    def put_members(self) -> dict[str, str]:
        """Give what the files of a report are written with: how they are encrypted, and for whom."""
        members = {}
        encryption = self.destination.get("Encryption") or {}
        if "SSES3" in encryption:
            members["ServerSideEncryption"] = "AES256"
        if "SSEKMS" in encryption:
            members["ServerSideEncryption"] = "aws:kms"
            members["SSEKMSKeyId"] = encryption["SSEKMS"]["KeyId"]
        if "AccountId" in self.destination:
            members["ExpectedBucketOwner"] = self.destination["AccountId"]
        return members

    def next_due(self, after: datetime, *, is_first: bool) -> datetime:
        """Tell when the next report is due.

        :param is_first: whether there was none yet.
        """
        due = after.replace(hour=HOUR, minute=0, second=0, microsecond=0)
        due += timedelta(days=0 if due > after else 1)
        if self.configuration["Schedule"]["Frequency"] == WEEKLY and not is_first:
            due += timedelta(days=(SUNDAY - due.weekday()) % 7)
        return due


@functools.cache
def known_fields() -> tuple[str, ...]:
    """Name the optional fields, in the order of reports."""
    return tuple(spec.load("s3").model.shape_for("InventoryOptionalField").enum)


def parse(identifier: str, given: Configuration, serial: str) -> Inventory:
    """Read a configuration from a request.

    :param identifier: the one that the request names.
    :param serial: a new one.
    :raises MalformedXML: when it does not follow the schema.
    :raises IdMismatch: when it has another id.
    :raises InvalidS3DestinationBucket: when the destination is no bucket.
    """
    if require_id(given) != identifier:
        raise errors.IdMismatch
    if given.get("IsEnabled") is None:
        raise errors.MalformedXML
    destination = (given.get("Destination") or {}).get("S3BucketDestination") or {}
    require_choice(destination.get("Format"), *FORMATS)
    require_choice((given.get("Schedule") or {}).get("Frequency"), DAILY, WEEKLY)
    require_choice(given.get("IncludedObjectVersions"), ALL, CURRENT)
    for name in given.get("OptionalFields") or ():
        require_choice(name, *known_fields())
    if "Filter" in given and given["Filter"].get("Prefix") is None:
        raise errors.MalformedXML
    _check_encryption(destination.get("Encryption"))
    arns.bucket_of(destination.get("Bucket"))
    return Inventory(given, serial)


def _check_encryption(given: Mapping[str, Any] | None) -> None:
    if given is None:
        return
    if len(given) != 1 or ("SSEKMS" in given and not given["SSEKMS"].get("KeyId")):
        raise errors.MalformedXML
