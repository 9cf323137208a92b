"""`--localstack-strict`: a call that is not answered as natively as it can be fails the test that made it.

PYTEST_DONT_REWRITE: it is imported by the plugin before pytest registers it, and pytest would warn of that.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from pytest_localstack import options

if TYPE_CHECKING:
    from localstack.aws.recorder import Call
    from localstack.runtime import Emulator
    from pytest_localstack.session import EmulatorSession

MARKER = "localstack_lenient"
TITLE = "--localstack-strict"
HINT = (
    "Mark a test that may do so with @pytest.mark.localstack_lenient(reason=…), or list the call in the ini option "
    "localstack_strict_allow, as in `sns.*` or `s3.DeleteObject:MFA`."
)
STRICT: pytest.StashKey[Strict] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("localstack", "AWS emulator (pytest-localstack)")
    strict = (
        "Fail a test for each AWS call that the long tail answers, that is not implemented, or that has a parameter "
        "without effect (docs/services.md lists them)."
    )
    group.addoption("--localstack-strict", action="store_true", help=strict)
    parser.addini("localstack_strict", f"The same as --localstack-strict. {strict}", "bool", False)
    parser.addini(
        "localstack_strict_allow",
        "Calls that --localstack-strict lets pass, one a line: service.Operation or service.Operation:Parameter, "
        "with * for any.",
        "linelist",
        [],
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line(
        "markers",
        f"{MARKER}(reason): let calls pass that --localstack-strict would fail the test for, and say why.",
    )


def apply(config: pytest.Config, session: EmulatorSession) -> None:
    """Watch the calls of the emulator of this process if the options say so."""
    if not session.is_remote and options.is_on(config, "localstack_strict"):
        emulator = session.emulator
        strict = config.stash[STRICT] = Strict(emulator, config.getini("localstack_strict_allow"))
        emulator.recorder.listen(strict.look_at)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test for the calls since the last report, unless it is marked."""
    report = yield
    strict = item.config.stash.get(STRICT, None)
    found = strict.take() if strict is not None else []
    if found and not _is_lenient(item):
        text = f"{TITLE}: " + "\n".join(map(str, found)) + f"\n{HINT}"
        if report.failed:
            report.sections.append((TITLE, text))
        else:
            report.outcome = "failed"
            report.longrepr = text
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse markers that give no reason."""
    for item in items:
        for marker in item.iter_markers(MARKER):
            if not _reason(marker):
                raise pytest.UsageError(
                    f"{item.nodeid}: {MARKER} needs a reason: @pytest.mark.{MARKER}(reason=…)"
                )


@dataclass(frozen=True)
class Departure:
    """A call that is not answered as natively as it can be.

    :ivar name: as the ini option lists it.
    :ivar what: why.
    :ivar where: the line that made it.
    """

    name: str
    what: str
    where: str

    def __str__(self) -> str:
        return f"{self.name.partition(':')[0]} {self.what}, called at {self.where}"


class Strict:
    """Finds such calls as they are made.

    :param allowed: patterns of the names of those that may be.
    """

    def __init__(self, emulator: Emulator, allowed: Sequence[str]) -> None:
        self._services = emulator.services
        self._allowed = tuple(allowed)
        self._found: list[Departure] = []

    def look_at(self, call: Call) -> None:
        """Look at a call that has ended, in the thread that made it or answered it."""
        for name, what in self._reasons(call):
            if not any(fnmatch.fnmatchcase(name, pattern) for pattern in self._allowed):
                from pytest_localstack.guard.origin import caller

                self._found.append(Departure(name, what, caller()))

    def take(self) -> list[Departure]:
        """Give what has been found since the last time, each line once."""
        found, self._found = self._found, []
        return list(dict.fromkeys(found))

    def _reasons(self, call: Call) -> list[tuple[str, str]]:
        name = f"{call.service}.{call.operation}"
        if call.origin == "long tail":
            return [(name, "is answered by the long tail")]
        if call.origin == "not implemented":
            return [(name, "is not implemented")]
        native = self._services.get_service(call.service)
        if native is None or call.operation not in native.provider.ignored:
            return []
        ignored = native.ignored(call.operation, call.parameters)
        return [(f"{name}:{one}", f"ignores its parameter {one}") for one in sorted(ignored)]


def _is_lenient(item: pytest.Item) -> bool:
    return item.get_closest_marker(MARKER) is not None


def _reason(marker: pytest.Mark) -> Any:
    return marker.kwargs.get("reason") or (marker.args[0] if marker.args else "")
