"""Puts and gets of small, middling and large objects by boto3, in process and by HTTP: elapsed time of a call.

In process ours is measured twice: by the endpoint that the plugin sets, as tests have it, and by AWS's own, as moto's
users have it. By the first botocore computes SHA-256 of a body to sign it, by the second it sends the body in chunks.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from benchmarks.s3.clients import BUCKET, SIZES, client, milliseconds
from benchmarks.s3.comparison import Figures, row, table
from benchmarks.s3.scale import OURS, Scale
from benchmarks.subjects import Moto, Ours
from benchmarks.table import Row, Table, progress
from benchmarks.workers import Worker, WorkerError

CALLS = {"1 KB": 100, "1 MB": 10, "100 MB": 1}
MOTO = "moto, mock_aws"


def in_process(rounds: int, scale: Scale) -> Table:
    """Compare with moto's mock."""
    compared = table("S3 in process, client: boto3", "milliseconds", (OURS, MOTO))
    with (
        Worker(OursObjects, True) as ours,
        Worker(OursObjects, False) as by_aws,
        Worker(MotoObjects) as moto,
    ):
        for endpoint, mine in (("", ours), (", AWS's endpoint", by_aws)):
            _add(compared, {OURS: mine, MOTO: moto}, endpoint, rounds, scale)
    return compared


def by_http(urls: Mapping[str, str], rounds: int, scale: Scale) -> Table:
    """Compare servers, by their URLs."""
    compared = table("S3 by HTTP, client: boto3", "milliseconds", urls)
    with contextlib.ExitStack() as stack:
        workers = {name: stack.enter_context(Worker(HttpObjects, url)) for name, url in urls.items()}
        _add(compared, workers, "", rounds, scale)
    return compared


def _add(compared: Table, workers: Mapping[str, Worker], suffix: str, rounds: int, scale: Scale) -> None:
    for size in SIZES:
        most = min(rounds, scale.large_rounds) if size == "100 MB" else rounds
        for operation in ("put", "get"):
            case = f"{operation} {size}{suffix}"
            progress(f"S3 {case}: {', '.join(workers)}")
            compared.rows.append(_row(case, workers, operation, size, most))


def _row(case: str, workers: Mapping[str, Worker], operation: str, size: str, rounds: int) -> Row:
    times: Figures = {name: [] for name in workers}
    try:
        for number in range(rounds + 1):
            turns = list(workers.items())
            for name, worker in turns if number % 2 else reversed(turns):
                elapsed = worker.call("round", operation, size, CALLS[size])
                if number:  # the first warms up
                    times[name].append(elapsed)
    except WorkerError as error:
        progress(str(error))
        return Row((case, *[""] * (1 + 3 * (len(workers) - 1))), "< 1")
    return row(case, times, digits=2)


class Objects:
    """A client that puts and gets an object of each size.

    :param s3: the client.
    """

    def __init__(self, s3: Any) -> None:
        self._s3 = s3
        self._bodies = {size: bytes(range(250)) * (length // 250) for size, length in SIZES.items()}
        for size, body in self._bodies.items():
            s3.put_object(Bucket=BUCKET, Key=size, Body=body)

    def round(self, operation: str, size: str, calls: int) -> float:
        """Time some calls.

        :returns: milliseconds per call.
        """
        arguments = {"Bucket": BUCKET, "Key": size}
        if operation == "put":
            return milliseconds(lambda: self._s3.put_object(**arguments, Body=self._bodies[size]), calls)
        self._check(size)
        return milliseconds(lambda: self._s3.get_object(**arguments)["Body"].read(), calls)

    def stop(self) -> None:
        """Let go of everything; connections close with the process."""

    def _check(self, size: str) -> None:
        if self._s3.get_object(Bucket=BUCKET, Key=size)["Body"].read() != self._bodies[size]:
            raise RuntimeError("another object was read than was written")


class HttpObjects(Objects):
    """A client of a server.

    :param url: the server's base URL.
    """

    def __init__(self, url: str) -> None:
        super().__init__(client(url))


class OursObjects(Objects):
    """A client in the process of our emulator, as the plugin boots it; every round has a checkpoint, as tests do.

    :param endpoint: whether it goes by the endpoint the plugin sets, or by AWS's own.
    """

    def __init__(self, endpoint: bool) -> None:
        self._ours = Ours(endpoint)
        super().__init__(client(self._ours.url()))

    def round(self, operation: str, size: str, calls: int) -> float:
        """Time some calls under a checkpoint."""
        with self._ours.checkpoint():
            return super().round(operation, size, calls)

    def stop(self) -> None:
        """Stop the emulator."""
        self._ours.stop()


class MotoObjects(Objects):
    """A client in a process with moto's mock."""

    def __init__(self) -> None:
        self._moto = Moto()
        super().__init__(client())

    def stop(self) -> None:
        """Stop the mock."""
        self._moto.stop()
