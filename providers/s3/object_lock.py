"""Object lock: versions that nobody may remove before a date, or while a legal hold is on.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from localstack.aws.api import s3 as api

from . import errors

GOVERNANCE, COMPLIANCE = "GOVERNANCE", "COMPLIANCE"
MODES: Final = frozenset({GOVERNANCE, COMPLIANCE})
ON, OFF = "ON", "OFF"
ENABLED: Final = "Enabled"
MODE_HEADER: Final = "x-amz-object-lock-mode"
DATE_HEADER: Final = "x-amz-object-lock-retain-until-date"
HOLD_HEADER: Final = "x-amz-object-lock-legal-hold"
MEMBERS: Final = frozenset({"ObjectLockMode", "ObjectLockRetainUntilDate", "ObjectLockLegalHoldStatus"})
PROTECTED: Final = "Access Denied because object protected by object lock."
MISSING: Final = "Bucket is missing Object Lock Configuration"


class Retention(NamedTuple):
    """How long a version is kept, and whether somebody may still remove it."""

    mode: str
    until: datetime

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        return {"Mode": self.mode, "RetainUntilDate": self.until}


class Lock(NamedTuple):
    """What protects a version.

    :ivar legal_hold: `ON` or `OFF`, `""` when it never was set.
    """

    retention: Retention | None = None
    legal_hold: str = ""

    def members(self) -> dict[str, Any]:
        """Give what answers say about it."""
        members: dict[str, Any] = {}
        if self.retention is not None:
            members["ObjectLockMode"] = self.retention.mode
            members["ObjectLockRetainUntilDate"] = self.retention.until
        if self.legal_hold:
            members["ObjectLockLegalHoldStatus"] = self.legal_hold
        return members

    def is_retained(self, now: datetime) -> bool:
        """Tell whether the retention goes on."""
        return self.retention is not None and now < self.retention.until

    def protects(self, now: datetime, *, bypasses_governance: bool = False) -> bool:
        """Tell whether the version must not be removed.

        :param bypasses_governance: whether who asks may, and wants to, remove what is kept in governance mode.
        """
        if self.legal_hold == ON:
            return True
        if not self.is_retained(now):
            return False
        assert self.retention is not None
        return self.retention.mode == COMPLIANCE or not bypasses_governance

    def require_removable(self, now: datetime, *, bypasses_governance: bool) -> None:
        """Check that the version may be removed.

        :raises AccessDenied: when it is protected.
        """
        if self.protects(now, bypasses_governance=bypasses_governance):
            raise api.AccessDenied(PROTECTED)

    def with_retention(self, new: Retention | None, now: datetime, *, bypasses_governance: bool) -> Lock:
        """Give the lock with another retention.

        :raises AccessDenied: when that weakens a retention that goes on.
        """
        old = self.retention
        if old is not None and self.is_retained(now):
            is_stronger = new is not None and new.until >= old.until and new.mode == old.mode
            may_weaken = old.mode == GOVERNANCE and bypasses_governance
            if not is_stronger and not may_weaken:
                raise api.AccessDenied(PROTECTED)
        return self._replace(retention=new)


UNLOCKED: Final = Lock()
"""What a version has when nobody protects it."""


class DefaultRetention(NamedTuple):
    """What new versions in a bucket get; days or years is 0."""

    mode: str
    days: int = 0
    years: int = 0

    def begin(self, now: datetime) -> Retention:
        """Give the retention of a version that is written now."""
        days = self.days or 365 * self.years
        return Retention(self.mode, now + timedelta(days=days))

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        length = {"Days": self.days} if self.days else {"Years": self.years}
        return {"Mode": self.mode, **length}


def read_configuration(configuration: Mapping[str, Any] | None) -> DefaultRetention | None:
    """Read a bucket's object lock configuration.

    :returns: `None` when it has no default retention.
    :raises MalformedXML: when it is incomplete.
    :raises InvalidRetentionPeriod: when a time is not positive, or too long (that wording is unverified).
    """
    if not configuration or configuration.get("ObjectLockEnabled") != ENABLED:
        raise errors.MalformedXML
    if "Rule" not in configuration:
        return None
    default = (configuration["Rule"] or {}).get("DefaultRetention") or {}
    mode, days, years = default.get("Mode"), default.get("Days"), default.get("Years")
    if mode not in MODES or (days is None) == (years is None):
        raise errors.MalformedXML
    for name, value, largest in (("days", days, 36500), ("years", years, 100)):
        if value is not None and value <= 0:
            raise errors.InvalidRetentionPeriod
        if value is not None and value > largest:
            raise errors.InvalidRetentionPeriod(
                f"Default retention period in {name} must be at most {largest}."
            )
    return DefaultRetention(mode, days or 0, years or 0)


def read_headers(request: Mapping[str, Any], now: datetime) -> Lock:
    """Read the lock that a write asks for.

    :raises InvalidArgument: when it is incomplete, unknown or over already.
    """
    if MEMBERS.isdisjoint(request):
        return UNLOCKED
    mode, until, hold = (
        request.get("ObjectLockMode"),
        request.get("ObjectLockRetainUntilDate"),
        request.get("ObjectLockLegalHoldStatus", ""),
    )
    if (mode is None) != (until is None):
        raise errors.InvalidArgument(
            f"{DATE_HEADER} and {MODE_HEADER} must both be supplied",
            ArgumentName=DATE_HEADER if until is None else MODE_HEADER,
        )
    if hold and hold not in (ON, OFF):
        raise errors.InvalidArgument(
            "Legal Hold must be either of 'ON' or 'OFF'", ArgumentName=HOLD_HEADER, ArgumentValue=hold
        )
    if mode is None or until is None:
        return Lock(None, hold)
    if mode not in MODES:
        raise errors.InvalidArgument(
            "Unknown wormMode directive.", ArgumentName=MODE_HEADER, ArgumentValue=mode
        )
    return Lock(Retention(mode, _future(until, now)), hold)


def read_retention(document: Mapping[str, Any] | None, now: datetime) -> Retention | None:
    """Read the retention in the body of a request; an empty one takes it away.

    :raises MalformedXML: when it is incomplete.
    :raises InvalidArgument: when it is over already.
    """
    if document is None:
        raise errors.MalformedXML
    mode, until = document.get("Mode"), document.get("RetainUntilDate")
    if mode is None and until is None:
        return None
    if mode not in MODES or until is None:
        raise errors.MalformedXML
    return Retention(mode, _future(until, now))


def _future(until: datetime, now: datetime) -> datetime:
    if until <= now:
        raise errors.InvalidArgument(
            "The retain until date must be in the future!", ArgumentName=DATE_HEADER, ArgumentValue=until
        )
    return until
