"""boto3 clients of S3, by a URL or by whatever answers in the process, and the sizes of objects."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from benchmarks.workers import ENVIRONMENT

BUCKET = "benchmark-s3"
SIZES = {"1 KB": 1000, "1 MB": 1000**2, "100 MB": 100 * 1000**2}


def client(url: str = "") -> Any:
    """Make a client, and the bucket."""
    import boto3
    from botocore.config import Config

    session = boto3.Session(
        ENVIRONMENT["AWS_ACCESS_KEY_ID"],
        ENVIRONMENT["AWS_SECRET_ACCESS_KEY"],
        region_name=ENVIRONMENT["AWS_REGION"],
    )
    # A call that a server fails is to be seen, not repeated; and bucket names are in paths, as hosts do not resolve.
    config = Config(retries={"total_max_attempts": 1}, read_timeout=300, s3={"addressing_style": "path"})
    s3 = session.client("s3", endpoint_url=url or None, config=config)
    s3.create_bucket(Bucket=BUCKET)
    return s3


def milliseconds(call: Callable[[], object], times: int = 1) -> float:
    """Time a call, elapsed."""
    started = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - started) / times * 1000
