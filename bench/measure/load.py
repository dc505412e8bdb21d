"""Load by wrk: requests per second and how long they took."""

import contextlib
import json
import re
import subprocess
import tempfile

_UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


class Load:
    def __init__(self, connections, seconds):
        self.connections = connections
        self.seconds = seconds

    def run(self, url, connections, token=None, script=None):
        command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(self.seconds))}s", "--latency"]
        if script:
            command += ["-s", script]
        if token:
            command += ["-H", f"Authorization: Bearer {token}"]
        return _figures(subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout)

    def paired(self, ours, theirs, connections, rounds=3):
        """Both in turn, so that a machine that drifts drifts for both; the middle round of each counts."""
        pairs = [(self.run(ours, connections), self.run(theirs, connections)) for _ in range(rounds)]
        pairs.sort(key=lambda pair: pair[0]["per_second"] / pair[1]["per_second"])
        return pairs[rounds // 2]


def _milliseconds(text):
    read = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text)
    if not read:
        raise ValueError(f"wrk says {text!r} where a duration was expected")
    return float(read[1]) * _UNITS[read[2]]


def _figures(text):
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    if bad:
        raise RuntimeError(f"{bad.group(1)} requests were refused:\n{text}")
    return dict(per_second=float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)),
                p50_ms=_milliseconds(re.search(r"^\s+50%\s+(\S+)", text, re.M).group(1)),
                p99_ms=_milliseconds(re.search(r"^\s+99%\s+(\S+)", text, re.M).group(1)))


@contextlib.contextmanager
def post_script(body):
    """A wrk script that posts the body again and again."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f"""
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.body = [==[{json.dumps(body)}]==]
        """)
        script.flush()
        yield script.name
