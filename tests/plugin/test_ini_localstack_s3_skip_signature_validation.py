"""`localstack_s3_skip_signature_validation`: whether S3 looks at the signatures of pre-signed URLs."""

from __future__ import annotations

import pytest

TEST = """
    from urllib.error import HTTPError
    from urllib.request import urlopen

    def status_of(url):
        try:
            return urlopen(url).status
        except HTTPError as error:
            return error.code

    def test_a_changed_url(aws_client, s3_bucket):
        aws_client.s3.put_object(Bucket=s3_bucket, Key="other", Body=b"content")
        url = aws_client.s3.generate_presigned_url("get_object", {"Bucket": s3_bucket, "Key": "key"})
        assert status_of(url.replace("/key", "/other")) == STATUS
"""


@pytest.mark.parametrize(("setting", "status"), [("", 403), ("true", 200)], ids=["strict", "lenient"])
def test_a_signature_counts_unless_the_ini_option_says_otherwise(
    pytester: pytest.Pytester, setting: str, status: int
) -> None:
    pytester.makepyfile(TEST.replace("STATUS", str(status)))
    if setting:
        pytester.makeini(f"[pytest]\nlocalstack_s3_skip_signature_validation = {setting}\n")

    result = pytester.runpytest("--localstack")

    result.assert_outcomes(passed=1)
