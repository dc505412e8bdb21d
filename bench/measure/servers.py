"""The servers under load: Plenary, and nginx as the yardstick for serving bytes."""

import http.client
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request


class Plenary:
    """The release build on a data folder, at a free port of the loopback."""

    def __init__(self, root, folder, *options):
        self.binary = root / "build/release/plenary"
        self.folder = folder
        self.options = options

    def __enter__(self):
        self.token = self._member_token()
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.log = tempfile.TemporaryFile()
        started = time.monotonic()
        self.process = subprocess.Popen(
            [self.binary, "serve", "--listen", f"127.0.0.1:{port}", "--data", self.folder,
             "--set", "log.level=error", *self.options], stdout=self.log, stderr=self.log)
        _wait_for_answer(port, "/api/v1/stories?limit=1")
        self.start_ms = 1000 * (time.monotonic() - started)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=10)

    def _member_token(self):
        def plenary(*arguments):
            return subprocess.run([self.binary, *arguments, "--data", self.folder], capture_output=True, text=True)
        email = "member@bench.example"
        plenary("user", "add", "--name", "Member", "--email", email)  # refused where he is there already
        return plenary("token", "create", email).stdout.strip()

    def get(self, path, token=None):
        request = urllib.request.Request(self.url + path)
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def own_memory_mb(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the kernel tells no RssAnon")


class Nginx:
    """nginx with as many workers as Plenary has threads, serving one file; nothing logged, nothing compressed."""

    def __init__(self, body):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="plenary-bench-nginx-"))
        (self.folder / "body.json").write_bytes(body)
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}/body.json"

    def __enter__(self):
        config = self.folder / "nginx.conf"
        config.write_text(f"""
            daemon off; worker_processes auto; pid {self.folder}/pid; error_log {self.folder}/error.log; user root;
            events {{ worker_connections 1024; }}
            http {{
              access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=10;
              default_type application/json; client_body_temp_path {self.folder};
              server {{ listen 127.0.0.1:{self.port}; root {self.folder}; }}
            }}""")
        self.folder.chmod(0o755)
        self.process = subprocess.Popen(["/usr/sbin/nginx", "-p", self.folder, "-c", config],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _wait_for_answer(self.port, "/body.json")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)
        shutil.rmtree(self.folder)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for_answer(port, path, seconds=30):
    until = time.monotonic() + seconds
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().read() is not None:
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.002)
