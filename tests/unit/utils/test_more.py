"""Commands in threads, pools, archives and the smaller helpers that plugins of services call."""

from __future__ import annotations

import asyncio
import io
import queue
import signal
import tarfile
import threading
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

import pytest

from localstack.utils import archives, collections, functions, json, objects, strings, threads, time
from localstack.utils.asyncio import AdaptiveThreadPool, receive_from_queue
from localstack.utils.run import ShellCommandThread, is_linux, is_mac_os, kill_process_tree
from localstack.utils.sync import poll_condition
from localstack.utils.tagging import TaggingService

TIMEOUT = 10


def _is_gone(pid: int) -> bool:
    """Tell whether a process has ended, if only its parent does not know yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


class TestShellCommandThread:
    def test_lines_come_as_they_are_printed_and_the_exit_code_last(self, tmp_path: Path) -> None:
        lines: list[str] = []
        thread = ShellCommandThread(
            "echo $GREETING; pwd; exit 3",
            env_vars={"GREETING": "hello"},
            cwd=tmp_path,
            log_listener=lambda line, _: lines.append(line),
        )
        thread.start()

        assert thread.result_future.result(TIMEOUT) == 3
        assert lines == ["hello", str(tmp_path)]

    def test_to_stop_it_ends_what_it_has_started(self) -> None:
        pids: queue.Queue[str] = queue.Queue()
        thread = ShellCommandThread("sleep 100 & echo $!; wait", log_listener=lambda line, _: pids.put(line))
        thread.start()
        pid = int(pids.get(timeout=TIMEOUT))

        thread.stop()

        assert thread.result_future.result(TIMEOUT) == -signal.SIGKILL
        assert poll_condition(lambda: _is_gone(pid), TIMEOUT, interval=0.01)

    def test_one_that_cannot_start_says_why(self) -> None:
        thread = ShellCommandThread(["/no/such/command"])
        thread.start()

        assert thread.wait_started(TIMEOUT)
        with pytest.raises(FileNotFoundError):
            thread.result_future.result(TIMEOUT)

    def test_one_that_was_stopped_before_does_not_start(self) -> None:
        thread = ShellCommandThread("exit 0")
        thread.stop()
        thread.start()

        assert thread.result_future.result(TIMEOUT) == -signal.SIGTERM

    def test_a_process_that_is_gone_is_no_error(self) -> None:
        thread = ShellCommandThread("exit 0")
        thread.start()
        thread.result_future.result(TIMEOUT)
        assert thread.process is not None

        kill_process_tree(thread.process.pid)

    def test_there_is_one_system(self) -> None:
        assert not (is_linux() and is_mac_os())


class TestPools:
    def test_a_call_never_waits_for_a_free_thread(self) -> None:
        release = threading.Event()
        with AdaptiveThreadPool(core_size=1) as pool:
            waiting = [pool.submit(release.wait, TIMEOUT) for _ in range(3)]
            assert pool.submit(int, "ff", base=16).result(TIMEOUT) == 255
            assert isinstance(pool.submit(lambda: 1 // 0).exception(TIMEOUT), ZeroDivisionError)
            release.set()
            assert [future.result(TIMEOUT) for future in waiting] == [True] * 3
        with pytest.raises(RuntimeError, match="shut down"):
            pool.submit(print)

    def test_calls_at_the_same_time(self) -> None:
        both = threading.Barrier(2)

        assert len(threads.parallelize(lambda _: both.wait(TIMEOUT), "ab")) == 2
        assert threads.parallelize(str, []) == []
        assert threads.parallelize(str, [1, 2, 3], size=1) == ["1", "2", "3"]

    def test_a_loop_waits_for_a_queue(self) -> None:
        source: queue.Queue[int] = queue.Queue()

        async def both() -> int:
            waiting = asyncio.ensure_future(receive_from_queue(source))
            await asyncio.sleep(0)
            source.put(7)
            return await waiting

        assert asyncio.run(both()) == 7


class TestTar:
    def test_it_is_unpacked(self, tmp_path: Path) -> None:
        self._pack(tmp_path / "a.tgz", "folder/file")

        archives.untar(tmp_path / "a.tgz", tmp_path / "out")

        assert (tmp_path / "out" / "folder" / "file").read_bytes() == b"content"

    def test_nothing_lands_outside(self, tmp_path: Path) -> None:
        self._pack(tmp_path / "a.tgz", "../outside")

        with pytest.raises(tarfile.FilterError):
            archives.untar(tmp_path / "a.tgz", tmp_path / "out")

        assert not (tmp_path / "outside").exists()

    @staticmethod
    def _pack(path: Path, name: str) -> None:
        member = tarfile.TarInfo(name)
        member.size = len(b"content")
        with tarfile.open(path, "w:gz") as archive:
            archive.addfile(member, io.BytesIO(b"content"))


def test_a_function_that_calls_itself_is_stopped() -> None:
    @functions.prevent_stack_overflow()
    def endless(number: int) -> int:
        return again(number + 1)

    @functions.prevent_stack_overflow(match_parameters=True)
    def down(number: int) -> int:
        return down(number - 1) if number > 0 else down(0) if number < 0 else 0

    def again(number: int) -> int:
        return endless(number)

    with pytest.raises(RecursionError, match="endless calls itself"):
        endless(1)
    assert down(3) == 0
    with pytest.raises(ZeroDivisionError), functions.empty_context_manager():
        1 // 0  # noqa: B018


def test_checks_are_those_of_s3() -> None:
    # The check values of the algorithms: RFC 3720 for CRC-32C, the NVM Express specification for CRC-64.
    assert strings.checksum_crc32c(b"123456789") == strings.to_str(_base64(0xE3069283, 4))
    assert strings.checksum_crc64nvme("123456789") == strings.to_str(_base64(0xAE8B14860A799888, 8))
    assert strings.checksum_crc32("x") == strings.to_str(_base64(zlib.crc32(b"x"), 4))


def _base64(value: int, size: int) -> bytes:
    import base64

    return base64.b64encode(value.to_bytes(size, "big"))


def test_texts() -> None:
    assert strings.base64_to_hex("AQI=") == b"0102"
    assert strings.hex_to_bytes("0102") == b"\x01\x02"
    assert [len(strings.get_random_hex(length)) for length in (1, 4, 7)] == [1, 4, 7]
    assert [strings.canonicalize_bool_to_str(value) for value in (True, False, "x")] == ["true", "false", "x"]


def test_dicts() -> None:
    class Tag(TypedDict, total=False):
        Key: str
        Value: str

    values: list[object] = [None, "", [], 0, "x"]
    assert [collections.is_none_or_empty(value) for value in values] == [True, True, True, False, False]
    assert collections.remove_none_values_from_dict({"a": None, "b": 0}) == {"b": 0}
    assert collections.select_from_typed_dict(Tag, {"Key": "a", "Value": "", "Other": 1}) == {
        "Key": "a",
        "Value": "",
    }
    assert collections.select_from_typed_dict(Tag, {"Key": "a", "Value": ""}, filter=True) == {"Key": "a"}
    assert collections.parse_key_value_pairs("a=1, b=x=y,") == {"a": "1", "b": "x=y"}
    with pytest.raises(ValueError, match="'b' is no pair KEY=VALUE"):
        collections.parse_key_value_pairs("a=1,b")


def test_json_and_yaml() -> None:
    assert [json.try_json(text) for text in ('{"a": 1}', "a: 1")] == [{"a": 1}, "a: 1"]
    assert [json.parse_json_or_yaml(text) for text in ('{"a": 1}', "a: 1", " ")] == [{"a": 1}, {"a": 1}, None]
    with pytest.raises(ValueError, match="neither JSON nor YAML"):
        json.parse_json_or_yaml("{a: [")
    assert json.assign_to_path({"a": {"b": 1}}, "a.c.d", 2) == {"a": {"b": 1, "c": {"d": 2}}}


def test_classes_and_moments() -> None:
    class Base: ...

    class Derived(Base): ...

    class Last(Derived): ...

    assert objects.get_all_subclasses(Base) == {Derived, Last}
    assert objects.fully_qualified_class_name(datetime) == "datetime.datetime"
    assert time.isoformat(datetime(2026, 1, 31, 12, tzinfo=UTC)) == "2026-01-31T12:00:00Z"


def test_tags() -> None:
    tags = TaggingService(key_field="TagKey", value_field="TagValue")
    tags.tag_resource("arn:a", [{"TagKey": "a", "TagValue": "1"}, {"TagKey": "b", "TagValue": "2"}])
    tags.tag_resource("arn:a", [{"TagKey": "a", "TagValue": "3"}])
    tags.tag_resource("arn:a", None)

    tags.untag_resource("arn:a", ["b", "c"])

    assert tags.list_tags_for_resource("arn:a") == {"Tags": [{"TagKey": "a", "TagValue": "3"}]}
    tags.del_resource("arn:a")
    assert tags.list_tags_for_resource("arn:a", "TagList") == {"TagList": []}
