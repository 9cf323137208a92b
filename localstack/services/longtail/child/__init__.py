"""The long tail's child process; run as `python -m localstack.services.longtail.child`.

::

    __main__.py ─── sets the limits, imports moto, starts a thread per connection
    serving.py ──── frames, and what is done about each; ends when the emulator does
    answering.py ── one request: which operation, may it run, moto's answer
    routes.py ───── which function of moto's answers a URL
    operations.py ─ the operations of a service that moto implements
    tagging.py ──── the one service that shows the resources of all others
    looks.py ────── what developer endpoints tell of moto's state
    mailbox.py ──── what moto forgets of e-mails
    backends.py ─── moto's state: which of it a call touches, reset
    surroundings.py the emulator's time and ids, for all of the process
    natives.py ──── native services asked through the emulator instead of moto's own copy
    reach.py ────── what no call may reach: native services, containers, the network

Nothing outside of this folder imports moto.
"""
