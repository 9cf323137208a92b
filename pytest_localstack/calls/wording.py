"""A call in a line, secrets masked; the calls that are nearest to one that was expected."""

from __future__ import annotations

import reprlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pytest_localstack.calls.secrets import masked, masked_text, secrets_of

if TYPE_CHECKING:
    from localstack.aws.recorder import Call

LINE = 240
MESSAGE = 300
SHOWN = 10


class _Short(reprlib.Repr):
    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = 80
        self.maxlist = self.maxdict = 6
        self.maxlevel = 4


_SHORT = _Short()


def line(call: Call) -> str:
    """Describe a call: `s3.GetObject(Bucket='b', Key='k') -> 404 NoSuchKey: … (0.4 ms)`."""
    answer = str(call.status)
    if code := call.error_code:
        message = masked_text(call.error_message, secrets_of([call]))
        answer += f" {code}: {message[:MESSAGE]}" if message else f" {code}"
    notes = [
        note
        for note in (call.origin, "from inside" if call.is_internal else "")
        if note not in ("", "native")
    ]
    suffix = f"  [{', '.join(notes)}]" if notes else ""
    return f"{request(call)} -> {answer} ({call.milliseconds:.1f} ms){suffix}"


def request(call: Call) -> str:
    """Describe what was sent: `s3.GetObject(Bucket='b', Key='k')`."""
    parameters = ", ".join(f"{name}={short(value)}" for name, value in masked(call).items())
    if len(parameters) > LINE:
        parameters = f"{parameters[:LINE]}…"
    return f"{call.service}.{call.operation}({parameters})"


def lines(calls: Sequence[Call], shown: int = SHOWN) -> list[str]:
    """Describe the last of some calls, and say how many came before."""
    described = [line(call) for call in calls[-shown:]]
    return described if len(calls) <= shown else [f"… {len(calls) - shown} earlier calls", *described]


def expected(service: str, operation: str, parameters: dict[str, Any]) -> str:
    """Describe what was looked for, as a call is described."""
    given = ", ".join(f"{name}={short(value)}" for name, value in parameters.items())
    return f"{service or '*'}.{operation or '*'}" + (f"({given})" if given else "")


def short(value: object) -> str:
    """Give a value's representation, cut to what a line can hold."""
    return _SHORT.repr(value)


def nearest(calls: Iterable[Call], service: str, operation: str) -> list[Call]:
    """Give the calls of an operation, else those to its service, else all."""
    everything = list(calls)
    to_service = [call for call in everything if call.service == service]
    return [call for call in to_service if call.operation == operation] or to_service or everything
