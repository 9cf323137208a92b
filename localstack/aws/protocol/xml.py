"""XML as the query and rest-xml protocols write and read it.

A compiled writer is a closure that appends the markup of a value to a list of strings; a compiled reader is
a closure from an element to the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import RequestParseError
from localstack.aws.protocol.scalars import text_reader, text_writer

if TYPE_CHECKING:
    from botocore.model import Shape

    from localstack.aws.spec import Operation

Write = Callable[[Any, list[str]], None]
Read = Callable[[ElementTree.Element], Any]
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
OUTSIDE_THE_BODY = frozenset({"header", "headers", "statusCode"})

# A carriage return written as such would be read as a line feed. Control characters have no place in XML 1.0;
# S3 writes references to them all the same, which its page on ListObjectsV2 warns of (`encoding-type`).
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_ESCAPES |= {chr(code): f"&#x{code:X};" for code in range(32) if chr(code) not in "\t\n"}
_ESCAPE_TABLE = str.maketrans(_ESCAPES)
_SPECIAL = frozenset(_ESCAPES)


def escape(text: str) -> str:
    """Write text so that XML reads it back unchanged."""
    return text if _SPECIAL.isdisjoint(text) else text.translate(_ESCAPE_TABLE)


_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def escape_quoted(text: str) -> str:
    """Write a text of an error, which may quote a request: what no XML parser takes is replaced (unverified)."""
    return escape(_UNREADABLE.sub("\ufffd", text))


def encode(text: str) -> bytes:
    """Give the bytes of a document; half of a surrogate pair has none and becomes a question mark."""
    return text.encode(errors="replace")


class MalformedInput(RequestParseError):
    """A request in the query or rest-xml protocol that does not follow its protocol or its shapes."""

    code = "MalformedInput"
    shape_name = "MalformedInput"


def error_members(error: ServiceException, operation: Operation | None) -> str:
    """Write the members of an error as elements; those its shape does not know as texts."""
    if not error.members:
        return ""
    shape = operation.service.error_shape(error.shape_name) if operation else None
    known = shape.members if shape is not None else {}
    out: list[str] = []
    if shape is not None:
        WriterCompiler().content(shape)(error.members, out)
    for name, value in error.members.items():
        if name not in known and value is not None:
            out.append(f"<{name}>{escape_quoted(str(value))}</{name}>")
    return "".join(out)


def member_tag(name: str, shape: Shape) -> str:
    """Give the element or field name of a structure's member.

    A flattened list without a name of its own has that of its items.
    """
    own = shape.serialization.get("name")
    if not own and shape.type_name == "list" and shape.serialization.get("flattened"):
        own = shape.member.serialization.get("name")
    return str(own or name)


def namespace_attribute(shape: Shape) -> str:
    """Give the `xmlns` attribute that a shape asks for, or `""`."""
    namespace = shape.serialization.get("xmlNamespace")
    if not namespace:
        return ""
    uri = namespace["uri"] if isinstance(namespace, dict) else namespace
    prefix = f":{namespace['prefix']}" if isinstance(namespace, dict) and namespace.get("prefix") else ""
    return f' xmlns{prefix}="{uri}"'


def start_tag(tag: str, shape: Shape) -> str:
    """Give the tag an element of this shape starts with."""
    return f"<{tag}{namespace_attribute(shape)}>"


def attributes_writer(shape: Shape) -> Callable[[Mapping[str, Any]], str] | None:
    """Give the writer of the members of a structure that are attributes of its element, if there are any."""
    attributes = [
        (name, member.serialization.get("name", name))
        for name, member in shape.members.items()
        if member.serialization.get("xmlAttribute")
    ]
    if not attributes:
        return None
    return lambda value: "".join(
        f' {attribute}="{escape(str(value[name]))}"'
        for name, attribute in attributes
        if value.get(name) is not None
    )


class WriterCompiler:
    """Compiles shapes into writers.

    :param timestamp_format: how timestamps are written where their shape does not say.
    """

    def __init__(self, timestamp_format: str = "iso8601") -> None:
        self._timestamp_format = timestamp_format
        self._contents: dict[str, Write] = {}

    def element(self, tag: str, shape: Shape) -> Write:
        """Give the writer of an element with a value of this shape inside."""
        kind = shape.type_name
        if kind == "list":
            return self._list(tag, shape)
        if kind == "map":
            return self._map(tag, shape)
        if kind == "structure":
            return self._structure(tag, shape)
        to_text, start, end = text_writer(shape, self._timestamp_format), start_tag(tag, shape), f"</{tag}>"
        if kind != "string":
            return lambda value, out: out.append(f"{start}{to_text(value)}{end}")
        return lambda value, out: out.append(f"{start}{escape(str(value))}{end}")

    def content(self, shape: Shape) -> Write:
        """Give the writer of a structure's members without an element around them."""
        if shape.name not in self._contents:
            contents = self._contents
            contents[shape.name] = lambda value, out: contents[shape.name](value, out)
            members = [
                (name, self.element(self.member_tag(name, member), member))
                for name, member in shape.members.items()
                if member.serialization.get("location") not in OUTSIDE_THE_BODY
                and not member.serialization.get("xmlAttribute")
            ]

            def write(value: Mapping[str, Any], out: list[str]) -> None:
                for name, write_member in members:
                    item = value.get(name)
                    if item is not None:
                        write_member(item, out)

            contents[shape.name] = write
        return self._contents[shape.name]

    def member_tag(self, name: str, shape: Shape) -> str:
        """Give the element name of a structure's member."""
        return member_tag(name, shape)

    def map_tags(self, shape: Shape) -> tuple[str, str]:
        """Give the element names of a map entry's key and value."""
        return shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")

    def _structure(self, tag: str, shape: Shape) -> Write:
        write_content = self.content(shape)
        attributes = attributes_writer(shape)
        start, end = f"<{tag}{namespace_attribute(shape)}", f"</{tag}>"

        def write(value: Mapping[str, Any], out: list[str]) -> None:
            out.append(f"{start}{attributes(value)}>" if attributes else f"{start}>")
            write_content(value, out)
            out.append(end)

        return write

    def _list(self, tag: str, shape: Shape) -> Write:
        if shape.serialization.get("flattened"):
            write_item = self.element(tag, shape.member)

            def write_flat(value: list[Any], out: list[str]) -> None:
                for item in value:
                    write_item(item, out)

            return write_flat
        write_item = self.element(shape.member.serialization.get("name", "member"), shape.member)
        start, end = start_tag(tag, shape), f"</{tag}>"

        def write(value: list[Any], out: list[str]) -> None:
            out.append(start)
            for item in value:
                write_item(item, out)
            out.append(end)

        return write

    def _map(self, tag: str, shape: Shape) -> Write:
        flat = shape.serialization.get("flattened")
        start, end = start_tag(tag, shape), f"</{tag}>"
        start_entry, end_entry = (start, end) if flat else ("<entry>", "</entry>")
        key_tag, value_tag = self.map_tags(shape)
        write_key, write_value = self.element(key_tag, shape.key), self.element(value_tag, shape.value)

        def write(value: Mapping[str, Any], out: list[str]) -> None:
            if not flat:
                out.append(start)
            for key, item in value.items():
                out.append(start_entry)
                write_key(key, out)
                write_value(item, out)
                out.append(end_entry)
            if not flat:
                out.append(end)

        return write


def parse_document(content: bytes) -> ElementTree.Element:
    """Read an XML document.

    :raises RequestParseError: when it is not well-formed, or declares entities of its own.
    """
    # A request has no use for a document type, and entities are how a small document becomes a huge one.
    # In UTF-16 the words could not be found, so that is refused too: a NUL has no place in other encodings.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        raise MalformedInput("The XML you provided declares a document type, or is not in UTF-8")
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise MalformedInput(f"The XML you provided was not well-formed: {error}") from error


def local_name(tag: str) -> str:
    """Give an element's or attribute's name without its namespace."""
    return tag.rpartition("}")[2]


class ReaderCompiler:
    """Compiles shapes into readers."""

    def __init__(self) -> None:
        self._compiled: dict[str, Read] = {}

    def reader(self, shape: Shape) -> Read:
        """Give the reader of an element with a value of this shape inside."""
        kind = shape.type_name
        if kind not in ("structure", "list", "map"):
            from_text = text_reader(shape)
            return lambda element: from_text(element.text or "")
        if shape.name not in self._compiled:
            compiled = self._compiled
            compiled[shape.name] = lambda element: compiled[shape.name](element)
            make: Callable[[Shape], Read] = getattr(self, f"_{kind}")
            compiled[shape.name] = make(shape)
        return self._compiled[shape.name]

    def _structure(self, shape: Shape) -> Read:
        flat: dict[str, tuple[str, Read]] = {}
        nested: dict[str, tuple[str, Read]] = {}
        attributes: dict[str, str] = {}
        for name, member in shape.members.items():
            if member.serialization.get("xmlAttribute"):
                attributes[member.serialization.get("name", name).rpartition(":")[2]] = name
            elif not member.serialization.get("location"):
                is_flat = member.serialization.get("flattened") and member.type_name in ("list", "map")
                target, read = (flat, self._flat(member)) if is_flat else (nested, self.reader(member))
                # Unlike in answers, what is sent flattened never has the name of its items.
                target[member.serialization.get("name", name)] = (name, read)

        def read_structure(element: ElementTree.Element) -> dict[str, Any]:
            result: dict[str, Any] = {
                attributes[key]: value
                for attribute, value in element.attrib.items()
                if (key := local_name(attribute)) in attributes
            }
            for child in element:
                tag = local_name(child.tag)
                if member := nested.get(tag):
                    result[member[0]] = member[1](child)
                elif member := flat.get(tag):
                    part = member[1](child)
                    if isinstance(part, dict):
                        result.setdefault(member[0], {}).update(part)
                    else:
                        result.setdefault(member[0], []).extend(part)
            return result

        return read_structure

    def _flat(self, shape: Shape) -> Read:
        if shape.type_name == "map":
            return self._entry(shape)
        read_item = self.reader(shape.member)
        return lambda element: [read_item(element)]

    def _list(self, shape: Shape) -> Read:
        read_item = self.reader(shape.member)
        return lambda element: [read_item(child) for child in element]

    def _map(self, shape: Shape) -> Read:
        read_entry = self._entry(shape)

        def read(element: ElementTree.Element) -> dict[str, Any]:
            result: dict[str, Any] = {}
            for child in element:
                result.update(read_entry(child))
            return result

        return read

    def _entry(self, shape: Shape) -> Read:
        key_tag = shape.key.serialization.get("name", "key")
        read_value = self.reader(shape.value)

        def read(element: ElementTree.Element) -> dict[str, Any]:
            key, value = "", None
            for child in element:
                if local_name(child.tag) == key_tag:
                    key = child.text or ""
                else:
                    value = read_value(child)
            return {key: value}

        return read
