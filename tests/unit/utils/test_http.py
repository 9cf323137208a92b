"""`localstack.utils.http`."""

from __future__ import annotations

import threading
import urllib.error
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from localstack.utils.http import (
    add_path_parameters_to_url,
    add_query_params_to_url,
    canonicalize_headers,
    download,
    get_proxies,
)

CONTENT = b"content" * 1000


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/missing":
            self.send_error(404)
            return
        content = (self.headers.get("x-name") or "").encode() or CONTENT
        self.send_response(200)
        # A connection that ends too early is an error, not a file.
        self.send_header("content-length", str(len(content) * (2 if self.path == "/cut" else 1)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_download_is_a_file(url: str, tmp_path: Path) -> None:
    download(f"{url}/file", tmp_path / "folder" / "file")
    download(f"{url}/file", tmp_path / "named", request_headers={"X-Name": "me"})

    assert (tmp_path / "folder" / "file").read_bytes() == CONTENT
    assert (tmp_path / "named").read_bytes() == b"me"


def test_what_fails_leaves_nothing_behind(url: str, tmp_path: Path) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        download(f"{url}/missing", tmp_path / "file")
    download(f"{url}/missing", tmp_path / "file", quiet=True)

    assert list(tmp_path.iterdir()) == []


def test_a_connection_that_ends_early_is_no_file(url: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="ended after 7000 of 14000 bytes"):
        download(f"{url}/cut", tmp_path / "file")

    assert list(tmp_path.iterdir()) == []


def test_paths_and_queries_of_urls() -> None:
    assert add_path_parameters_to_url("http://h/a/?q=1", ["b c", "d/e"]) == "http://h/a/b%20c/d%2Fe?q=1"
    assert add_query_params_to_url("http://h/a?x=1&y=", {"x": "2", "z": "&"}) == "http://h/a?x=2&y=&z=%26"


def test_names_of_headers_and_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy:1")

    assert canonicalize_headers({"Content-Type": "A"}) == {"content-type": "A"}
    assert get_proxies()["http"] == "http://proxy:1"
