"""What TLS rests on: our own authority, or the certificate a setting names."""

from __future__ import annotations

import ssl
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509

from localstack.config import Settings
from localstack.http.certificate import Authority, additional_name
from localstack.http.trust import Trust
from localstack.runtime import Emulator


@pytest.fixture
def trust() -> Iterator[Trust]:
    trust = Trust()
    yield trust
    trust.close()


def test_a_certificate_names_this_machine_and_no_key_is_told() -> None:
    authority = Authority()
    leaf, issuer = x509.load_pem_x509_certificates(authority.issue("*.s3.localhost").encode())
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value

    assert names.get_values_for_type(x509.DNSName) == [
        "localhost",
        "*.localhost",
        "localhost.localstack.cloud",
        "*.localhost.localstack.cloud",
        "*.s3.localhost",
    ]
    assert [str(address) for address in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "::1"]
    leaf.verify_directly_issued_by(issuer)
    assert "PRIVATE" not in authority.pem


@pytest.mark.parametrize(
    ("server", "name"),
    [
        ("", ""),
        ("localhost", ""),
        ("a.localhost", "a.localhost"),
        ("a.b.localhost", "*.b.localhost"),
        ("localhost.localstack.cloud", ""),
        ("a.localhost.localstack.cloud", ""),
        ("A.B.localhost.localstack.cloud", "*.b.localhost.localstack.cloud"),
        ("s3.amazonaws.com", ""),
        (".localhost", ""),
        ("é.localhost", ""),
        ("a" * 300 + ".localhost", ""),
    ],
)
def test_the_name_a_certificate_needs(server: str, name: str) -> None:
    assert additional_name(server) == name


def test_a_context_is_made_once_for_a_name(trust: Trust) -> None:
    assert trust.context("a.localhost") is trust.context("a.localhost")
    assert trust.context("a.localhost") is not trust.context()


def test_the_file_to_trust_is_the_owners_and_is_removed(trust: Trust) -> None:
    path = Path(trust.file)

    assert path.read_text() == trust.pem
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert trust.file == str(path)
    trust.close()
    assert not path.exists()


def test_a_setting_names_another_certificate(tmp_path: Path) -> None:
    authority = Authority()
    path = tmp_path / "server.pem"
    path.write_text(authority.issue())

    trust = Trust(Settings.from_environment({"CUSTOM_SSL_CERT_PATH": str(path)}).custom_ssl_cert_path)
    trust.check()

    assert authority.pem in trust.pem
    assert "PRIVATE" not in trust.pem
    assert trust.context("a.localhost").get_ca_certs() == []


@pytest.mark.parametrize("content", [None, "nonsense", "certificate", "key"])
def test_a_certificate_that_cannot_be_used_is_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "server.pem"
    pem = Authority().issue()
    start = pem.index("-----BEGIN PRIVATE")
    if content is not None:
        path.write_text({"certificate": pem[:start], "key": pem[start:]}.get(content, content))

    with pytest.raises(ValueError, match=rf"^CUSTOM_SSL_CERT_PATH='{path}': .+ a certificate and its key"):
        Emulator(Settings(custom_ssl_cert_path=str(path))).start()


def test_an_emulator_tells_what_to_trust() -> None:
    with Emulator(Settings()) as emulator:
        context = ssl.create_default_context(cafile=emulator.trust.file)
        left = Path(emulator.trust.file)

        assert len(context.get_ca_certs()) == 1
    assert not left.exists()
