"""The pages, asked through their front door."""
