"""Emulators that run on this machine as servers: each holds a lock on the file with its process id.

::

    <tmp>/localstack-<port>.pid     the process id, and in the second line the URL
    <logs>/localstack-<port>.log    what a detached one prints

The lock goes with the process, however it ends: a file that nobody locks is stale, whatever id is in it, and an id
that another process has taken over since is never mistaken for ours.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from localstack.cli.errors import CliError
from localstack.config.addresses import ANY_IPV4, ANY_IPV6, HostAndPort
from localstack.config.directories import Directories
from localstack.config.flags import value_of
from localstack.config.settings import LISTEN

_NAME = re.compile(r"localstack-(\d+)\.pid")


@dataclass(frozen=True)
class Instance:
    """A server, or the place of one."""

    port: int
    pid_file: Path
    log: Path

    @property
    def pid(self) -> int | None:
        """The id of its process, or `None` when it does not run."""
        try:
            with self.pid_file.open() as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            first = self._lines()[:1]
            return int(first[0]) if first and first[0].isdecimal() else None
        except OSError:
            return None
        return None

    @property
    def is_stale(self) -> bool:
        """Whether its file has been left behind by a process that is gone."""
        return self.pid is None and bool(self._lines())

    @property
    def url(self) -> str:
        """Where it answers."""
        lines = self._lines()
        return lines[1] if len(lines) > 1 else f"http://127.0.0.1:{self.port}"

    @contextmanager
    def held(self, url: str) -> Iterator[None]:
        """Be this instance for a while.

        :raises OSError: when the file cannot be written.
        :raises CliError: when another process is this instance.
        """
        self.pid_file.parent.mkdir(parents=True, exist_ok=True)
        with self.pid_file.open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CliError(
                    f"port {self.port} is served by process {self.pid}: `localstack stop`"
                ) from None
            file.truncate(0)
            file.write(f"{os.getpid()}\n{url}\n")
            file.flush()
            try:
                yield
            finally:
                self.pid_file.unlink(missing_ok=True)

    def _lines(self) -> list[str]:
        try:
            return self.pid_file.read_text().splitlines()
        except OSError:
            return []


def instance_at(port: int, environment: Mapping[str, str] = os.environ) -> Instance:
    """Give the instance of a port, which need not run."""
    directories = Directories.for_host(environment)
    temporary, logs = Path(directories.tmp or ""), Path(directories.logs or "")
    return Instance(port, temporary / f"localstack-{port}.pid", logs / f"localstack-{port}.log")


def running() -> list[Instance]:
    """Give the instances that run, by port."""
    folder = instance_at(0).pid_file.parent
    ports = [int(match[1]) for path in folder.glob("*.pid") if (match := _NAME.fullmatch(path.name))]
    found = [instance_at(port) for port in sorted(ports)]
    return [instance for instance in found if instance.pid is not None]


def addressed() -> Instance:
    """Give the instance a command is about: that of `GATEWAY_LISTEN`; without it the only one, or that of 4566.

    :raises CliError: when several run and none of them is that.
    """
    port = listening_address().port
    found = running()
    if value_of(os.environ, LISTEN.name) or not found or any(one.port == port for one in found):
        return instance_at(port)
    if len(found) > 1:
        ports = ", ".join(str(one.port) for one in found)
        raise CliError(
            f"several run, on the ports {ports}: GATEWAY_LISTEN=:{found[0].port} says which is meant"
        )
    return found[0]


def listening_address() -> HostAndPort:
    """Give the first address of `GATEWAY_LISTEN`, or the usual one.

    :raises CliError: when it is none.
    """
    try:
        address: HostAndPort = LISTEN.read(os.environ)[0]
    except ValueError as error:
        raise CliError(str(error)) from error
    return address


def reachable_url(address: HostAndPort) -> str:
    """Give a URL that a client on this machine can use for an address that is listened on."""
    host = {ANY_IPV4: "127.0.0.1", ANY_IPV6: "[::1]"}.get(address.host, address.url_host)
    return f"http://{host}:{address.port}"
