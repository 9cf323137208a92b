"""Calls made without an emulator that answers them."""

from __future__ import annotations

from typing import Any

from localstack.aws import spec
from localstack.aws.context import RequestContext
from localstack.aws.errors import CommonServiceException
from localstack.aws.recorder import Call
from localstack.config import Settings
from localstack.runtime import Emulator

EMULATOR = Emulator(Settings(seed="test"))
"""Never started: it gives request ids."""


def call(
    service: str,
    operation: str,
    error: str = "",
    message: str = "",
    region: str = "eu-west-1",
    **parameters: Any,
) -> Call:
    """Make a call from inside the emulator.

    :param error: the code of the error it is answered with.
    """
    loaded = spec.load(service)
    context = RequestContext(
        EMULATOR, loaded, loaded.operation(operation), loaded.protocols[0], "111122223333", region
    )
    made = Call(context, 0.0)
    made.parsed(parameters)
    if error:
        made.failed(CommonServiceException(error, message))
    made.ended("native")
    return made
