"""Locks by resource: one per id, in sorted order, none while leaving the provider."""

from __future__ import annotations

import gc
import threading

import pytest

from localstack.state.locks import LockOrderError, LockRegistry


@pytest.fixture
def locks() -> LockRegistry:
    return LockRegistry()


def test_a_lock_keeps_other_threads_out(locks: LockRegistry) -> None:
    order: list[str] = []
    is_held = threading.Event()

    def hold() -> None:
        with locks("queue"):
            is_held.set()
            other_is_waiting.wait(5)
            order.append("first")

    other_is_waiting = threading.Event()
    holder = threading.Thread(target=hold)
    holder.start()
    is_held.wait(5)
    other_is_waiting.set()
    with locks("queue"):
        order.append("second")
    holder.join()

    assert order == ["first", "second"]


def test_locks_of_other_resources_are_free(locks: LockRegistry) -> None:
    got = threading.Event()

    def take() -> None:
        with locks("b"):
            got.set()

    with locks("a"):
        thread = threading.Thread(target=take)
        thread.start()
        thread.join(5)

        assert got.is_set()


def test_several_locks_are_taken_in_sorted_order(locks: LockRegistry) -> None:
    message = "lock of bb asked for while holding a, b, c: sort them"

    with locks("a"), locks("b"), locks("c"), pytest.raises(LockOrderError, match=message):
        locks("bb").__enter__()


def test_a_lock_that_is_held_can_be_taken_again(locks: LockRegistry) -> None:
    with locks("a"), locks("b"), locks("a"), pytest.raises(LockOrderError, match="while holding a, b, a"):
        locks("aa").__enter__()

    locks.assert_none_held("call")


def test_nothing_leaves_the_provider_under_a_lock(locks: LockRegistry) -> None:
    with locks("a"), pytest.raises(LockOrderError, match=r"call of sqs\.SendMessage while holding a"):
        locks.assert_none_held("call of sqs.SendMessage")


def test_what_another_thread_holds_does_not_count(locks: LockRegistry) -> None:
    failures: list[BaseException] = []

    def check() -> None:
        try:
            locks.assert_none_held("call")
        except LockOrderError as error:
            failures.append(error)

    with locks("a"):
        thread = threading.Thread(target=check)
        thread.start()
        thread.join()

    assert failures == []


def test_an_error_lets_go_of_the_lock(locks: LockRegistry) -> None:
    with pytest.raises(KeyError), locks("a"):
        raise KeyError("a")

    locks.assert_none_held("call")


def test_locks_that_nobody_uses_are_forgotten(locks: LockRegistry) -> None:
    for number in range(100):
        with locks(f"queue-{number}"):
            pass
    gc.collect()

    assert len(locks._locks) == 0
