"""Endpoints about a server's scripts, settings and process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request
from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.runtime.init import InitScripts


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings(seed="test")) as emulator:
        yield emulator


def _ask(emulator: Emulator, method: str, target: str, document: Any = None) -> tuple[int, dict[str, Any]]:
    body = b"" if document is None else json.dumps(document).encode()
    request = Request(method, f"/_localstack/{target}", Headers(), Body(body))
    response = emulator.gateway.handle(request)
    content = response.body.read()
    return response.status, json.loads(content) if content.startswith(b"{") else {}


def test_scripts_are_told(emulator: Emulator, tmp_path: Path) -> None:
    (tmp_path / "boot.d").mkdir()
    (tmp_path / "boot.d" / "a.sh").touch()
    emulator.init_scripts = InitScripts(tmp_path)

    assert _ask(emulator, "GET", "init") == (
        200,
        {
            "completed": {"BOOT": False, "START": False, "READY": False, "SHUTDOWN": False},
            "scripts": [{"stage": "BOOT", "name": "a.sh", "state": "UNKNOWN"}],
        },
    )
    assert _ask(emulator, "GET", "init/ready") == (200, {"completed": False, "scripts": []})


def test_a_stage_that_is_none(emulator: Emulator) -> None:
    status, document = _ask(emulator, "GET", "init/begin")

    assert status == 404
    assert "'begin' is no stage" in document["error"]


def test_settings_change_where_that_is_allowed(emulator: Emulator) -> None:
    change = {"variable": "SQS_ENDPOINT_STRATEGY", "value": "path"}
    refused = _ask(emulator, "POST", "config", change)
    emulator.settings.enable_config_updates = True

    assert refused[0] == 404
    assert _ask(emulator, "POST", "config", change) == (200, change)
    assert emulator.settings.sqs_endpoint_strategy == "path"
    assert _ask(emulator, "GET", "config")[1]["SQS_ENDPOINT_STRATEGY"] == "path"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"variable": "NONE", "value": "1"}, "'NONE' is none of"),
        ({"variable": "SQS_ENDPOINT_STRATEGY", "value": "pth"}, "did you mean path"),
        ({"variable": "SQS_ENDPOINT_STRATEGY"}, "POST"),
        (None, "POST"),
    ],
    ids=["variable", "value", "no value", "no document"],
)
def test_a_change_that_makes_no_sense(emulator: Emulator, document: Any, message: str) -> None:
    emulator.settings.enable_config_updates = True

    status, answer = _ask(emulator, "POST", "config", document)

    assert status == 400
    assert message in answer["error"]


def test_diagnosis_and_usage_are_for_debugging(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    emulator.gateway.call("sqs", "ListQueues", {}, "000000000000", "us-east-1")
    monkeypatch.delenv("DEBUG", raising=False)
    refused = _ask(emulator, "GET", "diagnose")
    monkeypatch.setenv("DEBUG", "1")

    assert refused[0] == 404
    assert _ask(emulator, "GET", "usage") == (200, {"sqs": {"ListQueues": 1}})
    diagnosis = _ask(emulator, "GET", "diagnose")[1]
    assert diagnosis["services"]["sqs"] == "running"
    assert diagnosis["calls"] == 1


def test_a_process_takes_orders(emulator: Emulator) -> None:
    orders: list[str] = []
    refused = _ask(emulator, "POST", "health", {"action": "kill"})
    emulator.orders = orders.append

    assert refused[0] == 409
    assert _ask(emulator, "POST", "health", {"action": "restart"}) == (200, {"status": "ok"})
    assert _ask(emulator, "POST", "health", {"action": "fly"})[0] == 400
    assert orders == ["restart"]


def test_health_keeps_what_it_is_told(emulator: Emulator) -> None:
    _ask(emulator, "PUT", "health", {"features:seeded": True, "features": {"more": 1}})

    assert _ask(emulator, "GET", "health")[1]["features"] == {"seeded": True, "more": 1}


def test_plugins_are_told_by_namespace(emulator: Emulator) -> None:
    emulator.gateway.call("sqs", "ListQueues", {}, "000000000000", "us-east-1")

    found = {
        one["name"]: one["is_loaded"]
        for one in _ask(emulator, "GET", "plugins")[1]["localstack.aws.provider"]
    }

    assert (found["sqs:default"], found["s3:default"]) == (True, False)
