"""Errors a service answers with.

::

    ServiceException               anything that AWS would answer with
    ├── the model's error classes  `api.QueueDoesNotExist`, made from the botocore model by :mod:`localstack.aws.api`
    └── CommonServiceException     an error AWS returns although the service's model does not name it
        └── NamedServiceException  the same, for services with many: a class each, named as the code
"""

from __future__ import annotations

from typing import Any, ClassVar


class ServiceException(Exception):
    """An error as the caller of an operation sees it.

    :param message: AWS's own text.
    :param members: the error's further members by their names in the model.
    :cvar code: the error code on the wire.
    :cvar shape_name: the name of the error's shape; JSON protocols put it in `__type`.
    :ivar is_injected: whether a fault of :mod:`localstack.aws.faults` asks for it.
    """

    code: str = "InternalFailure"
    shape_name: str = ""
    status_code: int = 400
    sender_fault: bool = True
    is_injected: bool = False

    def __init__(self, message: str = "", **members: Any) -> None:
        super().__init__(message)
        self.message = message
        self.members = members


class CommonServiceException(ServiceException):
    """An error that the service's model does not name."""

    def __init__(
        self, code: str, message: str, status_code: int = 400, sender_fault: bool = True, **members: Any
    ) -> None:
        super().__init__(message, **members)
        self.code = code
        self.shape_name = code
        self.status_code = status_code
        self.sender_fault = sender_fault


class NamedServiceException(CommonServiceException):
    """Base of errors that the service's model does not name; each class is named as the error's code.

    :cvar code_of_class: the code, where it is no name.

    :param message: replaces the usual one.
    :param members: further members of the error.
    """

    status: ClassVar[int] = 400
    text: ClassVar[str] = ""
    code_of_class: ClassVar[str] = ""

    def __init__(self, message: str = "", **members: Any) -> None:
        code = self.code_of_class or type(self).__name__
        super().__init__(code, message or self.text, self.status, **members)
