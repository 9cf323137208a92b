"""State saved, loaded, exported and imported over HTTP."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator

ACCOUNT, REGION = "000000000000", "us-east-1"


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings(seed="test")) as emulator:
        yield emulator


def _send(emulator: Emulator, method: str, name: str, body: bytes = b"") -> Response:
    target = f"/_localstack/state/{name}"
    return emulator.gateway.handle(Request(method, target, Headers(), Body(body)))


def _error(response: Response) -> tuple[int, str]:
    return response.status, json.loads(response.body.read())["error"]


def _create(emulator: Emulator) -> None:
    emulator.gateway.call("sqs", "CreateQueue", {"QueueName": "q"}, ACCOUNT, REGION)


def _queues(emulator: Emulator) -> list[str]:
    found: list[str] = emulator.gateway.call("sqs", "ListQueues", {}, ACCOUNT, REGION).get("QueueUrls", [])
    return [url.rpartition("/")[2] for url in found]


def test_what_was_saved_is_loaded(emulator: Emulator, tmp_path: Path) -> None:
    emulator.state_folder = tmp_path
    _create(emulator)

    saved = _send(emulator, "POST", "save")
    emulator.reset()
    loaded = _send(emulator, "POST", "load")

    assert json.loads(saved.body.read()) == {"saved": str(tmp_path), "not_included": []}
    assert loaded.status == 200
    assert _queues(emulator) == ["q"]


def test_what_was_exported_is_imported_elsewhere(emulator: Emulator) -> None:
    _create(emulator)
    archive = _send(emulator, "GET", "export")

    with Emulator(Settings()) as other:
        answer = _send(other, "POST", "import", archive.body.read())

        assert answer.status == 200
        assert _queues(other) == ["q"]


def test_without_a_folder_nothing_is_saved(emulator: Emulator) -> None:
    status, message = _error(_send(emulator, "POST", "save"))

    assert status == 409
    assert "has no folder for its state" in message


@pytest.mark.parametrize("name", ["../escaped", "services/x.jsonl", "/etc/passwd"])
def test_an_archive_with_anything_else_is_refused(emulator: Emulator, name: str) -> None:
    _create(emulator)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, "x")

    status, message = _error(_send(emulator, "POST", "import", content.getvalue()))

    assert status == 409
    assert "no part of a state" in message
    assert _queues(emulator) == ["q"]


@pytest.mark.parametrize(
    ("body", "message"), [(b"no zip", "no archive of"), (b"", "no archive of")], ids=["text", "nothing"]
)
def test_what_is_no_archive_is_refused(emulator: Emulator, body: bytes, message: str) -> None:
    status, found = _error(_send(emulator, "POST", "import", body))

    assert status == 409
    assert message in found
