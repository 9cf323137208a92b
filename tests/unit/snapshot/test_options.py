"""The mode a run's flags and variables amount to."""

from __future__ import annotations

from typing import Any, cast

import pytest

from pytest_localstack.snapshot.options import SnapshotMode, mode_of


class FakeConfig:
    """Answer `getoption` for the flags that were given."""

    def __init__(self, *given: str) -> None:
        self.given = given

    def getoption(self, name: str, default: Any = None) -> Any:
        return True if name in self.given else default


@pytest.mark.parametrize(
    ("flags", "variables", "expected"),
    [
        ((), {}, SnapshotMode()),
        (("--snapshot-update",), {}, SnapshotMode(update=True)),
        (("--localstack-snapshot-update",), {}, SnapshotMode(update=True)),
        ((), {"SNAPSHOT_UPDATE": "1"}, SnapshotMode(update=True)),
        ((), {"SNAPSHOT_UPDATE": "0", "SNAPSHOT_RAW": ""}, SnapshotMode()),
        ((), {"SNAPSHOT_RAW": "true"}, SnapshotMode(raw=True)),
        (("--snapshot-raw", "--snapshot-skip-all"), {}, SnapshotMode(raw=True, skip_all=True)),
        ((), {"TEST_TARGET": "AWS_CLOUD"}, SnapshotMode(aws=True)),
        ((), {"TEST_TARGET": "LOCALSTACK"}, SnapshotMode()),
        (("--snapshot-verify", "--snapshot-update"), {"SNAPSHOT_RAW": "1"}, SnapshotMode()),
        (("--snapshot-verify",), {"TEST_TARGET": "AWS_CLOUD"}, SnapshotMode(aws=True)),
    ],
)
def test_flags_and_variables_give_a_mode(
    flags: tuple[str, ...], variables: dict[str, str], expected: SnapshotMode
) -> None:
    assert mode_of(cast(pytest.Config, FakeConfig(*flags)), variables) == expected
