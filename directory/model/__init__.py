"""The nouns of the directory: frozen values without input or output."""
