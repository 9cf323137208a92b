"""Lifecycle rules: which objects they are about, and when they have an effect."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from localstack_providers.s3 import lifecycle_request
from localstack_providers.s3.lifecycle import Filter, Lifecycle, may_move, midnight_after
from localstack_providers.s3.object import DeleteMarker

from localstack.ids import Ids

from .conftest import MakeVersion

LARGE = b"x" * 128 * 1024


def configured(*rules: dict[str, Any], minimum_size: str | None = None) -> Lifecycle:
    given = [
        {"ID": f"rule {number}", "Status": "Enabled", "Filter": {}, **rule}
        for number, rule in enumerate(rules, 1)
    ]
    return lifecycle_request.parse({"Rules": given}, minimum_size, Ids("seed"))


@pytest.mark.parametrize(
    ("moment", "days", "midnight"),
    [
        ("2014-01-15T10:30:00", 3, "2014-01-19"),
        ("2014-01-15T23:59:59", 0, "2014-01-16"),
        ("2014-01-15T00:00:00", 1, "2014-01-17"),
        ("2024-02-28T12:00:00", 1, "2024-03-01"),
    ],
    ids=["documented", "no days", "midnight sharp", "leap day"],
)
def test_days_are_rounded_up_to_the_next_midnight(moment: str, days: int, midnight: str) -> None:
    found = midnight_after(datetime.fromisoformat(moment).replace(tzinfo=UTC), days)

    assert found == datetime.fromisoformat(midnight).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule_filter", "covered"),
    [
        (Filter(), True),
        (Filter("in/"), True),
        (Filter("out/"), False),
        (Filter(tags=(("a", "1"),)), True),
        (Filter(tags=(("a", "1"), ("b", "2"))), False),
        (Filter(greater_than=6), True),
        (Filter(greater_than=7), False),
        (Filter(less_than=8), True),
        (Filter(less_than=7), False),
        (Filter("in/", (("a", "1"),), 6, 8), True),
    ],
)
def test_a_filter_covers_what_all_of_it_fits(rule_filter: Filter, covered: bool) -> None:
    assert rule_filter.covers("in/key", 7, {"a": "1"}) is covered


def test_a_delete_marker_has_no_size_and_no_tags(now: datetime) -> None:
    marker = DeleteMarker("key", "null", now)
    days = {"Expiration": {"Days": 1}}
    tagged, empty, large = configured(
        {**days, "Filter": {"Tag": {"Key": "a", "Value": "1"}}},
        {**days, "Filter": {"ObjectSizeLessThan": 1}},
        {**days, "Filter": {"ObjectSizeGreaterThan": 0}},
    ).rules

    assert [rule.covers(marker) for rule in (tagged, empty, large)] == [False, True, False]


def test_the_earliest_expiration_is_told_and_of_several_the_first(make_version: MakeVersion) -> None:
    days = [{"Expiration": {"Days": number}} for number in (7, 3, 3)]

    told = configured(*days, {"Status": "Disabled", "Expiration": {"Days": 1}}).expiration_members(
        make_version()
    )

    assert told == {"Expiration": 'expiry-date="Wed, 04 Feb 2026 00:00:00 GMT", rule-id="rule 2"'}


def test_an_expiration_by_date_is_told_as_it_is_and_an_id_as_headers_can_hold_it(
    make_version: MakeVersion,
) -> None:
    date = datetime(2030, 1, 1, tzinfo=UTC)

    told = configured({"ID": "é 1", "Expiration": {"Date": date}}).expiration_members(make_version())

    assert told == {"Expiration": 'expiry-date="Tue, 01 Jan 2030 00:00:00 GMT", rule-id="%C3%A9 1"'}


@pytest.mark.parametrize(
    "rule",
    [
        {"Expiration": {"ExpiredObjectDeleteMarker": True}},
        {"NoncurrentVersionExpiration": {"NoncurrentDays": 1}},
        {"Filter": {"Prefix": "other"}, "Expiration": {"Days": 1}},
    ],
    ids=["delete markers", "noncurrent versions", "other objects"],
)
def test_nothing_is_told_of_what_does_not_expire(make_version: MakeVersion, rule: dict[str, Any]) -> None:
    assert configured(rule).expiration_members(make_version()) == {}


@pytest.mark.parametrize(
    ("old", "new", "possible"),
    [
        ("STANDARD", "STANDARD_IA", True),
        ("REDUCED_REDUNDANCY", "STANDARD_IA", True),
        ("STANDARD_IA", "GLACIER_IR", True),
        ("ONEZONE_IA", "GLACIER_IR", False),
        ("ONEZONE_IA", "GLACIER", True),
        ("GLACIER", "DEEP_ARCHIVE", True),
        ("GLACIER", "GLACIER", False),
        ("DEEP_ARCHIVE", "STANDARD_IA", False),
    ],
)
def test_objects_only_move_down(old: str, new: str, possible: bool) -> None:
    assert may_move(old, new) is possible


@pytest.mark.parametrize(
    ("size", "storage_class", "rule_filter", "minimum_size", "moves"),
    [
        (128 * 1024, "GLACIER_IR", {}, None, True),
        (128 * 1024 - 1, "GLACIER_IR", {}, None, False),
        (1, "GLACIER", {}, None, False),
        (1, "GLACIER", {}, "varies_by_storage_class", True),
        (1, "GLACIER_IR", {}, "varies_by_storage_class", False),
        (1, "GLACIER_IR", {"ObjectSizeGreaterThan": 0}, None, True),
    ],
    ids=["large", "small", "small to archive", "varying to archive", "varying", "the filter decides"],
)
def test_small_objects_stay_unless_a_filter_asks_for_their_size(
    make_version: MakeVersion,
    now: datetime,
    size: int,
    storage_class: str,
    rule_filter: dict[str, Any],
    minimum_size: str | None,
    moves: bool,
) -> None:
    rule = {"Filter": rule_filter, "Transitions": [{"Days": 0, "StorageClass": storage_class}]}
    lifecycle = configured(rule, minimum_size=minimum_size)

    found = lifecycle.class_for(make_version(content=b"x" * size), now + timedelta(days=1))

    assert found == (storage_class if moves else None)


def test_of_several_transitions_the_coldest_due_wins(make_version: MakeVersion, now: datetime) -> None:
    moves = [("GLACIER_IR", 1), ("GLACIER", 2), ("DEEP_ARCHIVE", 9)]
    lifecycle = configured(
        {"Transitions": [{"Days": days, "StorageClass": storage_class} for storage_class, days in moves]}
    )
    version = make_version(content=LARGE)

    found = [lifecycle.class_for(version, now + timedelta(days=days)) for days in (1, 2, 5, 10)]

    assert found == [None, "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"]


@pytest.mark.parametrize(
    ("rules", "days_ago"),
    [
        ([{"Expiration": {"Days": 9}}, {"NoncurrentVersionExpiration": {"NoncurrentDays": 3}}], 3),
        ([{"Transitions": [{"Days": 0, "StorageClass": "GLACIER"}]}], 0),
        ([{"Expiration": {"ExpiredObjectDeleteMarker": True}}], -1),
        ([{"Expiration": {"Date": datetime(2026, 1, 31, tzinfo=UTC)}}], -1),
        ([{"Expiration": {"Date": datetime(2026, 2, 1, tzinfo=UTC)}}], None),
        ([{"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}}], None),
        ([{"Status": "Disabled", "Expiration": {"Days": 1}}], None),
    ],
    ids=["least days", "no days", "delete markers", "date", "date to come", "uploads", "disabled"],
)
def test_nothing_is_due_for_what_is_too_young(
    now: datetime, rules: list[dict[str, Any]], days_ago: int | None
) -> None:
    midnight = now.replace(hour=0)

    expected = None if days_ago is None else midnight - timedelta(days=days_ago)
    assert configured(*rules).latest_due(now) == expected


def test_what_all_rules_are_about_begins_with_their_common_prefix() -> None:
    rules = [
        {"Filter": {"Prefix": prefix}, "Expiration": {"Days": 1}} for prefix in ("logs/a", "logs/b", "lot")
    ]

    assert configured(*rules).prefix == "lo"
    assert configured(*rules, {"Expiration": {"Days": 1}}).prefix == ""
    assert configured(*rules, {"Status": "Disabled", "Expiration": {"Days": 1}}).prefix == "lo"
