"""Object lock: what it takes to remove a version, or to change what protects it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from localstack_providers.s3 import errors, object_lock
from localstack_providers.s3.object_lock import (
    COMPLIANCE,
    GOVERNANCE,
    OFF,
    ON,
    UNLOCKED,
    DefaultRetention,
    Lock,
    Retention,
)

from localstack.aws.api import s3 as api

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
DAY = timedelta(days=1)
GOVERNED, COMPLIANT = Retention(GOVERNANCE, NOW + DAY), Retention(COMPLIANCE, NOW + DAY)


@pytest.mark.parametrize(
    ("lock", "with_bypass", "without"),
    [
        (UNLOCKED, False, False),
        (Lock(None, OFF), False, False),
        (Lock(None, ON), True, True),
        (Lock(GOVERNED), False, True),
        (Lock(COMPLIANT), True, True),
        (Lock(GOVERNED, ON), True, True),
        (Lock(Retention(COMPLIANCE, NOW)), False, False),
    ],
    ids=["none", "hold off", "hold on", "governance", "compliance", "both", "over"],
)
def test_a_lock_protects(lock: Lock, with_bypass: bool, without: bool) -> None:
    for bypasses, protected in ((True, with_bypass), (False, without)):
        assert lock.protects(NOW, bypasses_governance=bypasses) == protected
        if protected:
            with pytest.raises(api.AccessDenied, match="protected by object lock"):
                lock.require_removable(NOW, bypasses_governance=bypasses)
        else:
            lock.require_removable(NOW, bypasses_governance=bypasses)


@pytest.mark.parametrize(
    ("old", "new", "bypasses", "is_allowed"),
    [
        (None, GOVERNED, False, True),
        (GOVERNED, GOVERNED, False, True),
        (GOVERNED, Retention(GOVERNANCE, NOW + 2 * DAY), False, True),
        (GOVERNED, Retention(GOVERNANCE, NOW + DAY / 2), False, False),
        (GOVERNED, Retention(GOVERNANCE, NOW + DAY / 2), True, True),
        (GOVERNED, COMPLIANT, False, False),
        (GOVERNED, COMPLIANT, True, True),
        (GOVERNED, None, False, False),
        (GOVERNED, None, True, True),
        (COMPLIANT, Retention(COMPLIANCE, NOW + 2 * DAY), False, True),
        (COMPLIANT, Retention(COMPLIANCE, NOW + DAY / 2), True, False),
        (COMPLIANT, GOVERNED, True, False),
        (COMPLIANT, None, True, False),
        (Retention(COMPLIANCE, NOW), None, False, True),
    ],
)
def test_a_retention_is_changed(
    old: Retention | None, new: Retention | None, bypasses: bool, is_allowed: bool
) -> None:
    lock = Lock(old, ON)
    if is_allowed:
        assert lock.with_retention(new, NOW, bypasses_governance=bypasses) == Lock(new, ON)
        return
    with pytest.raises(api.AccessDenied, match="protected by object lock"):
        lock.with_retention(new, NOW, bypasses_governance=bypasses)


@pytest.mark.parametrize(
    ("default", "until"),
    [
        (DefaultRetention(GOVERNANCE, days=2), NOW + 2 * DAY),
        (DefaultRetention(COMPLIANCE, years=2), NOW + 730 * DAY),
    ],
)
def test_a_default_retention_begins_with_the_version(default: DefaultRetention, until: datetime) -> None:
    assert default.begin(NOW) == Retention(default.mode, until)


def configuration(**default: Any) -> dict[str, Any]:
    return {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": default}}


@pytest.mark.parametrize(
    ("given", "default"),
    [
        ({"ObjectLockEnabled": "Enabled"}, None),
        (configuration(Mode=GOVERNANCE, Days=1), DefaultRetention(GOVERNANCE, days=1)),
        (configuration(Mode=COMPLIANCE, Years=100), DefaultRetention(COMPLIANCE, years=100)),
    ],
)
def test_a_configuration_is_read(given: dict[str, Any], default: DefaultRetention | None) -> None:
    assert object_lock.read_configuration(given) == default
    if default is not None:
        assert default.shown() == given["Rule"]["DefaultRetention"]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (None, errors.MalformedXML),
        ({}, errors.MalformedXML),
        ({"ObjectLockEnabled": "Disabled"}, errors.MalformedXML),
        ({"ObjectLockEnabled": "Enabled", "Rule": {}}, errors.MalformedXML),
        (configuration(), errors.MalformedXML),
        (configuration(Mode=GOVERNANCE), errors.MalformedXML),
        (configuration(Mode="Neither", Days=1), errors.MalformedXML),
        (configuration(Mode=GOVERNANCE, Days=1, Years=1), errors.MalformedXML),
        (configuration(Mode=GOVERNANCE, Days=0), errors.InvalidRetentionPeriod),
        (configuration(Mode=GOVERNANCE, Years=-1), errors.InvalidRetentionPeriod),
        (configuration(Mode=GOVERNANCE, Days=36501), errors.InvalidRetentionPeriod),
        (configuration(Mode=GOVERNANCE, Years=101), errors.InvalidRetentionPeriod),
    ],
)
def test_a_wrong_configuration_is_refused(given: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        object_lock.read_configuration(given)


def test_the_headers_of_a_write_are_read() -> None:
    later = NOW + DAY
    headers = {
        "ObjectLockMode": COMPLIANCE,
        "ObjectLockRetainUntilDate": later,
        "ObjectLockLegalHoldStatus": ON,
    }

    lock = object_lock.read_headers(headers, NOW)

    assert lock == Lock(Retention(COMPLIANCE, later), ON)
    assert lock.members() == headers
    assert object_lock.read_headers({"ObjectLockLegalHoldStatus": OFF}, NOW) == Lock(None, OFF)
    assert object_lock.read_headers({}, NOW) is UNLOCKED


@pytest.mark.parametrize(
    ("headers", "argument"),
    [
        ({"ObjectLockMode": GOVERNANCE}, object_lock.DATE_HEADER),
        ({"ObjectLockRetainUntilDate": NOW + DAY}, object_lock.MODE_HEADER),
        ({"ObjectLockMode": "x", "ObjectLockRetainUntilDate": NOW + DAY}, object_lock.MODE_HEADER),
        ({"ObjectLockMode": GOVERNANCE, "ObjectLockRetainUntilDate": NOW}, object_lock.DATE_HEADER),
        ({"ObjectLockLegalHoldStatus": "on"}, object_lock.HOLD_HEADER),
    ],
)
def test_wrong_headers_are_named(headers: dict[str, Any], argument: str) -> None:
    with pytest.raises(errors.InvalidArgument) as refused:
        object_lock.read_headers(headers, NOW)

    assert refused.value.members["ArgumentName"] == argument


def test_the_retention_in_a_body_is_read() -> None:
    read = object_lock.read_retention

    assert read(COMPLIANT.shown(), NOW) == COMPLIANT
    assert read({}, NOW) is None
    for malformed in (None, {"Mode": GOVERNANCE}, {"RetainUntilDate": NOW + DAY}, {"Mode": "x"}):
        with pytest.raises(errors.MalformedXML):
            read(malformed, NOW)
    with pytest.raises(errors.InvalidArgument, match="must be in the future"):
        read({"Mode": GOVERNANCE, "RetainUntilDate": NOW}, NOW)
