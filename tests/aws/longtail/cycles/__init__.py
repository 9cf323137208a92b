"""The cycles of all long-tail services, grouped by what the services are for."""
