"""What is refused, what is allowed all the same, and how it is told."""

from __future__ import annotations

import pytest

from localstack.aws.hosts import RealAWSAccess
from pytest_localstack.guard.violations import AWS_HINT, METADATA_HINT, Guard, tell


def refused(guard: Guard, *hosts: object) -> None:
    for host in hosts:
        with pytest.raises(RealAWSAccess):
            guard.check(host, "look-up")


@pytest.mark.parametrize("host", ["s3.amazonaws.com", b"s3.amazonaws.com", bytearray(b"s3.amazonaws.com")])
def test_a_host_is_refused_in_any_form_that_sockets_take(host: object) -> None:
    guard = Guard()

    with pytest.raises(
        RealAWSAccess, match=r"s3\.amazonaws\.com \(look-up\) at .*test_violations\.py:\d+\. Build"
    ):
        guard.check(host, "look-up")


@pytest.mark.parametrize("host", [None, "", "localhost", b"example.com", 7])
def test_others_pass(host: object) -> None:
    guard = Guard()

    guard.check(host, "look-up")

    assert guard.take() == []


def test_what_is_taken_is_told_once() -> None:
    guard = Guard()
    refused(guard, *["sqs.us-east-1.amazonaws.com"] * 3, "169.254.169.254")

    taken = guard.take()

    assert [violation.what for violation in taken] == [
        "sqs.us-east-1.amazonaws.com (look-up)",
        "instance metadata at 169.254.169.254 (look-up)",
    ]
    assert tell(taken).endswith(f". {AWS_HINT} {METADATA_HINT}")
    assert guard.take() == []


@pytest.mark.parametrize("allowed", ["s3.eu-west-1.amazonaws.com", ".S3.eu-west-1.amazonaws.com."])
def test_an_allowed_host_passes_with_what_is_below_it(allowed: str) -> None:
    guard = Guard([allowed])

    guard.check("s3.eu-west-1.amazonaws.com", "look-up")
    guard.check("bucket.s3.eu-west-1.amazonaws.com", "look-up")

    refused(guard, "s3.us-east-1.amazonaws.com", "evils3.eu-west-1.amazonaws.com")


def test_an_allowed_metadata_service_passes_for_clients_too() -> None:
    guard = Guard(["169.254.169.254"])

    guard.check_client("169.254.169.254")

    refused(guard, "169.254.170.2")
