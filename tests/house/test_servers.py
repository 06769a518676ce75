"""The servers that tests run against are real and of the stated version."""

import json
import urllib.request
from pathlib import Path

import pytest

from tests import servers, tools


def test_running_reads_the_list_of_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(servers.URLS_VARIABLE, "8.19.21=http://127.0.0.1:9,9.2.1=http://127.0.0.1:8")
    assert servers.running() == {"8.19.21": "http://127.0.0.1:9", "9.2.1": "http://127.0.0.1:8"}


def test_nothing_runs_without_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(servers.URLS_VARIABLE, raising=False)
    assert servers.running() == {}


def test_the_server_is_the_version_it_is_said_to_be(elastic_url: str) -> None:
    with urllib.request.urlopen(f"{elastic_url}/_nodes?filter_path=nodes.*.version") as answer:
        nodes = json.load(answer)["nodes"]
    stated = {url: version for version, url in servers.running().items()}
    assert {node["version"] for node in nodes.values()} == {stated[elastic_url]}


@pytest.mark.parametrize(("version", "java"), [("8.19.21", 17), ("9.0.0", 21)])
def test_each_server_asks_for_its_java(version: str, java: int) -> None:
    assert tools.java_wanted(version) == java


def test_a_folder_without_java_has_no_release(tmp_path: Path) -> None:
    assert tools.java_release(tmp_path) is None


def test_a_ports_file_half_written_names_no_port() -> None:
    assert servers._port("127.0.0.1:39") == 0
    assert servers._port("127.0.0.1:39377\n[::1]:39377\n") == 39377
