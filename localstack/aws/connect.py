"""Clients of the emulator for code around it: `connect_to().s3`, `connect_to(region_name="eu-west-1").lambda_`.

A client calls the emulator of its own process without a socket, whichever was started last when it calls. Where none
runs it calls the server that `AWS_ENDPOINT_URL`, `LOCALSTACK_HOST` or `GATEWAY_LISTEN` names, else
`http://127.0.0.1:4566`. One that was given an endpoint calls that.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
import botocore.session

from localstack import running
from localstack.aws import spec
from localstack.aws.accounts import DEFAULT_REGION, TEST_KEYS
from localstack.aws.caller import WithMetadata, origin_events

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest, AWSResponse
    from botocore.config import Config

KEPT_CLIENTS = 256


@dataclass(frozen=True)
class Options:
    """What clients of one factory share; `config` counts by identity."""

    region_name: str
    aws_access_key_id: str | None
    aws_secret_access_key: str | None
    aws_session_token: str | None
    endpoint_url: str | None
    config: Config | None


class ServiceLevelClientFactory:
    """The clients of one account and region by attribute: `s3`, `lambda_`, `cognito_idp`."""

    def __init__(self, factory: ClientFactory, options: Options) -> None:
        self._factory = factory
        self._options = options

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self.get_client(name.rstrip("_").replace("_", "-"))
        except LookupError as error:
            raise AttributeError(str(error)) from error

    def get_client(self, service: str) -> Any:
        """Give the client of a service by its botocore name.

        :raises LookupError: when botocore has no such service; the message names the nearest ones.
        """
        return self._factory.client(service, self._options)


class ClientFactory:
    """Makes and keeps clients; called, it gives those of an account, region or configuration."""

    def __init__(self) -> None:
        self._clients: OrderedDict[tuple[str, Options], Any] = OrderedDict()
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
    ) -> ServiceLevelClientFactory:
        """Give clients.

        :param region_name: the environment's without it, else us-east-1.
        :param aws_access_key_id: twelve digits select the account of that number.
        :param endpoint_url: of a server to call in any case.
        """
        secret = aws_secret_access_key or ("test" if aws_access_key_id else None)
        keys = (aws_access_key_id, secret, aws_session_token)
        region = region_name or self.region() or DEFAULT_REGION
        return ServiceLevelClientFactory(self, Options(region, *keys, endpoint_url, config))

    def with_assumed_role(
        self,
        *,
        role_arn: str,
        service_principal: str | None = None,
        session_name: str | None = None,
        region_name: str | None = None,
        endpoint_url: str | None = None,
        config: Config | None = None,
    ) -> ServiceLevelClientFactory:
        """Give clients with the credentials of a role.

        :param service_principal: the service that assumes the role: `lambda.amazonaws.com`, or `lambda`.
        :param session_name: of the role's session; the service's name without it, else `session`.
        :raises botocore.exceptions.ClientError: when the role cannot be assumed.
        """
        sts = self(region_name=region_name, endpoint_url=endpoint_url, config=config).sts
        name = session_name or (service_principal or "session").partition(".")[0]
        answer = sts.request_metadata(service_principal=service_principal).assume_role(
            RoleArn=role_arn, RoleSessionName=name
        )
        credentials = answer["Credentials"]
        return self(
            region_name=region_name,
            aws_access_key_id=credentials["AccessKeyId"],
            aws_secret_access_key=credentials["SecretAccessKey"],
            aws_session_token=credentials["SessionToken"],
            endpoint_url=endpoint_url,
            config=config,
        )

    def client(self, service: str, options: Options) -> Any:
        """Give the client of a service, made at its first use and kept."""
        spec.load(service)  # its error names the nearest services
        key = (service, options)
        with self._lock:
            client = self._clients.pop(key, None) or self._make(service, options)
            self._clients[key] = client
            if len(self._clients) > KEPT_CLIENTS:
                self._clients.popitem(last=False)
            return client

    def region(self) -> str | None:
        """Give the region of clients that were given none."""
        return os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")

    def keys(self) -> Mapping[str, str | None]:
        """Give the credentials of clients that were given none."""
        return dict(zip(("aws_access_key_id", "aws_secret_access_key"), TEST_KEYS, strict=True))

    def _make(self, service: str, options: Options) -> Any:
        keys = self.keys()
        if options.aws_access_key_id:
            keys = {
                "aws_access_key_id": options.aws_access_key_id,
                "aws_secret_access_key": options.aws_secret_access_key,
                "aws_session_token": options.aws_session_token,
            }
        client = _session().client(
            service,
            region_name=options.region_name,
            endpoint_url=options.endpoint_url or default_endpoint(),
            config=options.config,
            **keys,
        )
        if options.endpoint_url is None:
            client.meta.events.register_first("before-send", _answer_here)
        return client


class InternalClientFactory(ClientFactory):
    """Makes clients with the keys of tests, whatever the user's own are."""


class ExternalClientFactory(ClientFactory):
    """Makes clients with the credentials that botocore finds, as a user's own code does."""

    def region(self) -> str | None:
        """Give the region of the user's profile or environment."""
        region: str | None = botocore.session.get_session().get_config_variable("region")
        return region

    def keys(self) -> Mapping[str, str | None]:
        """Give nothing where botocore finds credentials, else the keys of tests."""
        return {} if botocore.session.get_session().get_credentials() is not None else super().keys()


def default_endpoint(environment: Mapping[str, str] = os.environ) -> str:
    """Give the URL that clients are made for."""
    emulator = running.latest()
    if emulator is not None:
        return _url("127.0.0.1", emulator.port)
    if url := environment.get("AWS_ENDPOINT_URL"):
        return url
    from localstack.config.addresses import DEFAULT_PORT, HostAndPort
    from localstack.config.settings import LISTEN

    listening: HostAndPort = LISTEN.read(environment)[0]
    named = environment.get("LOCALSTACK_HOST", "")
    address = HostAndPort.parse(named, "127.0.0.1", listening.port or DEFAULT_PORT)
    return _url(address.url_host, address.port)


def _url(host: str, port: int) -> str:
    return f"http://{host}:{port}"


def _session() -> boto3.Session:
    core = botocore.session.get_session()
    core.register_component("data_loader", spec.loader())
    session = boto3.Session(botocore_session=core)
    for event, handler in origin_events():
        session.events.register(event, handler)
    session.events.register("creating-client-class", _add_metadata)
    return session


def _add_metadata(base_classes: list[type], **_: Any) -> None:
    base_classes.insert(0, WithMetadata)


def _answer_here(request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
    from localstack.aws.in_process import answer
    from localstack.aws.sleeping import ANSWERED_HERE

    emulator = running.latest()
    if emulator is None:
        return None
    ANSWERED_HERE.set(True)
    return answer(emulator, request)


connect_to = InternalClientFactory()
connect_externally_to = ExternalClientFactory()
