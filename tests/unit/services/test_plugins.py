"""Services and the plugins that make them."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from botocore.exceptions import ClientError

from localstack.aws.connect import connect_to
from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException
from localstack.config import Settings
from localstack.plugins import PluginError
from localstack.runtime import Emulator
from localstack.services.plugins import Service, ServiceManager, ServicePlugin, ServiceState, aws_provider
from localstack.services.provider import Provider
from localstack.state import BaseStore
from tests.unit.installing import Install, install

__all__ = ["install"]

TRANSLATE = """
from localstack.services.plugins import Service, ServicePlugin, aws_provider
from localstack.services.provider import Provider
from localstack.state import BaseStore

calls = []

class Translate(Provider):
    service = "translate"
    store_class = BaseStore

    def translate_text(self, context, request):
        return {"TranslatedText": "?", "SourceLanguageCode": "en", "TargetLanguageCode": "de"}

def stop():
    calls.append("stop")
    raise ValueError("stuck")

class TranslatePlugin(ServicePlugin):
    api = "translate"
    name = "translate:default"

    def create_service(self):
        return Service(self.api, start=calls.append, skeleton=Translate(), stop=stop)
"""


class Sts(Provider[BaseStore]):
    """One operation."""

    service = "sts"
    store_class = BaseStore

    def get_caller_identity(self, context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
        return {"Account": context.account_id}


def test_a_service_of_a_provider_has_its_operations() -> None:
    service = Service.for_provider(Sts())

    assert service.name == "sts"
    assert set(service.operations) == {"GetCallerIdentity"}
    assert service.is_enabled()


def test_a_service_without_a_provider_answers_nothing_itself() -> None:
    service = Service("sts")

    assert service.operations == {}
    assert service.provider.service == "sts"


def test_a_service_calls_what_it_was_given_once_each() -> None:
    calls: list[Any] = []
    service = Service("sts", start=calls.append, stop=lambda: calls.append("stop"))

    service.start()
    service.start(asynchronous=False)
    service.stop()
    service.stop()
    service.start(asynchronous=False)

    assert calls == [True, "stop", False]


def test_an_active_service_is_not_started_again() -> None:
    calls: list[Any] = []

    Service("sts", start=calls.append, active=True).start()

    assert calls == []


def test_a_check_tells_whether_the_service_is_as_it_should_be(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ValueError("ill")

    service, ill = Service("sts"), Service("sts", check=fail, active=True)

    assert service.check(expect_shutdown=True)
    assert not service.check()
    service.start()
    assert service.check()
    with caplog.at_level(logging.ERROR, "localstack.services.service"):
        assert not ill.check()
        quiet = caplog.text
        assert not ill.check(print_error=True)
    assert quiet == ""
    assert "ValueError: ill" in caplog.text


@pytest.mark.parametrize("name", ["default", "v2"])
def test_a_function_that_makes_a_service_is_a_plugin(name: str) -> None:
    @aws_provider(api="sts", name=name)
    def make() -> Service:
        return Service("sts")

    plugin: Any = make.factory()

    assert (make.namespace, make.name) == ("localstack.aws.provider", f"sts:{name}")
    assert isinstance(plugin, ServicePlugin)
    assert (plugin.api, plugin.name, plugin.service) == ("sts", f"sts:{name}", None)
    assert plugin.load() is plugin.service


def test_a_plugin_may_not_want_to_be_loaded() -> None:
    plugin: Any = aws_provider("sts", should_load=lambda: False)(lambda: Service("sts")).factory()

    assert not plugin.should_load()


def test_the_plugin_of_another_distribution_makes_a_service(
    install: Install, caplog: pytest.LogCaptureFixture
) -> None:
    folder = install(
        "translate",
        {"translate_plugin": TRANSLATE},
        {"localstack.aws.provider": {"translate:default": "translate_plugin:TranslatePlugin"}},
    )
    with Emulator(Settings()) as emulator:
        services = emulator.services
        before = services.get_states()["translate"]
        result = emulator.gateway.call(
            "translate",
            "TranslateText",
            {"Text": "good", "SourceLanguageCode": "en", "TargetLanguageCode": "de"},
            "000000000000",
            "us-east-1",
        )
        running = services.get_states()["translate"]

    calls = __import__("translate_plugin").calls
    assert result["TranslatedText"] == "?"
    assert (before, running) == (ServiceState.AVAILABLE, ServiceState.RUNNING)
    assert services.get_states()["translate"] is ServiceState.ERROR
    assert "translate failed to stop" in caplog.text
    assert calls == [False, "stop"]
    assert (folder / "translate_plugin.py").is_file()


def test_a_service_that_cannot_be_made_is_in_error(install: Install) -> None:
    install("translate", {}, {"localstack.aws.provider": {"translate:default": "no_such_module:x"}})
    manager = ServiceManager()

    with pytest.raises(ModuleNotFoundError):
        manager.require("translate")

    assert manager.get_states()["translate"] is ServiceState.ERROR
    assert not manager.is_running("translate")
    assert manager.get_service("translate") is None


class TestSettings:
    """What the variables SERVICES, EAGER_SERVICE_LOADING and PROVIDER_OVERRIDE_… do."""

    def test_a_service_that_is_not_listed_is_refused_native_or_not(self) -> None:
        with Emulator(Settings.from_environment({"SERVICES": "s3, sqs", "GATEWAY_LISTEN": ":0"})) as emulator:
            clients = connect_to()
            clients.sqs.list_queues()
            with pytest.raises(ClientError, match="service 'sts' is switched off: SERVICES") as raised:
                clients.sts.get_caller_identity()
            with pytest.raises(ClientError, match="service 'sns' is switched off"):
                clients.sns.list_topics()
            with pytest.raises(ServiceException, match="'sns' is switched off"):
                emulator.gateway.call("sns", "ListTopics", {}, "000000000000", "us-east-1")
            states = emulator.services.get_states()

        assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
        assert (states["sts"], states["s3"]) == (ServiceState.DISABLED, ServiceState.AVAILABLE)

    def test_without_strict_loading_every_service_is_answered(self) -> None:
        environment = {"SERVICES": "s3", "STRICT_SERVICE_LOADING": "0", "GATEWAY_LISTEN": ":0"}
        with Emulator(Settings.from_environment(environment)):
            assert connect_to().sts.get_caller_identity()["Account"] == "000000000000"

    def test_services_can_be_made_at_start(self) -> None:
        environment = {"SERVICES": "sts", "EAGER_SERVICE_LOADING": "1", "GATEWAY_LISTEN": ":0"}
        with Emulator(Settings.from_environment(environment)) as emulator:
            assert [service.name for service in emulator.services.running()] == ["sts"]

    def test_another_provider_can_be_chosen(self, install: Install) -> None:
        install(
            "translate",
            {"translate_plugin": TRANSLATE.replace("translate:default", "translate:mine")},
            {"localstack.aws.provider": {"translate:mine": "translate_plugin:TranslatePlugin"}},
        )
        settings = Settings.from_environment({"PROVIDER_OVERRIDE_TRANSLATE": "mine"})
        manager = ServiceManager(settings.provider_overrides)

        service = manager.require("translate")

        assert service is not None
        assert set(service.operations) == {"TranslateText"}
        assert ServiceManager().require("translate") is None

    def test_a_provider_that_there_is_not_is_named(self) -> None:
        with pytest.raises(PluginError, match="'sqs:mine'"):
            ServiceManager({"sqs": "mine"}).require("sqs")
