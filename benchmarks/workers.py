"""Subjects of measurement in fresh processes of their own, told what to do through a pipe."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

# What every process starts from, whether an emulator changes it or not: both sides of a ratio sign the
# same requests with the same keys and never look for others.
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}


class WorkerError(RuntimeError):
    """A worker could not do what it was told; the message is its traceback."""


class Worker:
    """A subject in a process of its own; every method of the subject can be called through it.

    :param make: makes the subject, inside the new process; a function or class at module level.
    :param variables: environment variables of that process beside :data:`ENVIRONMENT`.
    """

    def __init__(
        self, make: Callable[..., Any], *arguments: Any, variables: Mapping[str, str] | None = None
    ) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        environment = {**ENVIRONMENT, **(variables or {})}
        self._process = context.Process(target=_work, args=(theirs, environment, make, arguments))
        self._process.start()
        theirs.close()
        self._answer()

    def call(self, method: str, *arguments: Any) -> Any:
        """Call a method of the subject.

        :raises WorkerError: when it raised, or when the process is gone.
        """
        self._pipe.send((method, arguments))
        return self._answer()

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.join(10)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(5)

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _answer(self) -> Any:
        try:
            failed, answer = self._pipe.recv()
        except EOFError as error:
            raise WorkerError("the process ended") from error
        if failed:
            raise WorkerError(answer)
        return answer


def _work(
    pipe: Connection, environment: Mapping[str, str], make: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(environment)
    subject = _attempt(pipe, make, arguments, answer=False)
    while subject is not None:
        try:
            method, arguments = pipe.recv()
        except EOFError:
            subject.stop()
            return
        _attempt(pipe, getattr(subject, method), arguments)


def _attempt(
    pipe: Connection, function: Callable[..., Any], arguments: tuple[Any, ...], answer: bool = True
) -> Any:
    try:
        result = function(*arguments)
    except Exception:  # noqa: BLE001 - it is raised in the caller
        pipe.send((True, traceback.format_exc()))
        return None
    pipe.send((False, result if answer else None))
    return result
