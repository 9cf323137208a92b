"""The entry point of the SQS provider."""

from __future__ import annotations

from localstack.services.plugins import Service, aws_provider


@aws_provider()
def sqs() -> Service:
    """Make the SQS service."""
    from .provider import SqsProvider

    return Service.for_provider(SqsProvider())
