"""Requests checked against the constraints of the model, with AWS's common wording.

The wording (`N validation errors detected: Value 'x' at 'member' failed to satisfy constraint: …`) is the
one the baselines of STS, SNS, DynamoDB, KMS, Lambda, EventBridge and others record. Services that answer
otherwise switch these checks off and bring their own (:attr:`Provider.validates_model`).

::

    structure   each required member, then each member by its own shape, at `parent.member`
    list        its length; items that are structures at `list.1.member`, others all at once at `list`
    map         its length, keys and values; values that are structures at `map.key.member`
    scalar      enum, pattern, length, range, in this order
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from botocore.model import Shape

from localstack.aws.constraints import Constraint, constraints_of, length_or_range, shown
from localstack.aws.errors import CommonServiceException

if TYPE_CHECKING:
    from localstack.aws.spec import Operation

Violations = list[str]
Check = Callable[[Any, str, Violations], None]


class ValidationError(CommonServiceException):
    """A request that breaks constraints of the model.

    JSON services name it `ValidationException`; those that spoke the query protocol keep that code too.
    """

    def __init__(self, violations: Violations, operation: Operation) -> None:
        count = len(violations)
        noun = "error" if count == 1 else "errors"
        speaks_query = operation.service.metadata["protocol"] in ("query", "ec2")
        keeps_code = speaks_query or operation.service.query_error_codes
        super().__init__(
            "ValidationError" if keeps_code else "ValidationException",
            f"{count} validation {noun} detected: {'; '.join(violations)}",
        )
        self.shape_name = "ValidationError" if speaks_query else "ValidationException"


def compile_validator(operation: Operation) -> Callable[[Mapping[str, Any]], None]:
    """Make the function that checks the parameters of an operation.

    It raises a :class:`ValidationError` that lists every violation.
    """
    shape = operation.model.input_shape
    check = ConstraintCompiler().check(shape) if shape is not None else None

    def validate(request: Mapping[str, Any]) -> None:
        if check is None:
            return
        violations: Violations = []
        check(request, "", violations)
        if violations:
            raise ValidationError(violations, operation)

    return validate


class ConstraintCompiler:
    """Compiles shapes into checks; `None` for a shape that allows every value of its type."""

    def __init__(self) -> None:
        self._compiled: dict[str, Check | None] = {}

    def check(self, shape: Shape) -> Check | None:
        """Give the check of a shape."""
        if shape.serialization.get("streaming"):
            return None
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
                    out.append(violation("null", prefix + label, "Member must not be null"))
            for name, label, check in members:
                item = value.get(name)
                if item is not None:
                    check(item, prefix + label, out)

        return check_structure

    def _list(self, shape: Shape) -> Check | None:
        if shape.member.type_name in ("structure", "list", "map"):
            return _all_of(_own(shape), _each_item(self.check(shape.member)))
        return _all_of(_own(shape), _items(shape, constraints_of(shape.member)))

    def _map(self, shape: Shape) -> Check | None:
        keys = _entries(shape, constraints_of(shape.key), "Map keys must satisfy constraint", dict.keys)
        if shape.value.type_name in ("structure", "list", "map"):
            return _all_of(_own(shape), keys, _each_value(self.check(shape.value)))
        values = _entries(
            shape, constraints_of(shape.value), "Map value must satisfy constraint", dict.values
        )
        return _all_of(_own(shape), keys, values)

    def _scalar(self, shape: Shape) -> Check | None:
        return _own(shape, constraints_of(shape))


def _delegate(check: Check | None, value: Any, path: str, out: Violations) -> None:
    if check is not None:
        check(value, path, out)


def _all_of(*checks: Check | None) -> Check | None:
    given = [check for check in checks if check is not None]
    if len(given) < 2:
        return given[0] if given else None

    def check_all(value: Any, path: str, out: Violations) -> None:
        for check in given:
            check(value, path, out)

    return check_all


def _own(shape: Shape, constraints: tuple[Constraint, ...] | None = None) -> Check | None:
    """Give the check of a value against constraints, those of its length unless given."""
    constraints = length_or_range(shape) if constraints is None else constraints
    if not constraints:
        return None
    allowed = [(constraint.allows, constraint.text) for constraint in constraints]

    def check(value: Any, path: str, out: Violations) -> None:
        for allows, text in allowed:
            if not allows(value):
                out.append(violation(f"'{shown(value, shape)}'", path, text))

    return check


def _items(shape: Shape, constraints: tuple[Constraint, ...]) -> Check | None:
    """Give the check of a list of scalars: the first item that breaks one names them all."""
    return _entries(shape, constraints, "Member must satisfy constraint", iter)


def _entries(
    shape: Shape, constraints: tuple[Constraint, ...], noun: str, entries: Callable[[Any], Any]
) -> Check | None:
    if not constraints:
        return None
    checks = [constraint.allows for constraint in constraints]
    text = f"{noun}: [{', '.join(constraint.text for constraint in ordered(constraints))}]"

    def check(value: Any, path: str, out: Violations) -> None:
        if not all(allows(item) for item in entries(value) if item is not None for allows in checks):
            out.append(violation(f"'{shown(value, shape)}'", path, text))

    return check


def ordered(constraints: tuple[Constraint, ...]) -> list[Constraint]:
    """Put constraints in the order of lists that name them all: length before pattern, as recorded of Lambda."""
    return sorted(constraints, key=lambda constraint: "regular expression" in constraint.text)


def _each_item(check: Check | None) -> Check | None:
    if check is None:
        return None

    def check_items(value: list[Any], path: str, out: Violations) -> None:
        for number, item in enumerate(value, 1):
            if item is not None:
                check(item, f"{path}.{number}.member", out)

    return check_items


def _each_value(check: Check | None) -> Check | None:
    if check is None:
        return None

    def check_values(value: dict[str, Any], path: str, out: Violations) -> None:
        for key, item in value.items():
            if item is not None:
                check(item, f"{path}.{key}.member", out)

    return check_values


def violation(value: str, path: str, constraint: str) -> str:
    """Word one violation."""
    return f"Value {value} at '{path}' failed to satisfy constraint: {constraint}"


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]
