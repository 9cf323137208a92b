"""Measurements of the emulator: `python -m benchmarks`; what they mean is in docs/performance.md."""
