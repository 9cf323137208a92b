"""The emulator of one pytest process: booted, reached by its clients, stopped."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, cast

from localstack.aws.hosts import refuse_metadata
from localstack.aws.in_process import InProcessTransport
from localstack.aws.sleeping import VirtualSleep
from localstack.clock import Clock
from localstack.config import Settings
from localstack.runtime import Emulator
from pytest_localstack.accounts import AmbientAccount
from pytest_localstack.clients import ClientFactory, DefaultSession, new_session
from pytest_localstack.environment import named_hosts
from pytest_localstack.mocks import MotoMocks
from pytest_localstack.target import secondary_region

if TYPE_CHECKING:
    import boto3

    from pytest_localstack.elsewhere import Elsewhere
    from pytest_localstack.environment import Environment

SECONDARY_ACCOUNT_ID = "000000000002"


class EmulatorSession:
    """What the fixtures of a run share: an emulator in this process, or one elsewhere.

    :param port: for the HTTP server; 0 takes a free one.
    :param hosts: endpoints that count as the emulator's; see :class:`InProcessTransport`.
    :param refuse: keeps clients from metadata services; see :class:`InProcessTransport`.
    :param elsewhere: the emulator to use instead of one in this process.
    """

    def __init__(
        self,
        environment: Environment,
        port: int = 0,
        hosts: Sequence[str] | None = None,
        refuse: Callable[[str], None] = refuse_metadata,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self.environment = environment
        self.is_remote = elsewhere is not None
        self.accounts = AmbientAccount(environment, elsewhere.run if elsewhere else "")
        self.emulator = _stand_in(elsewhere) if elsewhere else _boot(port)
        self.transport = InProcessTransport(self.emulator, hosts, refuse, named_hosts(os.environ))
        self.transport.install()
        self.sleep = VirtualSleep(self.emulator)
        if not self.is_remote:
            # Elsewhere the clock is not this process's alone: sleeps would move it for others.
            self.sleep.install()
        self.default_session = DefaultSession()
        self.default_session.set_aside()
        environment.point_at(self.emulator.url)
        self.mocks = MotoMocks(self.emulator.url)
        self.mocks.install()
        self.handle = LocalStack(self.emulator, self.accounts)

    def stop(self) -> None:
        """Stop the emulator and give the clients their usual transport back."""
        self.mocks.uninstall()
        self.default_session.put_back()
        self.sleep.uninstall()
        self.transport.uninstall()
        self.accounts.uninstall()
        self.emulator.stop()

    @property
    def region(self) -> str:
        """The region that clients use by default."""
        return self.environment.region

    @property
    def secondary_region(self) -> str:
        """Another region."""
        return secondary_region(self.region)

    @property
    def native_services(self) -> frozenset[str]:
        """The services that a checkpoint covers: none of an emulator elsewhere."""
        return frozenset() if self.is_remote else frozenset(self.emulator.services.native())

    @property
    def s3_host_url(self) -> str:
        """The endpoint of S3 below which buckets are hosts; an address cannot have any."""
        return f"http://s3.localhost.localstack.cloud:{self.emulator.port}"

    def pass_time(self, seconds: float) -> None:
        """Let virtual time pass; real time with an emulator elsewhere, whose clock is not this process's alone."""
        if self.is_remote:
            sleep(seconds)
        else:
            self.emulator.sleep(seconds)

    def boto3_session(self) -> boto3.Session:
        """Make a boto3 session with the run's region and credentials."""
        return new_session(self.environment.region)

    def clients(self) -> ClientFactory:
        """Make a factory of clients for the default account and region."""
        return ClientFactory(self.environment.region)

    def secondary_clients(self) -> ClientFactory:
        """Make a factory of clients for a second account."""
        return ClientFactory(
            self.environment.region, aws_access_key_id=SECONDARY_ACCOUNT_ID, aws_secret_access_key="test"
        )


def _boot(port: int) -> Emulator:
    return Emulator(Settings(port=port, sqs_endpoint_strategy="dynamic", seed="session")).start()


def _stand_in(elsewhere: Elsewhere) -> Emulator:
    from pytest_localstack.elsewhere import RemoteEmulator

    # It does what the fixtures ask of an emulator, and says for the rest that it is elsewhere.
    return cast("Emulator", RemoteEmulator(elsewhere.url, elsewhere.option))


class LocalStack:
    """The emulator in a test's hands: the `localstack` fixture."""

    def __init__(self, emulator: Emulator, accounts: AmbientAccount) -> None:
        self._emulator = emulator
        self._accounts = accounts

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
        """Return when no background work is due or running; what AWS does when it likes, as delivering logs, is due.

        :raises SettleTimeout: naming what still is after `timeout` seconds.
        """
        self._emulator.settle(timeout, hasten=True)

    def reset(self, service: str | None = None, account_id: str | None = None) -> None:
        """Empty one service or all, in one account or in all: only the test's own account where it has one.

        :raises LookupError: when no service of that name is emulated.
        """
        self._emulator.reset(service, account_id or self._accounts.current)

    def save(self, folder: str | Path) -> None:
        """Save what the native services hold, and the clock, to a folder.

        :raises StateError: when the folder cannot be written.
        """
        self._emulator.save(Path(folder))

    def load(self, folder: str | Path) -> None:
        """Replace what the native services hold, and the clock, by what was saved; undone at the test's end.

        :raises StateError: when nothing is saved there, or it is damaged, or written by a later release.
        """
        self._emulator.load(Path(folder))
