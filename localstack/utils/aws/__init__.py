"""Functions about AWS."""
