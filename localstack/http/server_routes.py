"""What a server tells about its scripts, its configuration and itself."""

from __future__ import annotations

import dataclasses
import os
import platform
from collections import Counter
from typing import TYPE_CHECKING, Any

from localstack import __version__
from localstack.aws.wire import Request, Response
from localstack.config.flags import truth_of, value_of
from localstack.http.internal import json_document, json_response

if TYPE_CHECKING:
    from localstack.runtime import Emulator

INIT = "/_localstack/init"


class ServerRoutes:
    """Answers what `localstack start` and the environment have to do with.

    ::

        GET  /_localstack/init[/<stage>]   scripts and what became of them
        GET  /_localstack/config           settings by variable; with ENABLE_CONFIG_UPDATES=1 only
        POST /_localstack/config           {"variable": "SQS_ENDPOINT_STRATEGY", "value": "path"}; the same
        GET  /_localstack/diagnose         with DEBUG=1 only
        GET  /_localstack/usage            calls by service and operation; with DEBUG=1 only
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def __call__(self, request: Request) -> Response | None:
        """Answer a request for one of the routes, or give `None`."""
        path = request.path.rstrip("/")
        if request.method == "GET" and (path == INIT or path.startswith(f"{INIT}/")):
            return self._init(path[len(INIT) + 1 :])
        if path == "/_localstack/config" and self._emulator.settings.enable_config_updates:
            return self._config(request)
        if request.method == "GET" and truth_of(value_of(os.environ, "DEBUG")):
            if path == "/_localstack/diagnose":
                return json_response(self._diagnosis())
            if path == "/_localstack/usage":
                return json_response(self._usage())
        return None

    def _init(self, stage: str) -> Response:
        from localstack.runtime.init import STAGES, InitScripts

        scripts = self._emulator.init_scripts or InitScripts.none()
        if stage and stage.lower() not in STAGES:
            return json_response({"error": f"{stage!r} is no stage: it is one of {', '.join(STAGES)}"}, 404)
        return json_response(scripts.document(stage.lower() or None))

    def _config(self, request: Request) -> Response:
        from localstack.config.settings import fields_by_variable

        fields = fields_by_variable()
        if request.method == "GET":
            settings = self._emulator.settings
            return json_response({name: getattr(settings, field) for name, (field, _) in fields.items()})
        document = json_document(request) if request.method == "POST" else None
        if document is None or not {"variable", "value"} <= document.keys():
            return json_response({"error": "POST {'variable': name, 'value': text}"}, 400)
        name, value = str(document["variable"]), document["value"]
        if name not in fields:
            return json_response({"error": f"{name!r} is none of {', '.join(fields)}"}, 400)
        field, variable = fields[name]
        try:
            parsed = variable.kind.parse(str(value))
        except ValueError as error:
            return json_response({"error": f"{name}: {error}"}, 400)
        setattr(self._emulator.settings, field, parsed)
        return json_response({"variable": name, "value": parsed})

    def _diagnosis(self) -> dict[str, Any]:
        states = self._emulator.services.get_states()
        return {
            "version": __version__,
            "python": platform.python_version(),
            "system": platform.platform(),
            "config": dataclasses.asdict(self._emulator.settings),
            "services": {name: state.value for name, state in sorted(states.items())},
            "long_tail": sorted(self._emulator.long_tail.used()),
            "calls": self._emulator.recorder.position,
            "failures": list(self._emulator.recorder.failures),
        }

    def _usage(self) -> dict[str, Any]:
        found: dict[str, Counter[str]] = {}
        for call in self._emulator.recorder.since(0):
            found.setdefault(call.service, Counter())[call.operation] += 1
        return {service: dict(operations) for service, operations in sorted(found.items())}
