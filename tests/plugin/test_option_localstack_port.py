"""`--localstack-port`: where the HTTP server listens."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_server_listens_where_it_is_told(run: Run, pytester: pytest.Pytester, free_port: int) -> None:
    pytester.makepyfile(
        f"""
        import urllib.request

        def test_it(localstack):
            assert localstack.url == "http://127.0.0.1:{free_port}"
            with urllib.request.urlopen(localstack.url + "/_localstack/health") as answer:
                assert answer.status == 200
        """
    )

    run("--localstack", "--localstack-port", str(free_port)).assert_outcomes(passed=1)


def test_a_taken_port_is_named(run: Run, free_port: int) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", free_port))
        holder.listen()

        result = run("--localstack", "--localstack-port", str(free_port))

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*cannot listen on 127.0.0.1:{free_port}*"])


def test_several_workers_cannot_share_a_port(run: Run, free_port: int) -> None:
    result = run("--localstack", "--localstack-port", str(free_port), "-n", "2")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*--localstack-port={free_port} cannot be shared*"])
