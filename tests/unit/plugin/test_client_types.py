"""The stub files of `aws_client`: they name the services that botocore has, and a type checker understands them."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from pytest_localstack import client_types
from pytest_localstack.client_types import TARGETS

ROOT = Path(__file__).resolve().parents[3]

STUB = """
class S3Client:
    def list_buckets(self) -> dict[str, int]: ...
"""

CALLER = """
from {module} import {name}

def use(aws_client: {name}) -> None:
    reveal_type(aws_client.s3)
    reveal_type(aws_client.s3.list_buckets())
    reveal_type(aws_client.sqs)
    reveal_type(aws_client.service_of_tomorrow)
    aws_client.s3.list_bucket()
"""

OPTIONS = ("--config-file=", "--follow-imports=silent", "--no-pretty", "--ignore-missing-imports")

EXPECTED = [
    '5: note: Revealed type is "{prefix}s3.client.S3Client"',
    '6: note: Revealed type is "dict[str, int]"',
    '7: note: Revealed type is "Any"',
    '8: note: Revealed type is "Any"',
    '9: error: "S3Client" has no attribute "list_bucket"; maybe "list_buckets"?',
]


@pytest.mark.parametrize("target", TARGETS, ids=[target[0] for target in TARGETS])
def test_the_files_are_up_to_date(target: tuple[str, ...]) -> None:
    file, *rest = target
    written = (client_types.FOLDER / file).read_text()

    if f"botocore {version('botocore')}." in written:
        assert written == client_types.document(*rest), "run `make stubs`"
    else:  # another release has other services; those that are emulated are in all
        assert [
            name for name in ("s3", "sqs", "lambda_", "cognito_idp") if f"    {name}: " not in written
        ] == []


@pytest.mark.parametrize(
    ("prefix", "module", "name"),
    [
        ("mypy_boto3_", "pytest_localstack.clients", "ServiceClients"),
        ("types_boto3_", "pytest_localstack.types_boto3", "AWSClients"),
    ],
    ids=["boto3-stubs", "types-boto3"],
)
def test_a_client_has_the_type_of_its_stubs_or_any(
    tmp_path: Path, prefix: str, module: str, name: str
) -> None:
    package = tmp_path / f"{prefix}s3"
    package.mkdir()
    (package / "__init__.pyi").touch()
    (package / "client.pyi").write_text(STUB)
    (tmp_path / "caller.py").write_text(CALLER.format(module=module, name=name))

    done = subprocess.run(
        [sys.executable, "-m", "mypy", *OPTIONS, f"--cache-dir={tmp_path / 'cache'}", "caller.py"],
        env={**os.environ, "MYPYPATH": os.pathsep.join((str(tmp_path), str(ROOT)))},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    found = [
        line.partition(":")[2].partition("  [")[0]
        for line in done.stdout.splitlines()
        if "caller.py:" in line
    ]
    assert found == [line.format(prefix=prefix) for line in EXPECTED], done.stdout + done.stderr


def test_no_stub_file_is_read_at_run_time() -> None:
    code = "import sys, pytest_localstack.types_boto3 as module; print(module.AWSClients.__name__)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "ServiceClients"
