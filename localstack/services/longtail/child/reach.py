"""What a long-tail call may not reach, and what becomes of a call that tries.

::

    a native service    its state is in the emulator; moto's own copy of it would be a second one
    a container         moto runs Lambda functions and Batch jobs in Docker
    the network         moto posts to HTTP subscribers and API destinations
    another program     nothing is started
    a missing library   moto wants one that the default installation leaves out

A call that tries is answered with 501, whatever moto makes of the exception. Work in a thread of moto's
own has no call to answer: it is recorded as undelivered.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, NoReturn

AskEmulator = Callable[[str, str, Mapping[str, Any], str, str], dict[str, Any]]
"""Runs an operation of a native service: service, operation, parameters, account id, region."""

# https://docs.python.org/3/library/audit_events.html
_NETWORK_EVENTS = frozenset(
    ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendmsg", "socket.sendto")
)
_PROGRAM_EVENTS = frozenset(("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"))

_OPTIONAL_LIBRARIES = frozenset(
    ("antlr4", "aws_xray_sdk", "cfnlint", "graphql", "jsonpath_ng", "openapi_spec_validator", "pyparsing")
)


class OutOfReachError(BaseException):
    """Something was tried that no long-tail call may do; moto's own handlers must not catch it."""


class Call:
    """The request a thread is working on.

    :ivar refusals: what it tried to reach and may not.
    :ivar touched: the names of moto's backends it used.
    :ivar ask_emulator: runs an operation of a native service; `None` when no emulator listens.
    """

    def __init__(self, region: str, ask_emulator: AskEmulator | None = None) -> None:
        self.region = region
        self.refusals: list[str] = []
        self.touched: set[str] = set()
        self.ask_emulator = ask_emulator


class _CurrentThread(threading.local):
    call: Call | None = None
    is_importing = False


class Reach:
    """The limits of one child process."""

    def __init__(self) -> None:
        self._undelivered: list[str] = []
        self._current = _CurrentThread()

    @property
    def call(self) -> Call | None:
        """The call of the current thread; `None` in moto's own threads."""
        return self._current.call

    @property
    def is_importing(self) -> bool:
        """Whether the current thread imports a service of moto's, when missing libraries may be named."""
        return self._current.is_importing

    @contextmanager
    def importing(self) -> Iterator[None]:
        """Let the current thread import a service of moto's."""
        self._current.is_importing = True
        try:
            yield
        finally:
            self._current.is_importing = False

    def enter(self, call: Call | None) -> None:
        """Make a call the current thread's."""
        self._current.call = call

    def refuse(self, what: str) -> NoReturn:
        """Note that something out of reach was tried.

        :raises OutOfReachError: always.
        """
        if self.call is None:
            self._undelivered.append(f"{type(threading.current_thread()).__name__} of moto: {what}")
        else:
            self.call.refusals.append(what)
        raise OutOfReachError(what)

    def take_undelivered(self) -> list[str]:
        """Give what work outside of any call tried to reach since this was asked last."""
        undelivered, self._undelivered = self._undelivered, []
        return undelivered

    def install(self) -> None:
        """Guard this process: containers, the network, other programs, missing libraries."""
        sys.addaudithook(self._audit)
        sys.meta_path.insert(0, _DockerFinder(self))
        sys.meta_path.append(_MissingLibraryFinder(self))
        threading.excepthook = self._thread_ended

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _NETWORK_EVENTS:
            self.refuse(f"use the network ({event} {arguments[1:] or arguments})")
        if event in _PROGRAM_EVENTS:
            self.refuse(f"start another program ({arguments[0]})")

    def _thread_ended(self, arguments: threading.ExceptHookArgs) -> None:
        if not isinstance(arguments.exc_value, OutOfReachError):
            sys.__excepthook__(
                arguments.exc_type, arguments.exc_value or Exception(), arguments.exc_traceback
            )


class _DockerFinder(MetaPathFinder):
    """Refuses to import the Docker client, also where it is installed."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] == "docker":
            self._reach.refuse("run a container")
        return None


class _MissingLibraryFinder(MetaPathFinder, Loader):
    """Stands in for optional libraries that are not installed.

    moto imports some of them with the module of a service although only few of its operations use them.
    The stand-in's names can be imported, subclassed and combined while moto is imported; a call that uses
    one is refused.
    """

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in _OPTIONAL_LIBRARIES:
            return ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _MissingLibrary(spec.name, self._reach)

    def exec_module(self, module: ModuleType) -> None:
        pass


class _MissingLibrary(ModuleType):
    def __init__(self, name: str, reach: Reach) -> None:
        super().__init__(name)
        self._stand_in = _StandIn(name.partition(".")[0], reach)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._stand_in


class _StandIn:
    """Any name of a missing library, and whatever comes of using it."""

    def __init__(self, library: str, reach: Reach) -> None:
        self._library = library
        self._reach = reach

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._use()

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return ()

    def _use(self, *_: object, **__: object) -> Any:
        if not self._reach.is_importing:
            self._reach.refuse(
                f"use the library {self._library}, which is not installed (pip install 'moto[all]')"
            )
        return self

    # glue builds the grammar of partition filters from these when it is imported.
    __call__ = __or__ = __add__ = __lshift__ = _use
