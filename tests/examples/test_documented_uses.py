"""What users of the older library and of plux do by its documents, in a small shop of our own."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from click.testing import CliRunner
from plux import PluginManager
from plux.runtime.metadata import MetadataEntryPointsResolver
from plux.runtime.resolve import MetadataPluginFinder

from localstack import config
from localstack.aws.connect import connect_to
from localstack.cli.main import localstack, main
from localstack.config import Directories, Settings
from localstack.runtime import Emulator
from localstack.services.plugins import Service, ServiceManager, ServiceState
from localstack.utils import asyncio, files, net
from tests.unit.installing import Install, install

__all__ = ["install"]

SHOP = '''
from plux import Plugin, PluginSpec, plugin


class CounterPlugin(Plugin):
    """No name: a base, and no plugin."""

    namespace = "shop.counters"

    def load(self, shop):
        self.open(shop)

    def open(self, shop):
        raise NotImplementedError


class BakeryPlugin(CounterPlugin):
    name = "bakery"

    def open(self, shop):
        shop.append("bread")


class ShelfPlugin(Plugin):
    def __init__(self, goods):
        self.goods = goods
        self.stock = None

    def should_load(self):
        return self.goods != "nothing"

    def load(self):
        self.stock = [self.goods] * 3


def shelf_of(goods):
    return lambda: ShelfPlugin(goods)


tea = PluginSpec("shop.shelves", "tea", shelf_of("tea"))
nothing = PluginSpec("shop.shelves", "nothing", shelf_of("nothing"))


@plugin(namespace="shop.openers")
def light(shop):
    shop.append("light")


@plugin(namespace="shop.openers")
def door(shop):
    shop.append("door")
'''
POINTS = {
    "shop.counters": {"bakery": "shop_plugins:BakeryPlugin"},
    "shop.shelves": {"tea": "shop_plugins:tea", "nothing": "shop_plugins:nothing"},
    "shop.openers": {"light": "shop_plugins:light", "door": "shop_plugins:door"},
}


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings()) as emulator:
        yield emulator


class TestClients:
    """By the client factory, and by boto3 with an endpoint."""

    @pytest.mark.usefixtures("emulator")
    def test_the_factory_has_every_service(self) -> None:
        clients = connect_to()
        clients.s3.create_bucket(Bucket="shop")

        assert [bucket["Name"] for bucket in clients.s3.list_buckets()["Buckets"]] == ["shop"]
        assert clients.dynamodb.meta.service_model.service_name == "dynamodb"

    def test_boto3_needs_an_endpoint_and_any_keys(self, emulator: Emulator) -> None:
        s3 = boto3.client(
            "s3",
            endpoint_url=emulator.url,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        s3.create_bucket(Bucket="shop")
        s3.put_object(Bucket="shop", Key="price.txt", Body=b"3.50")

        assert s3.get_object(Bucket="shop", Key="price.txt")["Body"].read() == b"3.50"
        assert connect_to().s3.head_object(Bucket="shop", Key="price.txt")["ContentLength"] == 4


class TestNames:
    """Imported and called as the digest of the API says."""

    def test_the_command_line_can_be_called_from_python(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "argv", ["localstack", "--version"])

        with pytest.raises(SystemExit) as raised:
            main()

        assert raised.value.code == 0
        assert "LocalStack CLI" in capsys.readouterr().out

    @pytest.mark.parametrize("command", ["start", "stop", "restart", "logs", "wait", "ssh", "status"])
    def test_the_lifecycle_has_its_commands(self, command: str) -> None:
        assert CliRunner().invoke(localstack, [command, "--help"]).exit_code == 0

    def test_configuration(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("DEBUG", "1")
        (tmp_path / "ci.env").write_text("SHOP=1\n")
        env = {"CONFIG_DIR": str(tmp_path)}

        assert config.load_environment("ci", env=env) == ["ci"]
        assert env["SHOP"] == "1"
        assert config.parse_boolean_env("DEBUG") is True
        assert config.is_env_true("DEBUG")
        assert {"static_libs", "var_libs", "cache", "tmp", "data", "config", "logs"} <= vars(
            Directories.defaults()
        ).keys()

    def test_services(self) -> None:
        assert list(inspect.signature(Service.__init__).parameters) == [
            "self",
            "name",
            "start",
            "check",
            "skeleton",
            "active",
            "stop",
        ]
        manager = ServiceManager()
        assert manager.get_service("sqs") is None
        assert not manager.is_running("sqs")
        assert manager.get_states()["sqs"] is ServiceState.AVAILABLE
        assert [state.value for state in ServiceState] == [
            *("unknown", "available", "disabled", "starting", "running", "stopping", "stopped", "error")
        ]

    def test_utilities(self, tmp_path: Path) -> None:
        async def twice(number: int) -> int:
            return await asyncio.run_sync(lambda: number * 2)

        files.save_file(file_path=str(tmp_path / "a"), content="x", append=False)
        assert files.load_file(str(tmp_path / "a"), default=None, mode=None) == "x"
        assert not net.is_port_open(net.get_free_tcp_port(), http_path=None)
        assert asyncio.run_async(twice(2), loop=None) == 4


def manager_of(namespace: str, *load_arguments: Any) -> PluginManager[Any]:
    """Give plux's own manager, looking at what is installed and not into its cache."""
    finder = MetadataPluginFinder(namespace, entry_points_resolver=MetadataEntryPointsResolver())
    return PluginManager(namespace, load_args=load_arguments, finder=finder)


class TestPlux:
    """The plugins of plux's own documents: a class each, a class for many, functions."""

    @pytest.fixture(autouse=True)
    def shop(self, install: Install) -> Path:
        return install("shop", {"shop_plugins": SHOP}, POINTS)

    def test_a_class_per_plugin_is_loaded_with_arguments(self) -> None:
        goods: list[str] = []

        plugins = manager_of("shop.counters", goods).load_all()

        assert ([plugin.name for plugin in plugins], goods) == (["bakery"], ["bread"])

    def test_one_class_makes_many_plugins_and_each_may_decline(self) -> None:
        manager = manager_of("shop.shelves")

        assert manager.load("tea").stock == ["tea", "tea", "tea"]
        assert [plugin.goods for plugin in manager.load_all()] == ["tea"]
        assert (manager.is_loaded("tea"), manager.is_loaded("nothing")) == (True, False)

    def test_functions_are_called_like_functions(self) -> None:
        shop: list[str] = []

        for opener in manager_of("shop.openers").load_all():
            opener(shop)

        assert sorted(shop) == ["door", "light"]

    def test_what_plux_discovers_is_what_our_command_writes(self, tmp_path: Path) -> None:
        package = tmp_path / "source" / "shop_package"
        package.mkdir(parents=True)
        # plux names an entry point after its factory, and the factory here is a closure: only ours can name those.
        (package / "__init__.py").write_text(
            SHOP.partition("tea =")[0] + SHOP.partition('shelf_of("nothing"))')[2]
        )
        (package.parent / "pyproject.toml").write_text(
            '[project]\nname = "shop"\nversion = "1"\n[tool.setuptools]\npackages = ["shop_package"]\n'
        )

        theirs = run(package.parent, "plux", "discover", "-f", "json")
        ours = run(package.parent, "localstack.cli.main", "plugins", "entrypoints", ".", "-f", "json")

        assert {group: sorted(points) for group, points in theirs.items()} == {
            group: sorted(point.replace(" = ", "=") for point in points) for group, points in ours.items()
        }
        assert set(theirs) == {"shop.counters", "shop.openers"}


def run(folder: Path, module: str, *arguments: str) -> dict[str, list[str]]:
    """Run a module in a folder, and read the JSON that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    groups: dict[str, list[str]] = json.loads(done.stdout)
    return groups
