"""What the AWS CLI does with files, in a shell of `localstack ssh`; in the environment awscli of tox."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from tests.unit.cli.conftest import Cli

pytest.importorskip("awscli", reason="AWS CLI 1 holds botocore to one release: tox -e awscli has it")

Shell = Callable[[str], list[str]]

TREES = """
aws s3 mb s3://bucket
mkdir -p tree/sub
echo a > tree/a.txt; echo b > tree/sub/b.txt; echo c > "tree/ü &+.html"
find tree -type f -exec touch -d 2020-01-01 {} +
aws s3 sync --no-progress tree s3://bucket/tree | sort
echo the second time:; aws s3 sync --no-progress tree s3://bucket/tree
echo longer > tree/a.txt; rm -r tree/sub
aws s3 sync --no-progress --delete tree s3://bucket/tree | sort
aws s3 sync --quiet s3://bucket/tree back; diff -r tree back && echo the same
aws s3 mv --no-progress s3://bucket/tree/a.txt s3://bucket/moved.txt
aws s3 cp --no-progress --recursive s3://bucket/tree s3://bucket/copy --exclude "*" --include "*.html"
aws s3 ls --recursive s3://bucket | awk '{print $3, $4, $5}'
aws s3 ls --summarize s3://bucket/ | sed 's/^[-0-9]* [:0-9]* *//'
aws s3 rb s3://bucket || echo it is not empty
aws s3 rm --recursive --quiet s3://bucket --exclude "tree/*"
aws s3 rb --force s3://bucket
aws s3 ls
"""

LARGE = """
aws s3 mb s3://bucket > /dev/null
head -c 20000000 /dev/urandom > large
head="aws s3api head-object --bucket bucket --output text"
aws s3 cp --no-progress large s3://bucket/large
aws s3 cp --no-progress s3://bucket/large s3://bucket/copy --content-type text/plain --metadata a=b
$head --key copy --query '[ContentLength,ContentType,Metadata.a]'
$head --key copy --part-number 3 --query '[ContentLength,PartsCount]'
aws s3 cp --no-progress s3://bucket/copy back && cmp large back && echo the same
aws s3 cp s3://bucket/large - | aws s3 cp - s3://bucket/streamed
aws s3 cp s3://bucket/streamed - | cmp large - && echo the same again
aws s3api list-multipart-uploads --bucket bucket --query 'length(Uploads || `[]`)'
"""

WEBSITE = """
aws s3 mb s3://bucket > /dev/null
echo hello | aws s3 cp - s3://bucket/key --sse AES256 --storage-class STANDARD_IA --cache-control max-age=1
aws s3api head-object --bucket bucket --key key --output text \
    --query '[ServerSideEncryption,StorageClass,CacheControl]'
echo home | aws s3 cp - s3://bucket/index.html
aws s3 website s3://bucket --index-document index.html --error-document error.html
aws s3api put-public-access-block --bucket bucket \
    --public-access-block-configuration BlockPublicPolicy=false,RestrictPublicBuckets=false
aws s3api put-bucket-policy --bucket bucket --policy '{"Statement": [
    {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/index.html"}]}'
aws s3 presign s3://bucket/key --expires-in 60
"""


@pytest.fixture
def shell(cli: Cli) -> Shell:
    """Runs a script with a server and gives what it prints."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    cli("start", "-d")

    def shell(script: str) -> list[str]:
        return cli("ssh", text=script, SHELL="/bin/sh", PATH=path, LC_ALL="C.UTF-8").stdout.splitlines()

    return shell


def test_trees_of_files_go_to_and_fro(shell: Shell) -> None:
    assert shell(TREES) == [
        "make_bucket: bucket",
        "upload: tree/a.txt to s3://bucket/tree/a.txt",
        "upload: tree/sub/b.txt to s3://bucket/tree/sub/b.txt",
        "upload: tree/ü &+.html to s3://bucket/tree/ü &+.html",
        "the second time:",
        "delete: s3://bucket/tree/sub/b.txt",
        "upload: tree/a.txt to s3://bucket/tree/a.txt",
        "the same",
        "move: s3://bucket/tree/a.txt to s3://bucket/moved.txt",
        "copy: s3://bucket/tree/ü &+.html to s3://bucket/copy/ü &+.html",
        "2 copy/ü &+.html",
        "7 moved.txt ",
        "2 tree/ü &+.html",
        "PRE copy/",
        "PRE tree/",
        "7 moved.txt",
        "",
        "Total Objects: 1",
        "Total Size: 7",
        "it is not empty",
        "delete: s3://bucket/tree/ü &+.html",
        "remove_bucket: bucket",
    ]


def test_a_large_file_goes_in_parts(shell: Shell) -> None:
    assert shell(LARGE) == [
        "upload: ./large to s3://bucket/large",
        "copy: s3://bucket/large to s3://bucket/copy",
        "20000000\ttext/plain\tb",
        "3222784\t3",
        "download: s3://bucket/copy to ./back",
        "the same",
        "the same again",
        "0",
    ]


def test_files_are_shown_to_others(shell: Shell, cli: Cli) -> None:
    described, signed = shell(WEBSITE)

    assert described == "AES256\tSTANDARD_IA\tmax-age=1"
    assert requests.get(signed).text == "hello\n"
    assert requests.get(signed.partition("?")[0]).status_code == 403
    website = {"Host": "bucket.s3-website.localhost.localstack.cloud"}
    assert requests.get(cli.url, headers=website).text == "home\n"
    assert requests.get(f"{cli.url}/key", headers=website).status_code == 403
