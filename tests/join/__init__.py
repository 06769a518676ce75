"""What visitors tell the directory."""
