"""What a provider may ask of its context."""

from __future__ import annotations

import pytest

from localstack.aws import spec
from localstack.aws.context import RequestContext
from localstack.config import Settings
from localstack.runtime import Emulator


@pytest.mark.parametrize(
    ("settings", "delay"),
    [
        pytest.param(Settings(), 30.0, id="a server"),
        pytest.param(Settings(realistic=False), 0.0, id="due at once"),
        pytest.param(Settings.from_environment({"LOCALSTACK_REALISTIC": "0"}), 0.0, id="by its variable"),
    ],
)
def test_a_transition_takes_its_time_if_it_is_to(settings: Settings, delay: float) -> None:
    service = spec.load("sts")
    operation = service.operation("GetCallerIdentity")
    emulator = Emulator(settings)
    context = RequestContext(emulator, service, operation, "query", "111122223333", "eu-west-1")

    assert context.transition(30) == delay

    emulator.stop()
