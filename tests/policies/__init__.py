"""The policies: found by anyone, read by those who accepted their licenses."""
