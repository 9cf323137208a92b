"""The child's main: `python -m localstack.services.longtail.child DESCRIPTORS NATIVE_SERVICES`.

Both arguments are separated by commas: the descriptors of the sockets to the emulator, and the names of
the services it has natively. The process ends as soon as a socket does, which is when the emulator does.
"""

from __future__ import annotations

import gc
import socket
import sys
import threading

from localstack.services.longtail.child.reach import Reach
from localstack.services.longtail.frames import send_frame


def main(descriptors: str, native: str) -> None:
    """Serve every connection in a thread of its own."""
    connections = [socket.socket(fileno=int(descriptor)) for descriptor in descriptors.split(",")]
    reach = Reach()
    reach.install()
    # It imports moto, which must find the guards in place.
    from localstack.services.longtail.child.serving import Child

    # moto's modules are hundreds of thousands of objects: looking through them shows in every hundredth call.
    gc.set_threshold(50_000)
    child = Child(reach, native.split(","))
    send_frame(connections[0], {"is": "ready"})
    for connection in connections[1:]:
        threading.Thread(target=child.serve, args=(connection,), daemon=True).start()
    child.serve(connections[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
