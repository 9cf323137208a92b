"""boto3 clients for tests, cached: making one costs milliseconds, a test run makes thousands."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import boto3
import botocore.session
from botocore.config import Config

from localstack.aws import spec
from pytest_localstack.mocks import hidden_endpoint, without_mocks

if TYPE_CHECKING:
    from pytest_localstack.boto3_stubs import ClientsByName
else:
    ClientsByName = object


def new_session(
    region_name: str | None = None,
    aws_access_key_id: str | None = None,
    aws_secret_access_key: str | None = None,
    aws_session_token: str | None = None,
    profile_name: str | None = None,
) -> boto3.Session:
    """Make a boto3 session upon a :func:`core_session`."""
    return boto3.Session(
        profile_name=profile_name,
        aws_access_key_id=aws_access_key_id,
        aws_secret_access_key=aws_secret_access_key,
        aws_session_token=aws_session_token,
        region_name=region_name,
        botocore_session=core_session(),
    )


def core_session() -> botocore.session.Session:
    """Make a botocore session that shares the emulator's loader, so no model is read twice."""
    core = botocore.session.get_session()
    core.register_component("data_loader", spec.loader())
    without_mocks(core)
    return core


class DefaultSession:
    """The session behind `boto3.client`: one from before the run holds the user's own credentials."""

    def __init__(self) -> None:
        self._before: boto3.Session | None = None

    def set_aside(self) -> None:
        """Have the next `boto3.client` make a session anew."""
        self._before, boto3.DEFAULT_SESSION = boto3.DEFAULT_SESSION, None

    def put_back(self) -> None:
        """Have what was there before; a session made since holds the run's fake credentials."""
        boto3.DEFAULT_SESSION, self._before = self._before, None


class ServiceClients(ClientsByName):
    """Clients of one account and region by attribute: `clients.s3`, `clients.lambda_`, `clients.cognito_idp`.

    Annotate `aws_client` with it, and a type checker knows the clients whose boto3-stubs are installed.
    """

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

    :param region_name: of the clients that no other is asked for.
    :param credentials: `aws_access_key_id` and the like, or `profile_name`, of the clients that no other are asked
        for; without them those that botocore finds.
    """

    def __init__(self, region_name: str, **credentials: str) -> None:
        self._region_name = region_name
        self._credentials = credentials
        self._clients: dict[tuple[str, str], Any] = {}
        self._sessions: dict[tuple[tuple[str, Any], ...], boto3.Session] = {}
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
        given = {
            "aws_access_key_id": aws_access_key_id,
            "aws_secret_access_key": aws_secret_access_key,
            "aws_session_token": aws_session_token,
        }
        credentials = given if aws_access_key_id else self._credentials
        return ServiceClients(
            self,
            {
                "region_name": region_name or self._region_name,
                "endpoint_url": endpoint_url,
                "config": config,
                **credentials,
            },
        )

    def client(self, service: str, options: dict[str, Any]) -> Any:
        """Give the client of a service, made at its first use."""
        key = (service, repr(sorted(options.items(), key=str)))
        with self._lock:
            if key not in self._clients:
                session = self._session(options)
                endpoint = options["endpoint_url"] or hidden_endpoint()
                self._clients[key] = session.client(service, endpoint_url=endpoint, config=options["config"])
            return self._clients[key]

    def _session(self, options: dict[str, Any]) -> boto3.Session:
        chosen = {name: value for name, value in options.items() if name not in ("endpoint_url", "config")}
        key = tuple(sorted(chosen.items()))
        if key not in self._sessions:
            self._sessions[key] = new_session(**chosen)
        return self._sessions[key]
