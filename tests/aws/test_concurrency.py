"""Many clients at once, with checkpoints, resets and moves of time in between: nothing fails, is lost or hangs."""

from __future__ import annotations

import faulthandler
import random
import threading
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from localstack.aws.in_process import InProcessTransport
from localstack.config import Settings
from localstack.runtime import Emulator

THREADS = 16
ROUNDS = 15
WATCHDOG_SECONDS = 60.0
GONE = frozenset({"NoSuchBucket", "NoSuchKey", "AWS.SimpleQueueService.NonExistentQueue", "NoSuchUpload"})


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings(port=0)) as emulator:
        yield emulator


@pytest.fixture
def client(emulator: Emulator) -> Iterator[Callable[[str], Any]]:
    """Makes clients of this emulator; they are left out of the run's own."""
    session = boto3.Session("test", "test", region_name="us-east-1")
    transport = InProcessTransport(emulator)
    transport.install()
    yield lambda service: session.client(service, endpoint_url=emulator.url)
    transport.uninstall()


class Crowd:
    """Threads, each with an action that it repeats; the first failure of any is kept."""

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []
        self.failures: list[BaseException] = []

    def add(self, action: Callable[[], object]) -> None:
        """Add a thread."""

        def run() -> None:
            try:
                action()
            except BaseException as failure:  # noqa: BLE001 - it is the test's to raise
                self.failures.append(failure)

        self._threads.append(threading.Thread(target=run, daemon=True))

    def run(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Let all run to their end.

        :param meanwhile: repeated until they have.
        """
        for thread in self._threads:
            thread.start()
        while any(thread.is_alive() for thread in self._threads) and not self.failures:
            meanwhile()
            self._threads[-1].join(0.001)
        for thread in self._threads:
            thread.join(WATCHDOG_SECONDS)
        if any(thread.is_alive() for thread in self._threads):
            faulthandler.dump_traceback(2, all_threads=True)
            pytest.fail(f"still running after {WATCHDOG_SECONDS:g} s; the stacks are on standard error")
        if self.failures:
            raise self.failures[0]


def work_of(
    number: int, s3: Any, sqs: Any, emulator: Emulator, replacing: threading.Lock
) -> Callable[[], None]:
    """Give the action of one thread: what it writes it reads, unless the state was replaced in between.

    :param replacing: held while the bucket of all is away.
    """
    choose = random.Random(number)
    bucket, name = "shared-bucket", f"queue-{number}"

    def store(text: str) -> bool:
        s3.put_object(Bucket=bucket, Key=f"{number}/{choose.randrange(3)}", Body=text.encode())
        s3.put_object(Bucket=bucket, Key=f"{number}/key", Body=text.encode())
        listed = s3.list_objects_v2(Bucket=bucket, Prefix=f"{number}/key")["KeyCount"]
        found: bytes = s3.get_object(Bucket=bucket, Key=f"{number}/key")["Body"].read()
        return bool(listed == 1 and found == text.encode())

    def send(text: str) -> bool:
        url = sqs.create_queue(QueueName=name)["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody=text)
        bodies = []
        while received := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in received:
                bodies.append(message["Body"])
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return text in bodies

    def work() -> None:
        for count in range(ROUNDS):
            action = choose.choice([store, send])
            with replacing:
                generation = emulator.realm.generation
            try:
                is_whole = action(f"{number} {count}")
            except ClientError as error:
                if error.response["Error"]["Code"] not in GONE:
                    raise
                is_whole = False
            assert is_whole or emulator.realm.generation != generation, action.__name__

    return work


def sends_of(sqs: Any, url: str) -> Callable[[], None]:
    """Give the action of a thread that sends to a queue of all."""

    def send() -> None:
        for _ in range(ROUNDS):
            sqs.send_message(QueueUrl=url, MessageBody="text")

    return send


def test_nothing_is_lost_between_threads(emulator: Emulator, client: Callable[[str], Any]) -> None:
    client("s3").create_bucket(Bucket="shared-bucket")
    url = client("sqs").create_queue(QueueName="shared-queue")["QueueUrl"]
    crowd, replacing = Crowd(), threading.Lock()
    for number in range(THREADS):
        crowd.add(work_of(number, client("s3"), client("sqs"), emulator, replacing))
        crowd.add(sends_of(client("sqs"), url))

    crowd.run()

    attributes = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert attributes["ApproximateNumberOfMessages"] == str(THREADS * ROUNDS)


def test_nor_when_the_state_is_replaced_and_time_moves(
    emulator: Emulator, client: Callable[[str], Any]
) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="shared-bucket")
    choose, counts = random.Random(1), dict.fromkeys(("checkpoint", "restore", "reset", "advance"), 0)
    checkpoints, replacing = [emulator.checkpoint()], threading.Lock()

    def meanwhile() -> None:
        action = choose.choice([*counts])
        counts[action] += 1
        if action == "checkpoint":
            checkpoints.append(emulator.checkpoint())
        elif action == "restore" and len(checkpoints) > 1:
            index = choose.randrange(1, len(checkpoints))
            emulator.restore(checkpoints[index])
            del checkpoints[index:]
        elif action == "reset":
            with replacing:
                emulator.reset(choose.choice(["sqs", "s3"]))
                s3.create_bucket(Bucket="shared-bucket")
        else:
            emulator.advance(choose.choice([0.1, 31, 3600]))

    crowd = Crowd()
    for number in range(THREADS):
        crowd.add(work_of(number, client("s3"), client("sqs"), emulator, replacing))

    crowd.run(meanwhile)
    emulator.restore(checkpoints[0])

    assert min(counts.values()) > 0
    assert client("s3").list_objects_v2(Bucket="shared-bucket")["KeyCount"] == 0
    assert "QueueUrls" not in client("sqs").list_queues()
    assert emulator.recorder.failures == []
