"""What an emulator's TLS rests on: a certificate of our own authority, or the one a setting names."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

    from localstack.http.certificate import Authority

PROTOCOLS = ("h2", "http/1.1")
# A certificate beyond that is made anew each time it is asked for.
MAX_CONTEXTS = 256

_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----\n?", re.DOTALL)


class Trust:
    """Gives servers their certificates and clients what to verify them with.

    :param path: of a PEM file with a certificate and its key to use instead; `CUSTOM_SSL_CERT_PATH`.
    """

    def __init__(self, path: str = "") -> None:
        self._path = path
        self._lock = threading.RLock()
        self._authority: Authority | None = None
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._file = ""

    def check(self) -> None:
        """See that the certificate the setting names can be used.

        :raises ValueError: when it cannot; the message names the file and what is wrong with it.
        """
        if self._path:
            self.context()

    @property
    def pem(self) -> str:
        """What a client has to trust, in PEM: the authority's certificate, or the one the setting names."""
        if self._path:
            return "".join(_CERTIFICATE.findall(Path(self._path).read_text()))
        return self._own().pem

    @property
    def file(self) -> str:
        """A temporary file with what a client has to trust, for `verify=`; there until :meth:`close`."""
        from localstack.http.certificate import temporary_file

        with self._lock:
            if not self._file:
                self._file = temporary_file(self.pem)
            return self._file

    def close(self) -> None:
        """Remove the temporary file."""
        with self._lock:
            path, self._file = self._file, ""
        if path:
            Path(path).unlink(missing_ok=True)

    def context(self, name: str = "") -> ssl.SSLContext:
        """Give the context of servers of a name.

        :param name: what the certificate is for besides the names of every certificate.
        """
        with self._lock:
            context = self._contexts.get(name)
            if context is None:
                context = self._from_setting() if self._path else self._from_authority(name)
                if len(self._contexts) < MAX_CONTEXTS:
                    self._contexts[name] = context
            return context

    def _own(self) -> Authority:
        from localstack.http.certificate import Authority

        with self._lock:
            if self._authority is None:
                self._authority = Authority()
            return self._authority

    def _from_setting(self) -> ssl.SSLContext:
        try:
            return _context(self._path)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise ValueError(
                f"CUSTOM_SSL_CERT_PATH={self._path!r}: {reason}; it must name a PEM file that holds a certificate "
                "and its key, without a passphrase"
            ) from error

    def _from_authority(self, name: str) -> ssl.SSLContext:
        from localstack.http.certificate import temporary_file

        path = temporary_file(self._own().issue(*([name] if name else [])))
        try:
            context = _context(path)
        finally:
            os.unlink(path)
        context.sni_callback = self._choose
        return context

    def _choose(self, tls: ssl.SSLSocket | ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        from localstack.http.certificate import additional_name

        additional = additional_name(name or "")
        if additional:
            tls.context = self.context(additional)


def _context(path: str) -> ssl.SSLContext:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(list(PROTOCOLS))
    # Without a password here OpenSSL would ask for one on the terminal.
    context.load_cert_chain(path, password="")
    return context
