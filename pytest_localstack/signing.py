"""Signed HTTP requests that no operation of an SDK would make: raw paths, queries, headers and bodies."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session

if TYPE_CHECKING:
    from pytest_localstack.clients import ClientFactory

Signer = Callable[[Any, str, str], Any]


@dataclass(frozen=True)
class HttpAnswer:
    """What came back, whatever its status.

    :ivar headers: found by their names in any case.
    """

    url: str
    status_code: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def ok(self) -> bool:
        """Whether the status is no error."""
        return self.status_code < 400

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode()

    def json(self) -> Any:
        """Read the body as JSON.

        :raises ValueError: when it is none.
        """
        return json.loads(self.content)


class SigningHttpClient:
    """Signs requests to one endpoint and sends them on the way of every botocore client.

    :param signer: of botocore's: `signer.add_auth(request)`.
    """

    def __init__(self, endpoint_url: str, signer: Any) -> None:
        self._endpoint_url = endpoint_url.rstrip("/")
        self._signer = signer
        self._session = URLLib3Session()

    def request(
        self,
        method: str,
        path: str = "/",
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        data: bytes | str = b"",
        json: Any = None,
    ) -> HttpAnswer:
        """Send a request.

        :param path: below the endpoint, or a whole URL.
        :param json: a body to be written as JSON, in place of `data`.
        """
        url = path if "://" in path else f"{self._endpoint_url}/{path.removeprefix('/')}"
        if params:
            url = f"{url}{'&' if '?' in url else '?'}{urlencode(params)}"
        request = AWSRequest(method, url, dict(headers or {}), to_bytes(data, json))
        if json is not None and "Content-Type" not in request.headers:
            request.headers["Content-Type"] = "application/json"
        self._signer.add_auth(request)
        answer = self._session.send(request.prepare())
        return HttpAnswer(url, answer.status_code, answer.headers, answer.content)

    def get(self, path: str = "/", **options: Any) -> HttpAnswer:
        """Send a GET request; see :meth:`request`."""
        return self.request("GET", path, **options)

    def head(self, path: str = "/", **options: Any) -> HttpAnswer:
        """Send a HEAD request; see :meth:`request`."""
        return self.request("HEAD", path, **options)

    def post(self, path: str = "/", **options: Any) -> HttpAnswer:
        """Send a POST request; see :meth:`request`."""
        return self.request("POST", path, **options)

    def put(self, path: str = "/", **options: Any) -> HttpAnswer:
        """Send a PUT request; see :meth:`request`."""
        return self.request("PUT", path, **options)

    def patch(self, path: str = "/", **options: Any) -> HttpAnswer:
        """Send a PATCH request; see :meth:`request`."""
        return self.request("PATCH", path, **options)

    def delete(self, path: str = "/", **options: Any) -> HttpAnswer:
        """Send a DELETE request; see :meth:`request`."""
        return self.request("DELETE", path, **options)

    def close(self) -> None:
        """Let go of open connections."""
        self._session.close()


def to_bytes(data: bytes | str, document: Any) -> bytes:
    """Give the body of a request."""
    if document is not None:
        return json.dumps(document).encode()
    return data.encode() if isinstance(data, str) else data


def http_client_factory(clients: ClientFactory) -> Callable[..., SigningHttpClient]:
    """Give a function that makes clients which sign for a service."""

    def create(
        service: str,
        region: str | None = None,
        signer_factory: Signer = SigV4QueryAuth,
        endpoint_url: str | None = None,
        aws_access_key_id: str | None = None,
        aws_secret_access_key: str | None = None,
    ) -> SigningHttpClient:
        client = clients(region_name=region).get_client(service)
        # botocore tells the credentials of a client to nobody but its signer.
        credentials = client._request_signer._credentials
        if aws_access_key_id:
            credentials = Credentials(aws_access_key_id, aws_secret_access_key or "test")
        signing_name = client.meta.service_model.signing_name
        signer = signer_factory(credentials, signing_name, client.meta.region_name)
        return SigningHttpClient(endpoint_url or client.meta.endpoint_url, signer)

    return create
