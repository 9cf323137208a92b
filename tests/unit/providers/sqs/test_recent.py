"""Things remembered for some minutes."""

from __future__ import annotations

from localstack_providers.sqs.recent import Recent


def test_a_value_is_remembered_until_its_time() -> None:
    recent: Recent[str, int] = Recent()
    recent.add("a", 1, now=0, seconds=300)

    assert (recent.get("a", 299), recent.get("a", 300), recent.get("b", 0)) == (1, None, None)


def test_a_value_added_again_is_remembered_for_longer() -> None:
    recent: Recent[str, int] = Recent()
    recent.add("a", 1, now=0, seconds=300)
    recent.add("a", 2, now=200, seconds=300)

    recent.add("b", 3, now=400, seconds=300)

    assert (recent.get("a", 400), recent.get("b", 400)) == (2, 3)


def test_what_is_forgotten_takes_no_room() -> None:
    recent: Recent[int, int] = Recent()
    for number in range(100):
        recent.add(number, number, now=number, seconds=10)

    assert len(recent.values) == len(recent.order) == 10
