"""Evaluation: what policies say to questions, operator by operator."""

from __future__ import annotations

import json
from typing import Any

import pytest

from localstack.policies import reading
from localstack.policies.evaluation import Decision, Question, decide

BUCKET = "arn:aws:s3:::bucket"
ANN = {"AWS": frozenset({"111111111111", "arn:aws:iam::111111111111:root"})}
ALLOWED, DENIED, NOTHING = Decision.ALLOWED, Decision.DENIED, Decision.NOTHING


def ask(
    *statements: dict[str, Any],
    action: str = "s3:GetObject",
    resource: str = f"{BUCKET}/key",
    principals: Any = ANN,
    **context: Any,
) -> Decision:
    usual = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}
    filled = []
    for statement in statements:
        known = {k: v for k, v in usual.items() if f"Not{k}" not in statement}
        filled.append({**known, **statement})
    policy = reading.read(json.dumps({"Statement": filled}))
    values = {k.replace("__", ":").lower(): v if isinstance(v, tuple) else (v,) for k, v in context.items()}
    return decide(policy, Question(principals, action, resource, values))


def test_what_denies_wins() -> None:
    assert ask({}) is ALLOWED
    assert ask({}, {"Effect": "Deny"}) is DENIED
    assert ask({"Action": "s3:PutObject"}) is NOTHING


@pytest.mark.parametrize(
    ("statement", "decision"),
    [
        ({"Action": "S3:getobject"}, ALLOWED),
        ({"Action": "s3:Get?bject"}, ALLOWED),
        ({"Action": "*"}, ALLOWED),
        ({"NotAction": "s3:Put*"}, ALLOWED),
        ({"NotAction": "s3:Get*"}, NOTHING),
        ({"Resource": f"{BUCKET}/*"}, ALLOWED),
        ({"Resource": f"{BUCKET}/KEY"}, NOTHING),
        ({"Resource": BUCKET}, NOTHING),
        ({"NotResource": BUCKET}, ALLOWED),
        ({"Resource": f"{BUCKET}/${{aws:username}}"}, ALLOWED),
        ({"Resource": f"{BUCKET}/${{aws:nothing}}"}, NOTHING),
        ({"Resource": f"{BUCKET}/${{aws:nothing, 'key'}}"}, ALLOWED),
        ({"Resource": f"{BUCKET}/${{*}}"}, NOTHING),
    ],
)
def test_actions_and_resources_are_patterns(statement: dict[str, Any], decision: Decision) -> None:
    assert ask(statement, aws__username="key") is decision


def test_what_the_request_brings_is_no_pattern() -> None:
    assert ask({"Resource": f"{BUCKET}/${{aws:username}}"}, aws__username="*") is NOTHING


@pytest.mark.parametrize(
    ("statement", "of_ann", "of_anybody"),
    [
        ({"Principal": "*"}, ALLOWED, ALLOWED),
        ({"Principal": {"AWS": "*"}}, ALLOWED, ALLOWED),
        ({"Principal": {"AWS": ["222222222222", "111111111111"]}}, ALLOWED, NOTHING),
        ({"Principal": {"AWS": "arn:aws:iam::111111111111:root"}}, ALLOWED, NOTHING),
        ({"Principal": {"Service": "logging.s3.amazonaws.com"}}, NOTHING, NOTHING),
        ({"NotPrincipal": {"AWS": "111111111111"}}, NOTHING, ALLOWED),
    ],
)
def test_a_statement_names_whom_it_is_for(
    statement: dict[str, Any], of_ann: Decision, of_anybody: Decision
) -> None:
    assert ask(statement) is of_ann
    assert ask(statement, principals={}) is of_anybody


@pytest.mark.parametrize(
    ("operator", "wanted", "given", "expected"),
    [
        ("StringEquals", ["a", "b"], "b", True),
        ("StringEquals", "a*", "ab", False),
        ("StringNotEquals", ["a", "b"], "b", False),
        ("StringNotEquals", ["a", "b"], "c", True),
        ("StringEqualsIgnoreCase", "A", "a", True),
        ("StringNotEqualsIgnoreCase", "A", "a", False),
        ("StringLike", "a*c?", "abbcd", True),
        ("StringLike", "a.c", "abc", False),
        ("StringNotLike", "a*", "abc", False),
        ("NumericEquals", "10", "10.0", True),
        ("NumericNotEquals", 10, "11", True),
        ("NumericLessThan", 10, "9", True),
        ("NumericLessThan", 10, "10", False),
        ("NumericLessThanEquals", 10, "10", True),
        ("NumericGreaterThan", 10, "9", False),
        ("NumericGreaterThanEquals", 10, "10", True),
        ("NumericEquals", 10, "ten", False),
        ("DateLessThan", "2030-01-02T00:00:00Z", "2030-01-01T00:00:00Z", True),
        ("DateGreaterThan", "2030-01-02", "2030-01-01T00:00:00Z", False),
        ("DateEquals", "1893456000", "2030-01-01T00:00:00Z", True),
        ("DateNotEquals", "1893456000", "2030-01-01T00:00:00Z", False),
        ("Bool", "true", "true", True),
        ("Bool", True, "false", False),
        ("BinaryEquals", "QQ==", "QQ==", True),
        ("IpAddress", "10.0.0.0/8", "10.1.2.3", True),
        ("IpAddress", "10.0.0.1", "10.0.0.2", False),
        ("NotIpAddress", ["10.0.0.0/8", "2001:db8::/32"], "2001:db8::1", False),
        ("NotIpAddress", "10.0.0.0/8", "11.0.0.1", True),
        ("ArnEquals", "arn:aws:s3:::b*", "arn:aws:s3:::bucket", True),
        ("ArnLike", "arn:*:s3:::bucket", "arn:aws:s3:::bucket", True),
        ("ArnLike", "arn:aws:*bucket", "arn:aws:s3:::bucket", False),
        ("ArnNotLike", "arn:aws:sns:*:*:*", "arn:aws:s3:::bucket", True),
        ("ArnNotEquals", "arn:aws:s3:::bucket", "arn:aws:s3:::bucket", False),
        ("Null", "true", "value", False),
        ("Null", "false", "value", True),
    ],
)
def test_every_operator_compares_in_its_way(operator: str, wanted: Any, given: str, expected: bool) -> None:
    condition = {"Condition": {operator: {"Some:Key": wanted}}}

    assert (ask(condition, some__key=given) is ALLOWED) is expected


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("StringEquals", False),
        ("StringEqualsIfExists", True),
        ("StringNotEquals", True),
        ("ForAllValues:StringEquals", True),
        ("ForAnyValue:StringEquals", False),
        ("ForAnyValue:StringNotEquals", False),
        ("ForAnyValue:StringEqualsIfExists", True),
        ("ForAllValues:StringNotEquals", True),
        ("Null", True),
    ],
)
def test_a_key_that_is_not_there_is_not_equal(operator: str, expected: bool) -> None:
    assert (ask({"Condition": {operator: {"some:key": "true"}}}) is ALLOWED) is expected


def test_several_values_are_compared_as_the_quantifier_says() -> None:
    def holds(quantifier: str, *given: str) -> bool:
        condition = {f"{quantifier}:StringEquals": {"some:keys": ["a", "b"]}}
        return ask({"Condition": condition}, some__keys=given) is ALLOWED

    assert holds("ForAllValues", "a", "b")
    assert not holds("ForAllValues", "a", "c")
    assert holds("ForAnyValue", "a", "c")
    assert not holds("ForAnyValue", "c", "d")


def test_all_conditions_have_to_hold() -> None:
    condition = {"StringEquals": {"a:a": "1", "b:b": "2"}}

    assert ask({"Condition": condition}, a__a="1", b__b="2") is ALLOWED
    assert ask({"Condition": condition}, a__a="1", b__b="3") is NOTHING
