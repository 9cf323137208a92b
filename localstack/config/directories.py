"""Where things lie: state, logs, caches, init scripts."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Directories:
    """The folders of an emulator; `None` for one that its process does not use.

    :ivar static_libs: libraries that come with it, read only.
    :ivar var_libs: libraries installed later.
    :ivar cache: what can be made again.
    :ivar tmp: what goes with the process.
    :ivar mounted_tmp: the same, where other containers see it.
    :ivar functions: the code of functions.
    :ivar data: what persistence keeps.
    :ivar config: the configuration of services.
    :ivar init: scripts of `boot.d`, `start.d`, `ready.d` and `shutdown.d`.
    :ivar logs: log files.
    """

    static_libs: str | None
    var_libs: str | None
    cache: str | None
    tmp: str | None
    mounted_tmp: str | None
    functions: str | None
    data: str | None
    config: str | None
    init: str | None
    logs: str | None

    @staticmethod
    def defaults() -> Directories:
        """Give the folders of a container."""
        var, temporary = Path("/var/lib/localstack"), Path(tempfile.gettempdir(), "localstack")
        return Directories(
            static_libs="/usr/lib/localstack",
            var_libs=str(var / "lib"),
            cache=str(var / "cache"),
            tmp=str(var / "tmp"),
            mounted_tmp=str(var / "tmp"),
            functions=str(temporary),
            data=str(var / "state"),
            config="/etc/localstack/conf.d",
            init="/etc/localstack/init",
            logs=str(var / "logs"),
        )

    @staticmethod
    def for_container(persistence: bool = False) -> Directories:
        """Give the folders of a container; state that need not persist is among its temporary files."""
        defaults = Directories.defaults()
        return defaults if persistence else dataclasses.replace(defaults, data=f"{defaults.tmp}/state")

    @staticmethod
    def for_host(environment: Mapping[str, str] = os.environ) -> Directories:
        """Give the folders of a server on this machine: below `FILESYSTEM_ROOT`, or the user's own data folder."""
        root = Path(environment.get("FILESYSTEM_ROOT") or _user_data_folder()).expanduser().absolute()
        lib, var, etc = root / "usr" / "lib", root / "var", root / "etc"
        return Directories(
            static_libs=str(lib),
            var_libs=str(var / "lib"),
            cache=str(var / "cache"),
            tmp=str(var / "tmp"),
            mounted_tmp=str(var / "tmp"),
            functions=str(var / "functions"),
            data=str(var / "state"),
            config=str(etc / "conf.d"),
            init=str(etc / "init"),
            logs=str(var / "logs"),
        )

    @staticmethod
    def for_cli() -> Directories:
        """Give the folders of the command line, which has a cache and temporary files only."""
        import platformdirs

        nothing = dict.fromkeys(field.name for field in dataclasses.fields(Directories))
        cache = platformdirs.user_cache_path("localstack", appauthor=False)
        temporary = Path(tempfile.gettempdir(), "localstack-cli")
        return Directories(**{**nothing, "cache": str(cache), "tmp": str(temporary)})

    def mkdirs(self) -> None:
        """Make the folders that are not there yet.

        :raises OSError: naming the folder, when one cannot be made.
        """
        for field in dataclasses.fields(self):
            folder = getattr(self, field.name)
            if folder:
                try:
                    Path(folder).mkdir(parents=True, exist_ok=True)
                except OSError as error:
                    raise OSError(
                        error.errno,
                        f"cannot make the folder for {field.name}: {error.strerror}; FILESYSTEM_ROOT names another",
                        folder,
                    ) from error

    def __str__(self) -> str:
        return str(dataclasses.asdict(self))


def _user_data_folder() -> Path:
    import platformdirs

    return platformdirs.user_data_path("localstack", appauthor=False)
