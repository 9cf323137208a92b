"""Runs against real AWS: `TEST_TARGET=AWS_CLOUD` gives the same fixtures clients of the user's own account."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import boto3

    from pytest_localstack.clients import ClientFactory


def is_aws(variables: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the run targets real AWS."""
    return variables.get("TEST_TARGET", "").upper() == "AWS_CLOUD"


class RealAWS:
    """What the fixtures of a run share when it targets real AWS: the user's own credentials and region."""

    @property
    def region(self) -> str:
        """The region that clients use by default."""
        return str(self.boto3_session().region_name or "us-east-1")

    def boto3_session(self) -> boto3.Session:
        """Make a boto3 session with the user's credentials."""
        from pytest_localstack.clients import new_session

        return new_session()

    def clients(self) -> ClientFactory:
        """Make a factory of clients for the user's account."""
        from pytest_localstack.clients import ClientFactory

        return ClientFactory(self.region)
