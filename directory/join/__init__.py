"""What visitors tell the directory: errors they found, claims, registrations."""
