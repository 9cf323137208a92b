"""Requests checked against the constraints of the model, with AWS's common wording.

The wording (`N validation errors detected: Value 'x' at 'member' failed to satisfy constraint: …`) is the
one the baselines of STS, IAM, DynamoDB, KMS and others record. Services that answer otherwise switch these
checks off and bring their own (:attr:`Provider.validates_model`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from botocore.model import Shape

from localstack.aws.errors import CommonServiceException

if TYPE_CHECKING:
    from localstack.aws.spec import Operation

Violations = list[str]
Check = Callable[[Any, str, Violations], None]


def compile_validator(operation: Operation) -> Callable[[Mapping[str, Any]], None]:
    """Make the function that checks the parameters of an operation.

    It raises a :class:`CommonServiceException` that lists every violation.
    """
    shape = operation.model.input_shape
    check = ConstraintCompiler().check(shape) if shape is not None else None
    code = (
        "ValidationError"
        if operation.service.metadata["protocol"] in ("query", "ec2")
        else "ValidationException"
    )

    def validate(request: Mapping[str, Any]) -> None:
        if check is None:
            return
        violations: Violations = []
        check(request, "", violations)
        if violations:
            count = len(violations)
            noun = "error" if count == 1 else "errors"
            raise CommonServiceException(code, f"{count} validation {noun} detected: {'; '.join(violations)}")

    return validate


class ConstraintCompiler:
    """Compiles shapes into checks; `None` for a shape that allows every value of its type."""

    def __init__(self) -> None:
        self._compiled: dict[str, Check | None] = {}

    def check(self, shape: Shape) -> Check | None:
        """Give the check of a shape."""
        if shape.name not in self._compiled:
            compiled = self._compiled
            compiled[shape.name] = lambda value, path, out: _delegate(compiled[shape.name], value, path, out)
            make = getattr(self, f"_{shape.type_name}", self._scalar)
            compiled[shape.name] = make(shape)
        return self._compiled[shape.name]

    def _structure(self, shape: Shape) -> Check | None:
        required = [(name, _lower_first(name)) for name in shape.required_members]
        members = [
            (name, _lower_first(name), check)
            for name, member in shape.members.items()
            if (check := self.check(member)) is not None
        ]
        if not required and not members:
            return None

        def check_structure(value: Mapping[str, Any], path: str, out: Violations) -> None:
            prefix = f"{path}." if path else ""
            for name, label in required:
                if value.get(name) is None:
                    out.append(_violation(None, prefix + label, "Member must not be null"))
            for name, label, check in members:
                item = value.get(name)
                if item is not None:
                    check(item, prefix + label, out)

        return check_structure

    def _list(self, shape: Shape) -> Check | None:
        check_length, check_item = self._length(shape), self.check(shape.member)
        if check_length is None and check_item is None:
            return None

        def check_list(value: list[Any], path: str, out: Violations) -> None:
            if check_length is not None:
                check_length(value, path, out)
            if check_item is not None:
                for number, item in enumerate(value, 1):
                    check_item(item, f"{path}.{number}.member", out)

        return check_list

    def _map(self, shape: Shape) -> Check | None:
        check_length, check_item = self._length(shape), self.check(shape.value)
        if check_length is None and check_item is None:
            return None

        def check_map(value: dict[str, Any], path: str, out: Violations) -> None:
            if check_length is not None:
                check_length(value, path, out)
            if check_item is not None:
                for key, item in value.items():
                    check_item(item, f"{path}.{key}.member", out)

        return check_map

    def _scalar(self, shape: Shape) -> Check | None:
        checks = [
            check
            for make in (_enumeration, _pattern, self._length, _range)
            if (check := make(shape)) is not None
        ]
        if not checks:
            return None

        def check_scalar(value: Any, path: str, out: Violations) -> None:
            for check in checks:
                check(value, path, out)

        return check_scalar

    def _length(self, shape: Shape) -> Check | None:
        if shape.type_name in ("integer", "long", "float", "double", "timestamp", "boolean"):
            return None
        return _bounds(shape, len, "length", hidden=shape.type_name == "blob")


def _delegate(check: Check | None, value: Any, path: str, out: Violations) -> None:
    if check is not None:
        check(value, path, out)


def _enumeration(shape: Shape) -> Check | None:
    values = shape.metadata.get("enum")
    if not values:
        return None
    allowed, constraint = frozenset(values), f"Member must satisfy enum value set: [{', '.join(values)}]"

    def check(value: Any, path: str, out: Violations) -> None:
        if value not in allowed:
            out.append(_violation(value, path, constraint))

    return check


def _pattern(shape: Shape) -> Check | None:
    pattern = shape.metadata.get("pattern")
    compiled = _compile_pattern(pattern) if pattern and shape.type_name == "string" else None
    if compiled is None:
        return None
    constraint = f"Member must satisfy regular expression pattern: {pattern}"
    matches = compiled.fullmatch

    def check(value: Any, path: str, out: Violations) -> None:
        if not matches(value):
            out.append(_violation(value, path, constraint))

    return check


# Character classes of Java's regular expressions that Python's lack.
_JAVA_CLASSES = {
    r"\p{L}": r"^\W\d_",
    r"\p{Alnum}": "a-zA-Z0-9",
    r"\p{Alpha}": "a-zA-Z",
    r"\p{Digit}": "0-9",
    r"\p{ASCII}": r"\x00-\x7F",
}


def _compile_pattern(pattern: str) -> re.Pattern[str] | None:
    r"""Compile a model's Java pattern; `None` for one that Python cannot express, which is then not checked."""
    for java, python in _JAVA_CLASSES.items():
        if not python.startswith("^"):
            pattern = pattern.replace(java, python)
    try:
        return re.compile(pattern)
    except re.error:
        return None


def _range(shape: Shape) -> Check | None:
    if shape.type_name not in ("integer", "long", "float", "double"):
        return None
    return _bounds(shape, lambda value: value, "value")


def _bounds(shape: Shape, measure: Callable[[Any], float], noun: str, hidden: bool = False) -> Check | None:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is None and high is None:
        return None

    def check(value: Any, path: str, out: Violations) -> None:
        size = measure(value)
        shown = "java.nio.HeapByteBuffer" if hidden else value
        if high is not None and size > high:
            out.append(_violation(shown, path, f"Member must have {noun} less than or equal to {high}"))
        if low is not None and size < low:
            out.append(_violation(shown, path, f"Member must have {noun} greater than or equal to {low}"))

    return check


def _violation(value: Any, path: str, constraint: str) -> str:
    shown = "null" if value is None else f"'{_text(value)}'"
    return f"Value {shown} at '{path}' failed to satisfy constraint: {constraint}"


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}={_text(item)}" for key, item in value.items()) + "}"
    return str(value)


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]
