"""The pytest plugin: boots the emulator, provides fixtures, isolates tests, reports."""

from pytest_localstack.factories import patch_fixture, session_fixture

__all__ = ["patch_fixture", "session_fixture"]
