"""How the server holds up: under idle long polls, under many clients, and with large bodies.

What large bodies must not exceed is a floor, which sends or takes the same bytes over the same sockets and does
nothing with them, and one pass of the checksums that S3 answers with: MD5, and the CRC-32 of boto3's requests.
"""

from __future__ import annotations

import contextlib
import hashlib
import socket
import threading
import time
import zlib
from statistics import median
from typing import Any

from benchmarks import servers
from benchmarks.callers import Callers, Connection, bytes_of
from benchmarks.table import Row, Table, progress
from benchmarks.workers import ENVIRONMENT, Worker

POLLS = 200
POLL_BAR = 2.0
PUT = "S3 PutObject 1 KiB"
CALLS_PER_ROUND = 100
CLIENT_PROCESSES = 4
CLIENTS_PER_PROCESS = 8
CLIENT_SECONDS = 60.0
BODY_SIZE = 10 * 1000 * 1000
BUCKET = "benchmark-bodies"


def measure(rounds: int) -> list[Table]:
    """Measure each."""
    with servers.ours() as server:
        return [_polls(server.url, rounds), _clients(server.url), _bodies(server.url, rounds)]


def _polls(url: str, rounds: int) -> Table:
    table = Table(
        f"A 1 KiB put beside {POLLS} idle long polls, microseconds", ("client", "alone", "beside", "ratio")
    )
    with Worker(Callers, url) as callers:
        for bare in (True, False):
            client = "bare socket" if bare else "boto3"
            progress(f"{PUT} beside {POLLS} long polls, {client}")
            alone = [_median_put(callers, bare) for _ in range(rounds)]
            with Worker(Polls, url, POLLS):
                beside = [_median_put(callers, bare) for _ in range(rounds)]
            ratio = median(beside) / median(alone)
            cells = (client, f"{median(alone):.0f}", f"{median(beside):.0f}", f"{ratio:.2f}")
            table.rows.append(Row(cells, f"<= {POLL_BAR:g}", ratio <= POLL_BAR))
    return table


def _median_put(callers: Worker, bare: bool) -> float:
    times: list[float] = callers.call("round", PUT, 1, CALLS_PER_ROUND, bare)
    return median(times)


def _clients(url: str) -> Table:
    count = CLIENT_PROCESSES * CLIENTS_PER_PROCESS
    progress(f"{count} clients for {CLIENT_SECONDS:g} seconds")
    with contextlib.ExitStack() as stack:
        workers = [
            stack.enter_context(Worker(Crowd, url, CLIENTS_PER_PROCESS)) for _ in range(CLIENT_PROCESSES)
        ]
        for worker in workers:
            worker.call("begin", CLIENT_SECONDS)
        results = [worker.call("result") for worker in workers]
    calls, errors = sum(result[0] for result in results), [error for result in results for error in result[1]]
    table = Table(f"{count} boto3 clients for {CLIENT_SECONDS:g} s", ("", "calls", "calls/s", "errors"))
    cells = ("put, get, send, receive, delete", f"{calls}", f"{calls / CLIENT_SECONDS:.0f}", f"{len(errors)}")
    table.rows.append(Row(cells, "0 errors", not errors))
    table.notes += errors[:5]
    return table


def _bodies(url: str, rounds: int) -> Table:
    columns = ("by HTTP, milliseconds", "floor", "digest", "ours", "over the floor / digest")
    table = Table(f"Bodies of {BODY_SIZE // 1000 // 1000} MB", columns)
    with Worker(Floor) as floor, Worker(Bodies, url) as ours, Worker(Bodies, floor.call("url")) as canned:
        for name in ("put", "get"):
            progress(f"{name} of {BODY_SIZE} bytes")
            exchange = ours.call("prepare", name)
            canned.call("play", exchange)
            times = [(canned.call("exchange"), _digest(), ours.call("exchange")) for _ in range(rounds)]
            lowest, digest, mine = (median(column) for column in zip(*times, strict=True))
            passes = median((our - their) / one for their, one, our in times)
            cells = (name, f"{lowest:.1f}", f"{digest:.1f}", f"{mine:.1f}", f"{passes:.2f}")
            table.rows.append(Row(cells, "<= 1", passes <= 1))
    return table


def _digest() -> float:
    """Time one pass of the checksums over a body, in milliseconds."""
    content = bytes(BODY_SIZE)
    started = time.perf_counter()
    hashlib.md5(content, usedforsecurity=False).digest()
    zlib.crc32(content)
    return (time.perf_counter() - started) * 1000


class Polls:
    """Long polls of empty queues, held open by sockets.

    :param count: how many, each on a queue and a connection of its own.
    """

    def __init__(self, url: str, count: int) -> None:
        sqs = _session().client("sqs", endpoint_url=url)
        queue = sqs.create_queue(QueueName="benchmark-polls")["QueueUrl"]
        self._request = bytes_of(sqs, lambda: sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=20))
        self._stopping = False
        self._threads = [threading.Thread(target=self._poll, args=(url,), daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()
        time.sleep(1)

    def stop(self) -> None:
        """Leave; the polls end with the process."""
        self._stopping = True

    def _poll(self, url: str) -> None:
        connection = Connection(url)
        while not self._stopping:
            connection.exchange(self._request)


class Crowd:
    """Clients that make calls for some time, each on a bucket key and a queue of its own.

    :param count: how many.
    """

    def __init__(self, url: str, count: int) -> None:
        session = _session()
        self._clients = [
            (session.client("s3", endpoint_url=url), session.client("sqs", endpoint_url=url))
            for _ in range(count)
        ]
        self._clients[0][0].create_bucket(Bucket=BUCKET)
        self._threads: list[threading.Thread] = []
        self._counts = [0] * count
        self._errors: list[str] = []

    def begin(self, seconds: float) -> None:
        """Begin to make calls."""
        until = time.monotonic() + seconds
        for number in range(len(self._clients)):
            thread = threading.Thread(target=self._work, args=(number, until))
            self._threads.append(thread)
            thread.start()

    def result(self) -> tuple[int, list[str]]:
        """Wait for the end; give the number of calls, and the errors."""
        for thread in self._threads:
            thread.join()
        return sum(self._counts), self._errors

    def stop(self) -> None:
        """Let go of everything; connections close with the process."""

    def _work(self, number: int, until: float) -> None:
        s3, sqs = self._clients[number]
        try:
            queue = sqs.create_queue(QueueName=f"benchmark-crowd-{id(self)}-{number}")["QueueUrl"]
            while time.monotonic() < until:
                self._round(s3, sqs, queue, f"{id(self)}-{number}")
                self._counts[number] += 5
        except Exception as error:  # noqa: BLE001 - it is counted
            self._errors.append(repr(error))

    def _round(self, s3: Any, sqs: Any, queue: str, text: str) -> None:
        s3.put_object(Bucket=BUCKET, Key=text, Body=text.encode())
        if s3.get_object(Bucket=BUCKET, Key=text)["Body"].read() != text.encode():
            raise RuntimeError("another object was read than was written")
        sqs.send_message(QueueUrl=queue, MessageBody=text)
        message = sqs.receive_message(QueueUrl=queue)["Messages"][0]
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        if message["Body"] != text:
            raise RuntimeError("another message was received than was sent")


class Bodies:
    """A client that sends one request again and again."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._request = b""
        self._connection = Connection(url)

    def prepare(self, name: str) -> bytes:
        """Make ready for a put or get of a large object; gives what :meth:`play` takes."""
        s3 = _session().client("s3", endpoint_url=self._url)
        s3.create_bucket(Bucket=BUCKET)
        arguments = {"Bucket": BUCKET, "Key": "large"}
        body = bytes(BODY_SIZE)
        if name == "get":
            s3.put_object(**arguments, Body=body)
            self._request = bytes_of(s3, lambda: s3.get_object(**arguments))
        else:
            self._request = bytes_of(s3, lambda: s3.put_object(**arguments, Body=body))
        return self._request

    def play(self, request: bytes) -> None:
        """Send this request from now on."""
        self._request = request

    def exchange(self) -> float:
        """Send the request and take in the answer; gives the milliseconds that took."""
        started = time.perf_counter()
        self._connection.exchange(self._request)
        return (time.perf_counter() - started) * 1000

    def stop(self) -> None:
        """Let go of everything; the connection closes with the process."""


class Floor:
    """A server that takes whatever is sent and answers a get with as many bytes as ours would."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self) -> str:
        """Give the base URL."""
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def stop(self) -> None:
        """Stop listening."""
        self._listening.close()

    def _serve(self) -> None:
        client, _ = self._listening.accept()
        buffer = bytearray(1024 * 1024)
        content = bytes(BODY_SIZE)
        with client:
            while received := client.recv(65536):
                head, _, body = received.partition(b"\r\n\r\n")
                left = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0) - len(
                    body
                )
                while left > 0:
                    left -= client.recv_into(buffer)
                answer = content if head.startswith(b"GET") else b""
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer))
                client.sendall(answer)


def _session() -> Any:
    import boto3

    return boto3.Session(
        ENVIRONMENT["AWS_ACCESS_KEY_ID"],
        ENVIRONMENT["AWS_SECRET_ACCESS_KEY"],
        region_name=ENVIRONMENT["AWS_REGION"],
    )
