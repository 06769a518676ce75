"""The client: how the cluster is reached, and how its faults become the engine's own."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from elastic_transport import ConnectionError as Unreachable
from elastic_transport import ConnectionTimeout, TransportError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.serializer import JsonSerializer

from directory.search.engine import EngineError, EngineUnavailable

ASK_SECONDS = 10.0
LOAD_SECONDS = 120.0
HEALTH_SECONDS = 3.0

# Statuses that pass by themselves: too busy, or a node or shard that is away.
_PASSING = frozenset({408, 429, 500, 502, 503, 504})
_NO_LOGIN, _NO_RIGHT = 401, 403

# The transport logs one line for every request at INFO; paths and bodies may name a person.
logging.getLogger("elastic_transport").setLevel(logging.ERROR)


class _Json(JsonSerializer):
    """JSON by msgspec: some five times faster on a page of providers than the standard library."""

    def json_dumps(self, data: Any) -> bytes:
        return msgspec.json.encode(data)

    def json_loads(self, data: bytes) -> Any:
        return msgspec.json.decode(data)


def connect(
    hosts: list[str], seconds: float = ASK_SECONDS, *, again: bool = False
) -> Elasticsearch:
    """A client for one cluster, reached through any of `hosts` (`http(s)://user:pass@host:9200`).

    A host that does not answer is passed over for the next one; `again` repeats a request that
    timed out too, which is right only where a repetition changes nothing but time (bulk by id).
    """
    secure = any(host.startswith("https:") for host in hosts)
    return Elasticsearch(
        hosts,
        # OpenSSL's own variable: clusters with a certificate authority of their own are common.
        ca_certs=os.environ.get("SSL_CERT_FILE", DEFAULT) if secure else DEFAULT,
        request_timeout=seconds,
        max_retries=max(2, len(hosts)),
        retry_on_timeout=again,
        retry_on_status=(429, 502, 503, 504) if again else (502, 503),
        serializers={
            "application/json": _Json(),
            "application/vnd.elasticsearch+json": _Json(),
        },
    )


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the client raises into EngineError; the cluster's own words stay out of it.

    An error text of Elasticsearch may repeat the query, hence the person asked for.
    """
    try:
        yield
    except ConnectionTimeout as fault:
        raise EngineUnavailable("Elasticsearch did not answer in time") from fault
    except Unreachable as fault:
        raise EngineUnavailable("Elasticsearch cannot be reached") from fault
    except TransportError:
        raise EngineUnavailable("Elasticsearch gave an answer that cannot be read") from None
    except ApiError as fault:
        raise _of_status(fault) from None


def _of_status(fault: ApiError) -> EngineError:
    status, kind = fault.status_code, fault.message
    if status == _NO_LOGIN:
        return EngineUnavailable(
            "Elasticsearch refused the login: check user and password in DIRECTORY_SEARCH_URL"
        )
    if status == _NO_RIGHT:
        return EngineUnavailable(
            "Elasticsearch does not let this user do that: docs/elasticsearch.md names the role"
        )
    if status in _PASSING:
        return EngineUnavailable(f"Elasticsearch cannot answer now (status {status}, {kind})")
    return EngineError(f"Elasticsearch refused a request (status {status}, {kind})")
