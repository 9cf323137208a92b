"""The entry point of the STS provider."""

from __future__ import annotations

from localstack.services.plugins import Service, aws_provider


@aws_provider()
def sts() -> Service:
    """Make the service."""
    from .provider import StsProvider

    return Service.for_provider(StsProvider())
