"""Maps drawn by the server: lines, towns, distances and numbered markers, asked of nobody else."""
