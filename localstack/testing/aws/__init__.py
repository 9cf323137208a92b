"""Helpers about what a run targets."""
