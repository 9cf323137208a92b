"""User metadata; the cases are those of the recording of test_user_metadata_rfc2047_encoded."""

from __future__ import annotations

import pytest
from localstack_providers.s3 import errors, metadata


@pytest.mark.parametrize(
    ("sent", "given_back"),
    [
        ("plain", "plain"),
        ("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
        ("=?UTF-8?B?YWJj?=", "abc"),
        ("=?UTF-8?Q?actually-ascii?=", "actually-ascii"),
        ("=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=", "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?="),
        ("=?UTF-8?B?AAECAw==?=", "=?UTF-8?B?AAECAw==?="),
        ("=?UTF-8?B?/2H/?=", "=?UTF-8?B?77+9Ye+/vQ==?="),
        ("ÄMÄZÕÑ S3".encode().decode("latin-1"), "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?="),
        ("=?no-such-charset?B?YWJj?=", "=?no-such-charset?B?YWJj?="),
    ],
)
def test_what_ascii_cannot_say_is_given_back_encoded(sent: str, given_back: str) -> None:
    assert metadata.normalize({"key": sent}) == {"key": given_back}


def test_metadata_has_at_most_two_kibibytes() -> None:
    assert metadata.normalize({"k": "v" * 2047})

    with pytest.raises(errors.MetadataTooLarge) as raised:
        metadata.normalize({"k": "v" * 2048})

    assert raised.value.members == {"Size": 2049, "MaxSizeAllowed": 2048}
