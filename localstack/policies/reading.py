"""Reading policies: from text to a tree, or to an error that names what is wrong.

::

    PolicyError
    ├── NotJson           no JSON object
    ├── MissingField      an element that has to be there
    ├── UnknownField      an element that the language does not have
    ├── InvalidField      an element whose value cannot be meant
    └── UnknownOperator   a condition
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from . import operators
from .tree import ALLOW, ANYBODY, DENY, Condition, Matching, Policy, Principals, Statement

VERSIONS: Final = ("2008-10-17", "2012-10-17")
_OF_POLICY = frozenset({"Version", "Id", "Statement"})
_OF_STATEMENT = frozenset(
    {
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    }
)
_KINDS = frozenset({"AWS", "Service", "Federated", "CanonicalUser"})
_QUANTIFIERS = ("ForAnyValue", "ForAllValues")
_IF_EXISTS = "IfExists"


class PolicyError(Exception):
    """A text that is no policy.

    :param name: of the element.
    :param value: that it has.
    """

    def __init__(self, name: str = "", value: Any = None) -> None:
        super().__init__(name, value)
        self.name = name
        self.value = value


class NotJson(PolicyError):
    """It is no JSON object."""


class MissingField(PolicyError):
    """An element is not there."""


class UnknownField(PolicyError):
    """An element has no meaning."""


class InvalidField(PolicyError):
    """An element has a value that cannot be meant."""


class UnknownOperator(PolicyError):
    """A condition has no such operator."""


def read(text: str) -> Policy:
    """Read a policy.

    :raises PolicyError: when it is none.
    """
    try:
        document = json.loads(text) if text.startswith("{") else None
    except (ValueError, RecursionError):
        document = None
    if document is None:
        raise NotJson
    _require_known(document, _OF_POLICY)
    if not document.get("Statement"):
        raise MissingField("Statement")
    version = document.get("Version", VERSIONS[0])
    if version not in VERSIONS:
        raise InvalidField("Version", version)
    statements = document["Statement"]
    items = statements if isinstance(statements, list) else [statements]
    return Policy(tuple(map(_statement, items)), version, str(document.get("Id", "")))


def _statement(item: Any) -> Statement:
    if not isinstance(item, dict):
        raise InvalidField("Statement", item)
    _require_known(item, _OF_STATEMENT)
    effect = item.get("Effect")
    if effect is None:
        raise MissingField("Effect")
    if effect not in (ALLOW, DENY):
        raise InvalidField("Effect", effect)
    actions = _matching(item, "Action")
    if actions is None:
        raise MissingField("Action")
    conditions = item.get("Condition", {})
    if not isinstance(conditions, dict):
        raise InvalidField("Condition", conditions)
    return Statement(
        effect,
        actions,
        _principals(item),
        _matching(item, "Resource"),
        tuple(_conditions(conditions)),
        str(item.get("Sid", "")),
    )


def _require_known(item: Mapping[str, Any], names: frozenset[str]) -> None:
    for name in item:
        if name not in names:
            raise UnknownField(name)


def _matching(item: Mapping[str, Any], name: str) -> Matching | None:
    negated = f"Not{name}" in item
    if negated and name in item:
        raise InvalidField(f"Not{name}", item[f"Not{name}"])
    if not negated and name not in item:
        return None
    return Matching(_texts(name, item[f"Not{name}" if negated else name]), negated)


def _principals(item: Mapping[str, Any]) -> Principals | None:
    negated = "NotPrincipal" in item
    given = item.get("NotPrincipal" if negated else "Principal")
    if given is None:
        return None
    if given == "*":
        return Principals(ANYBODY, negated)
    if not isinstance(given, dict) or not given or not given.keys() <= _KINDS:
        raise InvalidField("Principal", given)
    return Principals({kind: _texts("Principal", names) for kind, names in given.items()}, negated)


def _conditions(given: Mapping[str, Any]) -> Iterator[Condition]:
    for full_name, keys in given.items():
        quantifier, found, name = full_name.rpartition(":")
        if_exists = name.endswith(_IF_EXISTS)
        name = name.removesuffix(_IF_EXISTS)
        if name not in operators.NAMES or (found and quantifier not in _QUANTIFIERS):
            raise UnknownOperator("Condition", full_name)
        if not isinstance(keys, dict):
            raise InvalidField("Condition", keys)
        for key, values in keys.items():
            yield Condition(name, quantifier, if_exists, key.lower(), _texts("Condition", values))


def _texts(name: str, given: Any) -> tuple[str, ...]:
    """Read one text or several; conditions may have numbers and truths, too."""
    items = given if isinstance(given, list) else [given]
    is_condition = name == "Condition"
    texts = []
    for item in items:
        if isinstance(item, str):
            texts.append(item)
        elif is_condition and isinstance(item, bool | int | float):
            texts.append(str(item).lower())
        else:
            raise InvalidField(name, given)
    if not texts and not is_condition:
        raise InvalidField(name, given)
    return tuple(texts)
