"""The fixtures of the measured suite: the same tests run on the emulator, or each under moto's `mock_aws`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

BACKEND = os.environ["SUITE_BACKEND"]
"""`emulator`, `emulator, kept clients` or `moto`."""


@pytest.fixture(autouse=True)
def backend() -> Iterator[None]:
    """Nothing on the emulator; a mock for every test with moto, as its users write it."""
    if BACKEND != "moto":
        yield
        return
    from moto import mock_aws

    with mock_aws():
        yield


def client(request: pytest.FixtureRequest, service: str) -> Any:
    """Make a client for the test, or take the run's."""
    if BACKEND.endswith("kept clients"):
        return request.getfixturevalue("aws_client").get_client(service)
    return boto3.client(service)


@pytest.fixture
def s3(backend: None, request: pytest.FixtureRequest) -> Any:
    """A client of S3."""
    del backend
    return client(request, "s3")


@pytest.fixture
def sqs(backend: None, request: pytest.FixtureRequest) -> Any:
    """A client of SQS."""
    del backend
    return client(request, "sqs")


@pytest.fixture
def dynamodb(backend: None, request: pytest.FixtureRequest) -> Any:
    """A client of DynamoDB."""
    del backend
    return client(request, "dynamodb")
