"""The language server for YAML, as editors talk to it: over its standard input and output."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from itertools import count
from pathlib import Path
from typing import Any

import pytest

HOME = Path(__file__).parents[1] / "language_server"
REQUIRED = "FORGEBOOK_LANGUAGE_SERVER_REQUIRED"
PATIENCE = 60.0
"""Seconds after which a silent server is a failure."""


def server_script() -> Path:
    """The program of the installed server. Absence skips with a reason; with the variable `REQUIRED` it fails."""
    named = os.environ.get("FORGEBOOK_LANGUAGE_SERVER")
    script = Path(named) if named else HOME / "node_modules/yaml-language-server/bin/yaml-language-server"
    if shutil.which("node") is None:
        _missing("there is no node")
    if not script.is_file():
        _missing(f"no language server at {script}: run `make editors`")
    return script


def _missing(reason: str) -> None:
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def uri(path: Path) -> str:
    return path.resolve().as_uri()


class LanguageServer:
    """A running server. Every wait ends after `PATIENCE` seconds."""

    def __init__(self, root: Path, settings: dict[str, Any]) -> None:
        self.root = root
        self.settings = {"yaml": {**settings, "schemaStore": {"enable": False}}, "http": {"proxyStrictSSL": True}}
        self.diagnostics: dict[str, queue.Queue[list[dict[str, Any]]]] = {}
        self.asked: list[str] = []
        self._answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self._ids = count(1)
        self._write_lock = threading.Lock()
        self._process = subprocess.Popen(
            ["node", str(server_script()), "--stdio"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        threading.Thread(target=self._read, daemon=True).start()
        self._start()

    def _start(self) -> None:
        completion = {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown", "plaintext"]}}
        self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": uri(self.root),
                "workspaceFolders": [{"uri": uri(self.root), "name": "root"}],
                "capabilities": {
                    "textDocument": {"completion": completion, "hover": {"contentFormat": ["markdown"]}},
                    "workspace": {"configuration": True, "workspaceFolders": True},
                },
            },
        )
        self.notify("initialized", {})
        self.notify("workspace/didChangeConfiguration", {"settings": self.settings})

    def close(self) -> None:
        """End the server; a server that does not end is ended."""
        try:
            self.request("shutdown", None)
            self.notify("exit", None)
            self._process.wait(timeout=10)
        finally:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait(timeout=10)

    def open(self, name: str, text: str) -> tuple[str, list[dict[str, Any]]]:
        """Open a text as a file below the root; its address and what the server finds in it."""
        address = uri(self.root / name)
        found = self.diagnostics.setdefault(address, queue.Queue())
        document = {"uri": address, "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return address, found.get(timeout=PATIENCE)

    def complete(self, address: str, line: int, column: int) -> dict[str, dict[str, Any]]:
        """What is proposed at a place, by label. Lines and columns count from 0."""
        place = {"textDocument": {"uri": address}, "position": {"line": line, "character": column}}
        result = self.request("textDocument/completion", place)
        items = result["items"] if isinstance(result, dict) else result or []
        return {item["label"]: item for item in items}

    def hover(self, address: str, line: int, column: int) -> str:
        """What is shown for the word at a place."""
        place = {"textDocument": {"uri": address}, "position": {"line": line, "character": column}}
        result = self.request("textDocument/hover", place)
        return str(result["contents"]["value"]) if result else ""

    def request(self, method: str, params: Any) -> Any:
        number = next(self._ids)
        answer: queue.Queue[dict[str, Any]] = queue.Queue()
        self._answers[number] = answer
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        message = answer.get(timeout=PATIENCE)
        assert "error" not in message, message["error"]
        return message.get("result")

    def notify(self, method: str, params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        assert self._process.stdin is not None
        with self._write_lock:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            self._process.stdin.flush()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while line := stream.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                line = stream.readline()
            self._take(json.loads(stream.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            params = message["params"]
            self.diagnostics.setdefault(params["uri"], queue.Queue()).put(params["diagnostics"])
        elif method is not None and "id" in message:
            self.asked.append(method)
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": self._answer(method, message.get("params"))})
        elif "id" in message and (answer := self._answers.get(message["id"])) is not None:
            answer.put(message)

    def _answer(self, method: str, params: Any) -> Any:
        if method == "workspace/configuration":
            return [self.settings.get(item.get("section", ""), {}) for item in params["items"]]
        return None
