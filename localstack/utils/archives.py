"""Zip and tar files."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path
from typing import Literal, overload


def unzip(path: str | Path, target_dir: str | Path) -> None:
    """Unpack a zip file; what is there already is overwritten."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(target_dir)


def is_zip_file(content: bytes) -> bool:
    """Tell whether bytes are a zip file."""
    return zipfile.is_zipfile(io.BytesIO(content))


@overload
def create_zip_file(
    file_path: str | Path, zip_file: str | Path | None = None, get_content: Literal[False] = False
) -> str: ...


@overload
def create_zip_file(
    file_path: str | Path, zip_file: str | Path | None = None, *, get_content: Literal[True]
) -> bytes: ...


def create_zip_file(
    file_path: str | Path, zip_file: str | Path | None = None, get_content: bool = False
) -> str | bytes:
    """Pack a file, or what is in a folder.

    :param zip_file: where; a temporary file without it.
    :param get_content: whether the content is given, and not the path.
    """
    from localstack.utils.files import new_tmp_file

    source, target = Path(file_path), str(zip_file or new_tmp_file(".zip"))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(source.rglob("*")) if source.is_dir() else [source]:
            archive.write(file, file.relative_to(source) if source.is_dir() else file.name)
    return Path(target).read_bytes() if get_content else target


def untar(path: str | Path, target_dir: str | Path) -> None:
    """Unpack a tar file, compressed or not; what is there already is overwritten.

    :raises tarfile.FilterError: when something in it would lie outside of the folder.
    """
    with tarfile.open(path) as archive:
        archive.extractall(target_dir, filter="data")
