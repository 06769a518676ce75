"""How the client's faults are told: with a cure, and without what was asked."""

from pathlib import Path

import certifi
import pytest
from elastic_transport import ApiResponseMeta, ConnectionTimeout, HttpHeaders, NodeConfig
from elasticsearch import ApiError

from directory.search.elastic.asking import _whole
from directory.search.elastic.client import connect, translated
from directory.search.engine import EngineError, EngineUnavailable

NODE = NodeConfig("http", "localhost", 9200)


def refused(status: int) -> ApiError:
    meta = ApiResponseMeta(status, "1.1", HttpHeaders(), 0.1, NODE)
    return ApiError("some_exception", meta, {"error": "asked for zelinski"})


def told(fault: Exception) -> EngineError:
    with pytest.raises(EngineError) as caught, translated():
        raise fault
    return caught.value


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_passes_by_itself_is_unavailable(status: int) -> None:
    assert isinstance(told(refused(status)), EngineUnavailable)


@pytest.mark.parametrize(
    ("status", "cure"), [(401, "DIRECTORY_SEARCH_URL"), (403, "docs/elasticsearch.md")]
)
def test_a_refused_user_is_told_where_to_look(status: int, cure: str) -> None:
    fault = told(refused(status))
    assert isinstance(fault, EngineUnavailable)
    assert cure in str(fault)


def test_a_fault_of_ours_is_not_called_unavailable_and_repeats_no_question() -> None:
    fault = told(refused(400))
    assert not isinstance(fault, EngineUnavailable)
    assert "zelinski" not in str(fault)
    assert fault.__suppress_context__


def test_a_slow_cluster_is_unavailable() -> None:
    assert isinstance(told(ConnectionTimeout("10 s")), EngineUnavailable)


@pytest.mark.parametrize(
    "answer",
    [
        {"error": {"type": "es_rejected_execution_exception"}, "status": 429},
        {"timed_out": True, "_shards": {"failed": 0}},
        {"timed_out": False, "_shards": {"failed": 1}},
    ],
)
def test_a_partial_answer_is_none(answer: dict) -> None:
    with pytest.raises(EngineUnavailable):
        _whole(answer)


def test_user_and_password_are_taken_from_the_address() -> None:
    with connect(["http://reader:p%40ss@localhost:9200"]) as client:
        (node,) = client.transport.node_pool.all()
        assert node.base_url == "http://localhost:9200"
        assert node.headers["authorization"] == "Basic cmVhZGVyOnBAc3M="


def test_certificates_of_a_private_authority_are_named_as_for_openssl(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bundle = tmp_path / "authority.pem"
    bundle.write_text(Path(certifi.where()).read_text("utf-8"), "utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    with connect(["https://localhost:9200"]) as client:
        (node,) = client.transport.node_pool.all()
        assert node.config.ca_certs == str(bundle)
