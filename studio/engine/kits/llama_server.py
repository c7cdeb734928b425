"""llama.cpp's server inside this process, closed to everybody else, and the calls it answers.

Text is written by calls within the process. Counting tokens and filling templates exist only over HTTP,
which here goes through a socket file in a folder of this user alone, with a key that nobody else knows.
"""

import contextlib
import http.client
import importlib
import json
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from studio.core.errors import ErrorKind, StudioError

SLOTS = 12
"""Prompts held at once: the upper ones stay for later requests, the lower ones carry alternatives."""
_PREFIX = "atelier-text-"
_LOCAL = "127.0.0.1"
_PATIENCE = 600.0

OnChunk = Callable[[dict[str, Any]], bool]
"""Told each piece of an answer; True ends the call."""


class ServerOptions(Struct, frozen=True, kw_only=True):
    """How a model is loaded. ``cells`` is the room for tokens of all slots together."""

    path: str
    cells: int
    threads: int
    batch: int
    gpu_layers: int = 0
    adapters: tuple[str, ...] = ()
    projector: str = ""
    embedding: bool = False
    recurrent: bool = False
    """Whether it carries a running state, of which every slot would take a copy."""
    slots: int = SLOTS


class LlamaServer:
    """A loaded model. One call at a time, from one thread. Raises RuntimeError when loading fails."""

    def __init__(self, options: ServerOptions) -> None:
        library = importlib.import_module("xllamacpp")  # its names are in native code, unknown to checkers
        self.options = options
        self._key = secrets.token_urlsafe(32)
        self._folder = _private_folder()
        try:
            self._server: Any = library.Server(self._parameters(library))
            self._address = str(self._server.listening_address)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def _parameters(self, library: Any) -> Any:
        options, made = self.options, library.CommonParams()
        made.model.path = options.path
        made.hostnames = [_LOCAL if sys.platform == "win32" else str(self._folder / "x.sock")]
        made.api_keys = [self._key]
        made.ui = made.endpoint_slots = made.endpoint_props = made.endpoint_metrics = False
        made.n_ctx, made.n_parallel, made.kv_unified = options.cells, options.slots, True
        made.n_batch = made.n_ubatch = options.batch
        made.cpuparams.n_threads = made.cpuparams_batch.n_threads = options.threads
        made.n_threads_http = 2
        made.n_gpu_layers = options.gpu_layers
        made.no_kv_offload = made.no_op_offload = options.gpu_layers == 0
        made.fit_params = made.warmup = made.ctx_shift = False
        made.cache_ram_mib = made.n_cache_reuse = (
            0  # prompts stay in slots of our choice, exact or not at all
        )
        made.cache_idle_slots = False
        if not options.recurrent:
            made.n_ctx_checkpoints = 0
        made.swa_full = True  # else a window of attention forgets what a later request shares
        made.verbosity = 0
        made.lora_adapters = [library.CommonAdapterLoraInfo(path, 0.0) for path in options.adapters]
        if options.projector:
            made.mmproj.path = options.projector
            made.mmproj_use_gpu = options.gpu_layers > 0
        if options.embedding:
            made.embedding = True
        return made

    def complete(self, body: dict[str, Any], on_chunk: OnChunk) -> None:
        """Write; chunks arrive on another thread, one at a time, and all of them before this returns.

        Raises what ``on_chunk`` raises, and StudioError or RuntimeError for what the library reports.
        """
        raised: list[BaseException] = []
        refused: list[dict[str, Any]] = []

        def told(chunk: dict[str, Any]) -> bool:
            try:  # the library would swallow an exception and take it for a stop
                if "error" in chunk:
                    refused.append(chunk["error"])
                    return True
                return on_chunk(chunk)
            except BaseException as error:
                raised.append(error)
                return True

        answer = self._server.handle_completions({**body, "stream": True}, told)
        if raised:
            raise raised[0]
        if isinstance(answer, dict) and "error" in answer:
            refused.append(answer["error"])
        if refused:
            raise _explain(refused[0])

    def ask(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """A call that exists only over HTTP. Raises StudioError or RuntimeError with the library's words."""
        with contextlib.closing(self._connection()) as connection:
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._key}"}
            if body is None:
                connection.request("GET", path, headers=headers)
            else:
                connection.request("POST", path, json.dumps(body).encode(), headers)
            answer = json.loads(connection.getresponse().read())
        if isinstance(answer, dict) and "error" in answer:
            raise _explain(answer["error"])
        return answer

    def embeddings(self, texts: list[str]) -> list[list[float]]:
        """A vector for each text."""
        answer = self._server.handle_embeddings({"input": texts, "encoding_format": "float"})
        if "error" in answer:
            raise _explain(answer["error"])
        return [each["embedding"] for each in sorted(answer["data"], key=lambda each: each["index"])]

    def close(self) -> None:
        """Free the model. Only when no call is running."""
        self._server = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def _connection(self) -> http.client.HTTPConnection:
        scheme, _, rest = self._address.partition("://")
        if scheme == "unix":
            return _ThroughFile(rest)
        host, _, port = rest.rstrip("/").rpartition(":")
        return http.client.HTTPConnection(host, int(port), timeout=_PATIENCE)


class _ThroughFile(http.client.HTTPConnection):
    """HTTP through a socket file."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=_PATIENCE)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(_PATIENCE)
        self.sock.connect(self._path)


def _private_folder() -> Path:
    """A folder that only this user may enter (0700); those of engines that were killed are removed."""
    place = Path(tempfile.gettempdir())
    with contextlib.suppress(OSError):
        for old in place.glob(f"{_PREFIX}*"):
            number = old.name.removeprefix(_PREFIX).partition("-")[0]
            if number.isdigit() and not _lives(int(number)):
                shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))


def _lives(number: int) -> bool:
    import psutil

    return psutil.pid_exists(number)


def _explain(error: dict[str, Any]) -> Exception:
    """What the library says, as an exception of ours."""
    words = str(error.get("message") or error)
    lowered = words.lower()
    if error.get("type") == "exceed_context_size_error":
        return StudioError(
            ErrorKind.INVALID_REQUEST,
            f"The text is {error.get('n_prompt_tokens', 0):,} tokens long and the model holds "
            f"{error.get('n_ctx', 0):,} here.",
            "Let it read less, or raise the context in the settings.",
            words,
        )
    if "grammar" in lowered or "schema" in lowered:
        return StudioError(
            ErrorKind.INVALID_REQUEST,
            "The grammar cannot be understood.",
            "Check the grammar or the JSON schema of the request.",
            words,
        )
    return RuntimeError(words)
