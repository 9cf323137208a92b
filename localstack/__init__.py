"""The AWS emulator: request handling, state, services and command line; knows no AWS service by name."""

__version__ = "1.0.0.dev0"
