"""Notification configurations: what is refused, and who is told of what."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3 import errors, notification
from localstack_providers.s3.notification import Destination, Notifications

from localstack.ids import Ids

QUEUE = "arn:aws:sqs:us-east-1:111111111111:queue"
TOPIC = "arn:aws:sns:us-east-1:111111111111:topic"


def parse(**configuration: Any) -> Notifications:
    return notification.parse(configuration, "us-east-1", Ids("seed"))


def to_queue(*events: str, arn: str = QUEUE, **rules: str) -> dict[str, Any]:
    item: dict[str, Any] = {"QueueArn": arn, "Events": list(events or ("s3:ObjectCreated:*",))}
    if rules:
        item["Filter"] = {"Key": {"FilterRules": [{"Name": k, "Value": v} for k, v in rules.items()]}}
    return item


def test_a_configuration_is_shown_as_it_was_given_with_ids_and_capital_rules() -> None:
    given = to_queue("s3:ObjectRemoved:*", prefix="in/")

    shown = parse(QueueConfigurations=[given], EventBridgeConfiguration={}).shown()

    [item] = shown["QueueConfigurations"]
    assert item.pop("Id")
    assert item == {
        "QueueArn": QUEUE,
        "Events": ["s3:ObjectRemoved:*"],
        "Filter": {"Key": {"FilterRules": [{"Name": "Prefix", "Value": "in/"}]}},
    }
    assert shown["EventBridgeConfiguration"] == {}


@pytest.mark.parametrize(
    ("event", "key", "wanted"),
    [
        ("ObjectCreated:Put", "in/a.txt", True),
        ("ObjectCreated:Copy", "in/a.txt", True),
        ("ObjectRemoved:Delete", "in/a.txt", False),
        ("ObjectCreated:Put", "out/a.txt", False),
        ("ObjectCreated:Put", "in/a.jpg", False),
    ],
)
def test_a_destination_is_told_of_its_events_and_keys(event: str, key: str, wanted: bool) -> None:
    rules = (("Prefix", "in/"), ("Suffix", ".txt"))

    assert Destination("id", QUEUE, ("s3:ObjectCreated:*",), rules).wants(event, key) is wanted


@pytest.mark.parametrize(
    ("item", "error", "value"),
    [
        ({"QueueArn": QUEUE}, errors.MalformedXML, None),
        ({"Events": ["s3:ObjectCreated:*"]}, errors.MalformedXML, None),
        (to_queue(arn="queue"), errors.InvalidArgument, "queue"),
        (to_queue(arn=TOPIC), errors.InvalidArgument, TOPIC),
        (to_queue(arn=QUEUE.replace("east", "west")), errors.InvalidArgument, QUEUE.replace("east", "west")),
        (to_queue("s3:ObjectSeen"), errors.InvalidArgument, "s3:ObjectSeen"),
        (to_queue(infix="a"), errors.InvalidArgument, "infix"),
        (to_queue(prefix="a", Prefix="b"), errors.InvalidArgument, "prefix"),
    ],
    ids=[
        "no events",
        "no ARN",
        "no such ARN",
        "other service",
        "other region",
        "event",
        "rule",
        "rule twice",
    ],
)
def test_a_broken_rule_is_named(item: dict[str, Any], error: type[errors.S3Exception], value: Any) -> None:
    with pytest.raises(error) as caught:
        parse(QueueConfigurations=[item])

    assert caught.value.members.get("ArgumentValue") == value


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        (to_queue(), to_queue("s3:ObjectCreated:Put"), "Configurations overlap."),
        (to_queue(prefix="a"), to_queue(prefix="ab"), "ambiguously defined"),
        (to_queue(prefix="a"), to_queue(), "ambiguously defined"),
        (to_queue(suffix="jpg"), to_queue(suffix="pg"), "ambiguously defined"),
        (to_queue(prefix="a", suffix="x"), to_queue(prefix="b", suffix="x"), None),
        (to_queue(prefix="a", suffix="x"), to_queue(prefix="a", suffix="y"), None),
        (to_queue("s3:ObjectRemoved:*"), to_queue(), None),
    ],
)
def test_no_event_may_go_to_two_destinations(one: Any, other: Any, message: str | None) -> None:
    if message is None:
        assert len(parse(QueueConfigurations=[one, other]).destinations) == 2
        return
    with pytest.raises(errors.InvalidArgument, match=message):
        parse(QueueConfigurations=[one, other])
