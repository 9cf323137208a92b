"""Data planes: hosts at which a service serves what was made with it, in place of its operations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.gate import DrainTimeout
from localstack.runtime import Emulator
from localstack.services.plugins import Service
from localstack.services.provider import Provider


class Sites(Provider[Any]):
    """A service that serves sites at hosts without a dot."""

    service = "s3"

    def data_plane(self, emulator: Emulator, request: Request) -> Response | None:
        return None if "." in request.host else Response(200, [("X-Site", request.host)])


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    with Emulator(Settings()) as emulator:
        service = Service.for_provider(Sites())
        monkeypatch.setattr(emulator.services, "require", lambda name: service if name == "s3" else None)
        yield emulator


def ask(emulator: Emulator, host: str, target: str = "/") -> Response:
    return emulator.gateway.handle(Request("GET", target, Headers([("Host", host)]), Body()))


@pytest.mark.parametrize("target", ["/", "/_localstack/health", "/_aws/s3/x", "/?Action=ListUsers"])
def test_a_service_serves_every_path_of_its_hosts(emulator: Emulator, target: str) -> None:
    response = ask(emulator, "s3-website", target)

    assert response.header("x-site") == "s3-website"
    assert emulator.recorder.since(0) == []


def test_what_a_service_does_not_serve_calls_an_operation(emulator: Emulator) -> None:
    ask(emulator, "s3-website.example.com")

    assert [call.operation for call in emulator.recorder.since(0)] == ["ListBuckets"]


def test_other_hosts_are_not_asked_about(emulator: Emulator) -> None:
    assert ask(emulator, "localhost", "/_localstack/info").status == 200


def test_a_service_that_is_switched_off_serves_nothing(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emulator.services, "is_enabled", lambda name: name != "s3")

    assert ask(emulator, "s3-website").status == 501


def test_a_checkpoint_waits_for_what_is_being_served(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Busy(Sites):
        def data_plane(self, emulator: Emulator, request: Request) -> Response | None:
            with pytest.raises(DrainTimeout):
                emulator.gate.close(timeout=0)
            return Response(200, [])

    monkeypatch.setattr(emulator.services, "require", lambda _: Service.for_provider(Busy()))

    assert ask(emulator, "s3-website").status == 200
    emulator.gate.close(timeout=0)
    emulator.gate.open()
