"""Clinical policies: found by anyone, read by those who accepted the licenses they need."""
