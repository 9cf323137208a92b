"""Fixture factories under the names that pytest-localstack 0.x had: `session_fixture` and `patch_fixture`.

They need no container: every boto3 client of the run is the emulator's, and a fixture made here is a handle on it.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

import pytest

from pytest_localstack.target import is_aws

if TYPE_CHECKING:
    from pytest_localstack.running import RunningSession
    from pytest_localstack.session import EmulatorSession
    from pytest_localstack.target import RealAWS

Scope = Literal["session", "package", "module", "class", "function"]
Services = Collection[str] | Mapping[str, int] | None
REGION_VARIABLES = ("AWS_REGION", "AWS_DEFAULT_REGION")
PROBABILITIES = ("kinesis_error_probability", "dynamodb_error_probability")


class IgnoredOptionWarning(pytest.PytestWarning):
    """A factory was given options of a container, of which there is none."""


def session_fixture(
    scope: Scope = "function",
    services: Services = None,
    autouse: bool = False,
    region_name: str | None = None,
    **container: Any,
) -> Callable[..., Iterator[RunningSession]]:
    """Make a fixture that gives a :class:`RunningSession`.

    :param services: the ones its `endpoint_url` may be asked for, all without it; their ports mean nothing.
    :param region_name: of the clients made through it.
    :param container: further options of 0.x: accepted with a warning that they can go.
    :raises pytest.UsageError: for a probability of errors.
    """
    _check(services, container)
    return _fixture(scope, services, autouse, region_name, patch=False)


def patch_fixture(
    scope: Scope = "function",
    services: Services = None,
    autouse: bool = False,
    region_name: str | None = None,
    **container: Any,
) -> Callable[..., Iterator[RunningSession]]:
    """Make a fixture like :func:`session_fixture`, which also makes its region that of all new clients.

    There is nothing else to patch: clients, made before or after, talk to the emulator as soon as it has booted.
    """
    _check(services, container)
    return _fixture(scope, services, autouse, region_name, patch=True)


def _fixture(
    scope: Scope, services: Services, autouse: bool, region_name: str | None, patch: bool
) -> Callable[..., Iterator[RunningSession]]:
    @pytest.fixture(scope=scope, autouse=autouse)
    def running_session(_localstack_session: EmulatorSession | RealAWS) -> Iterator[RunningSession]:
        """A handle on the emulator as pytest-localstack 0.x gave one."""
        if is_aws():
            pytest.skip("needs the emulator; this run targets real AWS")
        from pytest_localstack.running import RunningSession

        region = region_name or _localstack_session.region
        running = RunningSession(_localstack_session.handle.url, region, services)  # type: ignore[union-attr]
        with pytest.MonkeyPatch.context() as variables:
            if patch:
                for name in REGION_VARIABLES:
                    variables.setitem(os.environ, name, region)
            yield running

    return running_session


def _check(services: Services, container: Mapping[str, Any]) -> None:
    """Refuse what would be pretended, and name what can be deleted."""
    if likely := [name for name in PROBABILITIES if container.get(name)]:
        raise pytest.UsageError(
            f"{likely[0]}={container[likely[0]]}: a run does not fail by chance here; have the calls that matter"
            " fail with the fixture aws_faults (docs/migrating.md)"
        )
    ignored = list(container)
    if isinstance(services, Mapping):
        ignored.insert(0, "the ports in services")
    if ignored:
        warnings.warn(
            IgnoredOptionWarning(
                f"{', '.join(ignored)}: there is no container to apply to, the emulator runs in this process:"
                " delete it from the call"
            ),
            stacklevel=3,
        )
