"""The pages and headers that tell of errors: nothing of a request gets through as markup or as a header."""

from __future__ import annotations

from localstack_providers.s3 import website_page

from localstack.aws.api import s3 as api

MARKER = {"x-amz-delete-marker": "true"}


def no_such_key(key: str) -> api.NoSuchKey:
    error = api.NoSuchKey("The specified key does not exist.", Key=key, ExtraHeaders=MARKER)
    error.status_code = 404
    return error


def test_a_page_shows_an_error_and_what_kept_the_error_document_away() -> None:
    text = website_page.page(no_such_key("<b>&"), "R", "H", no_such_key("404.html")).decode()

    assert text.startswith(
        "<html>\n<head><title>404 Not Found</title></head>\n<body>\n<h1>404 Not Found</h1>\n"
    )
    assert "<li>Key: &lt;b&gt;&amp;</li>\n<li>RequestId: R</li>\n<li>HostId: H</li>\n</ul>\n<h3>" in text
    assert text.endswith("<li>Key: 404.html</li>\n</ul>\n<hr/>\n</body>\n</html>\n")
    assert "ExtraHeaders" not in text


def test_headers_tell_an_error_in_ascii() -> None:
    assert website_page.headers(no_such_key("é\r\nSet-Cookie:a")) == [
        ("x-amz-error-code", "NoSuchKey"),
        ("x-amz-error-message", "The specified key does not exist."),
        ("x-amz-error-detail-Key", "%C3%A9%0D%0ASet-Cookie:a"),
        ("x-amz-delete-marker", "true"),
    ]
