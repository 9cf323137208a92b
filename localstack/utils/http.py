"""HTTP from the machine's side: downloads, URLs and headers."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

CHUNK_SIZE = 1024 * 1024


def download(
    url: str,
    path: str | Path,
    verify_ssl: bool = True,
    timeout: float | None = None,
    request_headers: Mapping[str, str] | None = None,
    quiet: bool = False,
) -> None:
    """Save what lies at a URL; the file is there when it is complete, and not before.

    :param verify_ssl: whether the server's certificate is checked.
    :param timeout: the seconds a server may say nothing.
    :param quiet: whether a failure is none, and nothing is saved.
    :raises OSError: when it cannot be had (`urllib.error.HTTPError` with the status) or saved.
    """
    import ssl

    context = None if verify_ssl or not url.startswith("https:") else ssl._create_unverified_context()
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        request = urllib.request.Request(url, headers=dict(request_headers or {}))
        with (
            urllib.request.urlopen(request, timeout=timeout, context=context) as response,
            part.open("wb") as file,
        ):
            shutil.copyfileobj(response, file, CHUNK_SIZE)
            size, promised = file.tell(), response.headers.get("content-length")
        if promised is not None and size < int(promised):
            raise OSError(f"{url} ended after {size} of {promised} bytes")
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        if not quiet:
            raise


def add_path_parameters_to_url(uri: str, path_params: list[str]) -> str:
    """Append segments to the path of a URL, quoted."""
    parts = urlsplit(uri)
    path = "/".join([parts.path.rstrip("/"), *(quote(segment, safe="") for segment in path_params)])
    return urlunsplit(parts._replace(path=path))


def add_query_params_to_url(uri: str, query_params: Mapping[str, str]) -> str:
    """Set parameters in the query of a URL; others stay."""
    parts = urlsplit(uri)
    query = {**dict(parse_qsl(parts.query, keep_blank_values=True)), **query_params}
    return urlunsplit(parts._replace(query=urlencode(query)))


def canonicalize_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Write the names of headers in small letters."""
    return {name.lower(): value for name, value in headers.items()}


def get_proxies() -> dict[str, str]:
    """Give the proxies that `HTTP_PROXY`, `HTTPS_PROXY` and the like name, by scheme."""
    return urllib.request.getproxies()
