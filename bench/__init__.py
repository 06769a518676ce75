"""Benchmarks: invented directories of any size, and timing runs over them."""
