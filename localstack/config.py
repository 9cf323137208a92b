"""The settings of one emulator, read from the environment when it is made."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT_LISTEN = "127.0.0.1:4566"
STRATEGIES = ("standard", "domain", "path", "dynamic", "off")


@dataclass
class Settings:
    """What can be set about an emulator.

    :ivar host: the address the server listens on.
    :ivar port: its port; 0 takes a free one.
    :ivar localstack_host: host and port that URLs in answers name; the listening port is filled in at start.
    :ivar sqs_endpoint_strategy: the form of queue URLs: standard, domain, path, dynamic (the request's host), off.
    :ivar sqs_delay_purge_retry: whether a queue can be purged once a minute only, as on AWS.
    :ivar sqs_delay_recently_deleted: whether a queue's name is free a minute after its deletion only, as on AWS.
    :ivar seed: a text that makes every id predictable, or `None`.
    """

    host: str = "127.0.0.1"
    port: int = 0
    localstack_host: str = ""
    sqs_endpoint_strategy: str = "standard"
    seed: str | None = None
    sqs_delay_purge_retry: bool = False
    sqs_delay_recently_deleted: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read `GATEWAY_LISTEN`, `LOCALSTACK_HOST`, `SQS_ENDPOINT_STRATEGY` and the two `SQS_DELAY_…`.

        :raises ValueError: when one has a value that makes no sense; the message names it.
        """
        host, port = parse_address(environment.get("GATEWAY_LISTEN", "") or DEFAULT_LISTEN)
        strategy = environment.get("SQS_ENDPOINT_STRATEGY", "") or "standard"
        if strategy not in STRATEGIES:
            raise ValueError(f"SQS_ENDPOINT_STRATEGY={strategy!r}: must be one of {', '.join(STRATEGIES)}")
        return cls(
            host,
            port,
            environment.get("LOCALSTACK_HOST", ""),
            strategy,
            sqs_delay_purge_retry=_is_on(environment.get("SQS_DELAY_PURGE_RETRY", "")),
            sqs_delay_recently_deleted=_is_on(environment.get("SQS_DELAY_RECENTLY_DELETED", "")),
        )


def _is_on(text: str) -> bool:
    return text.lower() in ("1", "true")


def parse_address(text: str) -> tuple[str, int]:
    """Read `host:port`, `:port` or `host`.

    :raises ValueError: when the port is no number between 0 and 65535.
    """
    host, colon, port = text.rpartition(":")
    if not colon:
        host, port = port, "4566"
    if not port.isdigit() or int(port) > 65535:
        raise ValueError(f"{text!r} names no port between 0 and 65535: write host:port, as {DEFAULT_LISTEN}")
    return host or "127.0.0.1", int(port)
