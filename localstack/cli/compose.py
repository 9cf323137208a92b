"""What can be wrong with the emulator in a compose file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from localstack.cli.docker import IMAGE, NAME, PORT
from localstack.config.flags import value_of

_VARIABLE = re.compile(r"\$\{(\w+)(?::?-([^}]*))?[^}]*\}|\$(\w+)")


def problems_of(path: Path) -> Iterator[str]:
    """Say what is wrong in a file, a sentence each."""
    import yaml

    try:
        document = yaml.safe_load(path.read_text())
    except yaml.YAMLError as error:
        yield f"{path} is no YAML: {error}"
        return
    services = document.get("services") if isinstance(document, dict) else None
    if not isinstance(services, dict):
        yield f"{path} has no services"
        return
    ours = {name: service for name, service in services.items() if _is_ours(service)}
    if not ours:
        yield f"{path}: no service has an image with localstack in its name"
    if len(ours) > 1:
        yield f"{path}: several services are emulators: {', '.join(ours)}; one is enough for all of AWS"
    for name, service in ours.items():
        yield from (f"{path}: {name}: {problem}" for problem in _problems_of_service(service))


def _is_ours(service: Any) -> bool:
    return isinstance(service, dict) and "localstack" in str(service.get("image", ""))


def _problems_of_service(service: Mapping[str, Any]) -> Iterator[str]:
    image = substituted(str(service["image"]))
    wanted = value_of(os.environ, "IMAGE_NAME") or IMAGE
    if image.partition(":")[0] != wanted.partition(":")[0]:
        yield f"the image is {image}, not {wanted}; IMAGE_NAME={image} says that it is meant"
    name = substituted(str(service.get("container_name", "")))
    expected = value_of(os.environ, "MAIN_CONTAINER_NAME") or NAME
    if name != expected:
        yield f"its container_name is {name!r}, but `localstack stop` and others look for {expected!r}"
    published = list(service.get("ports") or ())
    if not any(publishes(port) for port in published):
        yield f"port {PORT} is not published: add '127.0.0.1:{PORT}:{PORT}' to its ports"


def publishes(entry: Any) -> bool:
    """Tell whether an entry of `ports`, in its short or long form, publishes the port of the emulator."""
    if isinstance(entry, dict):
        return _holds(str(entry.get("target", "")))
    return _holds(substituted(str(entry)).partition("/")[0].rpartition(":")[2])


def substituted(text: str) -> str:
    """Put the variables of the environment into a text, as compose does."""
    return _VARIABLE.sub(lambda match: os.environ.get(match[1] or match[3]) or match[2] or "", text)


def _holds(ports: str) -> bool:
    first, _, last = ports.partition("-")
    return first.isdecimal() and int(first) <= PORT <= int(last if last.isdecimal() else first)
