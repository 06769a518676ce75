"""The search engine behind one small interface in domain words."""
