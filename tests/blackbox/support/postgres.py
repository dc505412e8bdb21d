"""PostgreSQL for the tests: the server that PLENARY_TEST_POSTGRESQL names, else one of our own in a folder."""
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

GIVEN = os.environ.get("PLENARY_TEST_POSTGRESQL")
PROGRAMS = Path(os.environ.get("PLENARY_TEST_POSTGRESQL_BIN") or
                max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/lib/postgresql/15/bin")))
# Nothing here survives a power cut, and nothing has to.
SETTINGS = "-c fsync=off -c full_page_writes=off -c max_connections=300 -c log_min_messages=error"


def missing() -> bool:
    return not (PROGRAMS / "initdb").exists()


class Postgres:
    def __init__(self):
        if missing():
            pytest.skip(f"needs PostgreSQL's programs in {PROGRAMS} (apt install postgresql)")
        self.made = []
        self.folder = None if GIVEN else tempfile.mkdtemp(prefix="plenary-blackbox-")
        self.url = GIVEN or self._start()

    def create(self, name, template=None) -> str:
        """Makes a database and returns its URL; `template` is the URL of one to copy."""
        name = f"{name}_{os.getpid()}"  # others may use the same server
        source = urlsplit(template).path[1:] if template else "template0"
        run("createdb", f"--maintenance-db={self.url}", "-T", source, name)
        self.made.append(name)
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def stop(self):
        if self.folder:
            self._pg_ctl("stop", "-m", "immediate", check=False)
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            for name in self.made:
                run("dropdb", "--force", "--if-exists", f"--maintenance-db={self.url}", name, check=False)

    def _start(self):
        user = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            user = ["runuser", "-u", "postgres", "--"]
        self.user, port = user, free_port()
        run("initdb", "-D", f"{self.folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
            "--no-sync", user=user)
        self._pg_ctl("start", "-w", "-l", f"{self.folder}/log", "-o",
                     f"-p {port} -c listen_addresses=127.0.0.1 -k {self.folder} {SETTINGS}")
        return f"postgresql://postgres@127.0.0.1:{port}/postgres"

    def _pg_ctl(self, verb, *arguments, check=True):
        run("pg_ctl", verb, "-D", f"{self.folder}/data", *arguments, user=self.user, check=check)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(program, *arguments, user=(), check=True):
    # Into a file: pg_ctl's child would hold a pipe open for as long as it lives.
    with tempfile.TemporaryFile() as output:
        code = subprocess.run([*user, str(PROGRAMS / program), *arguments], cwd="/", stdin=subprocess.DEVNULL,
                              stdout=output, stderr=output, timeout=120).returncode
        output.seek(0)
        assert not check or code == 0, f"{program} failed: {output.read().decode(errors='replace')}"
