"""The long tail lives in the emulator's time, and its ids come from the emulator's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from localstack.aws.in_process import InProcessTransport
from localstack.config import Settings
from localstack.runtime import Emulator

START = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings(port=0)) as emulator:
        transport = InProcessTransport(emulator)
        transport.install()
        yield emulator
        transport.uninstall()


@pytest.fixture(autouse=True)
def empty(emulator: Emulator) -> Iterator[None]:
    yield
    emulator.reset()
    emulator.ids.seed(None)
    emulator.clock.load((0.0, None))


@pytest.fixture
def secrets(emulator: Emulator) -> Any:
    return boto3.client(
        "secretsmanager",
        "us-east-1",
        endpoint_url=emulator.url,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def created(secrets: Any, name: str) -> datetime:
    secrets.create_secret(Name=name, SecretString="s")
    moment: datetime = secrets.describe_secret(SecretId=name)["CreatedDate"]
    return moment.astimezone(UTC)


def test_a_frozen_time_is_its_time(emulator: Emulator, secrets: Any) -> None:
    emulator.freeze(START)
    first = created(secrets, "first")
    emulator.advance(86_400)
    second = created(secrets, "second")

    assert [moment.replace(microsecond=0) for moment in (first, second)] == [START, START + timedelta(days=1)]


def test_time_that_was_advanced_runs_on(emulator: Emulator, secrets: Any) -> None:
    emulator.advance(30 * 86_400)

    assert abs(created(secrets, "secret") - emulator.clock.now()) < timedelta(minutes=5)
    assert created(secrets, "other") - datetime.now(UTC) > timedelta(days=29)


def test_it_comes_back_with_a_checkpoint(emulator: Emulator, secrets: Any) -> None:
    checkpoint = emulator.checkpoint()
    emulator.freeze(START)
    created(secrets, "inside")

    emulator.restore(checkpoint)

    assert abs(created(secrets, "after") - datetime.now(UTC)) < timedelta(minutes=5)


def test_ids_are_the_same_from_the_same_seed(emulator: Emulator, secrets: Any) -> None:
    def arns(seed: str) -> list[str]:
        emulator.ids.seed(seed)
        made = [secrets.create_secret(Name=name, SecretString="s") for name in ("one", "two")]
        emulator.reset("secretsmanager")
        return [secret["ARN"] for secret in made]

    first, second, other = arns("test_a"), arns("test_a"), arns("test_b")

    assert first == second
    assert not set(first) & set(other)


def test_without_a_seed_nobody_knows_them(emulator: Emulator, secrets: Any) -> None:
    emulator.ids.seed("test_a")
    secrets.create_secret(Name="seeded", SecretString="s")
    made = []
    for _ in range(2):
        emulator.ids.seed(None)
        made.append(secrets.create_secret(Name="one", SecretString="s")["ARN"])
        emulator.reset("secretsmanager")

    assert made[0] != made[1]
