"""What codes are called on the console's pages."""

ACCEPTING = {
    "yes": "accepting new patients",
    "no": "not accepting",
    "existing": "existing patients only",
    "unknown": "accepting not known",
}
SOURCES = {
    "nppes": "NPPES",
    "qhp": "marketplace file",
    "mpf": "Medicare plan file",
    "plan-net": "FHIR Plan-Net",
}
VERDICTS = {"in": "In network", "out": "Not in network", "unknown": "Not known"}
TONES = {"in": "good", "out": "bad", "unknown": "ask"}
SIGNS = {"in": "✓", "out": "✕", "unknown": "?"}
"""Beside the color, so that nobody needs the color."""


def source(code: str) -> str:
    """What a source is called; its code where nothing here knows it."""
    return SOURCES.get(code, code)
