"""`localstack_allow_hosts`: what of AWS a run may really reach."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]


def test_a_listed_host_may_be_reached_with_what_is_below_it(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nlocalstack_allow_hosts = s3.eu-west-1.amazonaws.com 169.254.169.254")
    pytester.makepyfile(
        """
        import socket
        import boto3, pytest

        @pytest.fixture(autouse=True)
        def asked(monkeypatch):
            asked = []
            monkeypatch.setattr("_socket.getaddrinfo", lambda host, *_: asked.append(host) or [])
            return asked

        @pytest.mark.parametrize(
            "host", ["s3.eu-west-1.amazonaws.com", "open-data.s3.eu-west-1.amazonaws.com", "169.254.169.254"]
        )
        def test_listed(asked, host):
            assert socket.getaddrinfo(host, 443) == []
            assert asked == [host]

        def test_clients_are_served_here_all_the_same(asked, s3_bucket):
            s3 = boto3.client("s3", "eu-west-1", endpoint_url="https://s3.eu-west-1.amazonaws.com")
            s3.head_bucket(Bucket=s3_bucket)
            assert asked == []

        def test_not_listed(asked):
            socket.getaddrinfo("s3.us-east-1.amazonaws.com", 443)
        """
    )

    result = run("--localstack")

    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["FAILED *::test_not_listed*"])


def test_help_tells_it(run: Run) -> None:
    run("--help").stdout.fnmatch_lines(["*localstack_allow_hosts*"])
