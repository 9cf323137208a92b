"""Files and folders: read, write, copy, remove, and temporary ones that go with the process."""

from __future__ import annotations

import atexit
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import IO, Any

AnyPath = str | os.PathLike[str]
_TEMPORARY: list[str] = []


def save_file(
    file: AnyPath | IO[Any] | None = None,
    content: str | bytes = "",
    append: bool = False,
    permissions: int | None = None,
    *,
    file_path: AnyPath | None = None,
) -> None:
    """Write a file, and make the folders above it.

    :param file: its path, or an open file; `file_path` is another name of it.
    :param append: whether the content comes after what is there.
    :param permissions: of the file, as 0o600.
    :raises TypeError: when neither is given.
    """
    target = file if file is not None else file_path
    if target is None:
        raise TypeError("save_file() needs a path: save_file('a.txt', 'content')")
    if not isinstance(target, (str, os.PathLike)):
        target.write(content)
        target.flush()
        return
    path = Path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = ("a" if append else "w") + ("b" if isinstance(content, bytes) else "")
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
    encoding = None if isinstance(content, bytes) else "utf-8"

    def opener(name: str, _: int) -> int:
        return os.open(name, flags, permissions if permissions is not None else 0o666)

    with open(path, mode, encoding=encoding, opener=opener) as handle:
        handle.write(content)
    if permissions is not None:
        path.chmod(permissions)


def load_file(file_path: AnyPath, default: Any = None, mode: str | None = None, strict: bool = False) -> Any:
    """Read a file.

    :param default: given when there is no such file.
    :param mode: `rb` gives bytes; text without it.
    :param strict: whether a missing file is an error.
    :raises FileNotFoundError: when it is strict and there is none.
    """
    path = Path(file_path)
    if not path.is_file():
        if strict:
            raise FileNotFoundError(f"there is no file {path}")
        return default
    return path.read_bytes() if mode and "b" in mode else path.read_text(encoding="utf-8")


def get_or_create_file(file_path: AnyPath, content: str | None = None, permissions: int | None = None) -> Any:
    """Read a file; where there is none and a content is given, write it first."""
    if not Path(file_path).exists() and content is not None:
        save_file(file_path, content, permissions=permissions)
    return load_file(file_path)


def replace_in_file(search: str, replace: str, file_path: AnyPath) -> None:
    """Replace a text wherever it occurs in a file."""
    path = Path(file_path)
    path.write_text(path.read_text(encoding="utf-8").replace(search, replace), encoding="utf-8")


def mkdir(folder: AnyPath) -> None:
    """Make a folder and those above it; one that is there is fine."""
    Path(folder).mkdir(parents=True, exist_ok=True)


def rm_rf(path: AnyPath) -> None:
    """Remove a file, a link or a folder with what is in it; nothing there is fine."""
    target = Path(path)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)


def cp_r(
    src: AnyPath, dst: AnyPath, rm_dest_on_conflict: bool = False, ignore_copystat_errors: bool = False
) -> None:
    """Copy a file, or a folder with what is in it; what is at the destination already is overwritten.

    :param rm_dest_on_conflict: whether a folder at the destination is removed first.
    :param ignore_copystat_errors: whether times and permissions that cannot be set are fine.
    """
    if not Path(src).is_dir():
        shutil.copy(src, dst)
        return
    if rm_dest_on_conflict and Path(dst).is_dir():
        shutil.rmtree(dst)
    copy = shutil.copyfile if ignore_copystat_errors else shutil.copy2
    shutil.copytree(src, dst, dirs_exist_ok=True, copy_function=copy)


def chmod_r(path: AnyPath, mode: int) -> None:
    """Set the permissions of a file, or of a folder and what is in it."""
    os.chmod(path, mode)
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            os.chmod(Path(folder, name), mode)


def chown_r(path: AnyPath, user: str) -> None:
    """Give a file, or a folder and what is in it, to a user."""
    shutil.chown(path, user)
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            shutil.chown(Path(folder, name), user)


def new_tmp_file(suffix: str | None = None, dir: AnyPath | None = None) -> str:
    """Make an empty file that is removed when the process ends."""
    handle, path = tempfile.mkstemp(suffix=suffix, dir=dir)
    os.close(handle)
    return _temporary(path)


def new_tmp_dir(dir: AnyPath | None = None, mode: int = 0o777) -> str:
    """Make a folder that is removed when the process ends."""
    path = tempfile.mkdtemp(dir=dir)
    os.chmod(path, mode)
    return _temporary(path)


def _temporary(path: str) -> str:
    if not _TEMPORARY:
        atexit.register(cleanup_tmp_files)
    _TEMPORARY.append(path)
    return path


def cleanup_tmp_files() -> None:
    """Remove the temporary files and folders now."""
    while _TEMPORARY:
        rm_rf(_TEMPORARY.pop())


def disk_usage(path: AnyPath) -> int:
    """Give the bytes that a file, or a folder with what is in it, takes; links are not followed."""
    if not Path(path).is_dir():
        return Path(path).stat().st_size
    sizes = (Path(folder, name).lstat() for folder, _, files in os.walk(path) for name in files)
    return sum(one.st_size for one in sizes if not stat.S_ISLNK(one.st_mode))


def file_exists_not_empty(path: AnyPath) -> bool:
    """Tell whether there is a file with something in it."""
    return Path(path).is_file() and Path(path).stat().st_size > 0


def ensure_readable(file_path: AnyPath, default_perms: int = 0o644) -> None:
    """Give a file that cannot be read permissions by which it can."""
    if not os.access(file_path, os.R_OK):
        os.chmod(file_path, default_perms)


def cache_dir() -> Path:
    """Give the folder for what this user's processes keep and can make again."""
    return get_user_cache_dir()


def get_user_cache_dir() -> Path:
    """Give the user's cache folder of ours, as the operating system has it."""
    import platformdirs

    return platformdirs.user_cache_path("localstack", appauthor=False)
