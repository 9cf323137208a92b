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
    :ivar seed: a text that makes every id predictable, or `None`.
    """

    host: str = "127.0.0.1"
    port: int = 0
    localstack_host: str = ""
    sqs_endpoint_strategy: str = "standard"
    seed: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read `GATEWAY_LISTEN`, `LOCALSTACK_HOST` and `SQS_ENDPOINT_STRATEGY`.

        :raises ValueError: when one has a value that makes no sense; the message names it.
        """
        host, port = parse_address(environment.get("GATEWAY_LISTEN", "") or DEFAULT_LISTEN)
        strategy = environment.get("SQS_ENDPOINT_STRATEGY", "") or "standard"
        if strategy not in STRATEGIES:
            raise ValueError(f"SQS_ENDPOINT_STRATEGY={strategy!r}: must be one of {', '.join(STRATEGIES)}")
        return cls(host, port, environment.get("LOCALSTACK_HOST", ""), strategy)


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
