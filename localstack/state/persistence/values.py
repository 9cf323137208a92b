"""Values in state as what JSON can hold, and back.

Text, booleans, `None`, lists, whole and finite numbers are written as they are, a dict as an object when all its
keys are texts that do not begin with `$`. Everything else is an object with one key::

    {"$ref": 7}                                a container, by its number
    {"$blob": [3, 1024, {"md5": "<hex>"}]}     content, by its number in the file's head, with size and digests
    {"$value": ["redrive:RedrivePolicy", {…}]}  a frozen dataclass or a named tuple, by its fields
    {"$enum": ["upload:State", "OPEN"]}        a member of an enumeration, by its name
    {"$tuple": […]} {"$set": […]} {"$frozenset": […]} {"$dict": [[key, value], …]}
    {"$bytes": "<base64>"} {"$datetime": "<ISO 8601>"} {"$timedelta": seconds} {"$decimal": "1.5"} {"$float": "inf"}

A class is named by module and name, the module relative to the package of the service's provider.
"""

from __future__ import annotations

import base64
import dataclasses
import importlib
import math
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol

from localstack.state.blobs import Blob
from localstack.state.containers import Journaled

MakeBlob = Callable[[int, int, dict[str, bytes]], Blob]


class StateError(Exception):
    """State that cannot be written, or files that cannot be taken for state; the message says which and why."""


class References(Protocol):
    """What stands behind the values that are no values: containers and blobs."""

    def number(self, container: Journaled) -> int: ...
    def blob_number(self, blob: Blob) -> int: ...


class Classes:
    """Finds classes by the names they have in files, and the other way round.

    :param package: of the service's provider: no class outside it, and outside the emulator, is ever loaded.
    """

    OWN = "localstack."

    def __init__(self, package: str) -> None:
        self._prefix = f"{package}."
        self._found: dict[str, Any] = {}

    def name(self, found: type) -> str:
        """Give the name of a class.

        :raises StateError: when it lies outside the packages whose classes can be loaded.
        """
        module = found.__module__
        if module.startswith(self._prefix):
            module = module.removeprefix(self._prefix)
        elif not module.startswith(self.OWN):
            raise StateError(f"{module}.{found.__qualname__} is no class of {self._prefix[:-1]}")
        return f"{module}:{found.__qualname__}"

    def find(self, name: str) -> Any:
        """Give the class of a name.

        :raises StateError: when there is none.
        """
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._load(name)
        return found

    def _load(self, name: str) -> Any:
        module, _, qualified = name.partition(":")
        full = module if module.startswith(self.OWN) else self._prefix + module
        try:
            found: Any = importlib.import_module(full)
            for part in qualified.split("."):
                found = getattr(found, part)
        except (ImportError, AttributeError) as error:
            raise StateError(f"there is no class {name!r} ({error}); a migration can rename it") from error
        if not isinstance(found, type) or not found.__module__.startswith((self._prefix, self.OWN)):
            raise StateError(f"{name!r} is no class of {self._prefix[:-1]}")
        return found


class Encoder:
    """Writes values.

    :param references: numbers the containers and blobs that it meets.
    """

    def __init__(self, classes: Classes, references: References) -> None:
        self._classes = classes
        self._references = references

    def encode(self, value: Any) -> Any:
        """Give what JSON holds for what a container holds: another container, or a value.

        :raises StateError: when it is of a type that state cannot hold, or a value that holds a container.
        """
        if isinstance(value, Journaled):
            return {"$ref": self._references.number(value)}
        return self._value(value)

    def _value(self, value: Any) -> Any:
        kind = type(value)
        if kind is str or kind is bool or kind is int or value is None:
            return value
        write = _WRITERS.get(kind)
        if write is not None:
            return write(self, value)
        return self._object(value, kind)

    def _object(self, value: Any, kind: type) -> Any:
        if isinstance(value, Journaled):
            # A checkpoint would not bring back what changes in there.
            raise StateError(f"a value holds the container {value!r}: put it into a Map, Queue or Record")
        if isinstance(value, Blob):
            digests = {name: digest.hex() for name, digest in value.digests.items()}
            return {"$blob": [self._references.blob_number(value), value.size, digests]}
        if isinstance(value, Enum):
            return {"$enum": [self._classes.name(kind), value.name]}
        fields = _fields(kind)
        if fields is None:
            raise StateError(f"state cannot hold a {kind.__module__}.{kind.__qualname__}: {value!r}")
        members = {name: self._value(getattr(value, name)) for name in fields}
        return {"$value": [self._classes.name(kind), members]}

    def _float(self, value: float) -> Any:
        return value if math.isfinite(value) else {"$float": str(value)}

    def _list(self, value: list[Any]) -> Any:
        return [self._value(item) for item in value]

    def _tuple(self, value: tuple[Any, ...]) -> Any:
        return {"$tuple": [self._value(item) for item in value]}

    def _set(self, value: set[Any]) -> Any:
        return {f"${type(value).__name__}": [self._value(item) for item in _in_order(value)]}

    def _dict(self, value: dict[Any, Any]) -> Any:
        if all(type(key) is str and not key.startswith("$") for key in value):
            return {key: self._value(item) for key, item in value.items()}
        return {"$dict": [[self._value(key), self._value(item)] for key, item in value.items()]}


_WRITERS: dict[type, Callable[[Encoder, Any], Any]] = {
    float: Encoder._float,
    list: Encoder._list,
    tuple: Encoder._tuple,
    set: Encoder._set,
    frozenset: Encoder._set,
    dict: Encoder._dict,
    bytes: lambda _, value: {"$bytes": base64.b64encode(value).decode()},
    datetime: lambda _, value: {"$datetime": value.isoformat()},
    timedelta: lambda _, value: {"$timedelta": value.total_seconds()},
    Decimal: lambda _, value: {"$decimal": str(value)},
}


def _in_order(value: set[Any]) -> list[Any]:
    """Put the members of a set in an order that is the same in every process."""
    return sorted(value, key=lambda member: (type(member).__name__, repr(member)))


def _fields(kind: type) -> tuple[str, ...] | None:
    """Name the fields of a dataclass or a named tuple, `None` for another class."""
    if dataclasses.is_dataclass(kind):
        return tuple(field.name for field in dataclasses.fields(kind))
    named: tuple[str, ...] | None = getattr(kind, "_fields", None)
    return named if issubclass(kind, tuple) else None


class Decoder:
    """Reads values.

    :param container: gives the container of a number.
    :param blob: gives the content of a number, size and digests.
    """

    def __init__(self, classes: Classes, container: Callable[[int], Journaled], blob: MakeBlob) -> None:
        self._classes = classes
        self._readers: dict[str, Callable[[Any], Any]] = {
            "$ref": container,
            "$blob": lambda given: blob(
                given[0], given[1], {name: bytes.fromhex(text) for name, text in given[2].items()}
            ),
            "$value": self._value,
            "$enum": lambda given: self._classes.find(given[0])[given[1]],
            "$tuple": lambda given: tuple(map(self.decode, given)),
            "$set": lambda given: set(map(self.decode, given)),
            "$frozenset": lambda given: frozenset(map(self.decode, given)),
            "$dict": lambda given: {self.decode(key): self.decode(item) for key, item in given},
            "$bytes": base64.b64decode,
            "$datetime": datetime.fromisoformat,
            "$timedelta": lambda given: timedelta(seconds=given),
            "$decimal": Decimal,
            "$float": float,
        }

    def decode(self, written: Any) -> Any:
        """Give the value that was written.

        :raises StateError: when it names what does not exist.
        """
        if type(written) is list:
            return [self.decode(item) for item in written]
        if type(written) is not dict:
            return written
        if len(written) == 1:
            (tag,) = written
            if tag.startswith("$"):
                return self._tagged(tag, written[tag])
        return {key: self.decode(item) for key, item in written.items()}

    def _tagged(self, tag: str, given: Any) -> Any:
        read = self._readers.get(tag)
        if read is None:
            raise StateError(f"{tag!r} marks no kind of value")
        return read(given)

    def _value(self, given: Any) -> Any:
        name, members = given
        found = self._classes.find(name)
        values = {key: self.decode(item) for key, item in members.items()}
        fields = _fields(found)
        if fields is None or set(fields) != set(values):
            raise StateError(
                f"{name} has the fields {fields}, not {tuple(values)}; a migration can change them"
            )
        if issubclass(found, tuple):
            return found(**values)
        # Not by its constructor: what that derives from other fields was saved too.
        made = object.__new__(found)
        for key, value in values.items():
            object.__setattr__(made, key, value)
        return made
