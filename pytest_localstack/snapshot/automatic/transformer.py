"""The transformer that walks what AWS answered beside its shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pytest_localstack.snapshot.transform import hyphenated
from pytest_localstack.snapshot.tree import METADATA

from .answers import Answers, Finding, member
from .rules import SECRETS, Kind, is_made_up, is_time, kind_of, made_up_parts

if TYPE_CHECKING:
    from botocore.model import Shape

    from pytest_localstack.snapshot.context import TransformContext

DATETIME, TIMESTAMP, ENDPOINT = "<datetime>", "<timestamp>", "<endpoint>"
URL = re.compile(r"https?://(?P<host>[^/?#:]+)(?::\d+)?(?=[/?#]|$)")
HOSTS = (
    "amazonaws.com",
    "amazonaws.com.cn",
    "api.aws",
    "localhost.localstack.cloud",
    "localhost",
    "127.0.0.1",
)
SUFFIXED = re.compile(r"arn:(?:[^:]*:){4}(?:[^:]+:)?(?P<whole>(?P<name>.+)-[A-Za-z0-9]{6})")
"""An ARN of a secret: AWS puts six characters behind the name."""
PLURAL = re.compile(r"(?<=I[dD])s$|(?<=Identifier)s$")
INITIALS = re.compile(r"(?<=[A-Z])[A-Z]+(?![a-z])")


class AutomaticTransformer:
    """Ask for tokens for what AWS chose anew, in the parts of matches that it answered.

    :param findings: those parts, by match key.
    """

    def __init__(self, answers: Answers, findings: Mapping[str, Sequence[Finding]]) -> None:
        self._answers = answers
        self._findings = findings

    def transform(self, input_data: dict[str, Any], *, ctx: TransformContext) -> dict[str, Any]:
        """Register a token per value, ids before the ARNs they are in; times and hosts are replaced in place."""
        walks = [_Walk(self._answers, ctx, is_last) for is_last in (False, True)]
        for walk in walks:
            for key, findings in self._findings.items():
                for finding in findings:
                    walk.enter(input_data, (key, *finding.path), finding)
        return input_data


class _Walk:
    """One way through the findings.

    :param is_last: the walk is the second, for ARNs and URLs.
    """

    def __init__(self, answers: Answers, context: TransformContext, is_last: bool) -> None:
        self._answers = answers
        self._context = context
        self._is_last = is_last

    def enter(self, tree: Any, path: Sequence[str | int], finding: Finding) -> None:
        """Walk what lies at a path, if another transformer left it there."""
        *steps, last = path
        for step in steps:
            tree = _item(tree, step)
        if _item(tree, last) is not None:
            self._visit(tree, last, finding.name, finding.shape)

    def _visit(self, parent: Any, step: str | int, name: str, shape: Shape | None) -> None:
        value = parent[step]
        if isinstance(value, dict):
            for key in value:
                if key != METADATA:
                    self._visit(value, key, key, member(shape, key))
        elif isinstance(value, list):
            for index in range(len(value)):
                self._visit(value, index, name, member(shape, 0))
        elif self._is_last:
            if isinstance(value, str):
                parent[step] = self._address(value, name)
        else:
            parent[step] = self._leaf(value, name, shape)

    def _leaf(self, value: Any, name: str, shape: Shape | None) -> Any:
        kind = kind_of(name, shape)
        if kind is Kind.TIME:
            if isinstance(value, datetime):
                return DATETIME
            return TIMESTAMP if is_time(value) else value
        if kind is Kind.TOKEN and isinstance(value, (str, bytes)):
            return self._token(value, name, shape)
        return value

    def _token(self, value: str | bytes, name: str, shape: Shape | None) -> Any:
        is_secret = bool(SECRETS.match(name)) or bool(shape is not None and shape.metadata.get("sensitive"))
        text = value if isinstance(value, str) else ""
        if self._answers.is_own(value) or (text and not is_made_up(text, secret=is_secret)):
            return value
        parts = text.split(":")
        # STS's ids have a form: AROA1234567890EXAMPLE:session
        if any(part and self._answers.is_own(part) for part in parts):
            for part in parts:
                if not self._answers.is_own(part) and is_made_up(part, secret=is_secret):
                    self._context.register_reference(part, _label(name))
            return value
        if text.startswith("/"):  # Route 53's ids have a form: /hostedzone/Z123
            value = text.rpartition("/")[2]
        token = self._context.register_reference(value, _label(name))
        return (text or value) if token is None else token

    def _address(self, value: str, name: str) -> str:
        if value.startswith("arn:"):
            return self._arn(value)
        if name.endswith(("Url", "URL", "Location", "Endpoint")):
            return URL.sub(self._endpoint, value, count=1)
        return value

    def _arn(self, value: str) -> str:
        for part in made_up_parts(value):
            if not self._answers.is_own(part):
                self._context.register_reference(part, "resource")
        found = SUFFIXED.fullmatch(value)
        if found and self._answers.is_own(found["name"]) and not self._answers.is_own(found["whole"]):
            self._context.register_reference(found["whole"], "resource")
        return value

    def _endpoint(self, found: re.Match[str]) -> str:
        host = found["host"]
        if not host.endswith(HOSTS):
            return found[0]
        labels = host.split(".")
        kept = [f"{label}." for label in labels[:1] if self._answers.is_own(label)]
        return f"{''.join(kept)}{ENDPOINT}"


def _label(name: str) -> str:
    singular = PLURAL.sub("", name)
    return hyphenated(INITIALS.sub(lambda found: found[0].lower(), singular))


def _item(tree: Any, step: str | int) -> Any:
    if isinstance(tree, dict):
        return tree.get(step)
    if isinstance(tree, list) and isinstance(step, int) and step < len(tree):
        return tree[step]
    return None
