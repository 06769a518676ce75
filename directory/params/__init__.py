"""The door: raw parameters become one frozen, valid question, or all their faults at once."""
