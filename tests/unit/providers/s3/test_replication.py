"""Replication configurations: which rules an object is copied by."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3 import replication
from localstack_providers.s3.replication import Replication, ReplicationRule

from localstack.ids import Ids

ENABLED = {"Status": "Enabled"}
DISABLED = {"Status": "Disabled"}
TAG = {"Key": "keep", "Value": "yes"}


def rule(bucket: str = "copies", **more: Any) -> dict[str, Any]:
    return {
        "ID": "rule",
        "Status": "Enabled",
        "Priority": 1,
        "Filter": {},
        "DeleteMarkerReplication": DISABLED,
        "Destination": {"Bucket": f"arn:aws:s3:::{bucket}"},
        **more,
    }


def read(*rules: dict[str, Any]) -> Replication:
    return replication.read({"Role": "role", "Rules": list(rules)}, Ids("seed"))


def one(**more: Any) -> ReplicationRule:
    return read(rule(**more)).rules[0]


def test_a_configuration_is_shown_as_it_was_put_and_every_rule_has_an_id() -> None:
    without = rule()
    del without["ID"]

    shown = read(without).shown()

    assert shown["Role"] == "role"
    [only] = shown["Rules"]
    assert only.pop("ID")
    assert only == without


@pytest.mark.parametrize(
    ("filter_", "selected"),
    [
        ({}, {"in/a", "in/b", "out"}),
        ({"Prefix": "in/"}, {"in/a", "in/b"}),
        ({"Tag": TAG}, {"in/a"}),
        ({"And": {"Prefix": "in/", "Tags": [TAG]}}, {"in/a"}),
        ({"And": {"Prefix": "out", "Tags": [TAG]}}, set()),
        ({"And": {"Prefix": "in/", "Not": {"Tag": TAG}}}, {"in/b"}),
        ({"Not": {"Prefix": "in/"}}, {"out"}),
        ({"Not": {"Or": {"Prefixes": ["in/b", "o"], "Tags": []}}}, {"in/a"}),
        ({"Not": {"Or": {"Prefixes": ["x"], "Tags": [TAG]}}}, {"in/b", "out"}),
    ],
    ids=[
        "everything",
        "prefix",
        "tag",
        "both",
        "both, apart",
        "prefix without tag",
        "not prefix",
        "none of prefixes",
        "none of either",
    ],
)
def test_a_filter_selects_objects_by_key_and_tags(filter_: dict[str, Any], selected: set[str]) -> None:
    objects = {"in/a": {"keep": "yes", "other": ""}, "in/b": {"keep": "no"}, "out": {}}

    found = {key for key, tags in objects.items() if one(Filter=filter_).selects(key, tags)}

    assert found == selected


def test_an_earlier_rule_has_a_prefix_and_copies_delete_markers() -> None:
    earlier = rule(Prefix="in/")
    del earlier["Filter"], earlier["DeleteMarkerReplication"]

    configuration = read(earlier)

    assert configuration.for_object("in/a", {})
    assert not configuration.for_object("out", {})
    assert configuration.for_marker("in/a")


def test_a_disabled_rule_selects_nothing() -> None:
    assert not one(Status="Disabled").selects("key", {})
    assert not one(Status="Disabled").selects_key("key")


def test_of_the_rules_with_one_destination_the_one_with_the_highest_priority_counts() -> None:
    configuration = read(
        rule(ID="low", Priority=1),
        rule(ID="high", Priority=5),
        rule(ID="middle", Priority=3),
        rule(ID="elsewhere", Priority=2, bucket="others"),
    )

    found = configuration.for_object("key", {})

    assert {found_rule.identifier for found_rule in found} == {"high", "elsewhere"}


def test_delete_markers_are_copied_when_the_rule_says_so() -> None:
    configuration = read(
        rule(ID="no"),
        rule(ID="yes", bucket="others", DeleteMarkerReplication=ENABLED, Filter={"Prefix": "in/"}),
    )

    assert [found.identifier for found in configuration.for_marker("in/a")] == ["yes"]
    assert not configuration.for_marker("out")


def test_changes_of_copies_are_copied_when_the_rule_says_so() -> None:
    synced = rule(ID="yes", bucket="others", SourceSelectionCriteria={"ReplicaModifications": ENABLED})
    configuration = read(rule(ID="no", Filter={"Tag": TAG}), synced)

    assert {found.identifier for found in configuration.for_changes("key", is_replica=False)} == {"no", "yes"}
    assert [found.identifier for found in configuration.for_changes("key", is_replica=True)] == ["yes"]
