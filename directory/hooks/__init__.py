"""What every answer passes through, whichever room gives it."""
