"""The error classes of every service, made from its botocore model: `from localstack.aws.api import sqs`.

Each attribute of such a module is the class of the error shape of that name. The static side of the same
names, with a `TypedDict` for every other shape, comes from `make typings`.
"""

from __future__ import annotations

import keyword
from types import ModuleType
from typing import TYPE_CHECKING, Any

from localstack.aws import spec
from localstack.aws.errors import ServiceException

if TYPE_CHECKING:
    from botocore.model import Shape

# The model gives most errors no status; AWS answers 400 for these, except where recorded otherwise.
STATUS = {("s3", "NoSuchKey"): 404, ("s3", "NoSuchBucket"): 404, ("s3", "NoSuchUpload"): 404,
          ("s3", "BucketAlreadyExists"): 409, ("s3", "BucketAlreadyOwnedByYou"): 409,
          ("s3", "InvalidObjectState"): 403}  # fmt: skip


class ErrorModule(ModuleType):
    """Makes the classes of one service's error shapes at first use."""

    _service: str

    def __init__(self, service: str) -> None:
        super().__init__(f"{__name__}.{service}", f"Error classes of {service}.")
        self._service = service

    def __getattr__(self, name: str) -> type[ServiceException]:
        if name.startswith("__"):
            raise AttributeError(name)
        error_class = make_error_class(self._service, name)
        setattr(self, name, error_class)
        return error_class


def make_error_class(service: str, name: str) -> type[ServiceException]:
    """Make the exception class of an error shape.

    :raises AttributeError: when the service's model has no error of that name.
    """
    shape = spec.load(service).error_shape(name)
    if shape is None:
        raise AttributeError(f"the botocore model of {service} has no error shape {name!r}")
    return error_class(service, shape, spec.load(service).is_fault(name))


def error_class(service: str, shape: Shape, is_fault: bool = False) -> type[ServiceException]:
    """Make an exception class from an error's shape.

    :param is_fault: whether the model blames the service.
    """
    error = shape.metadata.get("error", {})
    default = 500 if is_fault else STATUS.get((service, shape.name), 400)
    status: int = error.get("httpStatusCode") or default
    members: dict[str, Any] = {
        "code": error.get("code", shape.name),
        "shape_name": shape.name,
        "status_code": status,
        "sender_fault": error.get("senderFault", not is_fault and status < 500),
        "__doc__": f"The error {shape.name} of {service}.",
    }
    return type(shape.name, (ServiceException,), members)


def __getattr__(name: str) -> ModuleType:
    if name.startswith("__"):
        raise AttributeError(name)
    service = name.rstrip("_") if keyword.iskeyword(name.rstrip("_")) else name.replace("_", "-")
    module = globals()[name] = ErrorModule(service)
    return module
