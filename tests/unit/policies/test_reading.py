"""Policies as text: what is read of them, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from localstack.policies import reading
from localstack.policies.tree import ANYBODY, Condition, Matching, Policy, Principals

STATEMENT = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}


def read(*statements: Any, **more: Any) -> Policy:
    return reading.read(json.dumps({"Statement": list(statements), **more}))


def test_a_statement_has_one_value_or_several() -> None:
    policy = read(
        {**STATEMENT, "Sid": "one", "Action": ["s3:Get*", "s3:List*"]}, Version="2012-10-17", Id="id"
    )

    [statement] = policy.statements
    assert (policy.version, policy.identifier, statement.sid) == ("2012-10-17", "id", "one")
    assert statement.actions == Matching(("s3:Get*", "s3:List*"))
    assert statement.principals == Principals(ANYBODY)
    assert statement.principals.is_anybody


def test_the_opposites_are_read_as_such() -> None:
    policy = read({"Effect": "Deny", "NotPrincipal": {"AWS": "1"}, "NotAction": "a:b", "NotResource": "*"})

    [statement] = policy.statements
    assert statement.principals == Principals({"AWS": ("1",)}, negated=True)
    assert statement.actions.negated
    assert statement.resources is not None
    assert statement.resources.negated


def test_a_condition_is_read_in_its_parts() -> None:
    conditions = {"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": ["a", 1, True]}, "Bool": {"k": "true"}}

    [statement] = read({**STATEMENT, "Condition": conditions}).statements

    assert statement.conditions == (
        Condition("StringLike", "ForAnyValue", True, "aws:tagkeys", ("a", "1", "true")),
        Condition("Bool", "", False, "k", ("true",)),
    )


@pytest.mark.parametrize(
    "text", ["", "text", "[]", "{", ' {"Statement": []}', pytest.param('{"a":' * 100_000, id="deep")]
)
def test_what_is_no_object_is_no_policy(text: str) -> None:
    with pytest.raises(reading.NotJson):
        reading.read(text)


@pytest.mark.parametrize(
    ("change", "error", "name"),
    [
        ({"Effect": None}, reading.MissingField, "Effect"),
        ({"Action": None}, reading.MissingField, "Action"),
        ({"Effect": "Perhaps"}, reading.InvalidField, "Effect"),
        ({"Action": []}, reading.InvalidField, "Action"),
        ({"Resource": 1}, reading.InvalidField, "Resource"),
        ({"NotAction": "a:b"}, reading.InvalidField, "NotAction"),
        ({"Principal": "me"}, reading.InvalidField, "Principal"),
        ({"Principal": {"Me": "1"}}, reading.InvalidField, "Principal"),
        ({"Resorce": "*"}, reading.UnknownField, "Resorce"),
        ({"Condition": []}, reading.InvalidField, "Condition"),
        ({"Condition": {"Bool": "true"}}, reading.InvalidField, "Condition"),
        ({"Condition": {"StringIs": {"k": "v"}}}, reading.UnknownOperator, "Condition"),
        ({"Condition": {"ForSome:Bool": {"k": "v"}}}, reading.UnknownOperator, "Condition"),
    ],
)
def test_a_broken_rule_names_the_element(
    change: dict[str, Any], error: type[reading.PolicyError], name: str
) -> None:
    statement = {key: value for key, value in {**STATEMENT, **change}.items() if value is not None}

    with pytest.raises(error) as caught:
        read(statement)

    assert caught.value.name == name


def test_a_policy_has_statements_and_a_known_version() -> None:
    with pytest.raises(reading.MissingField):
        reading.read("{}")
    with pytest.raises(reading.InvalidField):
        read(STATEMENT, Version="2020-01-01")
    with pytest.raises(reading.InvalidField):
        read("text")
    with pytest.raises(reading.UnknownField):
        read(STATEMENT, Statements=[])
