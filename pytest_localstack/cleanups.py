"""What a test creates and how it goes again: a list of functions, called the last one first.

What fails is told in one warning when all have been called. A resource of ours that is gone already is no failure.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection
from typing import Any

import pytest
from botocore.exceptions import ClientError

# The codes by which services say that something does not exist, as far as they have anything in common.
GONE = ("NotFound", "NoSuch", "NonExistent", "NotExist")

# Where no deletion is refused because of another resource. Only there can a deletion be left to the rollback
# unseen: a role of the user's own could not be deleted while a policy of ours is attached to it.
INDEPENDENT = frozenset(
    {"dynamodb", "firehose", "kinesis", "kms", "logs", "s3", "secretsmanager", "sns", "sqs", "ssm"}
)


class CleanupWarning(pytest.PytestWarning):
    """Something that a test created could not be deleted at its end."""


class Deletion:
    """The deletion of a resource that one of our fixtures created."""

    def __init__(self, resource: str, delete: Callable[[], Any]) -> None:
        self.resource = resource
        self._delete = delete

    def __call__(self) -> None:
        """Delete the resource, unless it is gone."""
        try:
            self._delete()
        except ClientError as error:
            if not is_gone(error):
                raise


class Cleanups(list[Callable[[], Any]]):
    """The functions to call at a test's end.

    :param rolled_back: names the services whose state is taken back anyway.
    """

    def __init__(self, rolled_back: Callable[[], Collection[str]] = tuple) -> None:
        super().__init__()
        self._rolled_back = rolled_back

    def add(self, resource: str, client: Any, delete: Callable[[], Any]) -> None:
        """Delete a resource at the end, unless the rollback of its service does.

        :param resource: as a warning is to name it: `bucket photos`.
        :param client: a client of the resource's service.
        """
        service = client.meta.service_model.service_name
        if service not in INDEPENDENT or service not in self._rolled_back():
            self.append(Deletion(resource, delete))

    def run(self) -> None:
        """Call all, the last one first, and warn of those that failed."""
        failed = []
        while self:
            cleanup = self.pop()
            try:
                cleanup()
            except Exception as error:  # noqa: BLE001 - whatever a resource answers, the others must go too
                failed.append(f"{describe(cleanup)}: {type(error).__name__}: {error}")
        if failed:
            warnings.warn(CleanupWarning(f"not cleaned up: {'; '.join(failed)}"), stacklevel=1)


def is_gone(error: ClientError) -> bool:
    """Tell whether an error says that a resource does not exist."""
    code = str(error.response.get("Error", {}).get("Code", ""))
    return code == "404" or any(word in code for word in GONE)


def describe(cleanup: Callable[[], Any]) -> str:
    """Name the resource that a function deletes, or the function and the line it is written in."""
    if isinstance(cleanup, Deletion):
        return cleanup.resource
    code = getattr(cleanup, "__code__", None)
    name = getattr(cleanup, "__qualname__", repr(cleanup))
    return f"{name} ({code.co_filename}:{code.co_firstlineno})" if code else name
