"""Rules over STS requests that the model cannot express."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from localstack.aws.errors import CommonServiceException

if TYPE_CHECKING:
    from localstack.aws.api import sts as api


class ValidationError(CommonServiceException):
    """The request's parameters cannot be used."""

    def __init__(self, message: str) -> None:
        super().__init__("ValidationError", message)


class InvalidParameterValue(CommonServiceException):
    """A parameter's value contradicts another or the calling session."""

    def __init__(self, message: str) -> None:
        super().__init__("InvalidParameterValue", message)


def session_tags(tags: Sequence[api.Tag]) -> dict[str, str]:
    """Read session tags.

    :raises InvalidParameterValue: when two keys differ only in case.
    """
    if len({tag["Key"].lower() for tag in tags}) < len(tags):
        raise InvalidParameterValue(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive."
        )
    return {tag["Key"]: tag["Value"] for tag in tags}


def transitive_tags(
    keys: Sequence[str], tags: Mapping[str, str], inherited: Mapping[str, str]
) -> dict[str, str]:
    """Choose the tags that go on to further sessions.

    :param inherited: the transitive tags of the calling session.
    :raises InvalidParameterValue: when a key is not among the tags, or a tag is inherited already.
    """
    by_key = {key.lower(): (key, value) for key, value in tags.items()}
    if not {key.lower() for key in inherited}.isdisjoint(by_key):
        raise InvalidParameterValue(
            "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key"
            " from the calling session."
        )
    if not all(key.lower() in by_key for key in keys):
        raise InvalidParameterValue(
            "The specified transitive tag key must be included in the requested tags."
        )
    return {**inherited, **dict(by_key[key.lower()] for key in keys)}
