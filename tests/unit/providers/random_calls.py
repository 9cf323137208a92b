"""Random calls of any native service, by its model: the same numbers make the same calls.

What a member may be is taken from values given by its name, from what earlier answers held under that name, and
else made up from its shape. Most calls of a service whose values are given succeed; the others are part of it.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.model import Shape

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.spec import Operation
from localstack.config import Settings
from localstack.runtime import Emulator

START = datetime(2030, 1, 1, tzinfo=UTC)
ACCOUNTS, REGIONS = ("000000000000", "111111111111"), ("us-east-1", "eu-west-1")
READS = ("Get", "Head", "List", "Describe")
RARE = ("DeleteBucket", "DeleteQueue", "Purge")
STEPS = (1, 31, 61, 3601, 5 * 86_400)
MAX_SEEN = 6
MAX_READS = 60

TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "long": int,
    "boolean": bool,
    "blob": bytes,
    "timestamp": datetime,
    "list": list,
    "map": dict,
    "structure": dict,
}
Known = Mapping[str, list[Any]]
Outcome = Any


class Subject:
    """A service under random calls.

    :param values: what members may be, by name; they are also the optional members that calls have.
    :param beginning: calls made before all others; those of another service have its name in front (`s3.PutObject`).
    :param observe: gives more of the state than the operations that read do.
    """

    def __init__(
        self,
        service: str,
        values: Known,
        beginning: Iterable[tuple[str, Mapping[str, Any]]] = (),
        observe: Callable[[Emulator, Known], Outcome] = lambda _emulator, _known: None,
    ) -> None:
        self.service = service
        self.values = values
        self.beginning = tuple(beginning)
        self.observe = observe


class House:
    """An emulator at a standstill, and what has been seen in its answers."""

    def __init__(self, subject: Subject) -> None:
        self.emulator = Emulator(Settings(port=0, seed="random calls"))
        self.emulator.freeze(START)
        self._subject = subject
        self._service = spec.load(subject.service)
        native = self.emulator.services.require(subject.service)
        assert native is not None
        self.operations = sorted(native.operations)
        self.seen: dict[str, list[Any]] = {}
        for name, parameters in subject.beginning:
            other, _, operation = name.rpartition(".")
            self._remember(self._outcome(operation, parameters, ACCOUNTS[0], REGIONS[0], other))

    def stop(self) -> None:
        """Stop the emulator."""
        self.emulator.stop()

    def make(self, numbers: Iterable[int]) -> list[Outcome]:
        """Make the calls that numbers stand for, and give their outcomes."""
        return [self._call(random.Random(number)) for number in numbers]

    def look(self) -> dict[str, Outcome]:
        """Make every call that reads, and give the outcomes by call; what they do is undone."""
        checkpoint = self.emulator.checkpoint()
        self.emulator.ids.seed("look")  # STS gives out credentials at every Get
        try:
            return self._look()
        finally:
            self.emulator.restore(checkpoint)

    def _look(self) -> dict[str, Outcome]:
        outcomes = {
            f"{account} {region} {name} {_shown(parameters)}": self._outcome(
                name, parameters, account, region
            )
            for name in self.operations
            if name.startswith(READS)
            for parameters in self._reads(self._service.operation(name))
            for account, region in ((ACCOUNTS[0], REGIONS[0]), (ACCOUNTS[1], REGIONS[1]))
        }
        outcomes["observed"] = self._subject.observe(self.emulator, self._known())
        return outcomes

    def _known(self) -> dict[str, list[Any]]:
        return {**self.seen, **{name: values for name, values in self._subject.values.items() if values}}

    def _call(self, choose: random.Random) -> Outcome:
        if choose.random() < 0.1:
            self.emulator.advance(choose.choice(STEPS))
            return None
        name = choose.choice(self.operations)
        if name.startswith(RARE) and choose.random() < 0.7:
            return None
        operation = self._service.operation(name)
        values = Values(choose, self._known())
        shape = operation.model.input_shape
        parameters = values.of_structure(shape) if shape is not None else {}
        account = ACCOUNTS[choose.random() < 0.1]
        outcome = self._outcome(operation.name, parameters, account, REGIONS[choose.random() < 0.1])
        self._remember(outcome)
        return operation.name, outcome

    def _outcome(
        self, name: str, parameters: Mapping[str, Any], account: str, region: str, other: str = ""
    ) -> Outcome:
        service = other or self._subject.service
        try:
            result = self.emulator.gateway.call(service, name, parameters, account, region)
        except ServiceException as error:
            return error.code, error.message
        self.emulator.settle()
        return _plain(result)

    def _remember(self, value: Any) -> None:
        """Keep the texts of an answer by the names of their members."""
        if isinstance(value, dict):
            for name, item in value.items():
                seen = self.seen.setdefault(name, [])
                if isinstance(item, str) and item not in seen:
                    self.seen[name] = [*seen, item][-MAX_SEEN:]
                self._remember(item)
        elif isinstance(value, list):
            for item in value:
                self._remember(item)

    def _reads(self, operation: Operation) -> Iterator[dict[str, Any]]:
        """Give the parameters of calls: every known value of what is required, with and without the optional."""
        shape = operation.model.input_shape
        members: Mapping[str, Shape] = shape.members if shape is not None else {}
        known = self._known()
        required = [name for name in members if shape is not None and name in shape.required_members]
        optional = [name for name in members if name not in required and known.get(name)]
        if any(not known.get(name) for name in required):
            return
        choices = ([*required], *([*required, name] for name in optional))
        products = ((names, itertools.product(*(known[name] for name in names))) for names in choices)
        pairs = ((names, values) for names, product in products for values in product)
        for names, values in itertools.islice(pairs, MAX_READS):
            yield dict(zip(names, values, strict=True))


class Values:
    """Makes the parameters of one call.

    :param known: what members may be, by name.
    """

    def __init__(self, choose: random.Random, known: Known) -> None:
        self._choose = choose
        self._known = known

    def of_structure(self, shape: Shape) -> dict[str, Any]:
        """Make a structure: what is required, and a third of what is known of the rest."""
        given = {
            name: member
            for name, member in shape.members.items()
            if name in shape.required_members
            or self._choose.random() < (0.3 if self._known.get(name) else 0.01)
        }
        return {name: self._of_member(name, member) for name, member in given.items()}

    def _of_member(self, name: str, shape: Shape) -> Any:
        known = [value for value in self._known.get(name, ()) if isinstance(value, TYPES[shape.type_name])]
        if known and self._choose.random() < 0.95:
            return self._as(shape, self._choose.choice(known))
        if shape.type_name == "structure":
            return self.of_structure(shape)
        if shape.type_name == "list":
            return [self._of_member("", shape.member) for _ in range(self._choose.randint(1, 2))]
        if shape.type_name == "map":
            return {self._of_member("", shape.key): self._of_member("", shape.value)}
        return self._as(shape, self._scalar(shape))

    def _as(self, shape: Shape, value: Any) -> Any:
        # A body is read once: each call has its own.
        return Body(value) if shape.type_name == "blob" and shape.serialization.get("streaming") else value

    def _scalar(self, shape: Shape) -> Any:
        kind = shape.type_name
        if kind == "string":
            return self._choose.choice(shape.metadata.get("enum") or ["a", "b", "ab"])
        if kind == "boolean":
            return self._choose.random() < 0.5
        if kind == "blob":
            return self._choose.choice([b"", b"content", b"other content"])
        if kind == "timestamp":
            return START + timedelta(seconds=self._choose.choice([-60, 0, 60, 86_400]))
        return self._choose.choice([shape.metadata.get("min", 0), 1, 2, 10])


def _plain(value: Any) -> Any:
    """Give an answer in values that compare."""
    if isinstance(value, Body):
        return value.read()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _shown(parameters: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in parameters.items())
