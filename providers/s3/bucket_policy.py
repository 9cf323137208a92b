"""Bucket policies: the rules S3 has for them beside the language's, and whether one is public.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
"""

from __future__ import annotations

import functools
import re
from ipaddress import ip_network
from typing import Final

from localstack.policies import patterns, reading
from localstack.policies.reading import PolicyError
from localstack.policies.tree import ALLOW, Condition, Policy, Principals, Statement

from . import actions, errors

NOT_JSON: Final = "Policies must be valid JSON and the first byte must be '{'"
# Fixed values of these keys make that what is allowed to everybody is not public.
_NARROWING = frozenset(
    {
        "aws:principalorgid",
        "aws:principalarn",
        "aws:principalaccount",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
    }
)
_COMPARING = frozenset(
    {"StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress"}
)
_WIDEST: Final = {4: 8, 6: 32}
_ACCOUNT = re.compile(r"\d{12}|arn:aws[a-z-]*:(iam|sts)::\d{12}:.+|[0-9a-f]{64}|A[A-Z0-9]{15,}")


@functools.lru_cache(maxsize=256)
def read(text: str) -> Policy:
    """Read a policy that was checked.

    :raises PolicyError: when it is none.
    """
    return reading.read(text)


def require(text: str, bucket: str) -> Policy:
    """Check a policy for a bucket.

    :param bucket: its ARN.
    :raises MalformedPolicy: when it breaks a rule.
    """
    try:
        policy = read(text)
    except PolicyError as error:
        raise errors.MalformedPolicy(_wording(error)) from None
    for statement in policy.statements:
        _require_statement(statement, bucket)
    return policy


def is_public(policy: Policy) -> bool:
    """Tell whether a policy lets everybody do something."""
    return any(
        statement.effect == ALLOW
        and statement.principals is not None
        and (statement.principals.is_anybody or statement.principals.negated)
        and not any(map(_narrows, statement.conditions))
        for statement in policy.statements
    )


def _wording(error: PolicyError) -> str:
    match error:
        case reading.NotJson():
            return NOT_JSON
        case reading.MissingField():
            return f"Missing required field {error.name}"
        case reading.UnknownField():
            return f"Unknown field {error.name}"
        case reading.UnknownOperator():
            return f"Invalid Condition type : {error.value}"
        case _ if error.name == "Principal":
            return "Invalid principal in policy"
        case _:
            return f"Policy has invalid {error.name.removeprefix('Not').lower()}"


def _require_statement(statement: Statement, bucket: str) -> None:
    if statement.principals is None:
        raise errors.MalformedPolicy("Missing required field Principal")
    if statement.resources is None:
        raise errors.MalformedPolicy("Missing required field Resource")
    _require_principals(statement.principals)
    if not all(action == "*" or action.lower().startswith("s3:") for action in statement.actions.values):
        raise errors.MalformedPolicy("Policy has invalid action")
    for resource in statement.resources.values:
        if resource != bucket and not resource.startswith((f"{bucket}/", f"{bucket}*")):
            raise errors.MalformedPolicy("Policy has invalid resource")
    if not (statement.actions.negated or statement.resources.negated):
        _require_applicable(statement.actions.values, statement.resources.values, bucket)


def _require_principals(principals: Principals) -> None:
    for name in principals.names.get("AWS", ()):
        if name != "*" and not _ACCOUNT.fullmatch(name):
            raise errors.MalformedPolicy("Invalid principal in policy")


def _require_applicable(names: tuple[str, ...], resources: tuple[str, ...], bucket: str) -> None:
    """Check that each action is one of those that the resources have."""
    has_bucket = any(patterns.matches(resource, bucket) for resource in resources)
    has_objects = any(resource != bucket for resource in resources)
    for name in names:
        action = name.partition(":")[2]
        if "*" in name or "?" in name:
            continue
        if not (has_objects if action in actions.OF_OBJECTS else has_bucket):
            raise errors.MalformedPolicy("Action does not apply to any resource(s) in statement")


def _narrows(condition: Condition) -> bool:
    if condition.operator not in _COMPARING or condition.if_exists or condition.key not in _NARROWING:
        return False
    if condition.key == "aws:sourceip":
        return all(map(_is_narrow, condition.values))
    return not any(set("*?") & set(value) or "${" in value for value in condition.values)


def _is_narrow(network: str) -> bool:
    try:
        found = ip_network(network, strict=False)
    except ValueError:
        return False
    return found.prefixlen >= _WIDEST[found.version]
