"""Where a test runs: the account, region and partition that the default transformers replace, and who answers.

A plugin that knows better than the environment variables (a run against another account, an emulator with an
account per test) implements the hook `pytest_localstack_snapshot_environment`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.nodes import Item

DEFAULT_ACCOUNT_ID = "000000000000"
DEFAULT_REGION = "us-east-1"


@dataclass(frozen=True)
class SnapshotEnvironment:
    """Where a test runs, as its responses show it.

    :ivar target: who answers: `aws`, `emulator`, or `""` when nobody knows.
    """

    account_id: str
    region: str
    target: str = ""

    @property
    def partition(self) -> str:
        """Name the partition the region belongs to."""
        prefix = self.region.split("-", 1)[0]
        if prefix == "cn":
            return "aws-cn"
        return "aws-us-gov" if self.region.startswith("us-gov-") else "aws"

    def origin(self) -> dict[str, str] | None:
        """Say for an entry where it is recorded, when that is known."""
        if not self.target:
            return None
        import botocore

        return {"target": self.target, "region": self.region, "botocore": str(botocore.__version__)}


def from_variables(variables: Mapping[str, str]) -> SnapshotEnvironment:
    """Read account, region and target from environment variables, the first two with the emulator's defaults."""
    account_names = ("TEST_AWS_ACCOUNT_ID", "AWS_ACCOUNT_ID")
    region_names = ("TEST_AWS_REGION_NAME", "AWS_REGION", "AWS_DEFAULT_REGION")
    return SnapshotEnvironment(
        account_id=_first(variables, account_names) or DEFAULT_ACCOUNT_ID,
        region=_first(variables, region_names) or DEFAULT_REGION,
        target="aws" if variables.get("TEST_TARGET", "").upper() == "AWS_CLOUD" else "",
    )


def _first(variables: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((variables[name] for name in names if variables.get(name)), "")


class EnvironmentHooks:
    """The hook through which another plugin names the account and region of a test."""

    @pytest.hookspec(firstresult=True)
    def pytest_localstack_snapshot_environment(self, item: Item) -> SnapshotEnvironment | None:
        """Name the account and region `item` runs in; None leaves the question to the next plugin.

        :returns: what the snapshot fixture of `item` replaces by `111111111111` and `<region>`.
        """
