#!/usr/bin/python3
"""Measures Plenary beside its yardsticks in one run, and prints a table and JSON.

    ./dev bench                          20,000 stories
    ./dev bench --stories 20000 1000000  two sizes, and the ratio between them
    ./dev bench --seconds 1 --connections 8 64

Data sets are made once and kept in build/bench. Ratios within one run decide; absolute figures hold for the machine
and its other load on that day. Everything stays on loopback.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from measure import boards, dataset, insert_loop, requests_of, report, transfer, worklists  # noqa: E402
from measure.load import Load, post_script  # noqa: E402
from measure.servers import Nginx, Plenary  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--stories", type=int, nargs="+", default=[20_000])
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8, 32, 64])
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--json", type=pathlib.Path, help="where to write the figures; default build/bench/figures.json")
    parser.add_argument("--no-transfer", action="store_true", help="leave out export and import")
    return parser.parse_args()


def measure_reads(figures, server, stories, chosen, load):
    """Each request alone, and beside nginx serving the very bytes it answers as a file."""
    for who, token in (("guest", None), ("member", server.token)):
        for name, path in requests_of.reads(chosen).items():
            body = server.get(path, token)
            for count in load.connections:
                figure = load.run(server.url + path, count, token=token)
                figures.append(dict(stories=stories, request=name, who=who, connections=count, bytes=len(body), **figure))
            if who == "guest":
                with Nginx(body) as nginx:
                    ours, theirs = load.paired(server.url + path, nginx.url, max(load.connections))
                figures.append(dict(stories=stories, request=name, who="nginx, the same bytes",
                                    connections=max(load.connections), bytes=len(body),
                                    ratio=ours["per_second"] / theirs["per_second"], **theirs))


def measure_writes(figures, server, stories, load, folder):
    with post_script({"title": "A story of the benchmark", "description": "x" * 657}) as script:
        for count in load.connections:
            figure = load.run(server.url + "/api/v1/stories", count, token=server.token, script=script)
            bare = insert_loop.rows_per_second(folder, count, load.seconds)
            figures.append(dict(stories=stories, request="create a story", who="member", connections=count,
                                ratio=figure["per_second"] / bare, **figure))
            figures.append(dict(stories=stories, request="create a story", who="bare insert loop, same batch",
                                connections=count, per_second=bare))


def measure(size, arguments, figures, facts):
    folder = dataset.make(ROOT, size)
    chosen = dataset.choose(folder, size)
    load = Load(arguments.connections, arguments.seconds)
    with Plenary(ROOT, folder) as server:
        facts.append(dict(stories=size, fact="start to first answer, ms", value=server.start_ms))
        measure_reads(figures, server, size, chosen, load)
        facts.append(dict(stories=size, fact="own memory (RssAnon) after reading, MB", value=server.own_memory_mb()))
    with dataset.scratch_copy(folder) as copy, Plenary(ROOT, copy) as server:
        boards.measure(figures, server, size, load)
        measure_writes(figures, server, size, load, copy)
    with dataset.scratch_copy(folder) as copy:
        figures.extend(worklists.measure(Plenary, ROOT, copy, size, chosen["project"], arguments.seconds))
    if not arguments.no_transfer and size <= 100_000:
        facts.extend(transfer.measure(ROOT, folder, size))


def main():
    arguments = options()
    figures, facts = [], []
    for size in arguments.stories:
        measure(size, arguments, figures, facts)
    machine = dict(date=datetime.date.today().isoformat(), cores=os.cpu_count(), cpu=report.cpu_name(),
                   kernel=platform.release(), load_before=os.getloadavg()[2])
    target = arguments.json or ROOT / "build/bench/figures.json"
    target.write_text(json.dumps(dict(machine=machine, figures=figures, facts=facts), indent=1) + "\n")
    print(report.table(machine, figures, facts))


if __name__ == "__main__":
    main()
