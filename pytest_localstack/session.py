"""The emulator of one pytest process: booted, reached by its clients, stopped."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from localstack.aws.connect import InProcessTransport
from localstack.clock import Clock
from localstack.config import Settings
from localstack.runtime import Emulator
from pytest_localstack.clients import ClientFactory, new_session

if TYPE_CHECKING:
    import boto3

    from pytest_localstack.environment import Environment


class EmulatorSession:
    """What the fixtures of a run share.

    :param port: for the HTTP server; 0 takes a free one.
    """

    def __init__(self, environment: Environment, port: int = 0) -> None:
        self.environment = environment
        self.emulator = Emulator(Settings(port=port, sqs_endpoint_strategy="dynamic", seed="session")).start()
        self.transport = InProcessTransport(self.emulator)
        self.transport.install()
        environment.point_at(self.emulator.url)
        self.handle = LocalStack(self.emulator)

    def stop(self) -> None:
        """Stop the emulator and give the clients their usual transport back."""
        self.transport.uninstall()
        self.emulator.stop()

    @property
    def region(self) -> str:
        """The region that clients use by default."""
        return self.environment.region

    def boto3_session(self) -> boto3.Session:
        """Make a boto3 session with the run's region and credentials."""
        return new_session(self.environment.region)

    def clients(self) -> ClientFactory:
        """Make a factory of clients for the default account and region."""
        return ClientFactory(self.environment.region)


class LocalStack:
    """The emulator in a test's hands: the `localstack` fixture."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    @property
    def url(self) -> str:
        """Base URL of the HTTP server, for clients that are not botocore's."""
        return self._emulator.url

    @property
    def clock(self) -> Clock:
        """The virtual clock: `clock.now()`, `clock.time()`."""
        return self._emulator.clock

    def advance(self, seconds: float) -> None:
        """Move time forward, doing the work that comes due on the way; undone at the test's end.

        :raises ValueError: when `seconds` is negative.
        """
        self._emulator.advance(seconds)

    def freeze(self, at: datetime | None = None) -> None:
        """Let time stand, at a given moment or now; undone at the test's end."""
        self._emulator.freeze(at)

    def unfreeze(self) -> None:
        """Let time run on."""
        self._emulator.unfreeze()

    def settle(self, timeout: float = 10.0) -> None:
        """Return when no background work is due or running.

        :raises SettleTimeout: naming what still is after `timeout` seconds.
        """
        self._emulator.settle(timeout)

    def reset(self, service: str | None = None) -> None:
        """Empty one service, or all."""
        self._emulator.reset(service)
