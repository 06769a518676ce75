"""Checks of the pages in a real browser, against the numbers of docs/web.md."""
