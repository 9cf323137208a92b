"""The HTTP door: a listener bound from boot, a server started at the first connection, internal routes."""
