"""URLs of the emulator."""

from __future__ import annotations

from urllib.parse import urlsplit

from localstack.aws.connect import default_endpoint
from localstack.config.addresses import HostAndPort


def localstack_host() -> HostAndPort:
    """Give host and port by which the emulator is reached: that of this process, else what the environment names."""
    url = urlsplit(default_endpoint())
    return HostAndPort(url.hostname or "127.0.0.1", url.port or (443 if url.scheme == "https" else 80))


def path_from_url(url: str) -> str:
    """Give the path of a URL; `/` when it has none."""
    return urlsplit(url).path or "/"


def hostname_from_url(url: str) -> str:
    """Give the host of a URL."""
    return urlsplit(url).hostname or ""
