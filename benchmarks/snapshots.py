"""Snapshots: matches of a large response, verified by us and by localstack-snapshot in the same run."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import logging
import tempfile
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.table import Row, Table, progress
from benchmarks.workers import Worker

MATCHES = 2_000
PER_TEST = 10
EARLY = 500
SIZE = 50_000
BAR = 1.0
FLAT_BAR = 1.1
TEST = "tests/test_x.py::test"
Kind = tuple[int | None, bool]
KINDS: tuple[Kind, ...] = ((None, False), (1, False), (1, True))
"""The normaliser of the recording, and whether matches are compared at once."""


def measure(rounds: int) -> list[Table]:
    """Measure each in a process of its own, in turns."""
    return [_times(max(2, rounds // 7)), _memory()]


def _times(rounds: int) -> Table:
    columns = ("milliseconds per match", "median", "ratio")
    table = Table(
        f"Snapshots: {MATCHES:,} matches of a {SIZE // 1000} KB response, {PER_TEST} per test", columns
    )
    with contextlib.ExitStack() as stack:
        older = stack.enter_context(Worker(Older))
        ours = {kind: stack.enter_context(Worker(Ours, *kind)) for kind in KINDS}
        progress(f"snapshots: {MATCHES:,} matches, {rounds} rounds")
        theirs = []
        times: dict[Kind, list[float]] = {kind: [] for kind in KINDS}
        for _ in range(rounds):
            theirs.append(older.call("verify", MATCHES // rounds))
            for kind, worker in ours.items():
                times[kind].append(worker.call("verify", MATCHES // rounds))
    baseline = median(theirs)
    table.rows.append(Row(("localstack-snapshot 0.4", f"{baseline:.2f}", "")))
    for kind, measured in times.items():
        ratio = median(measured) / baseline
        cells = (_title(*kind), f"{median(measured):.2f}", f"{ratio:.2f}")
        table.rows.append(Row(cells, f"< {BAR:g}", ratio < BAR))
    return table


def _memory() -> Table:
    columns = ("peak of what Python holds, KB", f"after {EARLY:,} matches", f"after {MATCHES:,}", "ratio")
    table = Table("Snapshots: memory", columns)
    for kind in KINDS:
        progress(f"snapshots: memory, {_title(*kind)}")
        with Worker(Ours, *kind) as worker:
            early, late = worker.call("peaks", EARLY, MATCHES)
        cells = (_title(*kind), f"{early / 1024:,.0f}", f"{late / 1024:,.0f}", f"{late / early:.2f}")
        table.rows.append(Row(cells, f"<= {FLAT_BAR:g}", late / early <= FLAT_BAR))
    return table


def _title(number: int | None, at_once: bool) -> str:
    title = "ours, as recorded by it" if number is None else f"ours, normaliser {number}"
    return f'{title}, `== snapshot("key")`' if at_once else title


def response() -> dict[str, Any]:
    """Make a response of about 50 KB, as of ListFunctions."""
    functions = [_function(number) for number in range(SIZE // 800)]
    headers = {"date": "now", "content-type": "application/json", "x-amzn-requestid": "r"}
    metadata = {"RequestId": _uuid(0), "HTTPStatusCode": 200, "HTTPHeaders": headers, "RetryAttempts": 0}
    return {"Functions": functions, "NextMarker": "marker", "ResponseMetadata": metadata}


def _function(number: int) -> dict[str, Any]:
    name = f"function-{number % 20}"
    arn = f"arn:aws:lambda:us-east-1:000000000000:function:{name}"
    return {
        "FunctionName": name,
        "FunctionArn": arn,
        "Runtime": "python3.13",
        "Role": "arn:aws:iam::000000000000:role/worker",
        "Handler": "handler.handler",
        "CodeSize": 276 + number,
        "Description": "what it does, " * 8,
        "Timeout": 30,
        "LastModified": "2026-01-31T12:00:00.000+0000",
        "Created": datetime(2026, 1, 31, tzinfo=UTC),
        "Environment": {"Variables": {"TABLE": "orders", "SELF": arn}},
        "TracingConfig": {"Mode": "PassThrough"},
        "RevisionId": _uuid(number % 20),
        "Layers": [
            {"Arn": f"arn:aws:lambda:us-east-1:000000000000:layer:shared:{n}", "CodeSize": n}
            for n in range(1, 3)
        ],
        "EphemeralStorage": {"Size": 512},
    }


def _uuid(number: int) -> str:
    return f"0a1b2c3d-0000-4000-8000-{number:012x}"


class Ours:
    """Our sessions over a recording of one test.

    :param number: the normaliser of the recording.
    :param at_once: compare with `==`.
    """

    def __init__(self, number: int | None, at_once: bool = False) -> None:
        self._at_once = at_once
        self._folder = tempfile.TemporaryDirectory()
        self._base = str(Path(self._folder.name) / "test_x")
        self._response = response()
        entry: dict[str, Any] = {"recorded-date": "01-01-2026, 00:00:00", "recorded-content": {}}
        if number is not None:
            entry["normaliser"] = number
        Path(f"{self._base}.snapshot.json").write_text(json.dumps({TEST: entry}), encoding="utf-8")
        self._run(update=True)
        self._run()

    def stop(self) -> None:
        """Remove the recording."""
        self._folder.cleanup()

    def verify(self, matches: int) -> float:
        """Give the milliseconds a match takes."""
        started = time.perf_counter()
        for _ in range(matches // PER_TEST):
            self._run()
        return (time.perf_counter() - started) / matches * 1000

    def peaks(self, *counts: int) -> list[int]:
        """Give the most that Python held until each count of matches."""
        gc.collect()
        tracemalloc.start()
        peaks, done = [], 0
        for count in counts:
            tracemalloc.reset_peak()
            self.verify(count - done)
            done = count
            peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        return peaks

    def _run(self, update: bool = False) -> None:
        from pytest_localstack.snapshot.aws import AwsTransform, environment_transformers
        from pytest_localstack.snapshot.environment import SnapshotEnvironment
        from pytest_localstack.snapshot.session import SnapshotSession

        session = SnapshotSession(base_file_path=self._base, scope_key=TEST, update=update)
        where = SnapshotEnvironment("000000000000", "us-east-1")
        session.add_transformer(_transformers(AwsTransform, AwsTransform.resource_name()))
        session.add_transformer(environment_transformers(where), priority=2)
        session.add_transformer(AwsTransform.basic(), priority=2)
        for number in range(PER_TEST):
            if self._at_once:
                assert self._response == session(f"list-{number}")
            else:
                session.match(f"list-{number}", self._response)
        session.settle()
        session.save()


class Older(Ours):
    """localstack-snapshot's sessions over its recording of the same test."""

    def __init__(self) -> None:
        logging.disable(logging.CRITICAL)
        super().__init__(None)

    def _run(self, update: bool = False) -> None:
        from localstack_snapshot.snapshots import transformer as classes
        from localstack_snapshot.snapshots.prototype import SnapshotSession
        from localstack_snapshot.snapshots.transformer_utility import TransformerUtility

        from pytest_localstack.snapshot.patterns import arn_resource, uuid_of_id

        session = SnapshotSession(base_file_path=self._base, scope_key=TEST, update=update, verify=True)
        arns = classes.KeyValueBasedTransformer(arn_resource, "resource")
        session.add_transformer(_transformers(TransformerUtility, arns))
        texts = {"000000000000": "111111111111", "us\\-east\\-1": "<region>", "arn:aws:": "arn:<partition>:"}
        for text, replacement in texts.items():
            session.add_transformer(classes.RegexTransformer(text, replacement), priority=2)
        basic = [
            classes.ResponseMetaDataTransformer(),
            classes.KeyValueBasedTransformer(uuid_of_id, "uuid"),
            classes.TimestampTransformer(),
        ]
        session.add_transformer(basic, priority=2)
        for number in range(PER_TEST):
            session.match(f"list-{number}", self._response)
        with contextlib.redirect_stdout(io.StringIO()):
            session._assert_all()
        session._persist_state()


def _transformers(make: Any, arns: Any) -> list[Any]:
    return [
        make.key_value("FunctionName"),
        make.key_value("CodeSize", "<code-size>", reference_replacement=False),
        make.jsonpath("$..Code.Location", "<location>", reference_replacement=False),
        arns,
    ]
