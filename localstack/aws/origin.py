"""On whose behalf a client of ours calls: a header that says what a service of AWS's proves by other means."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localstack.aws.wire import Headers

LOG = logging.getLogger(__name__)
HEADER = "x-localstack-data"


@dataclass(frozen=True)
class Origin:
    """Who calls.

    :ivar source_arn: the resource on whose behalf the service calls, or `""`.
    :ivar service_principal: the service, as `s3.amazonaws.com`, or `""`.
    """

    source_arn: str = ""
    service_principal: str = ""

    @classmethod
    def of(cls, source_arn: str | None, service_principal: str | None) -> Origin:
        """Take what a caller says; `s3` is short for `s3.amazonaws.com`."""
        principal = service_principal or ""
        if principal and "." not in principal:
            principal += ".amazonaws.com"
        return cls(source_arn or "", principal)

    def to_header(self) -> str:
        """Write the header's value."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})


NOBODY = Origin()


def origin_of(headers: Headers) -> Origin:
    """Read the header of a request; :data:`NOBODY` without one."""
    text = headers.get(HEADER)
    if not text:
        return NOBODY
    try:
        data = json.loads(text)
        return Origin(str(data.get("source_arn", "")), str(data.get("service_principal", "")))
    except (ValueError, AttributeError):
        LOG.warning("%s: %r is no JSON object with source_arn or service_principal", HEADER, text)
        return NOBODY
