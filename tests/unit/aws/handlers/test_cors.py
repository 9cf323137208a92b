"""Browser pages of other origins: who may use the emulator, and what their browsers are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from localstack.aws.body import Body
from localstack.aws.handlers.cors import CrossOrigin
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.services.plugins import Service
from localstack.services.provider import Provider

ORIGIN = "https://app.localstack.cloud"
FOREIGN = "https://example.com"
TARGET = {"X-Amz-Target": "AmazonSQS.ListQueues", "Content-Type": "application/x-amz-json-1.0"}


class Page:
    """A browser page that calls an emulator with these settings."""

    def __init__(self, **settings: Any) -> None:
        self.emulator = Emulator(Settings(**settings)).start()

    def ask(self, method: str = "POST", target: str = "/", **headers: str) -> Response:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        items = {"Host": "localhost:4566", **TARGET, **names}
        return self.emulator.gateway.handle(Request(method, target, Headers(items.items()), Body(b"{}")))


@pytest.fixture
def make_page() -> Iterator[Any]:
    pages: list[Page] = []

    def make(**settings: Any) -> Page:
        pages.append(Page(**settings))
        return pages[-1]

    yield make

    for page in pages:
        page.emulator.stop()


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:{port}",
        "https://localhost:{port}",
        "http://localhost.localstack.cloud:{port}",
        "http://127.0.0.1:{port}",
        "https://app.localstack.cloud",
        "file://",
        "http://photos.s3-website.localhost.localstack.cloud:4566",
        "http://my.photos.s3-website.us-east-1.localhost.localstack.cloud:4566",
        "http://photos.s3-website-us-east-1.localhost:4566",
        "https://e111.cloudfront.localhost.localstack.cloud",
    ],
)
def test_an_allowed_origin_is_answered_and_named(make_page: Any, origin: str) -> None:
    page = make_page()
    origin = origin.format(port=page.emulator.port)

    response = page.ask(Origin=origin)

    assert response.status == 200
    assert response.header("access-control-allow-origin") == origin
    assert response.header("vary") == "Origin"
    assert "PATCH" in response.header("access-control-allow-methods")
    assert "x-amzn-errortype" in response.header("access-control-expose-headers")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": FOREIGN},
        {"Origin": "http://localhost:1"},
        {"Origin": "null"},
        {"Origin": "https://app.localstack.cloud.example.com"},
        {"Origin": "http://s3-website.localhost.localstack.cloud.example.com"},
        {"Referer": f"{FOREIGN}/page?x=1"},
        {"Referer": FOREIGN},
    ],
    ids=["foreign", "another port", "null", "longer domain", "no website", "referer", "bare referer"],
)
@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
def test_any_other_is_refused_and_told_what_would_allow_it(
    make_page: Any, method: str, headers: dict[str, str]
) -> None:
    response = make_page().ask(method, **headers)

    assert response.status == 403
    text = response.body.read().decode()
    origin = headers.get("Origin") or FOREIGN
    assert f"EXTRA_CORS_ALLOWED_ORIGINS={origin} " in text
    assert "DISABLE_CORS_CHECKS=1" in text
    assert response.header("access-control-allow-origin") == ""


def test_a_refused_request_has_no_effect(make_page: Any) -> None:
    page = make_page()

    page.ask(Origin=FOREIGN)
    page.ask("POST", "/_localstack/state/reset", Origin=FOREIGN)

    assert page.emulator.recorder.position == 0


def test_the_origin_decides_where_there_is_a_referer_too(make_page: Any) -> None:
    assert make_page().ask(Origin=ORIGIN, Referer=f"{FOREIGN}/").status == 200


def test_a_referer_alone_is_answered_without_headers(make_page: Any) -> None:
    response = make_page().ask(Referer=f"{ORIGIN}/inst/default")

    assert response.status == 200
    assert response.header("access-control-allow-origin") == ""


def test_a_client_that_is_no_browser_gets_no_headers(make_page: Any) -> None:
    response = make_page().ask()

    assert (response.status, response.header("access-control-allow-origin")) == (200, "")


def test_a_preflight_is_answered_at_once(make_page: Any) -> None:
    page = make_page()

    response = page.ask(
        "OPTIONS",
        Origin=ORIGIN,
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="X-Amz-Meta-Colour, X-Other",
        Access_Control_Request_Private_Network="true",
    )

    assert (response.status, response.body.read(), page.emulator.recorder.position) == (204, b"", 0)
    allowed = response.header("access-control-allow-headers").split(",")
    assert {"authorization", "x-amz-target", "x-amz-meta-colour"} <= set(allowed)
    assert "x-other" not in allowed
    assert response.header("access-control-allow-private-network") == "true"


def test_options_of_no_browser_are_answered_without_headers(make_page: Any) -> None:
    response = make_page().ask("OPTIONS")

    assert (response.status, response.headers) == (204, [])


def test_internal_routes_take_part(make_page: Any) -> None:
    response = make_page().ask("GET", "/_localstack/health", Origin=ORIGIN)

    assert (response.status, response.header("access-control-allow-origin")) == (200, ORIGIN)


def test_settings_allow_further_origins_and_headers(make_page: Any) -> None:
    page = make_page(
        extra_cors_allowed_origins=(FOREIGN,),
        extra_cors_allowed_headers=("X-Mine",),
        extra_cors_expose_headers=("X-Yours",),
    )

    response = page.ask("OPTIONS", Origin=FOREIGN)

    assert response.status == 204
    assert "X-Mine" in response.header("access-control-allow-headers").split(",")
    assert "X-Yours" in response.header("access-control-expose-headers").split(",")


def test_checks_and_headers_can_be_switched_off(make_page: Any) -> None:
    unchecked = make_page(disable_cors_checks=True).ask(Origin=FOREIGN)
    silent = make_page(disable_cors_headers=True).ask(Origin=ORIGIN)

    assert (unchecked.status, unchecked.header("access-control-allow-origin")) == (200, FOREIGN)
    assert (silent.status, silent.header("access-control-allow-origin")) == (200, "")


class OwnRules(Provider[Any]):
    """A service that has rules of its own for the paths below /own."""

    service = "s3"

    def cross_origin(self, emulator: Emulator, request: Request) -> CrossOrigin | None:
        if not request.path.startswith("/own"):
            return None
        answer = Response(200, [("X-Rule", "preflight")]) if request.method == "OPTIONS" else None
        return CrossOrigin(answer, [("Access-Control-Allow-Origin", "*")])


@pytest.fixture
def with_own_rules(make_page: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    def make(**settings: Any) -> Page:
        page: Page = make_page(**settings)
        service = Service.for_provider(OwnRules())
        monkeypatch.setattr(page.emulator.services, "running", lambda: [service])
        return page

    return make


def test_a_service_s_own_rules_come_before_the_emulator_s(with_own_rules: Any) -> None:
    page = with_own_rules()

    preflight = page.ask("OPTIONS", "/own/key", Origin=FOREIGN)
    answer = page.ask("POST", "/own", Origin=FOREIGN)
    other = page.ask("OPTIONS", "/other", Origin=FOREIGN)

    assert (preflight.status, preflight.header("x-rule")) == (200, "preflight")
    assert answer.status == 200
    for response in (preflight, answer):
        assert response.header("access-control-allow-origin") == "*"
    assert other.status == 403


def test_the_rules_of_buckets_can_be_switched_off(with_own_rules: Any) -> None:
    page = with_own_rules(disable_custom_cors_s3=True)

    assert page.ask("OPTIONS", "/own/key", Origin=FOREIGN).status == 403
