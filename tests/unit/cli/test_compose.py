"""What is wrong in a compose file."""

from __future__ import annotations

from pathlib import Path

import pytest

from localstack.cli.compose import problems_of

VALID = """
services:
  aws:
    image: ${IMAGE:-pytest-localstack}:1.0
    container_name: localstack-main
    ports: ["127.0.0.1:4566:4566"]
  app:
    image: mine
"""


def _found(tmp_path: Path, text: str) -> str:
    path = tmp_path / "compose.yml"
    path.write_text(text)
    return "\n".join(problems_of(path))


@pytest.mark.parametrize(
    "port",
    [
        '"4566:4566"',
        '"4560-4570:4560-4570"',
        '"4566:4566/tcp"',
        "4566",
        "{target: 4566, published: 4566}",
        '"${P:-4566}:4566"',
    ],
)
def test_a_valid_file_has_none(tmp_path: Path, port: str) -> None:
    assert _found(tmp_path, VALID.replace('"127.0.0.1:4566:4566"', port)) == ""


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (
            "${IMAGE:-pytest-localstack}",
            "localstack/localstack-pro",
            "the image is localstack/localstack-pro",
        ),
        ("localstack-main", "aws", "its container_name is 'aws'"),
        ("4566:4566", "4566:80", "port 4566 is not published"),
        ("image: mine", "image: localstack/localstack", "several services are emulators: aws, app"),
        ("pytest-localstack", "mine", "no service has an image with localstack"),
        ("services:", "volumes:", "has no services"),
        ("services:", "services: [", "is no YAML"),
    ],
)
def test_a_problem_is_named(tmp_path: Path, before: str, after: str, problem: str) -> None:
    assert problem in _found(tmp_path, VALID.replace(before, after))
