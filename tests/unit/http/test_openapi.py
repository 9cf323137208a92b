"""The emulator's endpoints as a document and as a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings()) as emulator:
        yield emulator


def _get(emulator: Emulator, target: str, headers: Headers | None = None) -> Response:
    return emulator.gateway.handle(Request("GET", target, headers or Headers(), Body()))


def test_the_document_holds_every_registered_route(emulator: Emulator) -> None:
    response = _get(emulator, "/openapi.yaml")

    paths = yaml.safe_load(response.body.read())["paths"]
    assert response.header("content-type") == "application/yaml"
    assert set(paths["/_localstack/health"]) == {"get", "head", "post", "put"}
    assert paths["/_localstack/info"].keys() == {"get"}
    (stage,) = paths["/_localstack/init/{stage}"]["get"]["parameters"]
    assert (stage["name"], stage["in"], stage["required"]) == ("stage", "path", True)
    reset = paths["/_localstack/state/reset"]["post"]
    assert [one["name"] for one in reset["parameters"]] == ["service", "account"]
    assert paths["/_aws/ses"].keys() == {"get", "delete"}
    assert paths["/openapi.yaml"]["get"]["summary"].startswith("the OpenAPI document")


def test_what_the_document_says_can_be_got_is_there(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEBUG", "1")
    monkeypatch.setattr(emulator.settings, "enable_config_updates", True)
    paths = yaml.safe_load(_get(emulator, "/openapi.yaml").body.read())["paths"]

    got = {}
    for path in (path for path in paths if "get" in paths[path]):
        response = _get(emulator, path.replace("{stage}", "boot"))
        got[path] = response.status
        response.body.close()

    assert {path: status for path, status in got.items() if status != 200} == {}


def test_the_page_names_them_and_loads_nothing(emulator: Emulator) -> None:
    text = _get(emulator, "/_localstack/swagger").body.read().decode()

    assert '<a href="/_localstack/health">' in text
    assert "<script" not in text
    assert "http://" not in text
    assert "https://" not in text


def test_a_bucket_may_have_its_name(emulator: Emulator) -> None:
    scope = "AKID/20300101/us-east-1/s3/aws4_request"
    signed = Headers(
        [("Authorization", f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0")]
    )

    response = _get(emulator, "/openapi.yaml", signed)

    assert response.status == 404
    assert b"NoSuchBucket" in response.body.read()
