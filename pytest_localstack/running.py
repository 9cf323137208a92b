"""What the fixtures of :mod:`pytest_localstack.factories` give: clients and addresses, as 0.x named them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

import boto3
import botocore.session

from localstack.aws import spec
from pytest_localstack.clients import core_session, new_session


class ServiceError(ValueError):
    """A service was asked for that does not exist, or that the fixture was not made for."""


class RunningSession:
    """A handle on the emulator.

    :param url: of its server.
    :param services: the ones that may be asked for; all without it.
    :raises ServiceError: when AWS has no service of that name.
    :ivar boto3: makes `client`, `resource` and `session`.
    :ivar botocore: makes `client` and `session`.
    """

    def __init__(self, url: str, region_name: str, services: Collection[str] | None = None) -> None:
        known = spec.loader().list_available_services("service-2")
        for service in services or ():
            if service not in known:
                raise ServiceError(f"{service!r} is no service of botocore's")
        self.region_name = region_name
        self.services = sorted(services or known)
        self.boto3 = Boto3(region_name)
        self.botocore = Botocore(region_name)
        self._url = url

    @property
    def hostname(self) -> str:
        """The host that the emulator's server listens on."""
        return str(urlsplit(self._url).hostname)

    @property
    def service_ports(self) -> dict[str, int]:
        """The port of each service: they share one."""
        return {service: self.map_port() for service in self.services}

    def map_port(self, port: int = 4566) -> int:
        """Give the port that serves what a container had on a port of its own."""
        del port
        return int(urlsplit(self._url).port or 0)

    def service_hostname(self, service_name: str) -> str:
        """Give host and port of a service.

        :raises ServiceError: when the fixture was not made for it.
        """
        return self.endpoint_url(service_name).partition("//")[2]

    def endpoint_url(self, service_name: str) -> str:
        """Give the URL of a service, for clients that are not botocore's.

        :raises ServiceError: when the fixture was not made for it.
        """
        if service_name not in self.services:
            raise ServiceError(f"the fixture was made for {', '.join(self.services)}, not {service_name!r}")
        return self._url


class Boto3:
    """Makes what boto3 makes, in the fixture's region."""

    def __init__(self, region_name: str) -> None:
        self._region_name = region_name

    def session(self, **options: Any) -> boto3.Session:
        """Make a session; the options are `boto3.Session`'s."""
        return new_session(**{"region_name": self._region_name, **options})

    def client(self, service_name: str, **options: Any) -> Any:
        """Make a client; the options are those of `boto3.client`."""
        return self.session().client(service_name, **options)

    def resource(self, service_name: str, **options: Any) -> Any:
        """Make a resource; the options are those of `boto3.resource`."""
        return self.session().resource(service_name, **options)


class Botocore:
    """Makes what botocore makes, in the fixture's region."""

    def __init__(self, region_name: str) -> None:
        self._region_name = region_name

    def session(self) -> botocore.session.Session:
        """Make a session."""
        session = core_session()
        session.set_config_variable("region", self._region_name)
        return session

    def client(self, service_name: str, **options: Any) -> Any:
        """Make a client; the options are those of `create_client`."""
        return self.session().create_client(service_name, **options)
