"""Nothing to load: `pytest --localstack` boots the emulator in the run's own process."""
