"""Requests checked against the constraints of the model, each service's in its family's words.

Checks are compiled from shapes, once per operation and family: what a request costs is its own size. What a
family reports, and how, is in :mod:`localstack.aws.wording`; services that check otherwise switch this off and
bring their own (:attr:`Provider.validates_model`).

::

    structure   each required member, then each member by its own shape, at `parent.member`
    list        its length; items that are scalars all at once at `list`, others at `list.1.member`
    map         its length, keys and values; values that are scalars all at once at `map`, others at
                `map.key.member`; the lengths of lists and maps that are items or values all at once, too
    scalar      enum, pattern, length, range, in this order
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from localstack.aws.constraints import Constraint, Facts, Kind, constraints_of, length_or_range, shown
from localstack.aws.protocol.base import RequestParseError, WrongType
from localstack.aws.validation_families import COMMON, family_of
from localstack.aws.wording import NULL, Family, Violation

if TYPE_CHECKING:
    from botocore.model import Shape

    from localstack.aws.spec import Operation
    from localstack.aws.wire import Request

Violations = list[Violation]
Check = Callable[[Any, str, Violations], None]
Validator = Callable[[Mapping[str, Any]], None]


def compile_validator(operation: Operation, family: Family | None = None) -> Validator:
    """Make the function that checks the parameters of an operation.

    It raises the family's error; which that is, is documented there.

    :param family: in whose words; the service's own unless given.
    """
    family = family or family_of(operation.service.name, operation.name) or COMMON
    return _validator(operation, family, family.kinds)


def compile_forwarded_check(operation: Operation) -> ForwardedCheck | None:
    """Make the check of requests that the long tail answers, or `None` where nothing is known of the service.

    What is forwarded is checked for what the service is known to report; the rest is the long tail's.
    """
    family = family_of(operation.service.name, operation.name)
    if family is None:
        return None
    return ForwardedCheck(operation, family)


class ForwardedCheck:
    """Refuses what a service would refuse, where the long tail is lenient."""

    def __init__(self, operation: Operation, family: Family) -> None:
        self._operation = operation
        self._family = family
        self._validate = _validator(operation, family, family.kinds & family.recorded_kinds)

    def __call__(self, request: Request, protocol: str, labels: Mapping[str, str]) -> None:
        """Check a request, which can be read again afterwards.

        :raises ValidationError: when it breaks constraints of the model.
        :raises RequestParseError: when a type is wrong and the service's words for that are known; other
            requests that cannot be read pass, for the long tail to judge.
        """
        try:
            parameters = self._operation.compiled(protocol).parse(request, labels)
        except WrongType as error:
            if (known := self._family.wrong_type(error)) is not None:
                raise known from error
            return
        except RequestParseError:
            return
        self._validate(parameters)


def in_words_of(error: WrongType, operation: Operation) -> RequestParseError:
    """Give the answer of an operation's service to a value of a wrong type."""
    family = family_of(operation.service.name, operation.name) or COMMON
    return family.wrong_type(error) or error


def _validator(operation: Operation, family: Family, kinds: frozenset[Kind]) -> Validator:
    shape = operation.model.input_shape
    check = ConstraintCompiler(family, kinds).of_input(shape, operation) if shape is not None else None

    def validate(request: Mapping[str, Any]) -> None:
        if check is None:
            return
        violations: Violations = []
        check(request, "", violations)
        if violations:
            raise family.error(violations, operation)

    return validate


class ConstraintCompiler:
    """Compiles shapes into checks; `None` for a shape that allows every value of its type.

    :param kinds: the kinds of constraints to check.
    """

    def __init__(self, family: Family, kinds: frozenset[Kind]) -> None:
        self._family = family
        self._kinds = kinds
        self._compiled: dict[str, Check | None] = {}

    def of_input(self, shape: Shape, operation: Operation) -> Check | None:
        """Give the check of an operation's input."""
        family = self._family
        members = {
            name: member
            for name, member in shape.members.items()
            if family.checks_bodies or member.serialization.get("location")
        }
        labels = {name: family.first_label(name, member, operation) for name, member in members.items()}
        return self._members(shape, members, labels, family.checks_members)

    def check(self, shape: Shape) -> Check | None:
        """Give the check of a shape."""
        if shape.serialization.get("streaming") or shape.serialization.get("eventstream"):
            return None
        return self._once(shape.name, getattr(self, f"_{shape.type_name}", self._scalar), shape)

    def _once(self, key: str, make: Callable[[Shape], Check | None], shape: Shape) -> Check | None:
        compiled = self._compiled
        if key not in compiled:
            # A shape may contain itself: until it is compiled it is reached through its name.
            compiled[key] = lambda value, path, out: _delegate(compiled[key], value, path, out)
            compiled[key] = make(shape)
        return compiled[key]

    def _structure(self, shape: Shape) -> Check | None:
        labels = {name: self._family.label(name, member) for name, member in shape.members.items()}
        return self._members(shape, shape.members, labels)

    def _members(
        self, shape: Shape, members: Mapping[str, Shape], labels: Mapping[str, str], deeply: bool = True
    ) -> Check | None:
        required = [(name, labels[name]) for name in shape.required_members if name in members]
        checked = [
            (name, labels[name], check)
            for name, member in members.items()
            if deeply and (check := self.check(member)) is not None
        ]
        if "null" not in self._kinds:
            required = []
        if not required and not checked:
            return None

        def check_structure(value: Mapping[str, Any], path: str, out: Violations) -> None:
            prefix = f"{path}." if path else ""
            for name, label in required:
                if value.get(name) is None:
                    out.append(Violation(prefix + label, "null", NULL))
            for name, label, check in checked:
                item = value.get(name)
                if item is not None:
                    check(item, prefix + label, out)

        return check_structure

    def _list(self, shape: Shape) -> Check | None:
        return _all_of(self._own(shape, self._sized(shape)), self._items(shape))

    def _map(self, shape: Shape) -> Check | None:
        return _all_of(self._own(shape, self._sized(shape)), self._items(shape))

    def _items(self, shape: Shape) -> Check | None:
        """Give the check of what is in a list or map."""
        if shape.type_name == "list":
            constraints = self._of_items(shape.member)
            items = self._entries(shape, constraints, "Member must satisfy constraint", iter)
            return _all_of(items, self._each_item(self._inside(shape.member)))
        constraints = self._constraints(shape.key)
        keys = self._entries(shape, constraints, "Map keys must satisfy constraint", dict.keys)
        constraints = self._constraints(shape.value)
        values = self._entries(shape, constraints, "Map value must satisfy constraint", dict.values)
        return _all_of(keys, values, self._each_value(self._inside(shape.value)))

    def _inside(self, shape: Shape) -> Check | None:
        """Give the check of a list's item or a map's value but for what is checked of all at once."""
        if shape.type_name == "structure":
            return self.check(shape)
        if shape.type_name in ("list", "map"):
            return self._once(f"in {shape.name}", self._items, shape)
        return None

    def _scalar(self, shape: Shape) -> Check | None:
        return self._own(shape, self._constraints(shape))

    def _facts(self, shape: Shape) -> Facts:
        corrections = self._family.corrections.get(shape.name)
        return {**shape.metadata, **corrections} if corrections else shape.metadata

    def _constraints(self, shape: Shape) -> tuple[Constraint, ...]:
        return constraints_of(shape, self._facts(shape))

    def _sized(self, shape: Shape) -> tuple[Constraint, ...]:
        return length_or_range(shape, self._facts(shape))

    def _of_items(self, shape: Shape) -> tuple[Constraint, ...]:
        constraints = self._constraints(shape)
        if self._family.null_items and any(constraint.kind == "enum" for constraint in constraints):
            return (*constraints, Constraint("enum", _is_given, NULL))
        return constraints

    def _own(self, shape: Shape, constraints: Iterable[Constraint]) -> Check | None:
        """Give the check of a value against constraints."""
        allowed = [(one.allows, one.text) for one in constraints if one.kind in self._kinds]
        if not allowed:
            return None
        show = self._shower(shape)

        def check(value: Any, path: str, out: Violations) -> None:
            for allows, text in allowed:
                if not allows(value):
                    out.append(Violation(path, show(value), text))

        return check

    def _entries(
        self,
        shape: Shape,
        constraints: Iterable[Constraint],
        noun: str,
        entries: Callable[[Any], Iterable[Any]],
    ) -> Check | None:
        """Give the check of a list's scalars, a map's keys or values: the first to break one names them all."""
        given = [one for one in constraints if one.kind in self._kinds]
        if not given:
            return None
        checks = [constraint.allows for constraint in given]
        text = f"{noun}: [{', '.join(constraint.text for constraint in patterns_last(given))}]"
        show = self._shower(shape)

        def check(value: Any, path: str, out: Violations) -> None:
            if not all(allows(item) for item in entries(value) if item is not None for allows in checks):
                out.append(Violation(path, show(value), text))

        return check

    def _shower(self, shape: Shape) -> Callable[[Any], str]:
        # As reported of Cognito, OpenSearch and Systems Manager: `Value at 'password' failed …`.
        if not self._family.shows_values or shape.metadata.get("sensitive"):
            return lambda value: ""
        return lambda value: f"'{shown(value, shape)}'"

    def _each_item(self, check: Check | None) -> Check | None:
        if check is None:
            return None
        before, behind = self._family.around_key

        def check_items(value: list[Any], path: str, out: Violations) -> None:
            for number, item in enumerate(value, 1):
                if item is not None:
                    check(item, f"{path}{before}{number}{behind}", out)

        return check_items

    def _each_value(self, check: Check | None) -> Check | None:
        if check is None:
            return None
        before, behind = self._family.around_key

        def check_values(value: dict[str, Any], path: str, out: Violations) -> None:
            for key, item in value.items():
                if item is not None:
                    check(item, f"{path}{before}{key}{behind}", out)

        return check_values


def _is_given(value: Any) -> bool:
    return value is not None


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


def patterns_last(constraints: Iterable[Constraint]) -> list[Constraint]:
    """Put constraints in the order of lists that name them all: length before pattern, as recorded of Lambda."""
    return sorted(constraints, key=lambda constraint: constraint.kind == "pattern")
