"""Permissions as statements of a policy."""

from __future__ import annotations

import json

import pytest
from localstack_providers.sqs.errors import InvalidParameterValue, OverLimit
from localstack_providers.sqs.permissions import add_permission, remove_permission

ARN = "arn:aws:sqs:us-east-1:111111111111:orders"


def test_the_first_permission_makes_a_policy() -> None:
    policy = json.loads(add_permission("", ARN, "label", ["222222222222"], ["SendMessage"]))

    assert policy == {
        "Version": "2008-10-17",
        "Id": f"{ARN}/SQSDefaultPolicy",
        "Statement": [
            {
                "Sid": "label",
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::222222222222:root"},
                "Action": "SQS:SendMessage",
                "Resource": ARN,
            }
        ],
    }


def test_several_accounts_and_actions_are_lists() -> None:
    accounts, actions = ["222222222222", "333333333333"], ["SendMessage", "ReceiveMessage"]

    [statement] = json.loads(add_permission("", ARN, "label", accounts, actions))["Statement"]

    assert statement["Principal"]["AWS"] == [
        "arn:aws:iam::222222222222:root",
        "arn:aws:iam::333333333333:root",
    ]
    assert statement["Action"] == ["SQS:SendMessage", "SQS:ReceiveMessage"]


def test_a_permission_joins_the_policy_that_is_there() -> None:
    own = '{"Version":"2012-10-17","Id":"mine","Statement":{"Sid":"first"}}'

    policy = json.loads(add_permission(own, ARN, "second", ["222222222222"], ["*"]))

    assert (policy["Version"], policy["Id"]) == ("2012-10-17", "mine")
    assert [statement["Sid"] for statement in policy["Statement"]] == ["first", "second"]


def test_a_label_is_used_once() -> None:
    policy = add_permission("", ARN, "label", ["222222222222"], ["*"])

    with pytest.raises(InvalidParameterValue, match=r"Value label for parameter Label .* Already exists\."):
        add_permission(policy, ARN, "label", ["333333333333"], ["*"])


def test_owner_only_actions_cannot_be_permitted() -> None:
    with pytest.raises(InvalidParameterValue, match="Only the queue owner is allowed to invoke this action"):
        add_permission("", ARN, "label", ["222222222222"], ["DeleteQueue"])


def test_seven_actions_are_the_limit() -> None:
    with pytest.raises(OverLimit, match="8 Actions were found, maximum allowed is 7"):
        add_permission("", ARN, "label", ["222222222222"], ["SendMessage"] * 8)


def test_removing_the_last_permission_leaves_no_policy() -> None:
    both = add_permission(
        add_permission("", ARN, "one", ["222222222222"], ["*"]), ARN, "two", ["222222222222"], ["*"]
    )

    rest = remove_permission(both, "one")

    assert [statement["Sid"] for statement in json.loads(rest)["Statement"]] == ["two"]
    assert remove_permission(rest, "two") == ""


def test_a_label_that_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(InvalidParameterValue, match="can't find label"):
        remove_permission("", "label")
