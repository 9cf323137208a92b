"""Distributions that own the same import names."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError

from pytest_localstack.neighbours import conflict


def test_nothing_is_said_when_we_are_alone() -> None:
    def installed(name: str) -> str:
        raise PackageNotFoundError(name)

    assert conflict(installed) == ""


def test_a_neighbour_is_named_with_the_command_that_removes_it() -> None:
    def installed(name: str) -> str:
        if name == "localstack-core":
            return "4.14.0"
        raise PackageNotFoundError(name)

    message = conflict(installed)

    assert "localstack-core 4.14.0" in message
    assert "`pip uninstall localstack-core`" in message
