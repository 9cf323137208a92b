"""Text and bytes."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

from localstack.utils import strings


def test_text_and_bytes_become_each_other_and_stay_what_they_are() -> None:
    assert strings.to_str(b"\xc3\xbc") == strings.to_str("ü") == "ü"
    assert strings.to_bytes("ü") == strings.to_bytes(b"\xc3\xbc") == b"\xc3\xbc"
    assert strings.to_str(b"\xfc", encoding="latin-1") == "ü"
    assert strings.to_str(b"\xfc", errors="replace") == "\ufffd"


def test_ids_are_random_and_have_their_form() -> None:
    assert re.fullmatch(r"[0-9a-f]{8}", strings.short_uid())
    assert strings.short_uid() != strings.short_uid()
    assert uuid.UUID(strings.long_uid()).version == 4


def test_digests_are_the_well_known_ones() -> None:
    assert strings.md5("hello") == "5d41402abc4b2a76b9719d911017c592"
    assert strings.hash_sha1("hello") == "qvTGHdzF6KLavt4PO0gs2a6pQ00="
    assert strings.hash_sha256(b"hello") == "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
    assert strings.checksum_crc32("hello") == "NhCmhg=="


@pytest.mark.parametrize(
    ("value", "truth"),
    [("TRUE", True), (" yes", True), ("0", False), ("off", False), ("maybe", "maybe"), (5, 5)],
)
def test_words_become_truths(value: Any, truth: Any) -> None:
    assert strings.str_to_bool(value) == truth


@pytest.mark.parametrize(
    ("camel", "snake"),
    [
        ("QueueUrl", "queue_url"),
        ("queueURL", "queue_url"),
        ("DBInstanceClass", "db_instance_class"),
        ("S3Bucket", "s3_bucket"),
        ("some-name", "some_name"),
    ],
)
def test_names_become_those_of_python(camel: str, snake: str) -> None:
    assert strings.camel_to_snake_case(camel) == snake


def test_names_become_those_of_aws() -> None:
    assert strings.snake_to_camel_case("queue_url") == "QueueUrl"
    assert strings.snake_to_camel_case("queue_url", capitalize_first=False) == "queueUrl"
    assert strings.first_char_to_lower("Abc") == "abc"
    assert strings.first_char_to_upper("abc") == "Abc"
    assert strings.first_char_to_upper("") == ""


def test_base64_is_told_and_decoded_in_either_alphabet() -> None:
    assert strings.is_base64("aGVsbG8=")
    assert not strings.is_base64("aGVsbG8")
    assert not strings.is_base64("größe")
    assert strings.base64_decode("aGVsbG8") == b"hello"
    assert strings.base64_decode("-_8=") == strings.base64_decode("+/8=") == b"\xfb\xff"


def test_long_texts_are_cut() -> None:
    assert strings.truncate("abcdef", 3) == "abc..."
    assert strings.truncate("abc", 3) == "abc"


def test_slashes_at_the_beginning() -> None:
    assert strings.remove_leading_extra_slashes("///a//b") == "/a//b"
    assert strings.prepend_with_slash("a") == strings.prepend_with_slash("/a") == "/a"
