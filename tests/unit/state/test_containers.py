"""Containers under checkpoints: values and order come back, whatever was done and by whichever thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from localstack.state import Journal, Map, Queue, Record, SortedMap
from localstack.state.containers import Journaled

KEYS = st.integers(0, 7)
VALUES = st.integers(0, 99)


@dataclass(eq=False)
class Resource(Record):
    name: str = ""
    tags: Map[int, object] = field(default_factory=Map)


def attached(container: Any) -> tuple[Any, Journal]:
    journal = Journal()
    container.attach(journal)
    return container, journal


def picture(value: object) -> object:
    """Describe a container with everything inside it, in order."""
    if isinstance(value, Record):
        attributes = [(name, picture(held)) for name, held in vars(value).items() if name != "_journal"]
        return type(value).__name__, id(value), attributes
    if isinstance(value, (Map, SortedMap)):
        return type(value).__name__, id(value), [(key, picture(held)) for key, held in value.items()]
    if isinstance(value, Queue):
        return type(value).__name__, id(value), [picture(held) for held in value]
    return value


class NestedContainers(RuleBasedStateMachine):
    """A tree of containers that is changed anywhere, under checkpoints that nest."""

    def __init__(self) -> None:
        super().__init__()
        root: Map[int, object] = Map()
        self.root, self.journal = attached(root)
        self.containers: list[Journaled] = [self.root]
        self.saved: list[object] = []
        self.at_depth: list[int] = []

    def pick(self, data: st.DataObject, *kinds: type) -> Any:
        fitting = [container for container in self.containers if isinstance(container, kinds)]
        return data.draw(st.sampled_from(fitting)) if fitting else None

    @rule(data=st.data(), key=KEYS, value=VALUES)
    def set_item(self, data: st.DataObject, key: int, value: int) -> None:
        self.pick(data, Map, SortedMap)[key] = value

    @rule(data=st.data(), key=KEYS)
    def delete_item(self, data: st.DataObject, key: int) -> None:
        self.pick(data, Map, SortedMap).pop(key, None)

    @rule(data=st.data(), key=KEYS, value=VALUES)
    def set_default(self, data: st.DataObject, key: int, value: int) -> None:
        self.pick(data, Map, SortedMap).setdefault(key, value)

    @rule(data=st.data())
    def take_first_item(self, data: st.DataObject) -> None:
        mapping = self.pick(data, Map, SortedMap)
        if mapping:
            mapping.popitem()

    @rule(data=st.data())
    def clear(self, data: st.DataObject) -> None:
        self.pick(data, Map, SortedMap, Queue).clear()

    @rule(data=st.data(), value=VALUES, left=st.booleans())
    def put_in_queue(self, data: st.DataObject, value: int, left: bool) -> None:
        queue = self.pick(data, Queue)
        if queue is not None:
            (queue.appendleft if left else queue.append)(value)

    @rule(data=st.data())
    def take_from_queue(self, data: st.DataObject) -> None:
        queue = self.pick(data, Queue)
        if queue:
            queue.popleft()

    @rule(data=st.data())
    def remove_from_queue(self, data: st.DataObject) -> None:
        queue = self.pick(data, Queue)
        if queue:
            queue.remove(data.draw(st.sampled_from(list(queue))))

    @rule(data=st.data(), name=st.sampled_from(["name", "tags", "arn"]), value=VALUES)
    def set_attribute(self, data: st.DataObject, name: str, value: int) -> None:
        record = self.pick(data, Record)
        if record is not None:
            setattr(record, name, value)

    @rule(data=st.data(), name=st.sampled_from(["name", "tags", "arn"]))
    def delete_attribute(self, data: st.DataObject, name: str) -> None:
        record = self.pick(data, Record)
        if record is not None and name in vars(record):
            delattr(record, name)

    @rule(data=st.data(), key=KEYS, kind=st.sampled_from([Map, SortedMap, Queue, Resource]))
    def nest(self, data: st.DataObject, key: int, kind: Callable[[], Journaled]) -> None:
        self.put(self.pick(data, Journaled), key, kind())

    @rule(data=st.data(), key=KEYS)
    def nest_what_is_elsewhere_already(self, data: st.DataObject, key: int) -> None:
        outer, inner = sorted(
            (data.draw(st.integers(0, len(self.containers) - 1)) for _ in range(2)),
        )
        if outer != inner:
            self.put(self.containers[outer], key, self.containers[inner])

    def put(self, outer: Journaled, key: int, inner: Journaled) -> None:
        if isinstance(outer, Record):
            outer.__setattr__(f"inner_{key}", inner)
        elif isinstance(outer, Queue):
            outer.append(inner)
        else:
            assert isinstance(outer, (Map, SortedMap))
            outer[key] = inner
        if inner not in self.containers_by_identity():
            self.containers.append(inner)

    def containers_by_identity(self) -> Any:
        return _ByIdentity(self.containers)

    @precondition(lambda self: len(self.saved) < 4)
    @rule()
    def open_checkpoint(self) -> None:
        self.at_depth.append(self.journal.checkpoint())
        self.saved.append(picture(self.root))

    @precondition(lambda self: self.saved)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        depth = data.draw(st.sampled_from(self.at_depth))

        self.journal.restore(depth)

        assert picture(self.root) == self.saved[depth]
        assert self.journal.depth == depth
        del self.saved[depth:], self.at_depth[depth:]

    @precondition(lambda self: self.saved)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        depth = data.draw(st.sampled_from(self.at_depth))
        before = picture(self.root)

        self.journal.release(depth)

        assert picture(self.root) == before
        assert self.journal.depth == depth
        del self.saved[depth:], self.at_depth[depth:]

    def teardown(self) -> None:
        if self.saved:
            self.journal.restore(0)
            assert picture(self.root) == self.saved[0]


class _ByIdentity:
    def __init__(self, members: list[Journaled]) -> None:
        self._ids = set(map(id, members))

    def __contains__(self, member: object) -> bool:
        return id(member) in self._ids


TestNestedContainers = NestedContainers.TestCase
TestNestedContainers.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)


STEPS = st.lists(st.tuples(st.sampled_from(["set", "del", "clear", "open", "restore"]), KEYS, VALUES))


def play(
    steps: list[tuple[str, int, int]], mapping: Any, model: MutableMapping[int, int], ordered: Any
) -> None:
    mapping, journal = attached(mapping)
    saved: list[dict[int, int]] = []
    for step, key, value in steps:
        match step:
            case "set":
                mapping[key] = model[key] = value
            case "del":
                mapping.pop(key, None)
                model.pop(key, None)
            case "clear":
                mapping.clear()
                model.clear()
            case "open":
                journal.checkpoint()
                saved.append(dict(model))
            case "restore" if saved:
                journal.restore(key % len(saved))
                model = saved[key % len(saved)]
                del saved[key % len(saved) :]
        # Only now and then, for what is read is put in order by it.
        if value % 3 == 0:
            assert list(mapping.items()) == ordered(model)
    assert list(mapping.items()) == ordered(model)


@given(STEPS)
def test_a_map_keeps_the_order_of_insertion(steps: list[tuple[str, int, int]]) -> None:
    play(steps, Map(), {}, lambda model: list(model.items()))


@given(STEPS)
def test_a_sorted_map_keeps_the_order_of_its_keys(steps: list[tuple[str, int, int]]) -> None:
    play(steps, SortedMap(), {}, lambda model: sorted(model.items()))


@given(st.lists(st.tuples(st.sampled_from(["right", "left", "take", "remove", "open", "restore"]), VALUES)))
def test_a_queue_keeps_the_order_of_its_ends(steps: list[tuple[str, int]]) -> None:
    queue, journal = attached(Queue())
    model: deque[int] = deque()
    saved: list[deque[int]] = []

    for step, value in steps:
        match step:
            case "right":
                queue.append(value)
                model.append(value)
            case "left":
                queue.appendleft(value)
                model.appendleft(value)
            case "take" if model:
                assert queue.popleft() == model.popleft()
            case "remove" if value in model:
                queue.remove(value)
                model.remove(value)
            case "open":
                journal.checkpoint()
                saved.append(model.copy())
            case "restore" if saved:
                journal.restore(len(saved) - 1)
                model = saved.pop()

    assert list(queue) == list(model)
    assert len(queue) == len(model)


@pytest.mark.parametrize("size", [10, 10_000])
def test_undoing_costs_the_changes_and_not_the_size(size: int) -> None:
    mapping, journal = attached(Map((key, key) for key in range(size)))
    depth = journal.checkpoint()
    mapping[0] = "changed"
    mapping["more"] = "added"
    del mapping[1]

    undone = journal.restore(depth)

    assert undone == 3


@pytest.mark.parametrize("kind", [Map, SortedMap])
def test_clearing_is_one_change(kind: Callable[..., Any]) -> None:
    mapping, journal = attached(kind((key, key) for key in range(1_000)))
    depth = journal.checkpoint()
    mapping.clear()

    undone = journal.restore(depth)

    assert undone == 1
    assert list(mapping) == list(range(1_000))


def test_nothing_is_recorded_without_a_checkpoint() -> None:
    mapping, journal = attached(Map())

    mapping["key"] = "value"

    assert journal.log is None


class TestAttaching:
    def test_what_is_put_into_a_realm_is_journaled_with_all_inside_it(self) -> None:
        root, journal = attached(Map())
        resource = Resource("queue", Map([(1, Queue([SortedMap()]))]))

        root["resource"] = resource

        inner = next(iter(resource.tags[1]))  # type: ignore[call-overload]
        depth = journal.checkpoint()
        inner["key"] = "value"
        journal.restore(depth)
        assert dict(inner) == {}

    @pytest.mark.parametrize(
        "hold",
        [
            lambda resource: Map([("outside", resource)]),
            lambda resource: Map[str, object]().setdefault("outside", resource),
            lambda resource: SortedMap[str, object]().setdefault("outside", resource),
            lambda resource: Queue().append(resource),
            lambda resource: Queue().appendleft(resource),
            lambda resource: Resource("outside", resource),
        ],
        ids=["map", "map item", "sorted map", "queue", "queue front", "record"],
    )
    def test_what_a_realm_holds_stays_journaled_inside_something_new(
        self, hold: Callable[[Resource], object]
    ) -> None:
        root, journal = attached(Map())
        resource = root["resource"] = Resource("before")

        hold(resource)

        depth = journal.checkpoint()
        resource.name = "after"
        journal.restore(depth)
        assert resource.name == "before"

    def test_containers_may_hold_each_other(self) -> None:
        one, other = Resource("one"), Resource("other")
        one.tags[0], other.tags[0] = other, one
        root, journal = attached(Map())

        root["one"] = one

        depth = journal.checkpoint()
        other.name = "changed"
        journal.restore(depth)
        assert other.name == "other"

    def test_what_is_new_is_not_recorded_by_itself(self) -> None:
        root, journal = attached(Map())
        depth = journal.checkpoint()
        resource = Resource("new")
        resource.tags[1] = "tag"
        root["resource"] = resource

        undone = journal.restore(depth)

        assert undone == 1
        assert dict(root) == {}


class TestRecords:
    def test_a_deleted_attribute_comes_back_in_its_place(self) -> None:
        resource, journal = attached(Resource("name"))
        before = picture(resource)
        depth = journal.checkpoint()
        del resource.name
        resource.arn = "new"

        journal.restore(depth)

        assert picture(resource) == before

    def test_a_property_with_a_setter_is_undone(self) -> None:
        class Sized(Record):
            _size = 0

            @property
            def size(self) -> int:
                return self._size

            @size.setter
            def size(self, value: int) -> None:
                self._size = value

        resource, journal = attached(Sized())
        depth = journal.checkpoint()
        resource.size = 5

        journal.restore(depth)

        assert resource.size == 0

    def test_an_attribute_that_cannot_be_set_leaves_the_checkpoint_usable(self) -> None:
        class Fixed(Record):
            @property
            def size(self) -> int:
                return 1

        resource, journal = attached(Fixed())
        depth = journal.checkpoint()
        with pytest.raises(AttributeError):
            resource.size = 2

        journal.restore(depth)

        assert resource.size == 1

    def test_slots_are_refused(self) -> None:
        with pytest.raises(TypeError, match="Slotted is a record: it cannot have slots"):

            @dataclass(eq=False, slots=True)
            class Slotted(Record):
                name: str


def test_a_key_that_does_not_sort_leaves_the_checkpoint_usable() -> None:
    mapping, journal = attached(SortedMap([("a", 1)]))
    depth = journal.checkpoint()
    with pytest.raises(TypeError):
        mapping[2] = 2

    journal.restore(depth)

    assert dict(mapping) == {"a": 1}


@pytest.mark.parametrize("kind", [Map, SortedMap])
@pytest.mark.parametrize("view", ["values", "items"])
def test_an_iteration_sees_what_was_there_at_its_beginning(kind: Callable[..., Any], view: str) -> None:
    mapping = kind([("a", 1), ("b", 2)])

    seen = []
    for entry in getattr(mapping, view)():
        mapping.pop("b", None)
        mapping["c"] = 3
        seen.append(entry)

    assert seen == ([1, 2] if view == "values" else [("a", 1), ("b", 2)])


class MeddlingKey(str):
    """A key that has another thread try something when it is hashed, after some times without.

    :ivar meddle: begins what the other thread does.
    """

    __slots__ = ("hashes_before", "meddle")
    meddle: Callable[[], None] | None
    hashes_before: int

    def __hash__(self) -> int:
        meddle = getattr(self, "meddle", None)
        if meddle is not None:
            self.hashes_before -= 1
            if self.hashes_before < 0:
                self.meddle = None
                meddle()
        return super().__hash__()

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other)

    def __lt__(self, other: str) -> bool:
        return super().__lt__(other)


class Meanwhile:
    """Something another thread does: begun inside a step of this thread, at its end sooner or later."""

    def __init__(self, action: Callable[[], object]) -> None:
        self._thread = threading.Thread(target=action)

    def begin(self) -> None:
        # Either it gets through at once, or it waits for the step to end.
        self._thread.start()
        self._thread.join(0.05)

    def join(self) -> None:
        self._thread.join(5)
        assert not self._thread.is_alive()


class MeddlingLog(list[Any]):
    """A journal's log that has another thread try something before an entry is written."""

    def __init__(self, meddle: Callable[[], None]) -> None:
        super().__init__()
        self._meddles = iter([meddle])

    def append(self, entry: object) -> None:
        next(self._meddles, lambda: None)()
        super().append(entry)


class TestThreads:
    def test_what_is_added_while_a_restored_map_is_put_in_order_is_kept(self) -> None:
        first = MeddlingKey("first")
        mapping, journal = attached(Map([(first, 1), ("second", 2)]))
        depth = journal.checkpoint()
        del mapping[first]
        journal.restore(depth)
        other = Meanwhile(lambda: mapping.__setitem__("third", 3))
        first.meddle, first.hashes_before = other.begin, 0

        list(mapping)
        other.join()

        assert list(mapping) == ["first", "second", "third"]

    @pytest.mark.parametrize("kind", [Map, SortedMap])
    @pytest.mark.parametrize("hashes_before", range(3))
    def test_two_that_set_the_same_default_get_the_same_one(
        self, kind: Callable[..., Any], hashes_before: int
    ) -> None:
        mapping, _ = attached(kind())
        got: list[object] = []
        key = MeddlingKey("key")
        other = Meanwhile(lambda: got.append(mapping.setdefault("key", Resource("other"))))
        key.meddle, key.hashes_before = other.begin, hashes_before

        got.append(mapping.setdefault(key, Resource("this")))
        other.join()

        assert got[0] is got[1] is mapping["key"]

    @pytest.mark.parametrize("kind", [Map, SortedMap])
    @pytest.mark.parametrize("hashes_before", range(2))
    def test_a_key_that_two_threads_add_is_undone(self, kind: Callable[..., Any], hashes_before: int) -> None:
        mapping, journal = attached(kind())
        depth = journal.checkpoint()
        key = MeddlingKey("key")
        other = Meanwhile(lambda: mapping.__setitem__("key", "other"))
        key.meddle, key.hashes_before = other.begin, hashes_before

        mapping[key] = "this"
        other.join()

        journal.restore(depth)
        assert dict(mapping) == {}

    @pytest.mark.parametrize(
        ("this", "that"),
        [
            (lambda queue: queue.popleft(), lambda queue: queue.appendleft("new")),
            (lambda queue: queue.remove("b"), lambda queue: queue.popleft()),
            (lambda queue: queue.clear(), lambda queue: queue.append("new")),
            (lambda queue: queue.append("new"), lambda queue: queue.remove("c")),
        ],
        ids=["take and put", "remove and take", "clear and add", "add and remove"],
    )
    def test_what_two_threads_do_to_a_queue_is_undone(
        self, this: Callable[[Queue[str]], object], that: Callable[[Queue[str]], object]
    ) -> None:
        queue, journal = attached(Queue("abc"))
        depth = journal.checkpoint()
        other = Meanwhile(lambda: that(queue))
        journal.log = MeddlingLog(other.begin)

        this(queue)
        other.join()

        journal.restore(depth)
        assert list(queue) == ["a", "b", "c"]
