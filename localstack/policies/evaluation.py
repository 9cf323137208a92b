"""Evaluation: what a policy says to a question.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from . import operators
from .patterns import NoSuchKey, fill, matches
from .tree import DENY, Condition, Matching, Policy, Principals, Statement


class Decision(Enum):
    """What a policy says."""

    ALLOWED = "allowed"
    DENIED = "denied"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Question:
    """May somebody do something with a resource?

    :ivar principals: the names that the caller has in policies, by kind.
    :ivar action: `s3:GetObject`.
    :ivar resource: an ARN.
    :ivar context: the values of the request by condition key, in lower case.
    """

    principals: Mapping[str, frozenset[str]]
    action: str
    resource: str
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def decide(policy: Policy, question: Question) -> Decision:
    """Ask a policy: what denies wins, then what allows."""
    effects = {statement.effect for statement in policy.statements if applies(statement, question)}
    if DENY in effects:
        return Decision.DENIED
    return Decision.ALLOWED if effects else Decision.NOTHING


def applies(statement: Statement, question: Question) -> bool:
    """Tell whether a statement is about a question."""
    return (
        _names(statement.actions, question.action, question, ignore_case=True)
        and (statement.resources is None or _names(statement.resources, question.resource, question))
        and (statement.principals is None or _is_among(statement.principals, question))
        and all(_holds(condition, question) for condition in statement.conditions)
    )


def _names(matching: Matching, text: str, question: Question, *, ignore_case: bool = False) -> bool:
    found = any(_matches(pattern, text, question, ignore_case=ignore_case) for pattern in matching.values)
    return found is not matching.negated


def _matches(pattern: str, text: str, question: Question, *, ignore_case: bool) -> bool:
    try:
        return matches(fill(pattern, question.context), text, ignore_case=ignore_case)
    except NoSuchKey:
        return False


def _is_among(principals: Principals, question: Question) -> bool:
    found = any(
        "*" in names if kind == "*" else not question.principals.get(kind, frozenset()).isdisjoint(names)
        for kind, names in principals.names.items()
    )
    return (found or "*" in principals.names.get("AWS", ())) is not principals.negated


def _holds(condition: Condition, question: Question) -> bool:
    given = question.context.get(condition.key)
    if condition.operator == operators.NULL:
        return ("true" in condition.values) is not bool(given)
    if not given:
        if condition.quantifier == "ForAnyValue":
            # Of no values none is as it should be, whatever the operator.
            return condition.if_exists
        is_negated = condition.operator in operators.NEGATED
        # Of no values all are as they should be; and what is not there is not equal to anything.
        return condition.if_exists or condition.quantifier == "ForAllValues" or is_negated
    try:
        wanted = tuple(fill(value, question.context) for value in condition.values)
    except NoSuchKey:
        return False
    each = (operators.holds(condition.operator, wanted, value) for value in given)
    return any(each) if condition.quantifier == "ForAnyValue" else all(each)
