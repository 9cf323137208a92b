"""`TEST_TARGET=AWS_CLOUD`: the same tests against real AWS."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.plugin.stand_in import StandIn

Run = Callable[..., pytest.RunResult]


def test_the_users_credentials_and_region_are_kept(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, stand_in: StandIn
) -> None:
    monkeypatch.setenv("TEST_TARGET", "AWS_CLOUD")
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", stand_in.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAREALKEY")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "real")
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    pytester.makepyfile(
        """
        import os

        def test_clients_are_the_users(aws_session, aws_client, region_name):
            assert "AWS_ENDPOINT_URL" not in os.environ
            assert aws_session.get_credentials().access_key == "AKIAREALKEY"
            assert aws_client.sqs.meta.endpoint_url == "https://sqs.eu-central-1.amazonaws.com"
            assert region_name == "eu-central-1"

        def test_there_is_no_emulator(localstack):
            raise AssertionError("never reached")
        """
    )

    run("--localstack").assert_outcomes(passed=1, skipped=1)
