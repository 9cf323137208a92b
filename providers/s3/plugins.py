"""The plugin that makes the S3 service."""

from localstack.services.plugins import Service, aws_provider


@aws_provider()
def s3() -> Service:
    """Make the service."""
    from .provider import S3Provider

    return Service.for_provider(S3Provider())
