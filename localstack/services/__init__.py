"""Services: providers, their life cycle, and the long tail."""
