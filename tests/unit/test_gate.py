"""The gate: closed for whoever has to have the realm to themselves."""

from __future__ import annotations

import threading
import time

import pytest

from localstack.gate import DrainTimeout, Gate


def test_it_closes_at_once_when_nobody_is_inside() -> None:
    gate = Gate()
    gate.enter()
    gate.leave()

    gate.close(0)


def test_it_closes_when_those_inside_have_left() -> None:
    gate = Gate()
    gate.enter()
    closing = threading.Thread(target=gate.close)
    closing.start()
    closing.join(0.01)
    was_waiting = closing.is_alive()

    gate.leave()
    closing.join(5)

    assert was_waiting
    assert not closing.is_alive()


def test_nobody_enters_while_it_is_closed() -> None:
    gate = Gate()
    gate.close()
    entering = threading.Thread(target=gate.enter)
    entering.start()
    entering.join(0.01)
    was_waiting = entering.is_alive()

    gate.open()
    entering.join(5)

    assert was_waiting
    assert not entering.is_alive()


@pytest.mark.parametrize("stands", [False, True], ids=["running clock", "standing clock"])
def test_it_opens_again_when_somebody_does_not_leave(stands: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate()
    gate.enter()
    if stands:
        monkeypatch.setattr(time, "monotonic", lambda: 5.0)

    with pytest.raises(DrainTimeout, match=r"1 requests were still being answered after 0.01 s"):
        gate.close(0.01)

    gate.enter()


def test_a_parked_request_keeps_the_realm_busy() -> None:
    gate = Gate()
    gate.enter()

    with gate.parked(), pytest.raises(DrainTimeout):
        gate.close(0.01)


def test_whoever_closes_past_the_parked_does_not_wait_for_them_and_holds_them() -> None:
    gate, parked, release, gone_on = Gate(), threading.Event(), threading.Event(), threading.Event()

    def request() -> None:
        gate.enter()
        with gate.parked():
            parked.set()
            release.wait(5)
        gone_on.set()
        gate.leave()

    thread = threading.Thread(target=request)
    thread.start()
    parked.wait(5)

    gate.close(0, past_parked=True)
    release.set()
    was_held = not gone_on.wait(0.01)
    gate.open()
    thread.join(5)

    assert was_held
    assert gone_on.is_set()
    gate.close(0)
