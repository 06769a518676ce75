"""A healthcare provider directory: the service that answers people."""
