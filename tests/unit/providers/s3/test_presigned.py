"""Pre-signed URLs end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from localstack_providers.s3.presigned import check_expiry

from localstack.aws.api import s3 as api
from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request

SIGNED = datetime(2026, 1, 31, 12, tzinfo=UTC)
VERSION_4 = "/b/k?X-Amz-Credential=test%2F20260131&X-Amz-Date=20260131T120000Z&X-Amz-Expires=300"
VERSION_2 = f"/b/k?AWSAccessKeyId=test&Signature=s&Expires={int(SIGNED.timestamp()) + 300}"


def _request(target: str) -> Request:
    return Request("GET", target, Headers(), Body())


@pytest.mark.parametrize("target", [VERSION_4, VERSION_2], ids=["version 4", "version 2"])
def test_a_url_works_until_its_time_is_over(target: str) -> None:
    check_expiry(_request(target), SIGNED + timedelta(seconds=300))

    with pytest.raises(api.AccessDenied, match="Request has expired") as refused:
        check_expiry(_request(target), SIGNED + timedelta(seconds=301))

    assert refused.value.status_code == 403
    assert refused.value.members["Expires"] == "2026-01-31T12:05:00Z"
    assert refused.value.members["ServerTime"] == "2026-01-31T12:05:01Z"


@pytest.mark.parametrize(
    "target", ["/b/k", "/b/k?X-Amz-Date=soon&X-Amz-Expires=300"], ids=["plain", "no date"]
)
def test_what_has_no_readable_life_is_not_judged(target: str) -> None:
    check_expiry(_request(target), SIGNED + timedelta(days=9000))
