"""The events of a query."""

from __future__ import annotations

from localstack_providers.s3.select.selection import MAX_PAYLOAD

from tests.unit.providers.s3.select.running import LINES, events, select

RULES = b"""{ "Rules": [ {"id": "1"}, {"expr": "y > x"}, {"id": "2", "expr": "z = DEBUG"} ]}
{ "created": "June 27", "modified": "July 6" }
"""


def test_the_example_of_the_documentation_gives_its_records() -> None:
    document = {"JSON": {"Type": "DOCUMENT"}}
    expression = "SELECT id FROM S3Object[*].Rules[*].id"

    assert select(RULES, expression, InputSerialization=document) == '{"id":"1"}\n{}\n{"id":"2"}\n{}\n'
    assert select(RULES, f"{expression} WHERE id IS NOT MISSING") == '{"id":"1"}\n{"id":"2"}\n'


def test_an_object_without_records_has_statistics_and_an_end() -> None:
    details = {"BytesScanned": 0, "BytesProcessed": 0, "BytesReturned": 0}

    assert events(b"", "SELECT * FROM S3Object") == [{"Stats": {"Details": details}}, {"End": {}}]


def test_records_are_split_across_events() -> None:
    content = b'{"a": "%s"}\n' % (b"x" * 100_000) * 3

    found = events(content, "SELECT * FROM S3Object", InputSerialization=LINES)
    payloads = [event["Records"]["Payload"] for event in found if "Records" in event]

    assert [len(payload) for payload in payloads[:-1]] == [MAX_PAYLOAD, MAX_PAYLOAD]
    assert b"".join(payloads) == content.replace(b": ", b":")
    assert found[-2]["Stats"]["Details"]["BytesReturned"] == sum(map(len, payloads))


def test_a_limit_ends_the_scan() -> None:
    content = b'{"a": 1}\n' * 3

    assert select(content, "SELECT * FROM S3Object LIMIT 1") == '{"a":1}\n'


def test_progress_is_told_if_it_is_asked_for() -> None:
    names = [next(iter(event)) for event in events(b"{}", "SELECT a FROM S3Object", RequestProgress=True)]

    assert names == ["Records", "Progress", "Stats", "End"]


def test_few_records_are_not_kept_back_and_a_silence_is_broken() -> None:
    content = b'{"a": 1}\n' + b'{"b": "%s"}\n' % (b"x" * 1000) * 9000
    expression = "SELECT a FROM S3Object WHERE a = 1"

    quiet, told = events(content, expression), events(content, expression, RequestProgress=True)

    assert [next(iter(event)) for event in quiet] == ["Records", "Cont", "Stats", "End"]
    assert [next(iter(event)) for event in told] == ["Records", *["Progress"] * 3, "Stats", "End"]
    scanned = [event["Progress"]["Details"]["BytesProcessed"] for event in told if "Progress" in event]
    assert scanned == sorted(scanned)
