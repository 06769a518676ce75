"""What the pages show, as plain values ready for the templates."""
