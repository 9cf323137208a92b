"""What an operation creates or removes, from the names in the botocore model: CreateQueue and DeleteQueue.

An operation creates something when the service has another that removes it. What is created is told apart by the
required members of the one that removes it: a queue by its `QueueUrl`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botocore.model import ServiceModel

REMOVED_BY = {
    "Add": ("Remove",),
    "Allocate": ("Release",),
    "Associate": ("Disassociate",),
    "Attach": ("Detach",),
    "Copy": ("Delete",),
    "Create": ("Delete", "Terminate", "Abort", "Destroy", "Schedule"),
    "Import": ("Delete",),
    "Put": ("Delete", "Remove"),
    "Register": ("Deregister",),
    "Request": ("Delete", "Cancel"),
    "Run": ("Terminate",),
    "Subscribe": ("Unsubscribe",),
    "Upload": ("Delete",),
}
REMOVALS = frozenset(verb for verbs in REMOVED_BY.values() for verb in verbs)
# What no pair of names tells: the parts of an upload become an object, and the upload is no more.
CREATES_TOO = {("s3", "CompleteMultipartUpload"): "PutObject"}
REMOVES_TOO = {("s3", "CompleteMultipartUpload"): "AbortMultipartUpload"}
_WORDS = re.compile(r"([A-Z][a-z]+)(.*)")


@dataclass(frozen=True)
class Kind:
    """A kind of resource.

    :ivar noun: what the operations call it: `Queue`.
    :ivar members: by which the removing operation tells it apart.
    """

    service: str
    noun: str
    members: tuple[str, ...]

    def is_named_by(self, member: str) -> bool:
        """Tell whether a member, like `RoleName`, names a resource of this kind."""
        return member.startswith(self.noun)

    def is_part_of(self, other: Kind) -> bool:
        """Tell whether a resource of the other kind holds this one: a bucket holds objects."""
        return self != other and any(other.is_named_by(member) for member in self.members)


@functools.cache
def created_by(model: ServiceModel, operation: str) -> Kind | None:
    """Give what an operation creates."""
    operation = CREATES_TOO.get((model.service_name, operation), operation)
    verb, noun = _split(operation)
    names = set(model.operation_names)
    found = (name for name in _removing(verb, noun) if name in names)
    removing = next(found, "")
    return _kind(model, removing, noun) if removing else None


@functools.cache
def removed_by(model: ServiceModel, operation: str) -> Kind | None:
    """Give what an operation removes."""
    operation = REMOVES_TOO.get((model.service_name, operation), operation)
    verb, noun = _split(operation)
    return _kind(model, operation, noun.removesuffix("Deletion")) if verb in REMOVALS else None


def _removing(verb: str, noun: str) -> Iterator[str]:
    for other in REMOVED_BY.get(verb, ()):
        # A key of KMS is removed by ScheduleKeyDeletion.
        yield f"Schedule{noun}Deletion" if other == "Schedule" else f"{other}{noun}"


def _kind(model: ServiceModel, removing: str, noun: str) -> Kind:
    shape = model.operation_model(removing).input_shape
    required = tuple(shape.required_members) if shape is not None else ()
    return Kind(model.service_name, noun or "Subscription", required)


def _split(operation: str) -> tuple[str, str]:
    found = _WORDS.fullmatch(operation)
    return (found[1], found[2]) if found else (operation, "")
