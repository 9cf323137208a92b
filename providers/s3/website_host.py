"""The host names of websites: `<bucket>.s3-website-<region>.amazonaws.com` and its relatives.

Some of AWS's regions have a dash before their name, most a dot; either is taken for all. The emulator's own domains
may do without a region.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
- https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from localstack.aws.hosts import AWS_DOMAINS, OWN_DOMAINS

MAX_HOST: Final = 255
_DASHED: Final = frozenset(
    {
        "us-east-1",
        "us-west-1",
        "us-west-2",
        "us-gov-west-1",
        "ap-northeast-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "eu-west-1",
        "sa-east-1",
    }
)
_HOST = re.compile(
    r"(?:(?P<bucket>.+)\.)?s3-website(?:[.-](?P<region>(?:[a-z]+-)+\d+))?"
    rf"(?P<domain>(?:{'|'.join(map(re.escape, (*AWS_DOMAINS, *OWN_DOMAINS)))})(?::\d+)?)"
)


class WebsiteHost(NamedTuple):
    """What a website's host tells.

    :ivar bucket: `""` when it names none.
    :ivar region: `""` when it names none.
    :ivar domain: with the dot before it and the port after it.
    """

    bucket: str
    region: str
    domain: str

    def in_region(self, region: str) -> str:
        """Give the host of the same website in another region."""
        return f"{self.bucket}.s3-website{'-' if region in _DASHED else '.'}{region}{self.domain}"


def parse(host: str) -> WebsiteHost | None:
    """Read a host, with or without a port; `None` when it is no website's."""
    match = _HOST.fullmatch(host.lower()) if len(host) <= MAX_HOST else None
    return WebsiteHost(match["bucket"] or "", match["region"] or "", match["domain"]) if match else None
