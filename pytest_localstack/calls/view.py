"""`aws_calls`: the calls of a test, for assertions."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from pytest_localstack.calls import wording

if TYPE_CHECKING:
    from localstack.aws.recorder import Call
    from localstack.aws.spec import Operation
    from pytest_localstack.calls.policy import Policy


class Calls(Sequence["Call"]):
    """AWS calls in the order they were made, filtered by calling it.

    Each has `service`, `operation`, `parameters`, `status`, `error_code`, `error_message`, `account_id`, `region`,
    `origin`, `milliseconds` and `is_internal`.

    :param read: gives the calls there are; what filters give is fixed when they are applied.
    """

    def __init__(self, read: Callable[[], list[Call]]) -> None:
        self._read = read

    def __len__(self) -> int:
        return len(self._read())

    @overload
    def __getitem__(self, index: int) -> Call: ...
    @overload
    def __getitem__(self, index: slice) -> Calls: ...
    def __getitem__(self, index: int | slice) -> Call | Calls:
        return _fixed(self._read()[index]) if isinstance(index, slice) else self._read()[index]

    def __iter__(self) -> Iterator[Call]:
        return iter(self._read())

    def __repr__(self) -> str:
        calls = self._read()
        if not calls:
            return "<no AWS calls>"
        noun = "call" if len(calls) == 1 else "calls"
        return f"<{len(calls)} AWS {noun}: {'; '.join(wording.lines(calls))}>"

    def __call__(self, service: str, operation: str = "") -> Calls:
        """Give the calls of a service, or of one of its operations.

        :param service: botocore's name, as `s3` or `lambda`.
        :param operation: the model's name or the client's method: `PutObject`, `put_object`.
        :raises ValueError: when there is no such service or operation.
        """
        name = _operation(service, operation).name if operation else _service(service)
        return _fixed(
            call
            for call in self._read()
            if call.service == service and (not operation or call.operation == name)
        )

    def to(self, service: str) -> Calls:
        """Give the calls to a service."""
        return self(service)

    def with_params(self, **parameters: Any) -> Calls:
        """Give the calls that were sent these parameters, among others."""
        return _fixed(call for call in self._read() if _has(call, parameters))

    @property
    def errors(self) -> Calls:
        """The calls that were answered with an error."""
        return _fixed(call for call in self._read() if call.status >= 400)

    @property
    def operations(self) -> list[str]:
        """What was called, in order: `["s3.CreateBucket", "s3.PutObject"]`."""
        return [f"{call.service}.{call.operation}" for call in self._read()]

    def assert_called(
        self, service: str, operation: str, *, times: int | None = None, **parameters: Any
    ) -> Call:
        """Fail unless an operation was called with these parameters, among others.

        :param times: how often exactly; at least once when not given.
        :returns: the last such call.
        :raises ValueError: when there is no such service, operation or parameter, or `times` is not positive.
        """
        __tracebackhide__ = True
        if times is not None and times < 1:
            raise ValueError(f"times={times}: assert_not_called is for calls that are not to be made")
        found = self._find(service, operation, parameters)
        if found and times in (None, len(found)):
            return found[-1]
        wanted = wording.expected(service, _operation(service, operation).name, parameters)
        if found:
            raise AssertionError(_listed(f"{wanted} was called {len(found)} times, not {times}:", found))
        near = wording.nearest(self._read(), service, _operation(service, operation).name)
        raise AssertionError(_listed(f"{wanted} was not called; the nearest calls:", near))

    def assert_not_called(self, service: str, operation: str = "", **parameters: Any) -> None:
        """Fail if a service or an operation was called with these parameters, among others.

        :raises ValueError: when there is no such service, operation or parameter.
        """
        __tracebackhide__ = True
        if found := self._find(service, operation, parameters):
            name = _operation(service, operation).name if operation else ""
            wanted = wording.expected(service, name, parameters)
            raise AssertionError(_listed(f"{wanted} was called:", found))

    def policy(self) -> Policy:
        """Give the least-privilege IAM policy that these calls need; see docs/calls.md."""
        from pytest_localstack.calls.policy import policy_of

        return policy_of(call for call in self._read() if not call.is_internal)

    def _find(self, service: str, operation: str, parameters: dict[str, Any]) -> list[Call]:
        if operation:
            _require_parameters(_operation(service, operation), parameters)
        return list(self(service, operation).with_params(**parameters))


class TestCalls(Calls):
    """The calls a test has made since its set-up.

    :param read: gives the test's calls, :param read_setup: those of its set-up; both with those from inside.
    """

    __test__ = False

    def __init__(self, read: Callable[[], list[Call]], read_setup: Callable[[], list[Call]]) -> None:
        super().__init__(lambda: _from_outside(read()))
        self._read_all = read
        self._read_setup = read_setup

    @property
    def setup(self) -> Calls:
        """The calls of the test's set-up: its function-scoped fixtures, not the broader ones."""
        return Calls(lambda: _from_outside(self._read_setup()))

    @property
    def internal(self) -> Calls:
        """The calls that services made for it inside the emulator, as a notification of S3 to a queue."""
        return Calls(lambda: [call for call in self._read_all() if call.is_internal])


def _fixed(calls: Iterator[Call] | list[Call]) -> Calls:
    found = list(calls)
    return Calls(lambda: found)


def _from_outside(calls: list[Call]) -> list[Call]:
    return [call for call in calls if not call.is_internal]


def _has(call: Call, parameters: dict[str, Any]) -> bool:
    sent = call.parameters
    # The expectation compares first: it may be mock.ANY or an approximation.
    return all(name in sent and bool(value == sent[name]) for name, value in parameters.items())


def _listed(heading: str, calls: list[Call]) -> str:
    return "\n  ".join([heading, *(wording.lines(calls) or ["(no AWS calls)"])])


def _service(name: str) -> str:
    from localstack.aws import spec

    try:
        return spec.load(name).name
    except LookupError as error:
        raise ValueError(str(error.args[0])) from None


def _operation(service: str, name: str) -> Operation:
    from botocore import xform_name

    from localstack.aws import spec

    names = spec.load(_service(service)).operation_names
    if name in names:
        return spec.load(service).operation(name)
    if "_" in name or name.islower():
        for known in names:
            if xform_name(known) == name:
                return spec.load(service).operation(known)
    raise ValueError(f"{service} has no operation {name!r}{_hint(name, names)}")


def _require_parameters(operation: Operation, parameters: dict[str, Any]) -> None:
    shape = operation.model.input_shape
    members = list(shape.members) if shape is not None else []
    for name in parameters:
        if name not in members:
            raise ValueError(f"{operation.name} has no parameter {name!r}{_hint(name, members)}")


def _hint(name: str, names: Sequence[str] | frozenset[str]) -> str:
    near = difflib.get_close_matches(name, names)
    return f"; did you mean {' or '.join(near)}?" if near else ""
