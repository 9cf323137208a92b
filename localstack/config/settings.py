"""The settings of one emulator, read from the environment when it is made."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from localstack.config.addresses import DEFAULT_LISTEN, HostAndPort, UniqueHostAndPortList
from localstack.config.variables import Addresses, Choice, Flag, Items, Kind, Text, Variable

LOG = logging.getLogger(__name__)

# An origin is a scheme and a host, and a port if it is not the scheme's: no path, no slash at the end.
ORIGINS = Items(re.compile(r"[a-z][a-z0-9+.-]*://[^/?#\s]*"), "https://example.com")
HEADERS = Items(re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"), "X-Request-Id")
PROVIDER_OVERRIDE = "PROVIDER_OVERRIDE_"
STRATEGIES = ("standard", "domain", "path", "dynamic", "off")

# What `host`, `port` and `further_addresses` are read from.
LISTEN = Variable(
    "GATEWAY_LISTEN",
    Addresses(),
    UniqueHostAndPortList([HostAndPort("127.0.0.1", 4566)]),
    "The addresses the server listens on; URLs have the port of the first.",
)


def _of(name: str, kind: Kind, default: Any, meaning: str) -> Any:
    return field(default=default, metadata={"variable": Variable(name, kind, default, meaning)})


@dataclass
class Settings:
    """What can be set about an emulator; most has a variable of the environment, which says what it means.

    :ivar host: the address the server listens on.
    :ivar port: its port; 0 takes a free one.
    :ivar further_addresses: listened on too.
    :ivar provider_overrides: the provider of a service, where it is not `default`: `PROVIDER_OVERRIDE_SQS=mine` is
        the plugin `sqs:mine`.
    :ivar seed: a text that makes every id predictable, or `None`.
    """

    host: str = "127.0.0.1"
    port: int = 0
    further_addresses: tuple[HostAndPort, ...] = ()
    localstack_host: str = _of(
        "LOCALSTACK_HOST",
        Text("`host:port`"),
        "",
        "Host and port that URLs in answers name; `localhost.localstack.cloud` and the listening port without it.",
    )
    sqs_endpoint_strategy: str = _of(
        "SQS_ENDPOINT_STRATEGY",
        Choice(STRATEGIES),
        "standard",
        "The form of queue URLs; `dynamic` takes the request's host.",
    )
    seed: str | None = None
    custom_ssl_cert_path: str = _of(
        "CUSTOM_SSL_CERT_PATH",
        Text("a path"),
        "",
        "A PEM file with the certificate and key of the server, instead of one of our making.",
    )
    sqs_delay_purge_retry: bool = _of(
        "SQS_DELAY_PURGE_RETRY", Flag(), False, "Whether a queue can be purged once a minute only, as on AWS."
    )
    sqs_delay_recently_deleted: bool = _of(
        "SQS_DELAY_RECENTLY_DELETED",
        Flag(),
        False,
        "Whether a queue's name is free a minute after its deletion only, as on AWS.",
    )
    validate_long_tail: bool = _of(
        "LOCALSTACK_VALIDATE_LONG_TAIL",
        Flag(),
        True,
        "Whether requests to long-tail services are checked as AWS checks them before moto, which is lenient,"
        " answers; see [services.md](services.md).",
    )
    realistic: bool = _of(
        "LOCALSTACK_REALISTIC",
        Flag(),
        True,
        "Whether a resource's changes of state take the time they take on AWS.",
    )
    disable_cors_checks: bool = _of(
        "DISABLE_CORS_CHECKS", Flag(), False, "Whether browser pages of any origin may use the emulator."
    )
    disable_cors_headers: bool = _of(
        "DISABLE_CORS_HEADERS", Flag(), False, "Whether answers to browser pages go without CORS headers."
    )
    disable_custom_cors_s3: bool = _of(
        "DISABLE_CUSTOM_CORS_S3",
        Flag(),
        False,
        "Whether these rules hold for buckets too, and not the buckets' own.",
    )
    extra_cors_allowed_origins: tuple[str, ...] = _of(
        "EXTRA_CORS_ALLOWED_ORIGINS",
        ORIGINS,
        (),
        "Further origins whose pages may use it: `https://example.com:3000`.",
    )
    extra_cors_allowed_headers: tuple[str, ...] = _of(
        "EXTRA_CORS_ALLOWED_HEADERS", HEADERS, (), "Further request headers that a page may send."
    )
    extra_cors_expose_headers: tuple[str, ...] = _of(
        "EXTRA_CORS_EXPOSE_HEADERS", HEADERS, (), "Further response headers that a page may read."
    )
    enforce_iam: bool = _of(
        "ENFORCE_IAM",
        Flag(),
        True,
        "Whether S3 asks policies, ACLs and public access blocks who may do what; `0` lets anybody do anything.",
    )
    s3_skip_signature_validation: bool = _of(
        "S3_SKIP_SIGNATURE_VALIDATION",
        Flag(),
        False,
        "Whether S3 lets pre-signed URLs and POST policies in whatever their signature and expiry.",
    )
    enable_config_updates: bool = _of(
        "ENABLE_CONFIG_UPDATES",
        Flag(),
        False,
        "Whether `POST /_localstack/config` changes these settings while it runs.",
    )

    services: tuple[str, ...] = _of(
        "SERVICES", Items(), (), "The services that are answered, as `s3,sqs`; all without it."
    )
    strict_service_loading: bool = _of(
        "STRICT_SERVICE_LOADING", Flag(), True, "Whether a service that `SERVICES` does not list is refused."
    )
    eager_service_loading: bool = _of(
        "EAGER_SERVICE_LOADING", Flag(), False, "Whether native services are made at start, not at first use."
    )
    provider_overrides: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings that have a variable, and log what the environment has to be told about.

        :raises ValueError: when one has a value that nothing can be made of; the message names it.
        """
        from localstack.config.checking import notes

        first, *further = LISTEN.read(environment)
        read = {name: variable.read(environment) for name, variable in _variables_by_field()}
        for note in notes(environment):
            LOG.warning("%s", note)
        overrides = {
            name.removeprefix(PROVIDER_OVERRIDE).lower().replace("_", "-"): value
            for name, value in environment.items()
            if name.startswith(PROVIDER_OVERRIDE) and value
        }
        return cls(first.host, first.port, tuple(further), **read, provider_overrides=overrides)


def variables() -> list[Variable]:
    """Give the variables of an emulator's settings."""
    return [LISTEN, *(variable for _, variable in _variables_by_field())]


def fields_by_variable() -> dict[str, tuple[str, Variable]]:
    """Give the fields of :class:`Settings` that have a variable, by its name."""
    return {variable.name: (name, variable) for name, variable in _variables_by_field()}


def _variables_by_field() -> Iterator[tuple[str, Variable]]:
    for one in fields(Settings):
        if "variable" in one.metadata:
            yield one.name, one.metadata["variable"]


__all__ = ["DEFAULT_LISTEN", "LISTEN", "STRATEGIES", "Settings", "fields_by_variable", "variables"]
