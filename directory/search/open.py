"""The only place that chooses an engine."""

from pathlib import Path

from directory.search.engine import Engine, Loader

EMBEDDED = "embedded:"


def open_engine(url: str, home: Path) -> Engine:
    """The engine that `DIRECTORY_SEARCH_URL` names.

    `url` is `embedded:` (files under `home`) or one or several `http(s)://user:pass@host:9200`,
    comma-separated. Raises ValueError for anything else.
    """
    if url == EMBEDDED:
        from directory.search.embedded.engine import EmbeddedEngine

        return EmbeddedEngine(home)
    hosts = _hosts(url)
    from directory.search.elastic.engine import ElasticEngine

    return ElasticEngine(hosts)


def open_loader(url: str, home: Path, *, shards: int = 1, replicas: int = 0) -> Loader:
    """The loader for the same setting as `open_engine`.

    `shards` and `replicas` are how Elasticsearch keeps a generation's providers.
    """
    if url == EMBEDDED:
        from directory.search.embedded.loader import EmbeddedLoader

        return EmbeddedLoader(home)
    hosts = _hosts(url)
    from directory.search.elastic.loader import ElasticLoader

    return ElasticLoader(hosts, shards=shards, replicas=replicas)


def _hosts(url: str) -> list[str]:
    hosts = [part.strip() for part in url.split(",") if part.strip()]
    if not hosts or not all(host.startswith(("http://", "https://")) for host in hosts):
        raise ValueError(
            f"DIRECTORY_SEARCH_URL is {url!r}: use 'embedded:' or 'http(s)://user:pass@host:9200', "
            "several hosts separated by commas"
        )
    return hosts
