"""The loader: takes source files, builds a generation beside the live one, checks and swaps it."""
