"""Lifecycle configurations as requests bring them: what is read, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from localstack_providers.s3 import errors, lifecycle_request
from localstack_providers.s3.lifecycle import (
    Expiration,
    Filter,
    Lifecycle,
    NoncurrentExpiration,
    NoncurrentTransition,
    Transition,
)

from localstack.aws.api import s3 as api
from localstack.ids import Ids

MIDNIGHT = datetime(2030, 1, 1, tzinfo=UTC)
DAYS = {"Expiration": {"Days": 1}}
OVER_A_THOUSAND = [{"Status": "Enabled", "Filter": {}, **DAYS}] * 1001


def parse(*rules: dict[str, Any]) -> Lifecycle:
    return lifecycle_request.parse({"Rules": list(rules)}, None, Ids("seed"))


def rule(**members: Any) -> dict[str, Any]:
    form: dict[str, Any] = {} if "Prefix" in members else {"Filter": {}}
    return {"Status": "Enabled", **form, **members}


def moves(*transitions: tuple[int | datetime, str], **members: Any) -> dict[str, Any]:
    found = [
        {"Days" if isinstance(when, int) else "Date": when, "StorageClass": storage_class}
        for when, storage_class in transitions
    ]
    return rule(Transitions=found, **members)


def noncurrent(*transitions: tuple[int, str], **members: Any) -> dict[str, Any]:
    found = [{"NoncurrentDays": days, "StorageClass": storage_class} for days, storage_class in transitions]
    return rule(NoncurrentVersionTransitions=found, **members)


def tags(*keys: str) -> dict[str, Any]:
    return {"And": {"Tags": [{"Key": key, "Value": "1"} for key in keys]}}


def test_a_rule_is_read_whole_and_shown_as_it_was_given_with_an_id() -> None:
    given = {
        "Status": "Disabled",
        "Filter": {"And": {"Prefix": "p", "Tags": [{"Key": "k", "Value": "v"}], "ObjectSizeLessThan": 9}},
        "Expiration": {"Days": 400},
        "Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}],
        "NoncurrentVersionExpiration": {"NoncurrentDays": 9, "NewerNoncurrentVersions": 2},
        "NoncurrentVersionTransitions": [{"NoncurrentDays": 3, "StorageClass": "GLACIER"}],
    }

    lifecycle = parse(given)

    [found] = lifecycle.rules
    assert found.filter == Filter("p", (("k", "v"),), None, 9)
    assert (found.is_enabled, found.expiration) == (False, Expiration(400))
    assert found.transitions == (Transition("STANDARD_IA", 30),)
    assert found.noncurrent_expiration == NoncurrentExpiration(9, 2)
    assert found.noncurrent_transitions == (NoncurrentTransition("GLACIER", 3),)
    assert len(found.identifier) == 48
    assert lifecycle.shown() == {
        "Rules": [{**given, "ID": found.identifier}],
        "TransitionDefaultMinimumObjectSize": "all_storage_classes_128K",
    }


def test_every_configuration_has_a_run_of_its_own() -> None:
    ids = Ids("seed")
    one, other = (lifecycle_request.parse({"Rules": [rule(**DAYS)]}, None, ids) for _ in range(2))

    assert one.run != other.run


def test_a_date_is_at_midnight_by_utc_whatever_zone_it_is_given_in() -> None:
    date = MIDNIGHT.astimezone(timezone(timedelta(hours=5)))

    assert parse(rule(Expiration={"Date": date})).rules[0].expiration == Expiration(date=MIDNIGHT)


@pytest.mark.parametrize(
    "filter_given",
    [
        {"Prefix": "a", "ObjectSizeGreaterThan": 1},
        {"And": {"Prefix": "a"}},
        {"And": {}},
        {**tags("a", "b"), "Prefix": "a"},
        {"Tag": {"Value": "v"}},
    ],
    ids=["two", "and of one", "and of none", "and with another", "tag without key"],
)
def test_a_filter_is_one_condition_or_several_under_and(filter_given: dict[str, Any]) -> None:
    with pytest.raises(errors.MalformedXML):
        parse(rule(Filter=filter_given, **DAYS))


@pytest.mark.parametrize(
    "given",
    [
        {"Status": "Enabled", **DAYS},
        {"Status": "Enabled", "Filter": {}, "Prefix": "", **DAYS},
        {"Filter": {}, **DAYS},
        rule(Status="enabled", **DAYS),
        rule(Expiration={}),
        rule(Expiration={"Days": 1, "ExpiredObjectDeleteMarker": True}),
        rule(Expiration={"Days": 1, "Date": MIDNIGHT}),
        rule(Transitions=[{"Days": 1}]),
        rule(Transitions=[{"StorageClass": "GLACIER"}]),
        rule(Transitions=[{"Days": 1, "Date": MIDNIGHT, "StorageClass": "GLACIER"}]),
        moves((1, "STANDARD")),
        rule(NoncurrentVersionExpiration={}),
        rule(NoncurrentVersionTransitions=[{"StorageClass": "GLACIER"}]),
        rule(AbortIncompleteMultipartUpload={}),
    ],
)
def test_what_breaks_the_schema_is_malformed(given: dict[str, Any]) -> None:
    with pytest.raises(errors.MalformedXML):
        parse(given)


@pytest.mark.parametrize("configuration", [None, {}, {"Rules": []}])
def test_a_configuration_without_rules_is_malformed(configuration: dict[str, Any] | None) -> None:
    with pytest.raises(errors.MalformedXML):
        lifecycle_request.parse(configuration, None, Ids("seed"))


@pytest.mark.parametrize(
    ("given", "name", "message"),
    [
        (rule(ID="x" * 256, **DAYS), "ID", "ID length should not exceed allowed limit of 255"),
        (
            rule(Expiration={"Days": 0}),
            "Days",
            "'Days' for Expiration action must be a positive integer",
        ),
        (
            rule(Expiration={"Date": MIDNIGHT + timedelta(seconds=1)}),
            "Date",
            "'Date' must be at midnight GMT",
        ),
        (
            rule(NoncurrentVersionExpiration={"NoncurrentDays": 0}),
            "NoncurrentDays",
            "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
        ),
        (
            rule(AbortIncompleteMultipartUpload={"DaysAfterInitiation": 0}),
            "DaysAfterInitiation",
            "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
        ),
        (
            rule(NoncurrentVersionExpiration={"NoncurrentDays": 1, "NewerNoncurrentVersions": 0}),
            "NewerNoncurrentVersions",
            "'NewerNoncurrentVersions' for NoncurrentVersionExpiration action must be a positive integer",
        ),
        (moves((-1, "GLACIER")), "Days", "'Days' in Transition action must be nonnegative"),
        (
            moves((29, "ONEZONE_IA")),
            "Days",
            "'Days' in Transition action must be greater than or equal to 30 for storageClass 'ONEZONE_IA'",
        ),
        (
            moves((2, "GLACIER"), Expiration={"Days": 2}),
            "Days",
            "'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition "
            "action",
        ),
        (
            moves((MIDNIGHT, "GLACIER"), Expiration={"Date": MIDNIGHT}),
            "Date",
            "'Date' in the Expiration action for filter '(prefix=)' must be greater than 'Date' in the Transition "
            "action",
        ),
        (
            moves(
                (1, "DEEP_ARCHIVE"),
                (1, "GLACIER"),
                Filter={"And": {"Prefix": "test/", "ObjectSizeLessThan": 120120}},
            ),
            "Days",
            "'Days' in the Transition action for StorageClass 'DEEP_ARCHIVE' for filter "
            "'(prefix=test/ and objectsizelessthan=120120)' must be greater than 'Days' in the Transition action for "
            "StorageClass 'GLACIER' for filter '(prefix=test/ and objectsizelessthan=120120)'",
        ),
        (
            noncurrent((3, "GLACIER"), NoncurrentVersionExpiration={"NoncurrentDays": 3}),
            "NoncurrentDays",
            "'NoncurrentDays' in the NoncurrentVersionExpiration action for filter '(prefix=)' must be greater than "
            "'NoncurrentDays' in the NoncurrentVersionTransition action",
        ),
    ],
)
def test_a_value_that_may_not_be_is_named(given: dict[str, Any], name: str, message: str) -> None:
    with pytest.raises(errors.InvalidArgument) as caught:
        parse(given)

    assert (caught.value.members["ArgumentName"], caught.value.message) == (name, message)


def test_two_rules_of_one_id_are_refused() -> None:
    with pytest.raises(errors.InvalidArgument, match="Rule ID must be unique") as caught:
        parse(rule(ID="one", **DAYS), rule(ID="other", **DAYS), rule(ID="one", **DAYS))

    assert caught.value.members["ArgumentValue"] == "one"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([rule()], "At least one action needs to be specified in a rule"),
        (OVER_A_THOUSAND, "must not exceed the allowed limit of 1000 rules"),
        ([rule(Filter=tags("a", "a"), **DAYS)], "Duplicate Tag Keys are not allowed."),
        (
            [rule(Filter={"ObjectSizeLessThan": 0}, **DAYS)],
            "'ObjectSizeLessThan' should be between 1 and 1099511627776000.",
        ),
        (
            [rule(Filter={"And": {"ObjectSizeGreaterThan": 5, "ObjectSizeLessThan": 5}}, **DAYS)],
            "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
        ),
        (
            [rule(Filter=tags("a", "b"), Expiration={"ExpiredObjectDeleteMarker": False})],
            "ExpiredObjectDeleteMarker cannot be specified with Tags.",
        ),
        (
            [
                rule(
                    Filter={"ObjectSizeGreaterThan": 0},
                    AbortIncompleteMultipartUpload={"DaysAfterInitiation": 1},
                )
            ],
            "AbortIncompleteMultipartUpload cannot be specified with Object Size.",
        ),
        (
            [moves((1, "GLACIER"), (2, "GLACIER"))],
            "'StorageClass' must be different for 'Transition' actions in same 'Rule' with filter '\\(prefix=\\)'",
        ),
        (
            [moves((1, "GLACIER"), (MIDNIGHT, "DEEP_ARCHIVE"))],
            "Found mixed 'Date' and 'Days' based Transition actions in lifecycle rule for filter '\\(prefix=\\)'",
        ),
        (
            [moves((MIDNIGHT, "GLACIER"), **DAYS)],
            "Found mixed 'Date' and 'Days' based Expiration and Transition actions",
        ),
        (
            [rule(Prefix="a", **DAYS), rule(**DAYS)],
            "Filter element can only be used in Lifecycle V2.",
        ),
        (
            [rule(**DAYS), rule(Prefix="a", **DAYS)],
            "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.",
        ),
        (
            [
                rule(
                    Prefix="",
                    NoncurrentVersionExpiration={"NoncurrentDays": 1, "NewerNoncurrentVersions": 1},
                )
            ],
            "NewerNoncurrentVersions element can only be used in Lifecycle V2.",
        ),
        (
            [rule(Prefix="a", **DAYS), rule(Prefix="", **DAYS)],
            "Found overlapping prefixes '' and 'a' for same action type 'Expiration'",
        ),
    ],
)
def test_what_does_not_go_together_is_said(given: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(api.InvalidRequest, match=message):
        parse(*given)


def test_rules_may_overlap_when_they_have_filters_or_do_different_things() -> None:
    parse(rule(**DAYS), rule(Filter={"Prefix": "a"}, **DAYS))
    parse(rule(Prefix="", **DAYS), moves((1, "GLACIER"), Prefix="a"))


def test_a_minimum_size_for_transitions_is_one_of_two() -> None:
    with pytest.raises(api.InvalidRequest, match="Invalid TransitionDefaultMinimumObjectSize found: value"):
        lifecycle_request.parse({"Rules": [rule(**DAYS)]}, "value", Ids("seed"))
