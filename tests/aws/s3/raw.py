"""Requests as no SDK sends them, byte by byte, and the error documents that answer them."""

from __future__ import annotations

import socket
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.etree import ElementTree

SECONDS = 10
CREDENTIAL = "test/20260101/us-east-1/s3/aws4_request"
AUTHORIZATION = f"Authorization: AWS4-HMAC-SHA256 Credential={CREDENTIAL}, SignedHeaders=host, Signature=0"


class Answer(NamedTuple):
    """What came back.

    :ivar error: the members of the error document, without those that differ each time; none when it is no error.
    """

    status: int
    body: bytes
    error: dict[str, str]

    @property
    def code(self) -> str:
        """The code of the error, `""` when it is none."""
        return self.error.get("Code", "")


class Server:
    """A server, for who wants to send it what no client would."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)

    def connect(self) -> socket.socket:
        """Open a connection."""
        return socket.create_connection(self._address, timeout=SECONDS)

    def ask(
        self, line: str, *headers: str, body: bytes = b"", counted: bool = True, leaves: bool = False
    ) -> Answer:
        """Send a request and give the answer.

        :param line: method and target.
        :param counted: whether to say how long the body is.
        :param leaves: whether to send nothing more, and say so.
        """
        lines = [*headers, f"Content-Length: {len(body)}"] if counted else headers
        with self.connect() as connection:
            connection.sendall(head(line, "Connection: close", *lines) + body)
            if leaves:
                connection.shutdown(socket.SHUT_WR)
            received = b"".join(iter(lambda: connection.recv(65536), b""))
        return answer_of(received)


def head(line: str, *headers: str) -> bytes:
    """Give the head of a request that somebody signed, more or less."""
    return "\r\n".join((f"{line} HTTP/1.1", "Host: localhost", AUTHORIZATION, *headers, "", "")).encode(
        "latin-1"
    )


def answer_of(received: bytes) -> Answer:
    """Take an answer apart."""
    start, _, body = received.partition(b"\r\n\r\n")
    found = ElementTree.fromstring(body) if body.startswith(b"<?xml") else None
    members = (
        {child.tag: child.text or "" for child in found} if found is not None and found.tag == "Error" else {}
    )
    for name in ("RequestId", "HostId"):
        members.pop(name, None)
    return Answer(int(start.split()[1]), body, members)
