"""Nothing to load: the plugin registers the markers of :mod:`localstack.testing.pytest.markers`."""
