"""Parquet written and read with pyarrow, by its own client and through s3fs; in the environment s3clients of tox.

pyarrow's client of S3 is the SDK for C++ and always asks the server over HTTP; s3fs asks with aiobotocore.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

REASON = "s3fs holds botocore to a few releases: tox -e s3clients has it and pyarrow"
pyarrow = pytest.importorskip("pyarrow", reason=REASON)
s3fs = pytest.importorskip("s3fs", reason=REASON)
dataset = pytest.importorskip("pyarrow.dataset", reason=REASON)
fs = pytest.importorskip("pyarrow.fs", reason=REASON)
parquet = pytest.importorskip("pyarrow.parquet", reason=REASON)

pytestmark = pytest.mark.aws_only_localstack

MEGABYTE = 1024**2
ROWS = 50_000
TABLE = pyarrow.table(
    {
        "number": list(range(ROWS)),
        "text": [f"text {number}" for number in range(ROWS)],
        "third": [number % 3 for number in range(ROWS)],
    }
)


@pytest.fixture
def own(localstack: Any) -> Any:
    """The filesystem that pyarrow brings."""
    url = urlsplit(localstack.url)
    return fs.S3FileSystem(
        access_key="test",
        secret_key="test",
        region="us-east-1",
        scheme=url.scheme,
        endpoint_override=url.netloc,
        allow_bucket_creation=True,
        allow_bucket_deletion=True,
    )


@pytest.fixture
def through_s3fs(localstack: Any) -> Iterator[Any]:
    s3fs.S3FileSystem.clear_instance_cache()
    yield s3fs.S3FileSystem(key="test", secret="test", endpoint_url=localstack.url, use_listings_cache=False)
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture(params=["own", "through_s3fs"])
def filesystem(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def test_a_table_is_the_same_there_and_back(filesystem: Any, s3_bucket: str) -> None:
    parquet.write_table(TABLE, f"{s3_bucket}/folder/a table.parquet", filesystem=filesystem)

    read = parquet.read_table(f"{s3_bucket}/folder/a table.parquet", filesystem=filesystem)
    column = parquet.read_table(
        f"{s3_bucket}/folder/a table.parquet", columns=["text"], filesystem=filesystem
    )

    assert read.equals(TABLE)
    assert column.equals(TABLE.select(["text"]))


def test_a_dataset_is_partitioned(filesystem: Any, s3_bucket: str, aws_client: Any) -> None:
    parquet.write_to_dataset(TABLE, f"{s3_bucket}/set", partition_cols=["third"], filesystem=filesystem)

    found = dataset.dataset(f"{s3_bucket}/set", filesystem=filesystem, partitioning="hive")
    second = found.to_table(filter=dataset.field("third") == 1).sort_by("number")

    assert second["number"].to_pylist() == list(range(1, ROWS, 3))
    keys = [item["Key"] for item in aws_client.s3.list_objects_v2(Bucket=s3_bucket)["Contents"]]
    assert [key.rpartition("/")[0] for key in keys if key.endswith(".parquet")] == [
        f"set/third={number}" for number in range(3)
    ]


def test_one_filesystem_reads_what_the_other_writes(own: Any, through_s3fs: Any, s3_bucket: str) -> None:
    for writer, reader in ((own, through_s3fs), (through_s3fs, own)):
        parquet.write_table(TABLE, f"{s3_bucket}/table", filesystem=writer)

        assert parquet.read_table(f"{s3_bucket}/table", filesystem=reader).equals(TABLE)


def test_pyarrow_s_own_filesystem_has_folders_and_large_files(
    own: Any, s3_bucket: str, aws_client: Any
) -> None:
    folder = f"{s3_bucket}/folder"
    own.create_dir(folder)
    with own.open_output_stream(f"{folder}/large") as stream:
        for number in range(24):
            stream.write(bytes([number]) * MEGABYTE)
    own.copy_file(f"{folder}/large", f"{folder}/copy")
    own.move(f"{folder}/copy", f"{folder}/moved")

    listed = own.get_file_info(fs.FileSelector(folder, recursive=True))
    with own.open_input_file(f"{folder}/moved") as file:
        file.seek(24 * MEGABYTE - 2)
        assert file.read() == bytes([23, 23])
    assert {info.path: info.size for info in listed} == dict.fromkeys(
        (f"{folder}/large", f"{folder}/moved"), 24 * MEGABYTE
    )
    head = aws_client.s3.head_object(Bucket=s3_bucket, Key="folder/large", PartNumber=1)
    assert head["PartsCount"] > 1
    own.delete_dir(folder)
    assert own.get_file_info(folder).type == fs.FileType.NotFound


def test_s3fs_does_with_objects_what_one_does_with_files(through_s3fs: Any, s3_bucket: str) -> None:
    files, large = through_s3fs, f"{s3_bucket}/folder/large"
    with files.open(large, "wb", block_size=5 * MEGABYTE) as file:
        for number in range(12):
            file.write(bytes([number]) * MEGABYTE)
    files.cp(large, f"{s3_bucket}/copy")
    files.mv(f"{s3_bucket}/copy", f"{s3_bucket}/folder/moved")
    files.touch(f"{s3_bucket}/folder/empty")
    files.pipe({f"{s3_bucket}/small/{number}": b"x" * number for number in (1, 2)})
    files.setxattr(large, colour="red")
    files.put_tags(large, {"x": "y"})

    assert files.info(large)["size"] == 12 * MEGABYTE
    assert files.cat_file(f"{s3_bucket}/folder/moved", start=-2) == bytes([11, 11])
    assert (files.metadata(large), files.get_tags(large)) == ({"colour": "red"}, {"x": "y"})
    assert files.find(s3_bucket) == [
        f"{s3_bucket}/{key}" for key in ("folder/empty", "folder/large", "folder/moved", "small/1", "small/2")
    ]
    assert files.glob(f"{s3_bucket}/*/[lm]*") == [large, f"{s3_bucket}/folder/moved"]
    assert files.du(f"{s3_bucket}/small") == 3
    files.rm(f"{s3_bucket}/folder", recursive=True)
    assert files.ls(s3_bucket) == [f"{s3_bucket}/small"]
