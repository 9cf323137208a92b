"""The tree of a policy: values that nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ALLOW, DENY = "Allow", "Deny"
ANYBODY: Final[Mapping[str, tuple[str, ...]]] = {"*": ("*",)}


@dataclass(frozen=True)
class Matching:
    """An element and its opposite: `Action` and `NotAction`.

    :ivar values: patterns.
    :ivar negated: whether the element is the opposite.
    """

    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True)
class Principals:
    """A `Principal` or `NotPrincipal`.

    :ivar names: by kind: `AWS`, `Service`, `Federated`, `CanonicalUser`; :data:`ANYBODY` for `"*"`.
    """

    names: Mapping[str, tuple[str, ...]]
    negated: bool = False

    @property
    def is_anybody(self) -> bool:
        """Whether everybody is among them."""
        return not self.negated and any("*" in self.names.get(kind, ()) for kind in ("*", "AWS"))


@dataclass(frozen=True)
class Condition:
    """One key of one operator.

    :ivar operator: without its qualifiers: `StringLike`.
    :ivar quantifier: `ForAnyValue`, `ForAllValues` or `""`.
    :ivar if_exists: whether it holds when the request does not have the key.
    :ivar key: in lower case.
    """

    operator: str
    quantifier: str
    if_exists: bool
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """One statement.

    :ivar principals: `None` in a policy that belongs to one.
    :ivar resources: `None` in a policy that belongs to one.
    """

    effect: str
    actions: Matching
    principals: Principals | None = None
    resources: Matching | None = None
    conditions: tuple[Condition, ...] = ()
    sid: str = ""


@dataclass(frozen=True)
class Policy:
    """A policy."""

    statements: tuple[Statement, ...]
    version: str = ""
    identifier: str = ""
