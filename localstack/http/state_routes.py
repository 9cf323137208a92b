"""The emulator's state for those who use it from another process."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from localstack.aws.body import CHUNK_SIZE, Body
from localstack.aws.wire import Request, Response
from localstack.background import SettleTimeout
from localstack.gate import DrainTimeout
from localstack.http.internal import json_response

if TYPE_CHECKING:
    from localstack.runtime import Emulator


class StateRoutes:
    """Answers what is below `/_localstack/state`.

    ::

        POST /_localstack/state/reset[?service=sqs&account=000000000000]
        POST /_localstack/state/save      to the server's folder
        POST /_localstack/state/load      from there
        GET  /_localstack/state/export    a zip file
        POST /_localstack/state/import    of such a file

    Saving, loading, exporting and importing take native services and the clock; `not_included` names the long-tail
    services that hold something.
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._actions: dict[tuple[str, str], Callable[[Request], Response]] = {
            ("POST", "reset"): self._reset,
            ("POST", "save"): self._save,
            ("POST", "load"): self._load,
            ("GET", "export"): self._export,
            ("POST", "import"): self._import,
        }

    def __call__(self, request: Request) -> Response | None:
        """Answer a request for one of the routes, or give `None`."""
        base, _, name = request.path.rstrip("/").rpartition("/")
        action = self._actions.get((request.method, name)) if base == "/_localstack/state" else None
        if action is None:
            return None
        from localstack.state.persistence import StateError

        try:
            return action(request)
        except LookupError as error:
            return json_response({"error": str(error)}, 404)
        except (DrainTimeout, SettleTimeout) as error:
            return json_response({"error": f"{error}; try again when it is done"}, 503)
        except StateError as error:
            return json_response({"error": str(error)}, 409)

    def _reset(self, request: Request) -> Response:
        service = request.argument("service") or None
        self._emulator.reset(service, request.argument("account") or None)
        return json_response({"reset": service or "all"})

    def _save(self, request: Request) -> Response:
        del request
        folder = self._folder()
        self._emulator.save(folder)
        return self._done("saved", folder)

    def _load(self, request: Request) -> Response:
        del request
        folder = self._folder()
        self._emulator.load(folder)
        return self._done("loaded", folder)

    def _export(self, request: Request) -> Response:
        from localstack.state.persistence.archive import pack

        del request
        archive = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the body that reads it
        with tempfile.TemporaryDirectory(prefix="localstack-export-") as folder:
            self._emulator.save(Path(folder))
            pack(Path(folder), archive)
        size = archive.tell()
        archive.seek(0)
        headers = [
            ("Content-Type", "application/zip"),
            ("Content-Length", str(size)),
            ("X-Localstack-Not-Included", ",".join(sorted(self._emulator.long_tail.used()))),
        ]
        chunks = iter(lambda: archive.read(CHUNK_SIZE), b"")
        return Response(200, headers, Body(chunks, size, archive.close))

    def _import(self, request: Request) -> Response:
        from localstack.state.persistence.archive import unpack

        with (
            tempfile.TemporaryFile() as archive,
            tempfile.TemporaryDirectory(prefix="localstack-import-") as folder,
        ):
            archive.writelines(request.body.stream())
            archive.seek(0)
            unpack(archive, Path(folder))
            self._emulator.load(Path(folder))
        return json_response({"imported": True})

    def _done(self, what: str, folder: Path) -> Response:
        return json_response({what: str(folder), "not_included": sorted(self._emulator.long_tail.used())})

    def _folder(self) -> Path:
        from localstack.state.persistence import StateError

        folder = self._emulator.state_folder
        if folder is None:
            raise StateError("this emulator has no folder for its state: `localstack start` gives it one")
        return folder
