"""What state costs: a checkpoint and going back to it by the size of the state, a mutation, an item in memory."""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.table import Row, Table, progress
from benchmarks.workers import Worker

SIZES = (100, 10_000, 1_000_000)
MUTATIONS = 1_000
FLAT_BAR = 2.0
ACCOUNT, REGION = "000000000000", "us-east-1"


def measure(rounds: int) -> list[Table]:
    """Measure each in a process of its own."""
    return [_checkpoints(rounds), _mutations(rounds), _memory()]


def _checkpoints(rounds: int) -> Table:
    columns = ("microseconds", "checkpoint", "and back, nothing changed", f"and back, {MUTATIONS} changes")
    table = Table("Checkpoints by the items in state", columns)
    smallest: list[float] = []
    for size in SIZES:
        progress(f"checkpoints over {size:,} items")
        with Worker(Shelves, size) as shelves:
            times = [
                median(shelves.call("checkpoint", changes) for _ in range(rounds))
                for changes in (0, MUTATIONS)
            ]
            opening = median(shelves.call("opening") for _ in range(rounds))
        figures = [opening, *times]
        smallest = smallest or figures
        worst = max(figure / least for figure, least in zip(figures, smallest, strict=True))
        row = Row(
            (f"{size:,} items", *(f"{figure:.1f}" for figure in figures)),
            f"<= {FLAT_BAR:g} x the smallest",
            worst <= FLAT_BAR,
        )
        table.rows.append(row)
    return table


def _mutations(rounds: int) -> Table:
    columns = (
        "nanoseconds per mutation",
        "plain Python",
        "no checkpoint",
        "checkpoint open",
        "taking it back",
    )
    table = Table("The journal", columns)
    with Worker(Shelves, SIZES[1]) as shelves:
        for kind in KINDS:
            progress(f"mutations: {kind}")
            figures = [shelves.call("mutate", kind) for _ in range(rounds)]
            table.rows.append(
                Row((kind, *(f"{median(column):.0f}" for column in zip(*figures, strict=True))))
            )
    return table


def _memory() -> Table:
    columns = ("bytes per item", "ours", "the same in plain Python", "ratio")
    table = Table("Memory", columns)
    with Worker(Shelves, 0) as shelves:
        for kind in ("record in a map", "record in a sorted map", "SQS message", "S3 object"):
            progress(f"memory: {kind}")
            ours, plain = shelves.call("memory", kind)
            plain_cells = (f"{plain:.0f}", f"{ours / plain:.2f}") if plain else ("", "")
            table.rows.append(Row((kind, f"{ours:.0f}", *plain_cells)))
    return table


KINDS = (
    "map item set",
    "map item added and deleted",
    "sorted map item set",
    "queue append",
    "record attribute",
)


class Plain:
    """What :class:`Book` is without a journal."""

    def __init__(self, title: str, year: int) -> None:
        self.title = title
        self.year = year


class Shelves:
    """A realm with items in it.

    :param size: how many.
    """

    def __init__(self, size: int) -> None:
        from localstack.config import Settings
        from localstack.runtime import Emulator
        from localstack.state import BaseStore, LocalAttribute, Map, Queue, Record, SortedMap

        @dataclass(eq=False)
        class Book(Record):
            title: str
            year: int

        class ShelfStore(BaseStore):
            books = LocalAttribute[Map[int, Book]](Map)
            sorted = LocalAttribute[SortedMap[str, Book]](SortedMap)
            queue = LocalAttribute[Queue[int]](Queue)

        self._emulator = Emulator(Settings(port=0))
        self._book = Book
        self._store: Any = self._emulator.realm.store("shelves", ShelfStore, ACCOUNT, REGION)
        for number in range(size):
            self._store.books[number] = Book("title", number)

    def stop(self) -> None:
        """Stop the emulator."""
        self._emulator.stop()

    def opening(self) -> float:
        """Time the opening of a checkpoint."""
        started = time.perf_counter()
        checkpoint = self._emulator.checkpoint()
        elapsed = time.perf_counter() - started
        self._emulator.restore(checkpoint)
        return elapsed * 1e6

    def checkpoint(self, changes: int) -> float:
        """Time a checkpoint and going back to it, without the changes in between."""
        books, size = self._store.books, len(self._store.books)
        started = time.perf_counter()
        checkpoint = self._emulator.checkpoint()
        elapsed = time.perf_counter() - started
        for number in range(changes):
            books[number % size].year = number
        started = time.perf_counter()
        self._emulator.restore(checkpoint)
        return (elapsed + time.perf_counter() - started) * 1e6

    def mutate(self, kind: str) -> tuple[float, float, float, float]:
        """Time a mutation: of plain Python's, without a checkpoint, with one, and being taken back."""
        plain = _per_mutation(self._plain(kind))
        closed = _per_mutation(self._journaled(kind))
        checkpoint = self._emulator.checkpoint()
        opened = _per_mutation(self._journaled(kind))
        started = time.perf_counter()
        self._emulator.restore(checkpoint)
        back = (time.perf_counter() - started) / MUTATIONS * 1e9
        return plain, closed, opened, back

    def memory(self, kind: str) -> tuple[float, float]:
        """Give the bytes that an item takes, and that the same in plain Python does, 0 where there is none."""
        count = 10_000
        return _growth(self._fill(kind), count), _growth(fill, count) if (fill := _plain_fill(kind)) else 0

    def _fill(self, kind: str) -> Callable[[int], object]:
        store, book, call = self._store, self._book, self._emulator.gateway.call
        if kind == "record in a map":
            return lambda number: store.books.__setitem__(number, book("title", number))
        if kind == "record in a sorted map":
            return lambda number: store.sorted.__setitem__(f"{number:08}", book("title", number))
        if kind == "SQS message":
            url = call("sqs", "CreateQueue", {"QueueName": "queue"}, ACCOUNT, REGION)["QueueUrl"]
            return lambda number: call(
                "sqs", "SendMessage", {"QueueUrl": url, "MessageBody": f"{number:08}"}, ACCOUNT, REGION
            )
        from localstack.aws.body import Body

        call("s3", "CreateBucket", {"Bucket": "bucket"}, ACCOUNT, REGION)
        return lambda number: call(
            "s3",
            "PutObject",
            {"Bucket": "bucket", "Key": f"{number:08}", "Body": Body(b"x")},
            ACCOUNT,
            REGION,
        )

    def _plain(self, kind: str) -> Callable[[int], object]:
        items: dict[int, int] = dict.fromkeys(range(MUTATIONS), 0)
        queue: list[int] = []
        record: Any = Plain("title", 1)

        def attribute(number: int) -> None:
            record.year = number

        def added(number: int) -> None:
            items[-1 - number] = number
            del items[-1 - number]

        return {
            "map item added and deleted": added,
            "queue append": queue.append,
            "record attribute": attribute,
        }.get(kind, lambda number: items.__setitem__(number, number))

    def _journaled(self, kind: str) -> Callable[[int], object]:
        store, book = self._store, self._book("title", 1)
        books, queue, record = store.books, store.queue, books_first(store.books)

        def attribute(number: int) -> None:
            record.year = number

        def added(number: int) -> None:
            books[-1 - number] = book
            del books[-1 - number]

        mutations: dict[str, Callable[[int], object]] = {
            "map item set": lambda number: books.__setitem__(number, book),
            "map item added and deleted": added,
            "sorted map item set": lambda number: store.sorted.__setitem__(str(number), book),
            "queue append": queue.append,
            "record attribute": attribute,
        }
        return mutations[kind]


def books_first(books: Any) -> Any:
    """Give the first book of a map."""
    return books[next(iter(books))]


def _per_mutation(mutate: Callable[[int], object]) -> float:
    started = time.perf_counter()
    for number in range(MUTATIONS):
        mutate(number)
    return (time.perf_counter() - started) / MUTATIONS * 1e9


def _growth(fill: Callable[[int], object], count: int) -> float:
    fill(0)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(1, count + 1):
        fill(number)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return grown / count


def _plain_fill(kind: str) -> Callable[[int], object] | None:
    if not kind.startswith("record"):
        return None
    items: dict[Any, Plain] = {}
    key: Callable[[int], Any] = (lambda number: f"{number:08}") if "sorted" in kind else int
    return lambda number: items.__setitem__(key(number), Plain("title", number))
