"""What the AWS transformers look for: functions of key and value that give the part to replace, or None."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from .context import TransformContext
from .transformers import MatchFunction, Tree

UUID = re.compile(r"[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}")
ARN = re.compile(r"arn:aws[a-z-]*:[^:]*:[^:]*:(?:\d{12})?:.+")
ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
LOG_STREAM = re.compile(r"\d{4}/\d{2}/\d{2}/\[(?:\$LATEST|\d+)\][0-9a-f]{32}")
KMS_KEY_ARN = r"arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key/"
ORIGIN = re.compile(r"https?://[^/]+")
CERTIFICATE_FILE = re.compile(r"(?<=SimpleNotificationService-)[^/]+$")
SUBSCRIPTION = re.compile(r"(?<=:)[^:/]+$")
ALREADY_REPLACED = re.compile(r"<[^<>]*>")


def part_of(name: str, part: re.Pattern[str]) -> MatchFunction:
    """Find a pattern in the strings of one key, whatever its capitals."""

    def match(key: str, value: Any) -> str | None:
        found = part.search(value) if key.lower() == name.lower() and isinstance(value, str) else None
        return found[0] if found else None

    return match


def arn_resource(key: str, value: Any) -> str | None:  # noqa: ARG001
    """Find the name at the end of an ARN; a name that is a placeholder already stays."""
    if not isinstance(value, str) or not ARN.fullmatch(value):
        return None
    name = _resource_name(value)
    return None if not name or ALREADY_REPLACED.fullmatch(name) else name


def _resource_name(arn: str) -> str:
    resource = arn.split(":", 5)[5]
    kind, _, rest = resource.partition(":")
    if resource.startswith("changeSet/"):
        return resource.removeprefix("changeSet/")
    if "/" in resource:
        return resource.rsplit("/", 1)[1]
    # Recordings count a function with a version or alias apart from the function (lambda/test_lambda_api).
    if kind == "function" and rest:
        return rest.removesuffix(":$LATEST")
    if kind == "layer" and rest:
        return rest.split(":", 1)[0]
    return resource.rsplit(":", 1)[-1]


def log_stream_name(key: str, value: Any) -> str | None:
    """Find the log stream name of a Lambda function."""
    named = key.lower().replace("_", "").endswith("logstreamname")
    return value if named and isinstance(value, str) and LOG_STREAM.fullmatch(value) else None


def uuid_of_id(key: str, value: Any) -> str | None:
    """Find ids that begin with a UUID."""
    return value if key.lower().endswith("id") and isinstance(value, str) and UUID.match(value) else None


def version_id(key: str, value: Any) -> str | None:
    """Find the version ids of a secret."""
    return value if key == "VersionId" and isinstance(value, str) and UUID.fullmatch(value) else None


def version_id_keys(tree: Tree, ctx: TransformContext) -> Tree:
    """Number the version ids of secrets that are keys, as in VersionIdsToStages."""
    for key in _keys(tree):
        if UUID.fullmatch(key):
            ctx.register_reference(key, "version_uuid")
    return tree


def _keys(node: Any) -> Sequence[str]:
    if isinstance(node, dict):
        return [name for key, value in node.items() for name in (key, *_keys(value))]
    if isinstance(node, list):
        return [name for item in node for name in _keys(item)]
    return ()


def version_order(version: Any) -> str:
    """Give the sort key of a version in ListSecretVersionIds: when it was created."""
    return str(version.get("CreatedDate", "") if isinstance(version, dict) else version)


def iso_time(key: str, value: Any) -> str | None:  # noqa: ARG001
    """Find ISO 8601 times; dates alone, like the version of a policy, stay."""
    return value if isinstance(value, str) and ISO_TIME.fullmatch(value) else None


def timestamp_of_key(key: str, value: Any) -> Any:
    """Find times by their key, in any form."""
    named = "timestamp" in key.lower() or key in ("creationTime", "ingestionTime")
    leaf = not isinstance(value, (dict, list))
    return value if named and leaf and value not in (None, "", "date") else None


def datetime_value(key: str, value: Any) -> datetime | None:  # noqa: ARG001
    """Find datetimes."""
    return value if isinstance(value, datetime) else None
