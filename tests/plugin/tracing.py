"""What a run and all the Python processes it starts open, look up, connect to and execute."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

# Python imports a module of this name at its start, from PYTHONPATH, in every process of the run.
SITECUSTOMIZE = """
import json, os, sys

_FILE = os.open({file!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_EVENTS = {events!r}
_BLOCKED = {blocked!r}

def _text(value):
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)

def _hook(event, arguments):
    if event not in _EVENTS:
        return
    subject = arguments[1] if event == "socket.connect" else arguments[0]
    if event == "subprocess.Popen":
        subject = " ".join(map(_text, arguments[1]))
    elif isinstance(subject, tuple):
        subject = subject[0]
    subject = _text(subject)
    os.write(_FILE, (json.dumps([event, subject]) + "\\n").encode())
    if _BLOCKED and event.startswith("socket.") and subject not in {local!r} and not subject.startswith("/"):
        raise OSError("there is no network: " + subject)

sys.addaudithook(_hook)
"""
HOSTS = (
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "socket.connect",
    "socket.sendto",
)
STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
LOCAL = ("127.0.0.1", "localhost", "::1", "None", "")


@dataclass(frozen=True)
class Trace:
    """What was recorded."""

    file: Path

    def of(self, *events: str) -> set[str]:
        """Give the subjects of some events."""
        return {subject for event, subject in self._events() if event in events}

    def opened_below(self, *folders: Path) -> set[str]:
        """Give the files that were opened in some folders."""
        return {path for path in self.of("open") if any(path.startswith(str(folder)) for folder in folders)}

    def foreign_hosts(self) -> set[str]:
        """Give the hosts that were looked up or connected to, besides this machine."""
        return {host for host in self.of(*HOSTS) if host not in LOCAL and not host.startswith("/")}

    def _events(self) -> Iterator[tuple[str, str]]:
        for line in self.file.read_text().splitlines():
            event, subject = json.loads(line)
            yield event, subject


def trace(pytester: pytest.Pytester, *, without_network: bool = False) -> Trace:
    """Record what the next runs do.

    :param without_network: whether every look-up and connection but those to this machine fails.
    """
    file = pytester.path / "trace.jsonl"
    pytester.makepyfile(
        sitecustomize=SITECUSTOMIZE.format(
            file=str(file), events={"open", *HOSTS, *STARTS}, blocked=without_network, local=LOCAL
        )
    )
    return Trace(file)
