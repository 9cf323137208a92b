"""Talking to an emulator that runs: its own endpoints, by HTTP."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from localstack.cli.errors import CliError

SECONDS = 10.0


class Unreachable(CliError):
    """Nobody answers."""


@contextmanager
def answer(
    url: str, method: str, path: str, body: bytes | None = None, timeout: float = SECONDS
) -> Iterator[http.client.HTTPResponse]:
    """Send a request, and give the response to be read.

    :raises Unreachable: when nobody answers.
    """
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
    try:
        try:
            connection.request(
                method, path, body, {"Content-Type": "application/octet-stream"} if body else {}
            )
            response = connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            message = f"no emulator answers at {url}: `localstack start -d` starts one"
            raise Unreachable(message) from error
        yield response
    finally:
        connection.close()


def ask(url: str, method: str, path: str, document: Any = None, timeout: float = SECONDS) -> dict[str, Any]:
    """Send a request, and give the document that answers it.

    :raises Unreachable: when nobody answers.
    :raises CliError: when the answer is an error, or none of an emulator.
    """
    body = None if document is None else json.dumps(document).encode()
    with answer(url, method, path, body, timeout) as response:
        return read_document(url, response)


def read_document(url: str, response: http.client.HTTPResponse) -> dict[str, Any]:
    """Read the JSON of an answer.

    :raises CliError: when it is an error, or none of an emulator.
    """
    content = response.read()
    try:
        document = json.loads(content)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise CliError(f"what answers at {url} is no emulator of ours; GATEWAY_LISTEN names another port")
    if response.status >= 400:
        raise CliError(str(document.get("error", f"status {response.status}")))
    return document
