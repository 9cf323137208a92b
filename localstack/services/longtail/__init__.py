"""The long tail: services without a native provider, answered by moto in one child process per emulator.

::

    process.py ── LongTail: starts the child at first need, hands it requests, resets services
    channel.py ── a pool of socket pairs to the child
    frames.py ─── what travels on them; both sides import it
    catalogue.py  the services, and where moto keeps each; both sides import it
    child/ ────── the child process; the only place that imports moto

moto keeps its state in globals and patches botocore, so it never enters the user's process, and what it
would do outside of itself (a natively emulated service, a container, the network) is refused in
:mod:`localstack.services.longtail.child.reach`.
"""
