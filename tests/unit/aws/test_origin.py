"""The header that says on whose behalf a client calls."""

from __future__ import annotations

import logging

import pytest

from localstack.aws.origin import HEADER, NOBODY, Origin, origin_of
from localstack.aws.wire import Headers


def test_what_is_written_is_read_again() -> None:
    origin = Origin.of("arn:x", "sns")

    assert origin == Origin("arn:x", "sns.amazonaws.com")
    assert origin_of(Headers([(HEADER, origin.to_header())])) == origin


def test_without_the_header_it_is_nobody() -> None:
    assert origin_of(Headers()) is NOBODY


@pytest.mark.parametrize("text", ["{", "[]", "1"])
def test_a_header_of_another_form_is_nobody_and_logged(text: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "localstack.aws.origin"):
        assert origin_of(Headers([(HEADER, text)])) is NOBODY

    assert text in caplog.text
