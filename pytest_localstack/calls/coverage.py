"""`--aws-coverage`: which operations a run has called, with which parameters, and which errors it has seen.

::

    {"s3": {"GetObject": {
        "calls": 3, "origins": {"native": 3}, "parameters": {"Bucket": 3}, "errors": {"NoSuchKey": 1}
    }}}

That is what workers send; the report adds what the models say there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from localstack.aws.recorder import Call
    from localstack.aws.spec import Operation

Seen = dict[str, dict[str, dict[str, Any]]]


@dataclass
class _Exercised:
    calls: int = 0
    origins: Counter[str] = field(default_factory=Counter)
    parameters: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Row:
    """One service's figures: exercised of existing; parameters and errors are those of the exercised operations."""

    service: str
    operations: tuple[int, int]
    parameters: tuple[int, int]
    errors: tuple[int, int]


class Coverage:
    """What the calls of a run have exercised."""

    def __init__(self) -> None:
        self._services: dict[str, dict[str, _Exercised]] = {}

    def observe(self, call: Call) -> None:
        """Take a call into account; one from inside the emulator is not the suite's."""
        if call.is_internal:
            return
        exercised = self._exercised(call.service, call.operation)
        exercised.calls += 1
        exercised.origins[call.origin] += 1
        exercised.parameters.update(call.parameters.keys())
        if code := call.error_code:
            exercised.errors[code] += 1

    def seen(self) -> Seen:
        """Give it as values for JSON, for :meth:`add` of another process."""
        return {
            service: {
                name: {
                    "calls": exercised.calls,
                    "origins": dict(exercised.origins),
                    "parameters": dict(exercised.parameters),
                    "errors": dict(exercised.errors),
                }
                for name, exercised in sorted(operations.items())
            }
            for service, operations in sorted(self._services.items())
        }

    def add(self, seen: Seen) -> None:
        """Add what another process has seen."""
        for service, operations in seen.items():
            for name, counts in operations.items():
                exercised = self._exercised(service, name)
                exercised.calls += counts["calls"]
                exercised.origins.update(counts["origins"])
                exercised.parameters.update(counts["parameters"])
                exercised.errors.update(counts["errors"])

    def rows(self) -> Iterator[Row]:
        """Give the figures by service."""
        for service, report in self.report()["services"].items():
            operations = list(report["operations"].values())
            used = sum(len(one["parameters"]["used"]) for one in operations)
            unused = sum(len(one["parameters"]["unused"]) for one in operations)
            seen = sum(len(one["errors"]["seen"]) for one in operations)
            unseen = sum(len(one["errors"]["unseen"]) for one in operations)
            existing = len(operations) + len(report["not exercised"])
            yield Row(service, (len(operations), existing), (used, used + unused), (seen, seen + unseen))

    def report(self) -> dict[str, Any]:
        """Give everything as values for JSON: per service what was exercised of what its model has."""
        return {"services": {name: self._of_service(name, seen) for name, seen in self.seen().items()}}

    def _of_service(self, service: str, seen: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        from localstack.aws import spec

        loaded = spec.load(service)
        return {
            "operations": {
                name: _of_operation(loaded.operation(name), counts) for name, counts in seen.items()
            },
            "not exercised": sorted(loaded.operation_names - seen.keys()),
        }

    def _exercised(self, service: str, operation: str) -> _Exercised:
        return self._services.setdefault(service, {}).setdefault(operation, _Exercised())


def _of_operation(operation: Operation, counts: Mapping[str, Any]) -> dict[str, Any]:
    shape = operation.model.input_shape
    members = list(shape.members) if shape is not None else []
    modelled = {_code(error) for error in operation.model.error_shapes}
    used, errors = counts["parameters"], counts["errors"]
    return {
        "calls": counts["calls"],
        "origins": counts["origins"],
        "parameters": {
            "used": {name: used[name] for name in sorted(used)},
            "unused": sorted(name for name in members if name not in used),
        },
        "errors": {
            "seen": {code: errors[code] for code in sorted(errors) if code in modelled},
            "unseen": sorted(modelled - errors.keys()),
            "not in the model": {code: errors[code] for code in sorted(errors) if code not in modelled},
        },
    }


def _code(error: Any) -> str:
    return str(error.metadata.get("error", {}).get("code", error.name))
