"""The entry point of the S3 Control provider."""

from __future__ import annotations

from localstack.services.plugins import Service, aws_provider


@aws_provider()
def s3control() -> Service:
    """Make the service."""
    from .provider import S3ControlProvider

    return Service.for_provider(S3ControlProvider())
