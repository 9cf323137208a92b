"""The answers a run has seen: which call a matched value answers, and which values the tests chose themselves."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pytest_localstack.answers import AnsweredCall, AnswerWatch
from pytest_localstack.snapshot.tree import METADATA

from .rules import MADE_UP, Kind, is_made_up, kind_by_name, made_up_parts

if TYPE_CHECKING:
    from botocore.model import Shape

V = TypeVar("V")

RECENT = 64
"""How many responses are kept to recognise parts of them."""
REMEMBERED = 50_000
"""How many request ids and values are remembered."""
LONGEST_OWN = 4_096

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """A part of a matched value that AWS answered.

    :ivar path: to it, below the value.
    :ivar name: of the member it was; `""` for a whole response.
    :ivar shape: None when the model does not tell, as of an error.
    """

    path: Path
    name: str
    shape: Shape | None


@dataclass(frozen=True)
class _Part:
    value: Any
    name: str
    shape: Shape | None


class Answers:
    """Sees the calls of a run's tests while it is installed.

    A value is a test's own when a request sent it before any response had it: the names of things, ids that are
    echoed. What AWS made up and a test sends back is AWS's all the same.
    """

    def __init__(self) -> None:
        self._watch = AnswerWatch(self.saw)
        self._is_installed = False
        self._by_request: _Remembered[Shape | None] = _Remembered()
        self._own: _Remembered[None] = _Remembered()
        self._received: _Remembered[None] = _Remembered()
        self._recent: deque[AnsweredCall] = deque(maxlen=RECENT)
        self._parts: deque[dict[int, _Part]] = deque(maxlen=RECENT)

    def install(self) -> None:
        """Begin to see calls."""
        if not self._is_installed:
            self._is_installed = True
            self._watch.install()

    def uninstall(self) -> None:
        """See no more calls; the responses are let go."""
        if self._is_installed:
            self._is_installed = False
            self._watch.uninstall()
            self._recent.clear()
            self._parts.clear()

    def saw(self, call: AnsweredCall) -> None:
        """Remember a call."""
        for text in _sent(_chosen(call)):
            if text not in self._received:
                self._own.put(text, None)
        for text in _received(call.response, ""):
            if text not in self._own:
                self._received.put(text, None)
        if call.request_id:
            self._by_request.put(call.request_id, _output(call))
        self._recent.append(call)

    def is_own(self, value: str | bytes) -> bool:
        """Tell whether a test chose a value itself."""
        return _text(value) in self._own

    def find(self, value: Any) -> list[Finding]:
        """Find what AWS answered in a value, as it is handed to a match."""
        while self._recent:
            call = self._recent.popleft()
            self._parts.append(dict(_parts(call.response, "", _output(call))))
        return list(self._found(value, ()))

    def _found(self, value: Any, path: Path) -> Iterator[Finding]:
        if not isinstance(value, (dict, list)):
            return
        for parts in reversed(self._parts):
            part = parts.get(id(value))
            if part is not None and part.value is value:
                yield Finding(path, part.name, part.shape)
                return
        request_id = _request_id(value)
        if request_id in self._by_request:
            yield Finding(path, "", self._by_request[request_id])
            return
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from self._found(item, (*path, step))


class _Remembered(Generic[V]):
    """A mapping that forgets its oldest entries."""

    def __init__(self) -> None:
        self._values: dict[str, V] = {}

    def put(self, key: str, value: V) -> None:
        if key not in self._values and len(self._values) >= REMEMBERED:
            del self._values[next(iter(self._values))]
        self._values[key] = value

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __getitem__(self, key: str) -> V:
        return self._values[key]


def _chosen(call: AnsweredCall) -> dict[str, Any]:
    """Give the parameters without the tokens that botocore fills in."""
    filled = call.model.operation_model(call.operation).idempotent_members
    return {
        name: value
        for name, value in call.parameters.items()
        if not (name in filled and MADE_UP.fullmatch(str(value)))
    }


def _output(call: AnsweredCall) -> Shape | None:
    return None if call.is_error else call.model.operation_model(call.operation).output_shape


def _request_id(value: Any) -> str:
    metadata = value.get(METADATA) if isinstance(value, dict) else None
    found = metadata.get("RequestId") if isinstance(metadata, Mapping) else None
    return found if isinstance(found, str) else ""


def _parts(value: Any, name: str, shape: Shape | None) -> Iterator[tuple[int, _Part]]:
    """List the containers of a response by their identity; they are kept, so that it stays theirs."""
    if isinstance(value, dict):
        yield id(value), _Part(value, name, shape)
        for key, item in value.items():
            if isinstance(item, (dict, list)) and key != METADATA:
                yield from _parts(item, key, member(shape, key))
    elif isinstance(value, list):
        yield id(value), _Part(value, name, shape)
        for item in value:
            if isinstance(item, (dict, list)):
                yield from _parts(item, name, member(shape, 0))


def member(shape: Shape | None, step: str | int) -> Shape | None:
    """Give the shape of a member of a structure, map or list; None where the model does not tell."""
    kind = None if shape is None else shape.type_name
    if kind == "structure" and isinstance(step, str):
        found: Shape | None = shape.members.get(step)  # type: ignore[union-attr]
        return found
    if kind == "map" and isinstance(step, str):
        return shape.value  # type: ignore[union-attr]
    if kind == "list" and isinstance(step, int):
        return shape.member  # type: ignore[union-attr]
    return None


def _sent(value: Any) -> Iterator[str]:
    """List the texts of a request's parameters, those inside JSON texts too."""
    if isinstance(value, (str, bytes)):
        if len(value) <= LONGEST_OWN:
            yield _text(value)
            yield from _sent(_json(value))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key)
            yield from _sent(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _sent(item)


def _received(value: Any, name: str) -> Iterator[str]:
    """List the texts of a response that AWS may have made up."""
    if isinstance(value, str):
        if value.startswith("arn:"):
            yield from made_up_parts(value)
        elif kind_by_name(name) is Kind.TOKEN and is_made_up(value):
            yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _received(item, str(key))
    elif isinstance(value, list):
        for item in value:
            yield from _received(item, name)


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("latin-1")


def _json(value: str | bytes) -> Any:
    if value[:1] in ("{", "[", b"{", b"["):
        try:
            return json.loads(value)
        except ValueError:
            return None
    return None
