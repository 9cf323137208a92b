"""No request leaves a test run for real AWS or a machine's metadata service, whoever sends it.

::

    botocore, aiobotocore --- in-process transport ---+
    urllib, requests, httpx, aiohttp, trio ...        |
        name look-up, connection, proxy --- doors ----+--> Guard --> RealAWSAccess, and a violation
                                                                                         |
                                       the test, the next report, the session's end <-- hooks

Doors are functions that others' names lead to: they are replaced at boot and given back at stop. The other way,
`sys.addaudithook`, sees the same calls in fewer lines, also through a copy of a function made before. It was
measured and left: a hook is called for every event of the interpreter and can never be removed. With one that
only looks the event up in a dict, `id()` took 580 ns instead of 70, and `copy.deepcopy` of a dict of 300 lists
2.7 ms instead of 1.0 (Python 3.11, least of 40 rounds): for the rest of the process, whether a test
connects anywhere or not. Replaced functions cost nothing until somebody opens a connection.
"""
