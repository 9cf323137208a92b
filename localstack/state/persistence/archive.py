"""A saved state as one zip file, to take elsewhere."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import IO

from localstack.state.persistence.folder import MANIFEST
from localstack.state.persistence.values import StateError

# What a folder of state holds; nothing else is ever written from an archive.
_MEMBER = re.compile(rf"{re.escape(MANIFEST)}|services/[0-9a-f]{{64}}\.jsonl|blobs/[0-9a-f]{{64}}")


def pack(folder: Path, archive: IO[bytes]) -> None:
    """Write what a folder holds into an archive."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if _MEMBER.fullmatch(name):
                made.write(path, name)


def unpack(archive: IO[bytes], folder: Path) -> None:
    """Write what an archive holds into a folder.

    :raises StateError: when it is none, or holds anything but a state.
    """
    try:
        with zipfile.ZipFile(archive) as given:
            for member in given.infolist():
                if member.is_dir():
                    continue
                if not _MEMBER.fullmatch(member.filename):
                    raise StateError(
                        f"it holds {member.filename!r}, which is no part of a state; nothing was loaded"
                    )
                path = folder / member.filename
                path.parent.mkdir(parents=True, exist_ok=True)
                with given.open(member) as content, path.open("wb") as file:
                    shutil.copyfileobj(content, file)
    except zipfile.BadZipFile as error:
        raise StateError(f"it is no archive of `localstack state export`: {error}") from error
