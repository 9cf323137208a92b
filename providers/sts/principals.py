"""ARNs and unique ids of the principals that sessions belong to."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

_ROLE_ARN = re.compile(
    r"arn:(?P<partition>[^:]+):(?P<service>[^:]+)::(?P<account>\d{12}):role/(?P<path>.*/)?(?P<name>[^/]+)"
)
_ANY_ARN = re.compile(r"arn:[^:]+:[^:]+:[^:]*:[^:]*:.+")


@dataclass(frozen=True)
class RoleArn:
    """The parts of a role's ARN."""

    partition: str
    account_id: str
    name: str


def parse_role_arn(arn: str, default_account_id: str) -> RoleArn | None:
    """Read a role's ARN.

    :param default_account_id: the account of an ARN that has the form of one but not a role's.
    :returns: `None` when the text is no ARN at all.
    """
    match = _ROLE_ARN.fullmatch(arn)
    if match:
        return RoleArn(match["partition"], match["account"], match["name"])
    if not _ANY_ARN.fullmatch(arn):
        return None
    return RoleArn(arn.split(":")[1], default_account_id, arn.rpartition("/")[2])


def unique_id(prefix: str, arn: str) -> str:
    """Give the id that stands for a principal for good: its prefix and seventeen characters.

    That of a principal that IAM does not know follows from its ARN, so it is the same in every run.
    """
    digest = hashlib.sha256(arn.encode()).digest()
    return prefix + base64.b32encode(digest).decode()[:17]
