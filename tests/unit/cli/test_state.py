"""State of a server as a process: exported, imported, reset, and persisted through kill -9."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3

from tests.unit.cli.conftest import Cli, kill


def _queues(cli: Cli) -> list[str]:
    return [url.rpartition("/")[2] for url in _sqs(cli).list_queues().get("QueueUrls", [])]


def _sqs(cli: Cli) -> Any:
    return boto3.client(
        "sqs",
        endpoint_url=cli.url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def _post(cli: Cli, path: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(cli.url).netloc, timeout=30)
    connection.request("POST", path)
    status = connection.getresponse().status
    connection.close()
    return status


def test_it_is_exported_reset_and_imported(cli: Cli) -> None:
    cli("start", "-d")
    _sqs(cli).create_queue(QueueName="q")

    exported = cli("state", "export", "file.zip")
    reset = cli("state", "reset", "-s", "sqs")
    emptied = _queues(cli)
    imported = cli("state", "import", "file.zip")

    assert exported.stdout == "Exported to file.zip.\n"
    assert reset.stdout == "Reset sqs.\n"
    assert emptied == []
    assert imported.stdout == "Imported file.zip.\n"
    assert _queues(cli) == ["q"]


def test_what_cannot_be_imported_or_reset_is_an_error(cli: Cli) -> None:
    cli("start", "-d")
    Path(cli.folder, "file.zip").write_text("no zip")

    imported, reset = cli("state", "import", "file.zip"), cli("state", "reset", "-s", "sqqs")

    assert (imported.returncode, reset.returncode) == (1, 1)
    assert "no archive of" in imported.stderr
    assert "no service named 'sqqs'" in reset.stderr
    assert cli("state", "import", "nowhere.zip").returncode == 2


def test_persistence_survives_stop_restart_and_kill(cli: Cli) -> None:
    cli.variables |= {"PERSISTENCE": "1", "SNAPSHOT_SAVE_STRATEGY": "ON_SHUTDOWN"}
    cli("start", "-d")
    _sqs(cli).create_queue(QueueName="stopped")
    cli("stop")
    cli("start", "-d")
    _sqs(cli).create_queue(QueueName="restarted")
    cli("restart")
    _sqs(cli).create_queue(QueueName="saved")
    assert _post(cli, "/_localstack/state/save") == 200
    _sqs(cli).create_queue(QueueName="unsaved")
    kill(cli.pid)

    cli("start", "-d")

    assert _queues(cli) == ["restarted", "saved", "stopped"]


def test_scripts_run_at_their_stages(cli: Cli) -> None:
    log = cli.folder / "log"
    for stage in ("boot", "start", "ready", "shutdown"):
        folder = cli.root / "etc" / "init" / f"{stage}.d"
        folder.mkdir(parents=True)
        (folder / "say.sh").write_text(f"echo {stage} $AWS_ENDPOINT_URL >> {log}\n")
    cli("start", "-d")
    while not _init(cli)["completed"]:
        pass
    cli("stop")

    assert log.read_text().splitlines() == [
        "boot",
        f"start {cli.url}",
        f"ready {cli.url}",
        f"shutdown {cli.url}",
    ]


def _init(cli: Cli) -> dict[str, object]:
    connection = http.client.HTTPConnection(urlsplit(cli.url).netloc, timeout=30)
    connection.request("GET", "/_localstack/init/ready")
    document: dict[str, object] = json.loads(connection.getresponse().read())
    connection.close()
    return document


def test_state_that_two_would_keep_is_refused(cli: Cli) -> None:
    cli.variables["PERSISTENCE"] = "1"
    cli("start", "-d")

    run = cli("start", "-d", "-p", str(cli.port + 1))

    assert run.returncode == 1
    assert "another emulator keeps its state" in run.stderr
