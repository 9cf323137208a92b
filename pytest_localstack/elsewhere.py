"""An emulator that runs in another process: its controls by HTTP, and a clear answer for all else.

What stands for the emulator is a :class:`RemoteEmulator`. It does what the `localstack` fixture offers through
the emulator's internal routes; what needs the emulator in the test process raises :class:`EmulatorElsewhere`.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest

from pytest_localstack.modes import SHARED_URL, remote_option

if TYPE_CHECKING:
    from localstack.clock import Setting

EDITION = "pytest-localstack"
CHECK_SECONDS = 5.0
# More than the emulator's own limits for what it is asked to do.
ANSWER_SECONDS = 60.0


class EmulatorElsewhere(RuntimeError):
    """Something needs the emulator in the test process, or an internal route that the server does not have."""


@dataclass(frozen=True)
class Elsewhere:
    """Which emulator to use.

    :ivar option: by which it is used.
    :ivar run: tells this process from others that use it.
    """

    url: str
    option: str
    run: str


class RemoteClock:
    """The clock of an emulator elsewhere."""

    def __init__(self, emulator: RemoteEmulator) -> None:
        self._emulator = emulator

    def time(self) -> float:
        """Give the virtual time in seconds since the epoch."""
        return float(self._emulator.ask("GET", "clock")["time"])

    def now(self) -> datetime:
        """Give the virtual time as an aware datetime in UTC."""
        return datetime.fromtimestamp(self.time(), UTC)

    @property
    def is_frozen(self) -> bool:
        """Whether time stands until it is advanced."""
        return bool(self._emulator.ask("GET", "clock")["frozen"])

    def save(self) -> Setting:
        """Give what to hand to :meth:`load`; the clock's setting is not this process's alone."""
        return 0.0, None

    def load(self, setting: Setting) -> None:
        """Let time run on if this process has frozen it; what it was moved by stays, others may have moved it too."""
        del setting
        if self._emulator.has_frozen:
            self._emulator.unfreeze()


class RemoteEmulator:
    """An emulator behind a URL.

    :param option: by which it is used; errors name it.
    :ivar pid: of no process, so that the transport takes every process for another than the emulator's.
    """

    pid = 0

    def __init__(self, url: str, option: str) -> None:
        self.url = url.rstrip("/")
        self.port = urlsplit(url).port
        self.clock = RemoteClock(self)
        self._option = option
        self.has_frozen = False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise EmulatorElsewhere(
            f"this needs the emulator in the test process ({name}), and {self._option} uses one elsewhere:"
            " run the test without that option"
        )

    def advance(self, seconds: float) -> None:
        """Move time forward, for everybody who uses the emulator.

        :raises ValueError: when `seconds` is negative.
        """
        if not seconds >= 0:
            raise ValueError(f"time can only be advanced, not moved by {seconds}")
        self.ask("POST", "clock/advance", seconds=seconds)

    def freeze(self, at: datetime | None = None) -> None:
        """Let time stand, for everybody who uses the emulator."""
        self.has_frozen = True
        self.ask("POST", "clock/freeze", **({} if at is None else {"at": at.isoformat()}))

    def unfreeze(self) -> None:
        """Let time run on."""
        self.has_frozen = False
        self.ask("POST", "clock/unfreeze")

    def settle(self, timeout: float = 10.0, *, hasten: bool = False) -> None:
        """Return when no background work is due or running.

        :param hasten: whether work that may come early does.
        :raises AssertionError: naming what still is after `timeout` seconds.
        """
        self.ask("POST", "settle", timeout=timeout, hasten=int(hasten))

    def reset(self, service: str | None = None, account_id: str | None = None) -> None:
        """Empty one service or all, in one account or in all.

        :raises LookupError: when no service of that name is emulated.
        """
        wanted = {"service": service, "account": account_id}
        self.ask("POST", "state/reset", **{name: value for name, value in wanted.items() if value})

    def stop(self) -> None:
        """Leave the emulator to whoever started it."""

    def ask(self, method: str, route: str, **query: object) -> dict[str, Any]:
        """Ask an internal route.

        :raises EmulatorElsewhere: when there is no such route, or no answer.
        :raises AssertionError: when the emulator could not do it in time.
        :raises LookupError: when no service of that name is emulated.
        """
        url = f"{self.url}/_localstack/{route}" + (f"?{urlencode(query)}" if query else "")
        try:
            status, answer = send(method, url, ANSWER_SECONDS)
        except OSError as error:
            raise EmulatorElsewhere(f"{self._option}: {url} does not answer: {error}") from error
        message = answer.get("error", "")
        if status == 404 and message:
            raise LookupError(message)
        if status == 409:
            raise AssertionError(message)
        if status != 200 or not answer:
            raise EmulatorElsewhere(
                f"{self._option}: the server has no {method} /_localstack/{route} ({status})"
            )
        return answer


def send(method: str, url: str, timeout: float) -> tuple[int, dict[str, Any]]:
    """Send a request past any proxy.

    :returns: the status, and the answer if it is a JSON object.
    :raises OSError: when there is no answer.
    """
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, method=method)
    try:
        with opener.open(request, timeout=timeout) as response:
            return response.status, _object(response.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, _object(error.read())


def find(config: pytest.Config, variables: Mapping[str, str] = os.environ) -> Elsewhere:
    """Find the emulator that the options of a run name.

    :raises pytest.UsageError: when it does not answer.
    """
    option = remote_option(config)
    worker = variables.get("PYTEST_XDIST_WORKER", "")
    if url := config.known_args_namespace.localstack_endpoint:
        check_endpoint(url)
        return Elsewhere(url, option, f"{uuid.uuid4().hex} {worker}")
    return Elsewhere(variables[SHARED_URL], option, worker)


def check_endpoint(url: str) -> None:
    """Make sure that something answers at an endpoint.

    :raises pytest.UsageError: when it is no URL, or nothing does.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise pytest.UsageError(f"--localstack-endpoint={url} is no URL: write http://127.0.0.1:4566")
    try:
        send("GET", f"{url.rstrip('/')}/_localstack/health", CHECK_SECONDS)
    except (OSError, ValueError) as error:
        raise pytest.UsageError(
            f"--localstack-endpoint={url}: no emulator answers there ({error}); start one with `localstack start`"
        ) from error


def _object(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
