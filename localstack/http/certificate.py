"""Certificates of our own making: an authority that lives as long as the emulator, and what it signs.

Nothing is made before the first client needs it, and no key stays on the disk. A wildcard stands for one label
only, so a name of any depth gets a certificate when a client asks for it (by SNI).
"""

from __future__ import annotations

import ipaddress
import os
import re
import tempfile
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DOMAINS = ("localhost", "localhost.localstack.cloud")
NAMES = tuple(name for domain in DOMAINS for name in (domain, f"*.{domain}"))
ADDRESSES = ("127.0.0.1", "::1")
# Clients of Apple's refuse a longer life; an earlier start forgives a clock that is behind.
LIFETIME = timedelta(days=397)
HEADROOM = timedelta(days=1)

_HOST_NAME = re.compile(r"(?=.{1,250}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+")


class Authority:
    """Signs certificates for this machine's names.

    :ivar pem: its own certificate, which clients trust.
    """

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._leaf_key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pytest-localstack local authority")])
        self._certificate = self._make()
        self.pem = _pem(self._certificate)

    def issue(self, *names: str) -> str:
        """Issue a certificate for the names everybody uses and some more.

        :returns: certificate, authority and key in PEM.
        """
        key = self._leaf_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return _pem(self._sign((*NAMES, *names))) + self.pem + key.decode()

    def _make(self) -> x509.Certificate:
        public = self._key.public_key()
        builder = _builder(self._name, self._name, public)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        return builder.sign(self._key, hashes.SHA256())

    def _sign(self, names: tuple[str, ...]) -> x509.Certificate:
        public = self._leaf_key.public_key()
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DOMAINS[1])])
        builder = _builder(subject, self._name, public)
        alternatives: list[x509.GeneralName] = [x509.DNSName(name) for name in dict.fromkeys(names)]
        alternatives += [x509.IPAddress(ipaddress.ip_address(address)) for address in ADDRESSES]
        for extension, critical in (
            (x509.SubjectAlternativeName(alternatives), False),
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (_usage(signs_certificates=False), True),
            (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
            (x509.SubjectKeyIdentifier.from_public_key(public), False),
            (x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), False),
        ):
            builder = builder.add_extension(extension, critical)
        return builder.sign(self._key, hashes.SHA256())


def additional_name(server_name: str) -> str:
    """Tell which name a certificate needs for a server besides those every certificate has.

    :returns: `""` when there is none: every certificate has it, or it is not of this machine.
    """
    name = server_name.lower()
    if not _HOST_NAME.fullmatch(name) or not name.endswith(tuple(f".{domain}" for domain in DOMAINS)):
        return ""
    _, _, parent = name.partition(".")
    if name in DOMAINS or parent == DOMAINS[1]:
        return ""
    # OpenSSL takes no wildcard right below a top-level domain.
    return name if parent == "localhost" else f"*.{parent}"


def temporary_file(content: str) -> str:
    """Write a file that only its owner may read, for the libraries that take no text; the caller removes it."""
    descriptor, path = tempfile.mkstemp(prefix="localstack-", suffix=".pem")
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
    return path


def _builder(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - HEADROOM)
        .not_valid_after(now - HEADROOM + LIFETIME)
    )


def _usage(signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
