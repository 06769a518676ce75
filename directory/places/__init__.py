"""Places: the gazetteer, distances on the sphere and geocoding."""
