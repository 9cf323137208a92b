"""Families of wording: how services name the constraints of the model that a request breaks.

::

    Family                what a service checks, how it names members, the error it answers with
    ├── CommonFamily      `N validation errors detected: Value 'x' at 'member' failed to satisfy constraint: …`
    ├── ContainerFamily   `Invalid parameter at 'member' failed to satisfy constraint: '…'`, the first one only
    └── ParameterFamily   `The request must contain the parameter Member`, only what is missing, the first one only

Which service belongs to which is in :mod:`localstack.aws.validation_families`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from localstack.aws.constraints import KINDS, Facts, Kind
from localstack.aws.errors import CommonServiceException
from localstack.aws.protocol.base import RequestParseError, WrongType

if TYPE_CHECKING:
    from botocore.model import Shape

    from localstack.aws.spec import Operation

PATTERN = "Member must satisfy regular expression pattern: "
ENUM = "Member must satisfy enum value set"
NULL = "Member must not be null"


class Violation(NamedTuple):
    """One constraint that a request breaks.

    :ivar path: the member from the input down, as the family names it.
    :ivar value: the value as messages show it, quoted; `""` when it is not shown.
    :ivar constraint: the wording of the constraint in the common family.
    """

    path: str
    value: str
    constraint: str


class ValidationError(CommonServiceException):
    """A request that breaks constraints of the model.

    :param shape_name: the name of the error's shape where it is not the code.
    """

    def __init__(self, code: str, message: str, shape_name: str = "") -> None:
        super().__init__(code, message)
        self.shape_name = shape_name or code


@dataclass(frozen=True, eq=False, kw_only=True)
class Family:
    """How a service checks requests and words what is wrong.

    :ivar kinds: the kinds of constraints it reports.
    :ivar recorded_kinds: those it reports for the long tail too: patterns only where a recording shows one of
        the service's, since models have some that are stricter than the service.
    :ivar shows_values: whether messages show values; those of sensitive members never.
    :ivar checks_bodies: whether members in the body are checked, or only those in URI and headers.
    :ivar checks_members: whether members of members are checked, or only those of the input.
    :ivar null_items: whether lists of enums also say that an item must not be null.
    :ivar around_key: what stands before and behind an item's number, or the key of a map's value, in a path.
    :ivar corrections: what the service knows of shapes, by their names, and the model does not.
    """

    kinds: frozenset[Kind] = KINDS
    recorded_kinds: frozenset[Kind] = KINDS - {"pattern"}
    shows_values: bool = True
    checks_bodies: bool = True
    checks_members: bool = True
    null_items: bool = False
    around_key: tuple[str, str] = (".", ".member")
    corrections: Mapping[str, Facts] = field(default_factory=dict)

    def label(self, name: str, shape: Shape) -> str:
        """Name a member in a path."""
        return lower_first(name)

    def first_label(self, name: str, shape: Shape, operation: Operation) -> str:
        """Name a member of the input itself."""
        return self.label(name, shape)

    def error(self, violations: Sequence[Violation], operation: Operation) -> ValidationError:
        """Make the answer to a request with these violations."""
        raise NotImplementedError

    def wrong_type(self, error: WrongType) -> RequestParseError | None:
        """Give the service's own answer to a value of a wrong type; `None` when it is not known to have one."""
        return None


@dataclass(frozen=True)
class Sentence:
    """What a service says instead of the common wording of a constraint.

    It is said when nothing else is violated; what AWS answers to both is unverified.

    :ivar constraint: the common wording it stands for.
    :ivar text: the message; `{member}` is the member's name.
    :ivar members: the members it is said of; all when empty.
    """

    constraint: str
    text: str
    members: frozenset[str] = frozenset()

    def fits(self, violation: Violation) -> bool:
        """Tell whether it is said of a violation."""
        return violation.constraint == self.constraint and (
            not self.members or violation.path in self.members
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class CommonFamily(Family):
    """The wording of most services.

    :ivar codes: the error codes it comes with: the first that the operation's model names, else the last.
        Without any it is `ValidationException`, and `ValidationError` where the service speaks or once spoke
        the query protocol.
    :ivar lists_enums: whether an enum's values are listed.
    :ivar wraps_body: whether paths of members in the body begin with the operation's input (`putRestApiInput.`).
    :ivar lengths_first: whether lengths come before patterns.
    :ivar sentences: the service's own for some constraints.
    :ivar java_types: whether a wrong type is named by its Java class.
    """

    codes: tuple[str, ...] = ()
    lists_enums: bool = True
    wraps_body: bool = False
    lengths_first: bool = False
    sentences: tuple[Sentence, ...] = ()
    java_types: bool = False

    def first_label(self, name: str, shape: Shape, operation: Operation) -> str:
        """Name a member of the input, below the name of the operation's input where the service says so."""
        label = self.label(name, shape)
        if self.wraps_body and not shape.serialization.get("location"):
            return f"{lower_first(operation.name)}Input.{label}"
        return label

    def error(self, violations: Sequence[Violation], operation: Operation) -> ValidationError:
        """Make the answer that lists every violation."""
        code, shape_name = self._code(operation)
        return ValidationError(code, self._message(violations), shape_name)

    def wrong_type(self, error: WrongType) -> RequestParseError | None:
        """Give the answer that names the Java class, for those recorded: truth values and integers for texts."""
        java_class = _JAVA_CLASSES.get(type(error.value))
        if not self.java_types or error.wanted != "String" or java_class is None:
            return None
        return RequestParseError(f"class {java_class} can not be converted to an String")

    def _message(self, violations: Sequence[Violation]) -> str:
        said = [(violation, self._sentence(violation)) for violation in violations]
        common = [violation for violation, sentence in said if sentence is None]
        if not common:
            violation, sentence = said[0]
            assert sentence is not None
            return sentence.text.format(member=violation.path)
        if self.lengths_first:
            common = lengths_first(common)
        noun = "error" if len(common) == 1 else "errors"
        return f"{len(common)} validation {noun} detected: {'; '.join(map(self._worded, common))}"

    def _sentence(self, violation: Violation) -> Sentence | None:
        return next((sentence for sentence in self.sentences if sentence.fits(violation)), None)

    def _worded(self, violation: Violation) -> str:
        constraint = violation.constraint
        if not self.lists_enums and constraint.startswith(ENUM):
            constraint = ENUM
        value = f"{violation.value} " if violation.value else ""
        return f"Value {value}at '{violation.path}' failed to satisfy constraint: {constraint}"

    def _code(self, operation: Operation) -> tuple[str, str]:
        if self.codes:
            named = {shape.name for shape in operation.model.error_shapes}
            code = next((code for code in self.codes if code in named), self.codes[-1])
            return code, code
        speaks_query = operation.service.metadata["protocol"] in ("query", "ec2")
        shape_name = "ValidationError" if speaks_query else "ValidationException"
        keeps_code = speaks_query or operation.service.query_error_codes
        return ("ValidationError" if keeps_code else shape_name), shape_name


_JAVA_CLASSES = {
    bool: "java.lang.Boolean",
    int: "com.amazon.coral.value.json.numbers.TruncatingBigNumber",
}


def lengths_first(violations: Sequence[Violation]) -> list[Violation]:
    """Put the pattern a value breaks behind what else is wrong with the same value."""
    order = {path: index for index, path in enumerate(dict.fromkeys(one.path for one in violations))}
    return sorted(violations, key=lambda one: (order[one.path], one.constraint.startswith(PATTERN)))


@dataclass(frozen=True, eq=False, kw_only=True)
class ContainerFamily(Family):
    """The wording of ECR: the constraint in quotes, and never more than one.

    :ivar code: the error code it comes with.
    """

    code: str = "InvalidParameterException"

    def error(self, violations: Sequence[Violation], operation: Operation) -> ValidationError:
        """Make the answer that names the first violation."""
        path, _, constraint = violations[0]
        text = "must" + constraint.removeprefix("Member must")
        if constraint.startswith(PATTERN):
            text = f"must satisfy regular expression '{constraint.removeprefix(PATTERN)}'"
        return ValidationError(
            self.code, f"Invalid parameter at '{path}' failed to satisfy constraint: '{text}'"
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class ParameterFamily(Family):
    """The wording of services that name the parameter that is missing, as it is called on the wire.

    :ivar text: the message; `{member}` is the parameter's name.
    """

    text: str = "The parameter {member} is required."
    kinds: frozenset[Kind] = frozenset({"null"})
    around_key: tuple[str, str] = (".member.", "")

    def label(self, name: str, shape: Shape) -> str:
        """Name a member as its field is called."""
        return name

    def error(self, violations: Sequence[Violation], operation: Operation) -> ValidationError:
        """Make the answer that names the first parameter that is missing."""
        return ValidationError("MissingParameter", self.text.format(member=violations[0].path))


class Ec2Family(ParameterFamily):
    """EC2's names: `size`, and `resourceIdSet` for the list of fields `ResourceId.1`, `ResourceId.2`."""

    def label(self, name: str, shape: Shape) -> str:
        """Name a member as EC2 does within."""
        label = lower_first(shape.serialization.get("name", name))
        return label if shape.type_name != "list" or label.endswith("Set") else f"{label}Set"


def lower_first(name: str) -> str:
    """Write a member's name as most services do."""
    return name[:1].lower() + name[1:]
