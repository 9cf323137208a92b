"""Ids: the same from the same seed, of the form AWS gives them."""

from __future__ import annotations

import base64
import random
import re
import uuid
from collections.abc import Callable

import pytest

from localstack.ids import Ids

MAKERS: dict[str, Callable[[Ids], object]] = {
    "request id": Ids.request_id,
    "uuid": Ids.uuid,
    "hexadecimal": lambda ids: ids.hexadecimal(17),
    "alphanumeric": lambda ids: ids.alphanumeric(16),
    "data": lambda ids: ids.data(20),
    "token": lambda ids: ids.token(30),
}
each_maker = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())


@each_maker
def test_a_seed_determines_what_follows(make: Callable[[Ids], object]) -> None:
    one, other = Ids("test_a"), Ids("test_b")
    first = [make(one) for _ in range(5)]
    assert [make(other) for _ in range(5)] != first

    other.seed("test_a")

    assert [make(other) for _ in range(5)] == first
    assert len(set(first)) == 5


@each_maker
def test_a_saved_state_determines_what_follows(make: Callable[[Ids], object]) -> None:
    ids = Ids("test")
    make(ids)
    state = ids.save()
    first = [make(ids) for _ in range(5)]

    ids.load(state)

    assert [make(ids) for _ in range(5)] == first


@each_maker
def test_ids_of_another_seed_in_between_change_nothing(make: Callable[[Ids], object]) -> None:
    ids, other = Ids("test"), Ids("test")
    between = []

    for seed in ("between", "between"):
        with ids.seeded(seed):
            between.append(make(ids))

    assert make(ids) == make(other)
    assert between[0] == between[1]


@each_maker
def test_without_a_seed_nobody_knows(make: Callable[[Ids], object]) -> None:
    seeded = Ids("test")
    before = make(seeded)

    seeded.seed(None)

    assert make(seeded) != before
    assert make(Ids()) != make(Ids())


def test_no_system_call_is_paid_for_an_id() -> None:
    assert not isinstance(Ids().random, random.SystemRandom)


@pytest.mark.parametrize("seed", [None, "test"])
def test_uuids_are_of_version_four(seed: str | None) -> None:
    ids = Ids(seed)

    made = [uuid.UUID(ids.uuid()), uuid.UUID(ids.request_id())]

    assert [(one.version, one.variant) for one in made] == [(4, uuid.RFC_4122)] * 2


@pytest.mark.parametrize("length", [1, 8, 33])
def test_ids_have_their_length_and_alphabet(length: int) -> None:
    ids = Ids("test")

    assert re.fullmatch(r"[0-9a-f]+", ids.hexadecimal(length))
    assert len(ids.hexadecimal(length)) == length
    assert re.fullmatch(r"[A-Z0-9]+", ids.alphanumeric(length))
    assert set(ids.alphanumeric(length, "xy")) <= {"x", "y"}
    assert len(ids.alphanumeric(length)) == len(ids.data(length)) == length
    assert len(base64.b64decode(ids.token(length))) == length
