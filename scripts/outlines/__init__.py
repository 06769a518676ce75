"""Makes directory/web/data/outlines.bin.gz, the lines that the pages' maps draw."""
