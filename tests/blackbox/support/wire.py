"""Bytes over a socket, for what no decent HTTP client would send."""
import re
import socket
import time


def converse(port, sent, patience=15, half_close=False):
    """Sends bytes (or pieces of bytes) and returns all that comes back until the server closes. Fails if it hangs."""
    deadline = time.monotonic() + patience
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as connection:
        received = b""
        try:
            for piece in [sent] if isinstance(sent, bytes) else sent:
                connection.sendall(piece)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
            while True:
                connection.settimeout(max(0.01, deadline - time.monotonic()))
                piece = connection.recv(65536)
                if not piece:
                    return received
                received += piece
        except (ConnectionResetError, BrokenPipeError):
            # Refusing early cuts what we still had to send; what was answered before counts.
            return received + drained(connection)
        except socket.timeout:
            raise AssertionError(f"the server kept the connection open for {patience} s; it said {received[:200]!r}")


def drained(connection):
    received = b""
    try:
        connection.settimeout(1)
        while piece := connection.recv(65536):
            received += piece
    except OSError:
        pass
    return received


def statuses(received):
    """The status codes of the answers in a stream of bytes. Good for answers whose bodies hold no such line."""
    return [int(code) for code in re.findall(rb"HTTP/1\.[01] (\d{3})[ \r]", received)]


def request(method, target, body=b"", headers=(), token=None):
    """One HTTP/1.1 request that asks to close afterwards."""
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body and not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in lines):
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
