"""Access points: names for a bucket, each with a policy and a public access block of its own.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from localstack.ids import Ids
from localstack.state import Record

from . import errors

ALIAS_SUFFIX: Final = "-s3alias"
ALIAS_SIZE: Final = 63
_RANDOM_SIZE = 34
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_NAME = re.compile(r"(?!xn--)[a-z0-9][a-z0-9-]{1,48}[a-z0-9](?<!-s3alias)(?<!--xa-s3)")


@dataclass(eq=False)
class AccessPoint(Record):
    """An access point.

    :ivar vpc_id: `""` when it can be reached from the internet.
    :ivar public_access_block: all of its settings.
    :ivar policy: as it was put, `""` for none.
    """

    name: str
    arn: str
    alias: str
    bucket: str
    bucket_account_id: str
    created: datetime
    region: str
    vpc_id: str
    public_access_block: Mapping[str, bool]
    policy: str = ""

    def summary(self) -> dict[str, Any]:
        """Give it as listings do."""
        shown: dict[str, Any] = {
            "Name": self.name,
            "NetworkOrigin": "VPC" if self.vpc_id else "Internet",
            "Bucket": self.bucket,
            "AccessPointArn": self.arn,
            "Alias": self.alias,
            "BucketAccountId": self.bucket_account_id,
        }
        return {**shown, "VpcConfiguration": {"VpcId": self.vpc_id}} if self.vpc_id else shown

    def description(self) -> dict[str, Any]:
        """Give it whole."""
        return {
            **self.summary(),
            "PublicAccessBlockConfiguration": self.public_access_block,
            "CreationDate": self.created,
            "Endpoints": {
                "ipv4": f"s3-accesspoint.{self.region}.amazonaws.com",
                "fips": f"s3-accesspoint-fips.{self.region}.amazonaws.com",
                "fips_dualstack": f"s3-accesspoint-fips.dualstack.{self.region}.amazonaws.com",
                "dualstack": f"s3-accesspoint.dualstack.{self.region}.amazonaws.com",
            },
        }


def require_name(name: str) -> str:
    """Check the name of an access point.

    :raises InvalidURI: when none can have it.
    """
    if not _NAME.fullmatch(name):
        raise errors.InvalidURI(URI=f"accesspoint/{name}")
    return name


def make_alias(name: str, ids: Ids) -> str:
    """Make the alias that stands for an access point where a bucket is named."""
    random = ids.alphanumeric(_RANDOM_SIZE, _LETTERS)
    room = ALIAS_SIZE - len(f"-{random}{ALIAS_SUFFIX}")
    return f"{name[:room]}-{random}{ALIAS_SUFFIX}"
