"""A server in the foreground: from its settings to `Ready.`, and until it is told to stop."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from localstack import __version__
from localstack.cli.errors import CliError
from localstack.cli.instance import instance_at, reachable_url
from localstack.config.addresses import HostAndPort

if TYPE_CHECKING:
    from localstack.runtime import Emulator

LOG = logging.getLogger(__name__)
READY = "Ready."
RESTARTED = "_LOCALSTACK_RESTARTED"
"""Tells a process that it goes on where an emulator has just been."""
PORT_SECONDS = 30.0
LOOK_SECONDS = 0.05
BANNER = f"LocalStack {__version__}, of pytest-localstack: an AWS emulator"


class Orders:
    """What a server in the foreground can be told, by a signal or by its endpoints: to stop, or to start anew."""

    def __init__(self) -> None:
        self.restarts = False

    def __call__(self, action: str) -> None:
        """Take an order; the main thread is woken by the signal that ends it."""
        self.restarts = action == "restart"
        threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGTERM)).start()


def serve(banner: bool = True) -> None:
    """Run a server with the settings of the environment until it is told to stop.

    :raises CliError: when it cannot start, saying what has to be changed.
    """
    if banner:
        click.secho(BANNER, bold=True)
    orders = Orders()
    with _stopped_by_signals(), _errors(), contextlib.ExitStack() as life:
        emulator = _made(life)
        emulator.orders = orders
        try:
            _serve(emulator)
        except KeyboardInterrupt:
            click.echo("Restarting." if orders.restarts else "Stopping.")
            _run_scripts(emulator, "shutdown")
    if orders.restarts:
        sys.stdout.flush()
        command = [sys.executable, "-m", "localstack.cli.main", "start", "--host", "--no-banner"]
        os.execve(sys.executable, command, {**os.environ, RESTARTED: "1"})


def _serve(emulator: Emulator) -> None:
    addresses = emulator.addresses
    url = reachable_url(addresses[0])
    with _noted(emulator.port, url):
        _run_scripts(emulator, "start")
        for address in addresses:
            if address.host not in ("127.0.0.1", "::1", "localhost"):
                click.echo(f"Listening on {address}: whoever reaches this machine can use it.")
            elif address != addresses[0]:
                click.echo(f"Listening on {reachable_url(address)}")
        click.echo(f"Listening on {url}\n{READY}")
        sys.stdout.flush()
        if emulator.init_scripts is not None:
            emulator.init_scripts.run_in_background("ready", url)
        emulator.serve_forever()


def _made(life: contextlib.ExitStack) -> Emulator:
    """Make and start the emulator; what ends with it is left to `life`."""
    from localstack import logs
    from localstack.config import Directories, Settings
    from localstack.config.catalogue import honoured
    from localstack.runtime import Emulator
    from localstack.runtime.init import InitScripts

    logs.set_up()
    folders = Directories.for_host()
    scripts = InitScripts(Path(folders.init or ""))
    scripts.run("boot")
    emulator = Emulator(Settings.from_environment())
    emulator.state_folder, emulator.init_scripts = Path(folders.data or ""), scripts
    emulator.recorder.listen(logs.log_call)
    life.callback(emulator.stop)
    if honoured()["PERSISTENCE"].read(os.environ):
        _persist(emulator, emulator.state_folder, life)
    life.callback(emulator.stop_serving)
    if os.environ.pop(RESTARTED, ""):
        _await_ports(emulator.addresses)
    emulator.start()
    return emulator


def _persist(emulator: Emulator, folder: Path, life: contextlib.ExitStack) -> None:
    """Load the state before the first request, and save it after the last."""
    from localstack.runtime.persistence import Persistence, Strategy

    strategy = Strategy.from_environment()
    if strategy is not None:
        persistence = Persistence(emulator, folder, strategy)
        persistence.start()
        life.callback(persistence.close)


def _await_ports(addresses: Iterable[HostAndPort]) -> None:
    """Wait while a port of a restarted emulator is taken: any connection may have got its number meanwhile."""
    from localstack.http.listener import CannotListen, bound_socket

    deadline = time.monotonic() + PORT_SECONDS
    for address in addresses:
        while time.monotonic() < deadline:
            try:
                bound_socket(address).close()
                break
            except CannotListen:
                time.sleep(LOOK_SECONDS)


def _run_scripts(emulator: Emulator, stage: str) -> None:
    if emulator.init_scripts is not None:
        emulator.init_scripts.run(stage, reachable_url(emulator.addresses[0]))


@contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CliError(_why_not(error)) from error
    except Exception as error:
        # Imported here: a server that starts has no need of them.
        from localstack.plugins import PluginError
        from localstack.state.persistence import StateError

        if not isinstance(error, (ValueError, PluginError, StateError)):
            raise
        raise CliError(str(error)) from error


def _why_not(error: OSError) -> str:
    from localstack.http.listener import CannotListen

    if not isinstance(error, CannotListen):
        return str(error)
    port = error.address.port
    pid = instance_at(port).pid
    if pid is not None:
        return f"{error.strerror}; the emulator with process id {pid} is there: `localstack stop` ends it"
    other = HostAndPort(error.address.host, port + 1)
    return f"{error.strerror}; GATEWAY_LISTEN={other} takes another port"


@contextmanager
def _noted(port: int, url: str) -> Iterator[None]:
    """Leave the process id where other commands find it, if that can be."""
    instance = instance_at(port)
    if instance.is_stale:
        LOG.info("removing %s: its process is gone", instance.pid_file)
    held = instance.held(url)
    try:
        held.__enter__()
    except OSError as error:
        LOG.warning(
            "cannot write %s (%s): stop, status and logs will not find this emulator; "
            "FILESYSTEM_ROOT names another folder",
            instance.pid_file,
            error.strerror,
        )
        yield
        return
    try:
        yield
    finally:
        held.__exit__(None, None, None)


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    def stop(_signum: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    # A job in the background of a shell script has SIGINT ignored; it stops on it all the same.
    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    except KeyboardInterrupt:
        click.echo("Stopped before it had started.", err=True)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
