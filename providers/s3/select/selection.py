"""A query of an object, as the events of its answer.

::

    Records      the next bytes of records, whether or not a record ends there
    Progress     if it is asked for: after each 4 MB, and at the end; how often AWS tells it is unverified
    Cont         if it is not: after 4 MB that gave nothing to send
    Stats        what was read in all
    End

https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias

from localstack.state.blobs import Blob

from . import scan_range
from .csv_input import CsvInput
from .decompression import decompress
from .output import CsvOutput, JsonOutput
from .parser import parse
from .query import Query, Record
from .scan_range import ScanRange
from .scopes import CsvScope, JsonScope
from .serialization import Input
from .text import Meter, decode
from .tree import Select
from .validation import validate

Event: TypeAlias = dict[str, dict[str, Any]]

MAX_PAYLOAD: Final = 128 * 1024
_PERIOD: Final = 4 * 1024 * 1024


class Selection(NamedTuple):
    """A query that a request asks for.

    :ivar wants_progress: whether the answer says how far it is.
    """

    statement: Select
    input: Input
    output: CsvOutput | JsonOutput
    range: ScanRange | None
    wants_progress: bool

    def events(self, content: Blob, now: datetime) -> Iterator[Event]:
        """Run the query.

        :param now: the time that it begins.
        :raises ServiceException: as soon as content or expression turn out to be wrong.
        """
        meter, pending = Meter(), bytearray()
        told = returned = 0
        for record in self._records(content, meter, now):
            if record is not None:
                pending += self.output.write(record)
            while len(pending) >= MAX_PAYLOAD:
                yield _records(pending, meter)
            if meter.processed - told >= _PERIOD:
                told = meter.processed
                if pending:
                    yield _records(pending, meter)
                if self.wants_progress:
                    yield _progress(meter)
                elif meter.returned == returned:
                    yield {"Cont": {}}
                returned = meter.returned
        if pending:
            yield _records(pending, meter)
        if self.wants_progress:
            yield _progress(meter)
        yield {"Stats": {"Details": meter.details()}}
        yield {"End": {}}

    def _records(self, content: Blob, meter: Meter, now: datetime) -> Iterator[Record | None]:
        chunks = decompress(meter.scanning(self._chunks(content)), self.input.compression)
        texts = decode(meter.processing(chunks))
        if isinstance(self.input.format, CsvInput):
            header, rows = self.input.format.read(texts)
            return Query(self.statement, CsvScope(self.statement.source, header), now).run(rows)
        scope = JsonScope(self.statement.source)
        query = Query(self.statement, scope, now)
        values = self.input.format.read(texts, limits_root=not scope.has_path)
        return query.run(row for value in values for row in scope.rows(value))

    def _chunks(self, content: Blob) -> Iterator[bytes]:
        if self.range is None:
            return content.stream()
        has_header = isinstance(self.input.format, CsvInput) and self.input.format.header != "NONE"
        return self.range.chunks(content, self.input.delimiter.encode(), has_header=has_header)


def prepare(
    expression: str,
    serializations: tuple[Input, CsvOutput | JsonOutput],
    wanted_range: Mapping[str, Any] | None,
    size: int,
    *,
    wants_progress: bool,
) -> Selection:
    """Read a query from a request.

    :param size: of the object.
    :raises ServiceException: with the code for what is wrong with it.
    """
    statement = parse(expression)
    validate(statement)
    found = scan_range.parse(wanted_range, size)
    if found is not None:
        # Refuses what cannot be read from the middle.
        _ = serializations[0].delimiter
    return Selection(statement, *serializations, found, wants_progress)


def _progress(meter: Meter) -> Event:
    return {"Progress": {"Details": meter.details()}}


def _records(pending: bytearray, meter: Meter) -> Event:
    payload = bytes(pending[:MAX_PAYLOAD])
    del pending[:MAX_PAYLOAD]
    meter.returned += len(payload)
    return {"Records": {"Payload": payload}}
