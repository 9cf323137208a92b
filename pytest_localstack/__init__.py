"""The pytest plugin: boots the emulator, provides fixtures, isolates tests, reports."""
