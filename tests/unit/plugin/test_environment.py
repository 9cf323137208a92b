"""What the environment names."""

from __future__ import annotations

import pytest

from pytest_localstack.environment import named_hosts


@pytest.mark.parametrize(
    ("variables", "hosts"),
    [
        ({}, ()),
        ({"LOCALSTACK_HOST": "localstack:4567"}, ("localstack:4567",)),
        ({"LOCALSTACK_HOST": "localstack"}, ("localstack:4566",)),
        ({"LOCALSTACK_HOSTNAME": "localstack", "EDGE_PORT": "4510"}, ("localstack:4510",)),
        ({"EDGE_PORT": "4510"}, ("localhost:4510",)),
    ],
    ids=["nothing", "host and port", "host", "name and edge port", "edge port"],
)
def test_localstacks_variables_name_endpoints(variables: dict[str, str], hosts: tuple[str, ...]) -> None:
    assert named_hosts(variables) == hosts
