"""The catalog of specialties: what patients call them, and the codes they stand for."""
