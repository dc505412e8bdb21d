"""JSON lines of the reference's tables: writing them for an import, reading them from an export."""
import json

from support.program import plenary
from support.seed import rows


def line(table, **row):
    return json.dumps({"table": table, "row": row}, ensure_ascii=False)


def seed_lines():
    return [line(table, **row) for table, row in rows()]


def exported(store, *options):
    """The export as a dictionary: table -> rows."""
    tables = {}
    for text in plenary("export", "storyboard", *options, store=store).out.splitlines():
        record = json.loads(text)
        assert set(record) == {"table", "row"}
        tables.setdefault(record["table"], []).append(record["row"])
    return tables


def imported(store, lines, *options):
    return plenary("import", "storyboard", "-", *options, store=store, stdin="\n".join(lines) + "\n")
