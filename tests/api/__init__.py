"""The JSON API, asked through its front door."""
