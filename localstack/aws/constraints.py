"""The constraints of single values: enum, pattern, length and range, and how AWS's messages show a value.

What a message says of a value and of an enum is what Java and the services' own collections make of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from botocore.model import Shape

# How long a value may be for a pattern that can take time without measure: such a pattern is not checked then.
NESTED_LIMIT = 20
WILDCARD_LIMIT = 256

Kind = Literal["null", "enum", "pattern", "length", "range"]
KINDS: frozenset[Kind] = frozenset({"null", "enum", "pattern", "length", "range"})

NUMBERS = frozenset({"integer", "long", "float", "double"})


@dataclass(frozen=True)
class Constraint:
    """One constraint.

    :ivar text: its wording, after "failed to satisfy constraint: ".
    """

    kind: Kind
    allows: Callable[[Any], bool]
    text: str


Facts = Mapping[str, Any]
"""What a model says of a shape: `min`, `max`, `pattern`, `enum`."""


def constraints_of(shape: Shape, facts: Facts) -> tuple[Constraint, ...]:
    """Give the constraints of a scalar: enum, pattern, and length or range."""
    if shape.type_name in ("timestamp", "boolean"):
        return ()
    return (*_enumeration(facts), *_pattern(shape, facts), *length_or_range(shape, facts))


def length_or_range(shape: Shape, facts: Facts) -> tuple[Constraint, ...]:
    """Give the constraints on a number, or on the length of a text, blob, list or map."""
    if shape.type_name in ("timestamp", "boolean"):
        return ()
    low, high = facts.get("min"), facts.get("max")
    is_number = shape.type_name in NUMBERS
    noun = "value" if is_number else "length"
    kind: Kind = "range" if is_number else "length"
    found = []
    if high is not None:
        at_most = (lambda value: value <= high) if is_number else (lambda value: len(value) <= high)
        found.append(Constraint(kind, at_most, f"Member must have {noun} less than or equal to {high}"))
    if low is not None:
        at_least = (lambda value: value >= low) if is_number else (lambda value: len(value) >= low)
        found.append(Constraint(kind, at_least, f"Member must have {noun} greater than or equal to {low}"))
    return tuple(found)


def _enumeration(facts: Facts) -> tuple[Constraint, ...]:
    values = facts.get("enum")
    if not values:
        return ()
    text = f"Member must satisfy enum value set: [{', '.join(enum_order(values))}]"
    return (Constraint("enum", frozenset(values).__contains__, text),)


def enum_order(values: Sequence[str]) -> list[str]:
    """Put an enum's values in the order of AWS's messages.

    They come out of a hash set of 32 buckets, the latest added first: that gives the 18 sets recorded for
    API Gateway, CloudWatch, DynamoDB, EventBridge, KMS, Lambda, Logs and Transcribe to the letter.
    """
    latest_first = values[::-1]
    return sorted(latest_first, key=lambda value: java_hash(value) & 31)


def java_hash(text: str) -> int:
    """Give the `hashCode` of a Java string, without its sign."""
    result = 0
    for character in text:
        result = (31 * result + ord(character)) & 0xFFFFFFFF
    return result


def _pattern(shape: Shape, facts: Facts) -> tuple[Constraint, ...]:
    pattern = facts.get("pattern")
    if not pattern or shape.type_name != "string" or (compiled := _compile(pattern)) is None:
        return ()
    matches, limit = compiled.fullmatch, _checked_length(pattern)

    def allows(value: str) -> bool:
        return matches(value) is not None

    def allows_if_short(value: str) -> bool:
        return len(value) > limit or matches(value) is not None

    text = f"Member must satisfy regular expression pattern: {pattern}"
    return (Constraint("pattern", allows_if_short if limit else allows, text),)


# Character classes of Java's regular expressions that Python's lack.
_JAVA_CLASSES = {
    r"\p{Alnum}": "a-zA-Z0-9",
    r"\p{Alpha}": "a-zA-Z",
    r"\p{Digit}": "0-9",
    r"\p{ASCII}": r"\x00-\x7F",
}


def _compile(pattern: str) -> re.Pattern[str] | None:
    """Compile a model's Java pattern; `None` for one that Python cannot express, which is then not checked."""
    for java, python in _JAVA_CLASSES.items():
        pattern = pattern.replace(java, python)
    try:
        return re.compile(pattern, re.ASCII)
    except re.error:
        return None


def _checked_length(pattern: str) -> int:
    """Give the length up to which a pattern is safe to check, or 0 when it always is."""
    if _repeats_a_repetition(pattern):
        return NESTED_LIMIT
    return WILDCARD_LIMIT if len(re.findall(r"(?:\.|\[[^\]]*\]|\\[SwW])[*+]", pattern)) > 2 else 0


# A quantifier that repeats without a small bound, and what in a group makes repeating it ambiguous: a quantifier
# of its own, or a wildcard among alternatives.
_REPEATED = re.compile(r"[*+]|\{\d+,(?:\d\d+)?\}")
_AMBIGUOUS = re.compile(r"[*+]|\{\d+,|[|?].*\.|\..*[|?]")


def _repeats_a_repetition(pattern: str) -> bool:
    """Tell whether a group that is ambiguous is repeated itself: matching can take exponential time."""
    bare = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "x", pattern).replace("(?:", "(")
    starts: list[int] = []
    for index, character in enumerate(bare):
        if character == "(":
            starts.append(index + 1)
        elif character == ")" and starts:
            inside = bare[starts.pop() : index]
            if _AMBIGUOUS.search(inside) and _REPEATED.match(bare, index + 1):
                return True
    return False


def shown(value: Any, shape: Shape) -> str:
    """Write a value as AWS's messages do: Java's `toString` of it."""
    kind = shape.type_name
    if value is None:
        return "null"
    if kind == "structure":
        members = (
            f"{name[:1].lower()}{name[1:]}={shown(value.get(name), member)}"
            for name, member in shape.members.items()
        )
        return f"{shape.name}({', '.join(members)})"
    if kind == "list":
        return f"[{', '.join(shown(item, shape.member) for item in value)}]"
    if kind == "map":
        return "{" + ", ".join(f"{key}={shown(item, shape.value)}" for key, item in value.items()) + "}"
    if kind == "blob":
        return f"java.nio.HeapByteBuffer[pos=0 lim={len(value)} cap={len(value)}]"
    return str(value).lower() if kind == "boolean" else str(value)
