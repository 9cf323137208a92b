"""What the cycles of the long tail are run with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .cycles.cycle import Aws

if TYPE_CHECKING:
    from pytest_localstack.clients import ServiceClients


@pytest.fixture
def aws(aws_client: ServiceClients) -> Aws:
    """Give the boto3 client of a service by its botocore name."""
    return aws_client.get_client
