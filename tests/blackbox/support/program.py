"""Runs the binary: a command to its end, or a server until it is told to stop."""
import os
import signal
import subprocess
import time
from typing import NamedTuple

import pytest

from support.api import Api
from support.paths import BINARY

READY = "listening on "


def environment(settings=None):
    """The tests' environment without the developer's own settings; `settings` maps keys such as api.guest_page."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PLENARY_")}
    for key, value in (settings or {}).items():
        clean["PLENARY_" + key.upper().replace(".", "_")] = str(value)
    return clean


class Result(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def said(self):
        return self.out + self.err


def plenary(*arguments, store=None, stdin="", settings=None, code=0, timeout=120, cwd=None) -> Result:
    """Runs a command and checks its exit code (None: any code but that of a crash)."""
    command = [str(BINARY), *map(str, arguments), *(store.options if store else [])]
    done = subprocess.run(command, input=stdin.encode() if isinstance(stdin, str) else stdin, capture_output=True,
                          env=environment(settings), timeout=timeout, cwd=cwd)
    result = Result(done.returncode, done.stdout.decode(), done.stderr.decode())
    told = f"{' '.join(command)} ended with {result.code}\n{result.said[-4000:]}"
    assert 0 <= result.code < 126, told
    assert code is None or result.code == code, told
    return result


def refused(*arguments, **options) -> Result:
    """Runs a command that has to fail, and to say why on standard error."""
    result = plenary(*arguments, code=None, **options)
    assert result.code != 0, f"should have failed: {arguments}\n{result.said}"
    assert result.err.strip(), "an error has to say something on standard error"
    return result


class Server:
    def __init__(self, store, settings=None, arguments=()):
        self.store = store
        self.files = [store.folder.with_name(f"{store.folder.name}.{stream}") for stream in ("stdout", "stderr")]
        with open(self.files[0], "wb") as out, open(self.files[1], "ab") as err:
            self.process = subprocess.Popen(
                [str(BINARY), "serve", "--listen", "127.0.0.1:0", *store.options, *map(str, arguments)],
                stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment(settings))
        self.url = self._wait_until_ready()
        self.port = int(self.url.rsplit(":", 1)[1])

    def _wait_until_ready(self, patience=30):
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            for line in self.files[0].read_text().splitlines(keepends=True):
                if line.startswith(READY) and line.endswith("\n"):
                    return line.removeprefix(READY).strip()
            if self.process.poll() is not None:
                break
            time.sleep(0.005)
        self.kill()
        pytest.fail(f"the server did not start (exit code {self.process.returncode}):\n{self.log[-4000:]}")

    @property
    def log(self):
        return "".join(file.read_text(errors="replace") for file in self.files)

    @property
    def guest(self) -> Api:
        return Api(self.port)

    def as_(self, person) -> Api:
        return Api(self.port, token=person.token)

    def is_alive(self):
        return self.process.poll() is None and self.guest.get("/systeminfo").status == 200

    def stop(self, patience=10):
        """Asks the server to stop; returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()
            pytest.fail(f"the server did not stop within {patience} s of SIGTERM")

    def kill(self):
        self.process.kill()
        self.process.wait()
