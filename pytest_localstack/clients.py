"""boto3 clients for tests, cached: making one costs milliseconds, a test run makes thousands."""

from __future__ import annotations

import threading
from typing import Any

import boto3
import botocore.session
from botocore.config import Config

from localstack.aws import spec


def new_session(
    region_name: str | None = None,
    aws_access_key_id: str | None = None,
    aws_secret_access_key: str | None = None,
    aws_session_token: str | None = None,
) -> boto3.Session:
    """Make a boto3 session that shares the emulator's loader, so no model is read twice."""
    core = botocore.session.get_session()
    core.register_component("data_loader", spec.loader())
    return boto3.Session(
        aws_access_key_id=aws_access_key_id,
        aws_secret_access_key=aws_secret_access_key,
        aws_session_token=aws_session_token,
        region_name=region_name,
        botocore_session=core,
    )


class ServiceClients:
    """Clients of one account and region by attribute: `clients.s3`, `clients.lambda_`, `clients.cognito_idp`."""

    def __init__(self, factory: ClientFactory, options: dict[str, Any]) -> None:
        self._factory = factory
        self._options = options

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.get_client(name.rstrip("_").replace("_", "-"))

    def get_client(self, service: str) -> Any:
        """Give the client of a service by its botocore name."""
        return self._factory.client(service, self._options)


class ClientFactory:
    """Makes and keeps clients.

    Called, it gives a :class:`ServiceClients` for an account, region or configuration of the caller's choice.
    """

    def __init__(self, region_name: str) -> None:
        self._region_name = region_name
        self._clients: dict[tuple[str, str], Any] = {}
        self._sessions: dict[tuple[str | None, ...], boto3.Session] = {}
        self._lock = threading.Lock()

    def __call__(
        self,
        *,
        region_name: str | None = None,
        aws_access_key_id: str | None = None,
        aws_secret_access_key: str | None = None,
        aws_session_token: str | None = None,
        endpoint_url: str | None = None,
        config: Config | None = None,
    ) -> ServiceClients:
        """Give clients for an account, region or configuration.

        :param aws_access_key_id: twelve digits select the account of that number.
        """
        if aws_access_key_id and not aws_secret_access_key:
            aws_secret_access_key = "test"
        return ServiceClients(
            self,
            {
                "region_name": region_name or self._region_name,
                "aws_access_key_id": aws_access_key_id,
                "aws_secret_access_key": aws_secret_access_key,
                "aws_session_token": aws_session_token,
                "endpoint_url": endpoint_url,
                "config": config,
            },
        )

    def client(self, service: str, options: dict[str, Any]) -> Any:
        """Give the client of a service, made at its first use."""
        key = (service, repr(sorted(options.items(), key=str)))
        with self._lock:
            if key not in self._clients:
                session = self._session(options)
                self._clients[key] = session.client(
                    service, endpoint_url=options["endpoint_url"], config=options["config"]
                )
            return self._clients[key]

    def _session(self, options: dict[str, Any]) -> boto3.Session:
        names = ("region_name", "aws_access_key_id", "aws_secret_access_key", "aws_session_token")
        key = tuple(options[name] for name in names)
        if key not in self._sessions:
            self._sessions[key] = new_session(**{name: options[name] for name in names})
        return self._sessions[key]
