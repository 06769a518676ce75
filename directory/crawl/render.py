"""Sitemaps and robots.txt as text; pure."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PRIVATE = (
    "/api/", "/search", "/compare", "/corrections", "/providers/*/correct", "/license", "/staff",
    "/healthz", "/readyz", "/metrics",
)  # fmt: skip
"""Paths that are nothing for a search engine: answers to questions, forms, records of people."""


def index(addresses: Iterable[str]) -> bytes:
    """The list of sitemaps."""
    rows = "".join(f"<sitemap><loc>{escape(one)}</loc></sitemap>\n" for one in addresses)
    return f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n{rows}</sitemapindex>\n'.encode()


def sitemap(addresses: Iterable[str]) -> bytes:
    """One sitemap."""
    rows = "".join(f"<url><loc>{escape(one)}</loc></url>\n" for one in addresses)
    return f'{HEAD}<urlset xmlns="{NAMESPACE}">\n{rows}</urlset>\n'.encode()


def robots(site: str) -> bytes:
    """What robots may read, and where the list of pages is."""
    rules = "".join(f"Disallow: {path}\n" for path in PRIVATE)
    return f"User-agent: *\n{rules}\nSitemap: {site}/sitemap.xml\n".encode()
