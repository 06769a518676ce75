"""The application as WSGI servers look for it."""

from directory.app import create_app

app = create_app()
