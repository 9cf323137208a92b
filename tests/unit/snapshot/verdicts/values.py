"""Responses made from a seed: every type of JSON and of botocore, in shapes AWS's responses have and odder ones."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from botocore.response import StreamingBody

# Names that contain each other, quotes, escapes, what is no ASCII, what looks like a token or a number.
WORDS = (
    *(
        "foo",
        "food",
        "foo-bar",
        "barfoo",
        "1",
        "12",
        "a",
        "Id",
        "test_table_x",
        "<id:1>",
        "<name:2>",
        'say "hi"',
    ),
    *(
        "back\\slash",
        "two\nlines",
        "tab\t",
        "grün",
        "日本",
        "😀",
        "\u2028",
        "000000000000",
        "us-east-1",
        "true",
    ),
    *("null", "", " ", "x" * 40),
)
UUIDS = ("0a1b2c3d-0000-4000-8000-00000000000a", "0A1B2C3D-0000-4000-8000-00000000000B")
TIMES = (
    *("2024-02-03T04:05:06Z", "2024-02-03T04:05:06.123Z", "2024-02-03T04:05:06.123+0000"),
    *("2024-02-03T04:05:06.123456+00:00", "2024-02-03T04:05:06.123456Z", "2024-02-03T04:05:06"),
    *("2024-02-03T04:05:06+02:00", "2024-02-03", "2024-02-03T04:05:06Z ago"),
)
NUMBERS = (0, 1, -1, 12, 2**53 + 1, 10**20, 0.1, 1.0, 1e22, 1.5e-7)
STRING_KEYS = (
    "Id",
    "Name",
    "FunctionName",
    "Arn",
    "RoleId",
    "VersionId",
    "eventID",
    "QueueUrl",
    "grün",
    "a.b",
)
OTHER_KEYS = ("Size", "Count", "Enabled", "Created", "CreatedTimestamp", "Payload", "x-y", "key with space")
CONTAINER_KEYS = ("Items", "Detail", "Attributes", "Tags", "S", "Rows")


class Values:
    """Make values; equal seeds make equal values.

    :param seed: whatever `random.Random` takes.
    :param tuples: whether some lists are tuples.
    """

    def __init__(self, seed: str, tuples: bool = False) -> None:
        self._random = random.Random(seed)
        self._tuples = tuples
        self._streams = True
        self._names = [self._name() for _ in range(4)]

    def response(self, streams: bool = True) -> Any:
        """Make what a test matches: mostly a dict with ResponseMetadata."""
        self._streams = streams
        odd = self._random.random()
        if odd < 0.05:
            return self._leaf()
        if odd < 0.12:
            return self._without_streams(lambda: [self._any(2) for _ in range(self._random.randrange(4))])
        response = self._dict(3)
        if odd < 0.8:
            response["ResponseMetadata"] = self._metadata()
        return response

    def _any(self, depth: int) -> Any:
        if depth == 0 or self._random.random() < 0.4:
            return self._leaf()
        return self._random.choice((self._dict, self._dict, self._list, self._rows))(depth - 1)

    def _dict(self, depth: int) -> dict[str, Any]:
        keys = [self._key() for _ in range(self._random.randrange(6))]
        return {key: self._member(key, depth) for key in keys}

    def _key(self) -> str:
        keys = self._random.choice((STRING_KEYS, STRING_KEYS, OTHER_KEYS, CONTAINER_KEYS, ("Body", *UUIDS)))
        return self._random.choice(keys)

    def _member(self, key: str, depth: int) -> Any:
        if key in STRING_KEYS:
            return self._text()
        if key == "Body":
            return self._body(depth)
        if key in ("S", "Tags"):
            return [self._text() for _ in range(self._random.randrange(4))]
        if key == "ResponseMetadata":
            return self._metadata()
        return self._any(depth)

    def _list(self, depth: int) -> list[Any]:
        if self._random.random() < 0.6:
            return [self._dict(depth) for _ in range(self._random.randrange(4))]
        return self._without_streams(lambda: [self._any(depth) for _ in range(self._random.randrange(4))])

    def _rows(self, depth: int) -> Any:
        rows = self._without_streams(
            lambda: [[self._any(depth) for _ in range(self._random.randrange(3))] for _ in range(2)]
        )
        return tuple(rows) if self._tuples and self._random.random() < 0.3 else rows

    def _without_streams(self, make: Callable[[], list[Any]]) -> list[Any]:
        # localstack-snapshot does not read what lies in a list in a list.
        streams, self._streams = self._streams, False
        made = make()
        self._streams = streams
        return made

    def _metadata(self) -> dict[str, Any]:
        metadata = {
            "RequestId": self._random.choice(UUIDS),
            "HTTPStatusCode": self._random.choice((200, 201, 404)),
            "HTTPHeaders": {"date": "now", self._random.choice(("content-type", "content_type")): "text/xml"},
            "RetryAttempts": 0,
        }
        if self._random.random() < 0.1:
            del metadata[self._random.choice(list(metadata))]
        return metadata

    def _leaf(self) -> Any:
        kinds: tuple[Callable[[], Any], ...] = (
            self._text,
            self._text,
            self._text,
            self._number,
            self._python,
        )
        return self._random.choice(kinds)()

    def _text(self) -> str:
        kind = self._random.randrange(7)
        if kind < 3:
            return self._random.choice((self._names, WORDS, TIMES)[kind])
        if kind == 3:
            return self._random.choice(UUIDS)
        name = self._random.choice(self._names)
        if kind == 4:
            return f"arn:aws:sqs:us-east-1:000000000000:{name}"
        return f"http://host/000000000000/{name}?n={self._random.choice(WORDS)}" if kind == 5 else name

    def _name(self) -> str:
        return self._random.choice(WORDS[:4]) + self._random.choice(("", "", "-q", '"', "ü", "1"))

    def _number(self) -> Any:
        return self._random.choice((*NUMBERS, True, False, None))

    def _python(self) -> Any:
        when = datetime(2024, 2, 3, 4, 5, self._random.randrange(60), 678901)
        return self._random.choice(
            (
                when,
                when.replace(tzinfo=UTC),
                when.replace(tzinfo=timezone(timedelta(hours=2))),
                date(2024, 2, 3),
                Decimal("1.20"),
                Decimal("3"),
                b"bytes",
                (1, "foo"),
            )
        )

    def _body(self, depth: int) -> Any:
        """Make a body: text, an object or list as JSON text, or a stream of one."""
        inside = self._json(min(depth, 1))
        text = self._random.choice(
            (
                "{no json",
                str(inside.get("a")),
                json.dumps(inside),
                " " + json.dumps(inside),
                json.dumps([inside, json.dumps(inside)]),
            )
        )
        content = text.encode()
        made: tuple[Callable[[], Any], ...] = (
            lambda: text,
            lambda: io.BytesIO(content),
            lambda: StreamingBody(io.BytesIO(content), len(content)),
        )
        return self._random.choice(made if self._streams else made[:1])()

    def _json(self, depth: int) -> dict[str, Any]:
        keys = self._random.sample(("z", "Id", "Name", "a", "Items"), 3)
        if depth <= 0:
            return {key: self._text() for key in keys}
        return {key: [self._json(depth - 1)] if self._random.random() < 0.3 else self._text() for key in keys}
