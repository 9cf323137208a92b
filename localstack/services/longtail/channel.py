"""The running child and the pool of connections to it."""

from __future__ import annotations

import os
import queue
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from localstack.services.longtail.frames import receive_frame, send_frame

CHILD_MODULE = "localstack.services.longtail.child"

# moto's work is bound by the interpreter lock: more connections would only wait inside of the child.
CONNECTIONS = 8
STOP_TIMEOUT = 5.0
STDERR_TAIL = 4000

# What the child keeps of the user's environment; credentials, profiles, proxies and moto's switches stay out.
_KEPT_VARIABLES = (
    "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "PYTHONHOME", "PYTHONPATH", "PYTHONUSERBASE",
    "TMPDIR", "TZ", "VIRTUAL_ENV",
)  # fmt: skip
_SET_VARIABLES = {
    "AWS_ACCESS_KEY_ID": "longtail",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_SECRET_ACCESS_KEY": "longtail",
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}

Ask = Callable[[Mapping[str, Any]], dict[str, Any]]


class LongTailError(RuntimeError):
    """The long tail's process cannot start, has ended, or failed on a request."""


class ChildProcess:
    """One run of the child; it starts when this is made and is ready when :meth:`await_ready` returns.

    :param native: the services that the emulator has natively.
    """

    def __init__(self, native: Iterable[str]) -> None:
        pairs = [socket.socketpair() for _ in range(CONNECTIONS)]
        self._connections = [ours for ours, _ in pairs]
        self._idle: queue.LifoQueue[socket.socket] = queue.LifoQueue()
        self._abandoned: list[socket.socket] = []
        self._stderr: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in stop
        self._folder = tempfile.TemporaryDirectory(prefix="localstack-longtail-")
        theirs = [theirs for _, theirs in pairs]
        try:
            self._process = self._start([connection.fileno() for connection in theirs], native)
        except OSError as error:
            self._close()
            raise LongTailError(f"the long tail's process cannot be started: {error}") from error
        finally:
            for connection in theirs:
                connection.close()

    def await_ready(self) -> None:
        """Wait until the child has imported moto.

        :raises LongTailError: when it ends before that.
        """
        try:
            receive_frame(self._connections[0])
        except ConnectionError as error:
            raise LongTailError(
                f"the long tail's process cannot be started; {self.describe_end()}"
            ) from error
        for connection in reversed(self._connections):
            self._idle.put(connection)

    @property
    def is_running(self) -> bool:
        """Whether the process is alive."""
        return self._process.poll() is None

    def exchange(self, header: Mapping[str, Any], body: bytes, ask: Ask) -> tuple[dict[str, Any], bytes]:
        """Send a frame and wait for its answer.

        :param ask: replies to what the child asks in between.
        :raises ConnectionError: when the child has ended.
        :raises Exception: what `ask` raised, once the child has finished.
        """
        failure: Exception | None = None
        with self._connection() as connection:
            send_frame(connection, dict(header), body)
            answer, content = receive_frame(connection)
            while answer["is"] == "calling":
                try:
                    reply = ask(answer)
                except Exception as error:  # noqa: BLE001 - the child waits for a reply, whatever happened
                    failure, reply = error, {"error": {"code": "InternalFailure", "message": repr(error)}}
                send_frame(connection, reply)
                answer, content = receive_frame(connection)
        if failure is not None:
            raise failure
        return answer, content

    def describe_end(self) -> str:
        """Say how the process ended, with the last lines it wrote."""
        code = self._wait()
        self._stderr.seek(max(0, self._stderr.seek(0, os.SEEK_END) - STDERR_TAIL))
        tail = self._stderr.read().decode(errors="replace").strip()
        command = f"{sys.executable} -m {CHILD_MODULE}"
        return f"{command} ended with code {code}" + (f" and wrote:\n{tail}" if tail else "")

    def stop(self) -> None:
        """End the process and wait for it."""
        for connection in self._connections:
            # A thread that waits for an answer is woken by shutdown; by close alone it would not be.
            _shut_down(connection)
        self._wait()
        self._close()

    def _start(self, descriptors: list[int], native: Iterable[str]) -> subprocess.Popen[bytes]:
        arguments = [",".join(map(str, descriptors)), ",".join(sorted(native))]
        return subprocess.Popen(
            # -P: a module in the user's working directory must not shadow one that moto imports.
            [sys.executable, "-P", "-X", "faulthandler", "-m", CHILD_MODULE, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=self._stderr,
            stderr=self._stderr,
            pass_fds=descriptors,
            env=child_environment(),
            # moto writes a file for cfn-lint into the working directory.
            cwd=self._folder.name,
            # Ctrl-C is for pytest; the child has to last until the teardown is over.
            start_new_session=True,
        )

    def _wait(self) -> int:
        try:
            return self._process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    @contextmanager
    def _connection(self) -> Iterator[socket.socket]:
        connection = self._idle.get()
        try:
            yield connection
        except OSError:
            self._idle.put(connection)
            raise
        except BaseException:
            self._abandon(connection)
            raise
        self._idle.put(connection)

    def _abandon(self, connection: socket.socket) -> None:
        # An interrupted call's answer is still to come: no other call may take it for its own.
        self._abandoned.append(connection)
        if len(self._abandoned) == CONNECTIONS:
            for abandoned in self._abandoned:
                _shut_down(abandoned)
                self._idle.put(abandoned)

    def _close(self) -> None:
        for connection in self._connections:
            connection.close()
        self._folder.cleanup()
        self._stderr.close()


def child_environment() -> dict[str, str]:
    """Give the environment of the child: nothing of the user's that could lead to real AWS."""
    return {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ} | _SET_VARIABLES


def _shut_down(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # The child is gone already.
