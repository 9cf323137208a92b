"""The smaller modules: functions, collections, json, objects, time, urls, run, archives, common."""

from __future__ import annotations

import datetime
import logging
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from localstack import running
from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.utils import archives, collections, common, functions, json, objects, run, time, urls
from localstack.utils.aws import arns


def test_what_a_function_raises_is_logged_and_not_raised(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "localstack.utils.functions"):
        assert functions.run_safe(lambda: 1 // 0, _default="else") == "else"
        assert functions.call_safe(int, ["x"], exception_message="no number") is None

    assert "ZeroDivisionError" in caplog.text
    assert "no number" in caplog.text


def test_a_function_that_is_fine_gives_its_result() -> None:
    assert functions.run_safe(int, "ff", base=16) == 255
    assert functions.call_safe(int, ["ff"], {"base": 16}) == 255


def test_parts_of_dicts_are_selected_and_removed() -> None:
    assert collections.select_attributes({"a": 1, "b": 2}, ["a", "c"]) == {"a": 1}
    assert collections.remove_attributes({"a": 1, "b": {"a": 2}}, ["a"]) == {"b": {"a": 2}}
    nested = {"a": 1, "b": [{"a": 2, "c": 3}]}
    assert collections.remove_attributes(nested, ["a"], recursive=True) == {"b": [{"c": 3}]}


def test_dicts_are_merged_all_the_way_down() -> None:
    source: dict[str, Any] = {"a": {"b": 1, "c": 2}, "d": 3}

    assert collections.merge_recursive(source, {"a": {"b": 0}, "d": None}) == {"a": {"b": 0, "c": 2}, "d": 3}
    assert collections.merge_recursive(source, {"a": {"b": 0}}, overwrite=True)["a"]["b"] == 1


def test_anything_is_a_list_when_it_must_be() -> None:
    assert [collections.ensure_list(value) for value in ([1], (1,), 1, None)] == [[1], [1], [1], None]
    assert collections.ensure_list(None, wrap_none=True) == [None]
    assert collections.is_sub_dict({"a": 1}, {"a": 1, "b": 2})
    assert not collections.is_sub_dict({"a": 2}, {"a": 1})
    assert collections.split_list_by([1, 2, 3], lambda number: number > 1) == ([2, 3], [1])


def test_a_list_is_given_in_pages() -> None:
    numbers: collections.PaginatedList[int] = collections.PaginatedList(range(5))

    assert numbers.get_page(str, page_size=2) == ([0, 1], "2")
    assert numbers.get_page(str, "2", 2) == ([2, 3], "4")
    assert numbers.get_page(str, "4", 2) == ([4], None)
    assert numbers.get_page(str, filter_function=lambda number: number > 3) == ([4], None)


def test_values_that_json_does_not_have_are_written() -> None:
    moment = datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.UTC)
    value = {1: moment, "b": b"x", "c": {2, 1}, "d": (Decimal("1.5"), Decimal(2)), "e": Path("a")}

    assert json.json_safe(value) == {
        "1": "2026-01-31T12:00:00Z",
        "b": "x",
        "c": [1, 2],
        "d": [1.5, 2],
        "e": "a",
    }
    assert json.canonical_json({"b": 1, "a": [1]}) == '{"a":[1],"b":1}'
    assert json.clone({"a": [1]}) == {"a": [1]}
    with pytest.raises(TypeError):
        json.json_safe(object())


def test_an_object_is_made_once_until_it_is_forgotten() -> None:
    factory = objects.singleton_factory(object)

    first = factory()
    assert factory() is first
    factory.clear()
    assert factory() is not first


def test_a_tree_is_replaced_from_its_leaves_upwards() -> None:
    seen: list[str] = []

    def double(value: Any, path: str) -> Any:
        seen.append(path)
        return value * 2 if isinstance(value, int) else value

    assert objects.recurse_object({"a": [1, {"b": 2}]}, double) == {"a": [2, {"b": 4}]}
    assert seen == ["a[0]", "a[1].b", "a[1]", "a", ""]


def test_moments_are_written_and_read() -> None:
    moment = datetime.datetime(2026, 1, 31, 12, 0, 0, 123456)

    assert time.timestamp(moment) == "2026-01-31T12:00:00"
    assert time.timestamp(0, time.TIMESTAMP_FORMAT_TZ) == "1970-01-01T00:00:00Z"
    assert time.timestamp_millis(moment) == "2026-01-31T12:00:00.123Z"
    assert time.mktime(datetime.datetime(1970, 1, 2)) == 86400
    assert time.mktime(datetime.datetime(1970, 1, 2), millis=True) == 86400000
    assert time.parse_timestamp("1970-01-02") == time.parse_timestamp("1970-01-02T01:00:00+01:00")
    assert abs(time.now(millis=True) / 1000 - time.now_utc()) < 60


def test_the_emulator_of_this_process_is_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_RUNNING", [])
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://emulator")
    before = str(urls.localstack_host())
    with Emulator(Settings()) as emulator:
        assert urls.localstack_host() == f"127.0.0.1:{emulator.port}"

    assert before == "emulator:443"
    assert urls.path_from_url("http://a/b?c") == "/b"
    assert urls.path_from_url("http://a") == "/"
    assert urls.hostname_from_url("http://a:1/b") == "a"


def test_a_command_gives_what_it_prints(tmp_path: Path) -> None:
    program = "import os, sys; print(sys.stdin.read(), os.environ['NAME'], os.getcwd())"

    output = run.run([sys.executable, "-c", program], env_vars={"NAME": "x"}, cwd=tmp_path, input="in")

    assert output.split() == ["in", "x", str(tmp_path)]
    assert run.is_command_available("git")
    assert not run.is_command_available("no-such-command")


@pytest.mark.parametrize("told", [True, False])
def test_a_command_that_fails_raises_with_its_output(told: bool) -> None:
    with pytest.raises(subprocess.CalledProcessError) as raised:
        run.run("echo out; echo err >&2; exit 3", print_error=told)

    assert (raised.value.returncode, raised.value.output) == (3, "out\nerr\n")
    assert bool(getattr(raised.value, "__notes__", [])) is told


def test_folders_are_packed_and_unpacked(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "file").write_text("x")

    path = archives.create_zip_file(tmp_path / "in", tmp_path / "a.zip")
    content = archives.create_zip_file(tmp_path / "in" / "deep" / "file", get_content=True)
    archives.unzip(path, tmp_path / "out")

    assert (tmp_path / "out" / "deep" / "file").read_text() == "x"
    assert archives.is_zip_file(content)
    assert not archives.is_zip_file(b"x")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "deep/file" in archive.namelist()


def test_an_arn_is_taken_apart() -> None:
    arn = "arn:aws-cn:lambda:cn-north-1:111122223333:function:resize:1"

    assert arns.parse_arn(arn) == {
        "partition": "aws-cn",
        "service": "lambda",
        "region": "cn-north-1",
        "account": "111122223333",
        "resource": "function:resize:1",
    }
    assert arns.extract_account_id_from_arn(arn) == "111122223333"
    assert arns.extract_region_from_arn(arn) == "cn-north-1"
    assert arns.extract_service_from_arn(arn) == "lambda"
    assert arns.extract_resource_from_arn(arn) == "function:resize:1"
    with pytest.raises(arns.InvalidArnException, match="'arn:aws'"):
        arns.parse_arn("arn:aws")


@pytest.mark.parametrize(
    ("made", "arn"),
    [
        (arns.s3_bucket_arn("b", "cn-north-1"), "arn:aws-cn:s3:::b"),
        (arns.sqs_queue_arn("q", "1", "eu-west-1"), "arn:aws:sqs:eu-west-1:1:q"),
        (arns.sns_topic_arn("t", "1", "eu-west-1"), "arn:aws:sns:eu-west-1:1:t"),
        (arns.lambda_function_arn("f", "1", "eu-west-1"), "arn:aws:lambda:eu-west-1:1:function:f"),
        (arns.dynamodb_table_arn("t", "1", "eu-west-1"), "arn:aws:dynamodb:eu-west-1:1:table/t"),
        (arns.kinesis_stream_arn("s", "1", "eu-west-1"), "arn:aws:kinesis:eu-west-1:1:stream/s"),
        (
            arns.stepfunctions_state_machine_arn("m", "1", "eu-west-1"),
            "arn:aws:states:eu-west-1:1:stateMachine:m",
        ),
        (arns.events_rule_arn("r", "1", "eu-west-1"), "arn:aws:events:eu-west-1:1:rule/r"),
        (arns.events_rule_arn("r", "1", "eu-west-1", "bus"), "arn:aws:events:eu-west-1:1:rule/bus/r"),
        (
            arns.secretsmanager_secret_arn("s", "1", "eu-west-1", "-AbCdEf"),
            "arn:aws:secretsmanager:eu-west-1:1:secret:s-AbCdEf",
        ),
        (arns.iam_role_arn("r", "1", "us-gov-west-1"), "arn:aws-us-gov:iam::1:role/r"),
        (arns.kms_key_arn("k", "1", "eu-west-1"), "arn:aws:kms:eu-west-1:1:key/k"),
        (arns.log_group_arn("g", "1", "eu-west-1"), "arn:aws:logs:eu-west-1:1:log-group:g"),
    ],
)
def test_an_arn_is_made_of_a_name(made: str, arn: str) -> None:
    assert made == arn
    assert arns.get_partition(None) == "aws"


def test_all_names_are_in_one_module_too() -> None:
    assert common.short_uid.__module__ == "localstack.utils.strings"
    assert common.retry.__module__ == "localstack.utils.sync"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = common.nothing
    with pytest.raises(AttributeError, match="no attribute 'Callable'"):
        _ = common.Callable
