"""Raw text becomes clean values here: one step, one function."""
