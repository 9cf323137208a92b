"""What must not be recorded never reaches the disk, in recordings and raw files, and comparisons still hold."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.unit.snapshot import planted

EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])

# The values come by a variable: in the source of the test they would be on the disk already.
TEST = """
    import base64, io, json, os
    from urllib.parse import quote

    V = json.loads(os.environ["PLANTED"])
    C = {
        "AccessKeyId": V["temporary-key"],
        "SecretAccessKey": V["secret-key"],
        "SessionToken": V["session-token"],
    }
    AUTHORIZATION = (
        f"AWS4-HMAC-SHA256 Credential={V['access-key']}/20250101/eu-west-1/s3/aws4_request, "
        f"SignedHeaders=host, Signature={V['signature']}"
    )

    def everything():
        named = {
            "Credentials": C,
            "Password": V["password"],
            "Account": V["account"],
            "Mail": V["e-mail"],
            "Jwt": V["jwt"],
            "KeyMaterial": V["pem"],
            "Url": f"https://h/k?X-Amz-Credential={V['access-key']}%2F20250101&X-Amz-Signature={V['signature']}",
        }
        text = json.dumps(named)
        return {
            **named,
            "Arn": f"arn:aws:iam::{V['account']}:user/u",
            "Queue": f"https://sqs.eu-west-1.amazonaws.com/{V['account']}/q",
            "Keys": {value: 1 for name, value in V.items()},
            "List": list(V.values()),
            "Text": " and ".join(V.values()),
            "Json": text,
            "JsonInJson": json.dumps({"inner": text}),
            "Base64": base64.b64encode(text.encode()).decode(),
            "Bytes": text.encode(),
            "Stream": io.BytesIO(text.encode()),
            "Xml": "".join(f"<Item>{value}</Item>" for value in V.values()),
            "Encoded": "&".join(quote(value, safe="") for value in V.values()),
            "ResponseMetadata": {
                "HTTPHeaders": {"authorization": AUTHORIZATION, "x-amz-security-token": V["session-token"]},
                "HTTPStatusCode": 200,
            },
        }

    def test_planted(snapshot):
        snapshot.match("everything", everything())
        snapshot.match(f"of {V['account']} and {V['e-mail']}", AUTHORIZATION)
"""


def planted_as(mark: str) -> dict[str, str]:
    """Give values of each kind; another mark gives others of the same form."""
    values = {**planted.EACH, "private-key": planted.PEM_BODY, "pem": planted.PEM}
    return {
        name: value.replace("PLANTED", mark.upper()).replace("planted", mark.lower())
        for name, value in values.items()
    }


def plant(monkeypatch: pytest.MonkeyPatch, mark: str) -> dict[str, str]:
    values = planted_as(mark)
    # The body of a key is known by the lines around it only.
    monkeypatch.setenv(
        "PLANTED", json.dumps({name: values[name] for name in values if name != "private-key"})
    )
    return values


def leaks(folder: Path, values: dict[str, str]) -> list[tuple[str, str]]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix not in (".pyc", ".py"):
            text = path.read_bytes().decode("utf-8", "replace")
            found += [
                (path.name, name)
                for name, value in values.items()
                if any(form in text for form in (value, json.dumps(value)[1:-1], quote(value, safe="")))
            ]
    return found


@EACH_RUN
def test_nothing_planted_reaches_the_disk(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, processes: tuple[str, ...]
) -> None:
    values = plant(monkeypatch, "PLANTED")
    pytester.makepyfile(test_aws=TEST)

    result = pytester.runpytest_subprocess("--snapshot-update", "--snapshot-raw", *processes)

    result.assert_outcomes(passed=1)
    recorded = {path.name for path in pytester.path.glob("*.json")}
    assert recorded == {"test_aws.snapshot.json", "test_aws.raw.snapshot.json"}
    assert leaks(pytester.path, values) == []


@EACH_RUN
def test_other_values_of_the_same_kinds_compare_as_equal_and_change_no_byte(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, processes: tuple[str, ...]
) -> None:
    plant(monkeypatch, "PLANTED")
    pytester.makepyfile(test_aws=TEST)
    pytester.runpytest_subprocess("--snapshot-update", "--snapshot-raw")
    before = {path.name: path.read_bytes() for path in pytester.path.glob("*.json")}

    plant(monkeypatch, "REPLACE")
    compared = pytester.runpytest_subprocess(*processes)
    updated = pytester.runpytest_subprocess("--snapshot-update", "--snapshot-raw", *processes)

    compared.assert_outcomes(passed=1)
    updated.assert_outcomes(passed=1)
    assert {path.name: path.read_bytes() for path in pytester.path.glob("*.json")} == before


def test_what_is_beside_a_secret_is_still_compared(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, "PLANTED")
    pytester.makepyfile(test_aws=TEST)
    pytester.runpytest_subprocess("--snapshot-update")
    pytester.makepyfile(
        test_aws=textwrap.dedent(TEST).replace('"HTTPStatusCode": 200', '"HTTPStatusCode": 201')
    )

    result = pytester.runpytest_subprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*(~) *200 -> 201*"])


def test_recordings_from_before_the_gate_compare_and_keep_their_bytes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_aws="""
        def test_old(snapshot):
            snapshot.match("secret", {"SecretString": "my_secret", "Endpoint": "test@example.com"})
        """
    )
    file = pytester.path / "test_aws.snapshot.json"
    content = {"secret": {"Endpoint": "test@example.com", "SecretString": "my_secret"}}
    entry = {"recorded-date": "01-01-2025, 00:00:00", "recorded-content": content}
    file.write_text(json.dumps({"test_aws.py::test_old": entry}, indent=2) + "\n")
    before = file.read_bytes()

    pytester.runpytest().assert_outcomes(passed=1)
    pytester.runpytest("--snapshot-update").assert_outcomes(passed=1)
    assert file.read_bytes() == before

    file.write_text(file.read_text().replace('"my_secret"', '"another"'))
    result = pytester.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(['*(~) *"another" -> "<redacted:secret>"*'])


def test_a_test_can_fix_a_value(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_aws="""
        def test_fixed(snapshot):
            snapshot.fixed("my_secret")
            snapshot.match("get", {"SecretString": "my_secret", "Password": "other"})
        """
    )

    pytester.runpytest("--snapshot-update").assert_outcomes(passed=1)
    pytester.runpytest().assert_outcomes(passed=1)

    recorded = json.loads((pytester.path / "test_aws.snapshot.json").read_text())
    content = recorded["test_aws.py::test_fixed"]["recorded-content"]["get"]
    assert content == {"Password": "<redacted:secret>", "SecretString": "my_secret"}
