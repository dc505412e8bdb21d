"""Figures as a Markdown table."""

import pathlib


def cpu_name():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "unknown"


def _number(value, digits=0):
    return "" if value is None else f"{value:,.{digits}f}"


def _row(figure):
    return (f"| {_number(figure['stories'])} | {figure['request']} | {figure['who']} | {figure['connections']} "
            f"| {_number(figure['per_second'])} | {_number(figure.get('p50_ms'), 2)} "
            f"| {_number(figure.get('p99_ms'), 2)} | {_number(figure.get('bytes'))} "
            f"| {_number(figure.get('ratio'), 2)} |")


def table(machine, figures, facts):
    lines = [f"{machine['date']}, {machine['cores']} cores of {machine['cpu']}, Linux {machine['kernel']}, "
             f"load before the run {machine['load_before']:.1f}", "",
             "| stories | request | who | connections | req/s | p50 ms | p99 ms | bytes | ratio |",
             "|---:|---|---|---:|---:|---:|---:|---:|---:|"]
    lines += [_row(one) for one in figures]
    lines += ["", "| stories | fact | value |", "|---:|---|---:|"]
    lines += [f"| {_number(one['stories'])} | {one['fact']} | {_number(one['value'], 1)} |" for one in facts]
    return "\n".join(lines)
