"""A request's way through the emulator: routing, protocols, validation, errors, dispatch."""
