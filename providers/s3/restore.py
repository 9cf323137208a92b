"""Restoring archived objects: a copy that can be read for some days.

A version is archived, being restored, or restored until a midnight::

    no Restore ── RestoreObject ──> Restore, expires=None ── hours ──> Restore, expires=… ── days ──> no Restore

https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any, Final, NamedTuple

from . import errors

STANDARD: Final = "Standard"
EXPEDITED: Final = "Expedited"
_HOUR = 3600.0
# How long a retrieval takes at most: by storage class and tier, the fastest first.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
SECONDS: Final[Mapping[str, Mapping[str, float]]] = {
    "GLACIER": {EXPEDITED: 300.0, STANDARD: 5 * _HOUR, "Bulk": 12 * _HOUR},
    "DEEP_ARCHIVE": {STANDARD: 12 * _HOUR, "Bulk": 48 * _HOUR},
}


class Restore(NamedTuple):
    """The restoration of a version.

    :ivar identifier: tells it from others of the same version.
    :ivar days: how long the copy stays.
    :ivar expires: when the copy goes, `None` until it is there.
    """

    identifier: str
    days: int
    tier: str
    expires: datetime | None = None

    def shown(self) -> str:
        """Give it as headers do."""
        if self.expires is None:
            return 'ongoing-request="true"'
        return f'ongoing-request="false", expiry-date="{format_datetime(self.expires, usegmt=True)}"'

    def status(self) -> dict[str, Any]:
        """Give it as listings do."""
        if self.expires is None:
            return {"IsRestoreInProgress": True}
        return {"IsRestoreInProgress": False, "RestoreExpiryDate": self.expires}


def parse(request: Mapping[str, Any] | None) -> tuple[int, str]:
    """Read the days and the tier that a request asks for.

    That days have to be given, and positive, is documented, the error for it unverified.

    :raises NotImplemented: when it is to select from the archive.
    :raises MalformedXML: when something is missing or unknown.
    """
    given = request or {}
    if "Type" in given or "SelectParameters" in given:
        raise errors.NotImplemented("Selecting from archived objects is not emulated")
    days = given.get("Days", 0)
    tier = (given.get("GlacierJobParameters") or given).get("Tier", STANDARD)
    if days < 1 or tier not in SECONDS["GLACIER"]:
        raise errors.MalformedXML
    return days, tier


def seconds_for(storage_class: str, tier: str) -> float:
    """Give how long a restoration takes.

    :raises InvalidArgument: when the storage class has no such tier; its message is known, its code unverified.
    """
    seconds = SECONDS[storage_class].get(tier)
    if seconds is None:
        raise errors.InvalidArgument(
            "Retrieval option is not supported by this storage class", ArgumentName="Tier", ArgumentValue=tier
        )
    return seconds
