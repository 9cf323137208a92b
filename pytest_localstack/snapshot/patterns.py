"""What the AWS transformers look for: functions of key and value that give the part to replace, or None."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from .transformers import MatchFunction

UUID = re.compile(r"[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}")
ARN_PREFIX = r"arn:(?:aws[a-zA-Z-]*)?:[a-zA-Z0-9-_.]*:[^:]*:(?:\d{12})?:"
ARN = re.compile(ARN_PREFIX + r"(?P<resource>.*)")
CHANGE_SET = re.compile(ARN_PREFIX + r"changeSet/([^/]+)")
LAYER = re.compile(r"layer:([^:]+):[^:]+")
ISO_TIME = re.compile(
    r"[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?"
    r"(?:Z|[+-][01]\d:?(?:[0-5]\d)?)"
)
LOG_STREAM = re.compile(r"\d{4}/\d{1,2}/\d{1,2}/\[(?:\$LATEST|\d+)\][0-9a-f]{8,32}")
HOSTED_ZONE = re.compile(r"(?<=/hostedzone/)[A-Za-z0-9]+")
KMS_KEY_ARN = ARN_PREFIX + "key/"
CERTIFICATE_FILE = re.compile(r"(?<=SimpleNotificationService-)[^/?]+")
SUBSCRIPTION = re.compile(r"(?<=:)[^:/]+$")


def part_of(name: str, part: re.Pattern[str]) -> MatchFunction:
    """Find a pattern in the strings of one key, whatever its capitals."""

    def match(key: str, value: Any) -> str | None:
        found = part.search(value) if key.lower() == name.lower() and isinstance(value, str) else None
        return found[0] if found else None

    return match


def present(name: str) -> MatchFunction:
    """Find every value of a key, null and empty ones too."""
    return lambda key, value: str(value) if key == name else None


def arn_value(name: str) -> MatchFunction:
    """Find the values of a key that are ARNs."""
    return lambda key, value: value if key == name and isinstance(value, str) and ARN.match(value) else None


def arn_resource(key: str, value: Any) -> str | None:  # noqa: ARG001
    """Find the name at the end of an ARN; a resource that is a placeholder already stays."""
    arn = ARN.match(value) if isinstance(value, str) else None
    return (_resource_name(arn["resource"]) or None) if arn else None


def _resource_name(resource: str) -> str:
    kind, _, rest = resource.partition(":")
    if resource.startswith("changeSet/"):
        return resource.removeprefix("changeSet/")
    if "/" in resource:
        return resource.rsplit("/", 1)[1]
    # Recordings count a function with a version or alias apart from the function (lambda/test_lambda_api).
    if kind == "function":
        return rest.removesuffix("$LATEST").removesuffix(":")
    if layer := LAYER.fullmatch(resource):
        return layer[1]
    name = resource.rsplit(":", 1)[-1]
    return "" if resource.startswith("<") and resource.endswith(">") else name


def change_set_name(key: str, value: Any) -> str | None:
    """Find the name in the id of a change set."""
    found = CHANGE_SET.match(value) if key == "Id" and isinstance(value, str) else None
    return found[1] if found else None


def hosted_zone_id(key: str, value: Any) -> str | None:
    """Find the id of a hosted zone."""
    found = HOSTED_ZONE.search(value) if key == "Id" and isinstance(value, str) else None
    return found[0] if found else None


def log_stream_name(key: str, value: Any) -> str | None:
    """Find the log stream name of a Lambda function."""
    named = key in ("logStreamName", "log_stream_name")
    return value if named and isinstance(value, str) and LOG_STREAM.match(value) else None


def uuid_of_id(key: str, value: Any) -> str | None:
    """Find ids that begin with a UUID."""
    return value if key.lower().endswith("id") and isinstance(value, str) and UUID.match(value) else None


def version_id(key: str, value: Any) -> str | None:
    """Find the version ids of a secret."""
    return value if key == "VersionId" and isinstance(value, str) and UUID.match(value) else None


def version_id_key(key: str, value: Any) -> str | None:
    """Find the version ids of secrets that are keys, as in VersionIdsToStages."""
    return key if isinstance(value, list) and UUID.match(key) else None


def version_order(version: Any) -> str:
    """Give the sort key of a version in ListSecretVersionIds: when it was created."""
    return str(version.get("CreatedDate", "") if isinstance(version, dict) else version)


def timestamp_of_key(key: str, value: Any) -> str | None:
    """Find times by their key, in any form but ISO 8601."""
    named = "timestamp" in key.lower() or key in ("creationTime", "ingestionTime")
    return str(value) if named and not (isinstance(value, str) and ISO_TIME.match(value)) else None


def datetime_value(key: str, value: Any) -> datetime | None:  # noqa: ARG001
    """Find datetimes."""
    return value if isinstance(value, datetime) else None
