"""What a test's own state costs: opening its checkpoint and going back to it, over small and large states."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median, quantiles
from types import SimpleNamespace
from typing import Any

from benchmarks.operations import KIBIBYTE
from benchmarks.table import Row, Table, progress
from benchmarks.workers import Worker, WorkerError

SIZES = (1_000, 100_000)
FIXTURE_ITEMS = 1_000
TESTS_PER_ROUND = 20
EMPTY_BAR = 1.0
TOUCHING_BAR = 2.0
BUCKET = "isolation"
ROLE = "arn:aws:iam::000000000000:role/isolation"
CASES = (
    ("empty test", "empty", EMPTY_BAR),
    ("test that wrote to three services", "writing", TOUCHING_BAR),
    ("test that also read and deleted", "deleting", TOUCHING_BAR),
)


def measure(rounds: int) -> Table:
    """Measure each kind of test over each size of state."""
    columns = ("milliseconds per test, its calls left out", "median", "p99")
    table = Table(f"Isolation, under a module fixture of {FIXTURE_ITEMS:,} items", columns)
    for size in SIZES:
        progress(f"isolation with {size:,} items in the session's state")
        try:
            with Worker(Tests, size) as tests:
                for title, kind, bar in CASES:
                    table.rows.append(_row(f"{title}, {size:,} items", tests, kind, bar, rounds))
        except WorkerError as error:
            progress(str(error))
            table.rows += [Row((f"{title}, {size:,} items", "", ""), f"< {bar:g}") for title, _, bar in CASES]
    return table


def _row(title: str, tests: Worker, kind: str, bar: float, rounds: int) -> Row:
    times = [each for _ in range(rounds) for each in tests.call("run", kind, TESTS_PER_ROUND)]
    middle = median(times)
    return Row((title, f"{middle:.3f}", f"{quantiles(times, n=100)[98]:.3f}"), f"< {bar:g} ms", middle < bar)


CONFIG = SimpleNamespace(
    known_args_namespace=SimpleNamespace(
        localstack_isolation=None, localstack_endpoint=None, localstack_shared=False
    ),
    getini=lambda _name: "",
)


@dataclass
class Node:
    """What the plugin's isolation needs of a pytest node."""

    nodeid: str
    finalizers: list[Callable[[], object]] = field(default_factory=list)
    config: Any = field(default_factory=lambda: CONFIG)

    def get_closest_marker(self, _name: str) -> None:
        """Have no marker."""

    def addfinalizer(self, finalizer: Callable[[], object]) -> None:
        """Keep a function to be called at the node's end."""
        self.finalizers.append(finalizer)

    def finish(self) -> None:
        """End the node."""
        while self.finalizers:
            self.finalizers.pop()()


@dataclass
class Fixture:
    """What the plugin's isolation needs of a fixture and of the request for it."""

    scope: str
    node: Node
    argname: str = "resources"
    func: Callable[..., object] = print


class Tests:
    """Tests in a module with a fixture, in a session whose own fixture made many items.

    :param items: how many the session's fixture made.
    """

    def __init__(self, items: int) -> None:
        import boto3

        from pytest_localstack.environment import Environment
        from pytest_localstack.isolation import Isolation
        from pytest_localstack.session import EmulatorSession

        environment = Environment(os.environ)
        environment.apply()
        self._session = EmulatorSession(environment)
        self._sts, self._sqs, self._s3 = (boto3.client(name) for name in ("sts", "sqs", "s3"))
        self._isolation = Isolation(self._session)
        self._count = 0
        self._set_up("session", self._fill_session, items)
        self._set_up("module", self._fill, FIXTURE_ITEMS)

    def stop(self) -> None:
        """Stop the emulator."""
        self._session.stop()

    def run(self, kind: str, tests: int) -> list[float]:
        """Run tests.

        :returns: milliseconds of isolation for each.
        """
        body: Callable[[], None] = getattr(self, f"_{kind}")
        return [self._test(body) for _ in range(tests)]

    def _test(self, body: Callable[[], None]) -> float:
        self._count += 1
        test: Any = Node(f"tests/test_isolation.py::test_{self._count}")
        started = time.perf_counter()
        self._isolation.before_call(test)
        opened = time.perf_counter() - started
        body()
        started = time.perf_counter()
        test.finish()
        return (opened + time.perf_counter() - started) * 1000

    def _set_up(self, scope: str, fill: Callable[[int], None], items: int) -> None:
        fixture: Any = Fixture(scope, Node(scope))
        with self._isolation.around_fixture(fixture, fixture):
            fill(items)

    def _fill_session(self, items: int) -> None:
        self._url = self._sqs.create_queue(QueueName="isolation")["QueueUrl"]
        self._s3.create_bucket(Bucket=BUCKET)
        self._fill(items)

    def _fill(self, items: int) -> None:
        """Make a third of the items objects, a third messages, a third sessions."""
        call = self._session.emulator.gateway.call
        where = ("000000000000", "us-east-1")
        self._count += 1
        for number in range(items // 3 + 1):
            name = f"{self._count}-{number:08}"
            call("sqs", "SendMessage", {"QueueUrl": self._url, "MessageBody": name}, *where)
            call("s3", "PutObject", {"Bucket": BUCKET, "Key": name, "Body": _body()}, *where)
            call("sts", "AssumeRole", {"RoleArn": ROLE, "RoleSessionName": name}, *where)

    def _empty(self) -> None:
        """Do nothing, as many tests do."""

    def _writing(self) -> None:
        self._sqs.send_message(QueueUrl=self._url, MessageBody="message")
        self._s3.put_object(Bucket=BUCKET, Key="object", Body=KIBIBYTE)
        self._sts.assume_role(RoleArn=ROLE, RoleSessionName="session")

    def _deleting(self) -> None:
        self._writing()
        message = self._sqs.receive_message(QueueUrl=self._url)["Messages"][0]
        self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        listed = self._s3.list_objects_v2(Bucket=BUCKET, MaxKeys=10)["Contents"]
        self._s3.delete_object(Bucket=BUCKET, Key=listed[0]["Key"])


def _body() -> object:
    from localstack.aws.body import Body

    return Body(b"x" * 100)
