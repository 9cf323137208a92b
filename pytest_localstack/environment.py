"""The environment variables that keep every AWS client away from real accounts, put in place and taken back."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping

from localstack.aws.hosts import AWS_DOMAINS, METADATA_HOSTS

REGION = "us-east-1"
ACCOUNT_ID = "000000000000"

# A profile, a credentials file, SSO, a credential process, a role or a container's endpoint would be asked
# before or beside the fake keys; the files that define them are pointed at nothing.
FAKE = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}
REMOVED = (
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_CREDENTIAL_FILE",
    "BOTO_CONFIG",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
    "AWS_ACCOUNT_ID",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
)
REMOVED_PREFIXES = ("AWS_ENDPOINT_URL", "AWS_BEARER_TOKEN_")

PROXIES = ("http_proxy", "https_proxy", "all_proxy")
PAST_THE_PROXY = ("localhost", "127.0.0.1", *AWS_DOMAINS, *sorted(METADATA_HOSTS))
NOWHERE = "http://127.0.0.1:9"
EDGE_PORT = "4566"


def named_hosts(variables: Mapping[str, str]) -> tuple[str, ...]:
    """Give the endpoints that LocalStack's own variables name: `LOCALSTACK_HOST`, or its parts of old."""
    port = variables.get("EDGE_PORT", "")
    hosts = [variables.get("LOCALSTACK_HOST", ""), variables.get("LOCALSTACK_HOSTNAME", "")]
    if port and not any(hosts):
        hosts = ["localhost"]
    return tuple(host if ":" in host else f"{host}:{port or EDGE_PORT}" for host in hosts if host)


class Environment:
    """Changes environment variables and remembers what they were."""

    def __init__(self, variables: MutableMapping[str, str]) -> None:
        self._variables = variables
        self._before: dict[str, str | None] = {}

    def apply(self) -> None:
        """Put a region and fake credentials in place; a region that is set is kept."""
        for name in REMOVED:
            self._set(name, None)
        for name in [name for name in self._variables if name.startswith(REMOVED_PREFIXES)]:
            self._set(name, None)
        for name, value in FAKE.items():
            self._set(name, value)
        region = self._variables.get("AWS_REGION") or self._variables.get("AWS_DEFAULT_REGION") or REGION
        self._set("AWS_REGION", region)
        self._set("AWS_DEFAULT_REGION", region)
        self._go_past_proxies()

    def point_at(self, url: str) -> None:
        """Point the clients of this process and of its children at a server."""
        self._set("AWS_ENDPOINT_URL", url)

    def use_access_key(self, access_key_id: str) -> None:
        """Have clients that are made from now on, here and in children, use another fake key."""
        self._set("AWS_ACCESS_KEY_ID", access_key_id)

    def hand_down(self, name: str, value: str) -> None:
        """Leave something to the processes that this one starts."""
        self._set(name, value)

    def forbid_calls(self) -> None:
        """Point clients where nothing answers: a process that only hands out tests makes no calls."""
        self._set("AWS_ENDPOINT_URL", NOWHERE)

    def restore(self) -> None:
        """Give every variable its former value."""
        for name, value in self._before.items():
            if value is None:
                self._variables.pop(name, None)
            else:
                self._variables[name] = value
        self._before.clear()

    @property
    def region(self) -> str:
        """The region that clients use by default."""
        return self._variables.get("AWS_REGION", REGION)

    def _go_past_proxies(self) -> None:
        """Have HTTP clients name AWS themselves, for the guard to see, and find the emulator without a proxy."""
        if not any(name.lower() in PROXIES for name in self._variables):
            return
        direct = self._variables.get("no_proxy") or self._variables.get("NO_PROXY") or ""
        if direct != "*":
            direct = ",".join([*direct.split(","), *PAST_THE_PROXY] if direct else PAST_THE_PROXY)
        for name in ("no_proxy", "NO_PROXY"):
            self._set(name, direct)

    def _set(self, name: str, value: str | None) -> None:
        self._before.setdefault(name, self._variables.get(name))
        if value is None:
            self._variables.pop(name, None)
        else:
            self._variables[name] = value
