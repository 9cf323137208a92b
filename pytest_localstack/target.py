"""Runs against real AWS: `TEST_TARGET=AWS_CLOUD` gives the same fixtures clients of the user's own account."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import boto3

    from pytest_localstack.clients import ClientFactory


def is_aws(variables: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the run targets real AWS."""
    return variables.get("TEST_TARGET", "").upper() == "AWS_CLOUD"


def secondary_region(default: str) -> str:
    """Give a region other than the default one: that of `SECONDARY_TEST_AWS_REGION_NAME` if it is set."""
    if named := os.environ.get("SECONDARY_TEST_AWS_REGION_NAME"):
        return named
    return "ap-southeast-1" if default != "ap-southeast-1" else "us-east-1"


class RealAWS:
    """What the fixtures of a run share when it targets real AWS: the user's own credentials and region."""

    @property
    def region(self) -> str:
        """The region that clients use by default."""
        return str(self.boto3_session().region_name or "us-east-1")

    @property
    def secondary_region(self) -> str:
        """Another region."""
        return secondary_region(self.region)

    @property
    def s3_host_url(self) -> None:
        """The endpoint of S3 below which buckets are hosts; botocore knows it."""

    def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)

    def boto3_session(self) -> boto3.Session:
        """Make a boto3 session with the user's credentials."""
        from pytest_localstack.clients import new_session

        return new_session()

    def clients(self) -> ClientFactory:
        """Make a factory of clients for the user's account."""
        from pytest_localstack.clients import ClientFactory

        return ClientFactory(self.region)

    def secondary_clients(self) -> ClientFactory:
        """Make a factory of clients for a second account of the user's.

        Fails the test when the variable `SECONDARY_TEST_AWS_PROFILE` names no profile for it.
        """
        from pytest_localstack.clients import ClientFactory

        profile = os.environ.get("SECONDARY_TEST_AWS_PROFILE")
        if not profile:
            pytest.fail(
                "a second account is needed: name a profile of it in SECONDARY_TEST_AWS_PROFILE",
                pytrace=False,
            )
        return ClientFactory(self.region, profile_name=profile)
