"""Recordings of real AWS as scenarios: each recorded value is what the test matches."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest_localstack.snapshot import transformers as ours
from pytest_localstack.snapshot.aws import AwsTransform, environment_transformers
from pytest_localstack.snapshot.environment import SnapshotEnvironment

from .libraries import OLDER, Toolbox

SETS = {
    "lambda_": "lambda_api",
    "apigateway": "apigateway_api",
    "cloudformation": "cloudformation_api",
    "dynamodbstreams": "dynamodb_streams_api",
    "stepfunctions": "stepfunctions_api",
}


@dataclass(frozen=True)
class Recorded:
    """An entry of a recording file.

    :ivar with_set: whether the transformers of its service run, or none.
    """

    file: Path
    test: str
    with_set: bool = False
    skip_paths: Sequence[str] = ()

    @property
    def content(self) -> dict[str, Any]:
        """Give what is recorded, by match key; a null counts as not recorded in localstack-snapshot."""
        content = json.loads(self.file.read_text(encoding="utf-8"))[self.test]["recorded-content"]
        return {key: value for key, value in content.items() if value is not None}

    @property
    def has_json_text(self) -> bool:
        """Tell whether a string would be opened as JSON, which no recording of such a value has."""
        return any(isinstance(text, str) and text.startswith("{") for text in _strings(self.content))

    def prepare(self, session: Any, tools: Toolbox) -> None:
        """Add the transformers of the service, the environment and every response."""
        if not self.with_set:
            return
        folder = self.file.parent.name
        made = getattr(AwsTransform, SETS.get(folder, f"{folder}_api"), AwsTransform.s3_api)()
        where = SnapshotEnvironment("111111111111", "us-east-1")
        for transformer in (*made, *environment_transformers(where), *AwsTransform.basic_legacy()):
            session.add_transformer(as_older(transformer) if tools is OLDER else transformer)

    def match(self, session: Any) -> None:
        """Match a copy of each recorded value."""
        for key, value in self.content.items():
            session.match(key, copy.deepcopy(value))


def recordings(folder: Path) -> Iterator[tuple[Path, str]]:
    """List every entry below a folder, by file and test."""
    for file in sorted(folder.rglob("*.snapshot.json")):
        for test in json.loads(file.read_text(encoding="utf-8")):
            yield file, test


def as_older(transformer: Any) -> Any:
    """Make the transformer of localstack-snapshot that has the same arguments."""
    kind = getattr(OLDER.classes, type(transformer).__name__)
    match transformer:
        case ours.KeyValueBasedTransformer():
            return kind(transformer.match_fn, transformer.replacement, transformer.replace_reference)
        case ours.JsonpathTransformer():
            return kind(transformer.jsonpath, transformer.replacement, transformer.replace_reference)
        case ours.RegexTransformer():
            return kind(transformer.regex, transformer.replacement)
        case ours.TextTransformer():
            return kind(transformer.text, transformer.replacement)
        case ours.SortingTransformer():
            return kind(transformer.key, transformer.sorting_fn)
    return kind()


def _strings(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    else:
        yield value
