"""Import and export of the reference's tables."""
import json
import re

import pytest

from support.api import Api
from support.lines import exported, imported, line, seed_lines
from support.paths import SEED, shared
from support.program import plenary, refused
from support.seed import ADA, BEN, CRASH, rows

# Seen through the API, so they have to survive. A token leaves as a hash.
COLUMNS = {
    "users": "id created_at updated_at full_name email openid is_superuser last_login enable_login",
    "teams": "id created_at updated_at name", "team_membership": "user_id team_id",
    "accesstokens": "id user_id expires_in expires_at", "permissions": "id name codename",
    "projects": "id created_at updated_at name description is_active repo_url autocreate_branches",
    "branches": "id name project_id created_at updated_at expired expiration_date autocreated restricted",
    "milestones": "id name branch_id created_at updated_at expired expiration_date",
    "project_groups": "id created_at updated_at name title", "project_group_mapping": "project_id project_group_id",
    "user_permissions": "user_id permission_id", "team_permissions": "permission_id team_id",
    "stories": "id created_at updated_at creator_id title description is_bug story_type_id private",
    "story_permissions": "story_id permission_id",
    "tasks": "id created_at updated_at title status story_id project_id assignee_id creator_id priority branch_id milestone_id link",
    "storytags": "id created_at name", "story_storytags": "story_id storytag_id",
    "comments": "id created_at updated_at content is_active in_reply_to",
    "comments_history": "id created_at content comment_id",
    "events": "id created_at updated_at story_id comment_id author_id event_type event_info",
    "subscriptions": "id created_at updated_at user_id target_type target_id",
    "user_preferences": "id created_at updated_at user_id key type value",
}
NOT_SERVED = {"worklists", "boards", "due_dates"}
WHEN = {"created_at": "2020-01-01 00:00:00", "updated_at": None}


def story_line(number, **members):
    return line(
        "stories", **{
            "id": number, **WHEN, "creator_id": None, "title": f"Story {number}", "description": None, "is_bug": 1,
            "story_type_id": 1, "private": 0, **members
        })


def event_line(number, story, **members):
    return line(
        "events", **{
            "id": number, **WHEN, "story_id": story, "comment_id": None, "author_id": None,
            "event_type": "story_created", "event_info": None, "board_id": None, "worklist_id": None, **members
        })


def comment_line(number, **members):
    return line("comments",
                **{"id": number, **WHEN, "content": "Words", "is_active": 1, "in_reply_to": None, **members})


def permission_line(number, name):
    return line("permissions", **{"id": number, **WHEN, "name": name, "codename": "view_story"})


def is_empty(store):
    tables = exported(store)
    return not [table for table in ("users", "stories", "projects", "tasks", "events", "comments") if tables.get(table)]


def comparable(table, row):
    """The columns that have to survive; an event's info is JSON, so its spacing may differ."""
    shown = {column: row.get(column) for column in COLUMNS[table].split()}
    if shown.get("event_info"):
        shown["event_info"] = json.loads(shown["event_info"])
    return sorted(shown.items(), key=lambda item: item[0])


def survives(tables, pairs):
    for table, row in pairs:
        if table in COLUMNS:
            assert comparable(table, row) in [comparable(table, kept) for kept in tables[table]], (table, row)


def test_every_row_of_an_import_comes_out_again(seeded):
    tables = exported(seeded)
    survives(tables, rows())
    for table, columns in COLUMNS.items():
        assert len(tables.get(table, [])) == len(rows(table)), table


def test_an_export_imported_elsewhere_is_the_same_export(stores, seeded):
    first = plenary("export", "storyboard", store=seeded).out
    other = stores.new()
    plenary("import", "storyboard", "-", store=other, stdin=first)
    assert plenary("export", "storyboard", store=other).out == first


def test_imported_tokens_work_and_still_do_after_an_export(stores, seeded, start):
    other = stores.new()
    text = plenary("export", "storyboard", store=seeded).out
    assert BEN.token not in text
    plenary("import", "storyboard", "-", store=other, stdin=text)
    for store in (seeded, other):
        server = start(store)
        assert server.as_(BEN).get("/users/self").expect(200).json["id"] == BEN.id
        Api(server.port, "ben-expired-token").get("/users/self").expect(401)


def test_a_token_s_hash_is_not_a_token(seeded, start):
    hashes = [row["access_token"] for row in exported(seeded, "--table", "accesstokens")["accesstokens"]]
    server = start(seeded)
    for text in hashes:
        Api(server.port, text).get("/users/self").expect(401)


def test_one_table_is_exported_alone(seeded):
    tables = exported(seeded, "--table", "projects")
    assert list(tables) == ["projects"] and [row["id"] for row in tables["projects"]] == [1, 2, 3]


def test_an_import_reads_standard_input(store):
    imported(store, seed_lines())
    assert len(exported(store)["stories"]) == len(rows("stories"))


def test_new_ids_continue_after_the_imported_ones(store, start):
    imported(store, [*seed_lines(), story_line(4000), event_line(5000, 4000)])
    ben = start(store).as_(BEN)
    story = ben.post("/stories", {"title": "After the import"}).expect(200).json["id"]
    assert story > 4000
    assert ben.get(f"/stories/{story}/events").ids[0] > 5000
    assert ben.post("/tasks",
                    {"title": "After the import", "story_id": story, "project_id": 1}).expect(200).json["id"] > 10


def test_empty_lines_are_skipped(store):
    imported(store, [text for pair in zip(seed_lines(), [""] * 200) for text in pair])
    assert len(exported(store)["tasks"]) == len(rows("tasks"))


BROKEN = {
    "half a line": '{"table": "stories", "row": {"id": 4000', "no JSON": "nonsense", "a list": "[]",
    "no table": '{"row": {"id": 1}}', "no row": '{"table": "stories"}',
    "a row that is a list": '{"table": "stories", "row": [1]}',
    "an unknown table": '{"table": "nonsense", "row": {"id": 1}}',
    "an unknown column": '{"table": "teams", "row": {"id": 77, "name": "late-team", "bogus": 1}}',
    "an id that is text": story_line("x"), "no id": line("teams", name="late-team"),
    "a title that is a number": story_line(4000, title=5), "a date that is none": story_line(4000,
                                                                                             created_at="yesterday"),
    "a status that is none": line(
        "tasks", **{
            "id": 4000, **WHEN, "title": "A task", "status": "done", "story_id": 1, "project_id": 1,
            "assignee_id": None, "creator_id": None, "priority": "medium", "branch_id": 1, "milestone_id": None,
            "link": None
        }), "an id used twice": story_line(CRASH), "a NUL": story_line(4000, title="A\0B"),
    "a lone surrogate": '{"table": "teams", "row": {"id": 77, "name": "\\ud800"}}',
    "a number beyond 64 bits": '{"table": "teams", "row": {"id": 18446744073709551617, "name": "late-team"}}',
    "a name used twice": line("teams", **{"id": 77, **WHEN, "name": "crew"}), "a deep line": "[" * 100_000,
    "a story that does not exist": event_line(5000, 4000), "an author that does not exist": story_line(4000,
                                                                                                       creator_id=4000),
    "a project that does not exist": line("branches",
                                          id=4000,
                                          name="lost",
                                          project_id=4000,
                                          expired=0,
                                          expiration_date=None,
                                          autocreated=0,
                                          restricted=0,
                                          **WHEN), "a user that does not exist": line("team_membership",
                                                                                      user_id=4000,
                                                                                      team_id=1),
    "a tag that does not exist": line("story_storytags", story_id=1,
                                      storytag_id=4000), "a permission that does not exist": line("story_permissions",
                                                                                                  story_id=1,
                                                                                                  permission_id=4000),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_line_is_named_and_nothing_is_stored(store, broken):
    lines = seed_lines()
    lines.insert(99, broken)  # the 100th line
    text = "\n".join(lines).encode("utf-8", "surrogatepass") + b"\n"
    said = refused("import", "storyboard", "-", store=store, stdin=text).err
    assert re.search(r"\b100\b", said), said
    assert is_empty(store)


def test_a_line_that_is_not_utf_8_is_named(store):
    text = "\n".join(seed_lines()[:4]).encode() + b'\n{"table": "teams", "row": {"id": 77, "name": "\xff"}}\n'
    assert re.search(r"\b5\b", refused("import", "storyboard", "-", store=store, stdin=text).err)
    assert is_empty(store)


def test_what_the_reference_leaves_dangling_is_dropped_and_counted(store, start):
    orphans = [
        comment_line(4000),
        comment_line(4001),
        permission_line(4000, "view_story_4000"),
        line("user_permissions", user_id=2, permission_id=4000),
        line("subscriptions", **{"id": 4000, **WHEN, "user_id": 1, "target_type": "story", "target_id": 4000})
    ]
    said = imported(store, [*seed_lines(), *orphans]).said
    assert re.search(r"\b2\b", said) and "comment" in said and "permission" in said
    tables = exported(store)
    assert len(tables["comments"]) == len(rows("comments")) and len(tables["permissions"]) == len(rows("permissions"))
    assert len(tables["user_permissions"]) == len(rows("user_permissions"))
    start(store).guest.get("/stories/1/comments/4000").expect(404)


def test_tables_that_are_not_served_yet_are_counted_as_left_out(store):
    extra = [
        line("subscriptions", **{"id": number, **WHEN, "user_id": 1, "target_type": "story", "target_id": number})
        for number in (1, 2, 3)
    ]
    said = imported(store, [*seed_lines(), *extra]).said
    assert re.search(r"subscriptions\D+3\b|\b3\D+subscriptions", said), said


def test_a_store_with_something_in_it_is_left_alone_unless_told(seeded):
    before = exported(seeded)
    said = refused("import", "storyboard", SEED, store=seeded).err
    assert "--add" in said and "--replace" in said
    assert exported(seeded) == before


def test_add_adds_rows_and_keeps_the_others(seeded):
    imported(seeded, [story_line(4000), event_line(5000, 4000)], "--add")
    tables = exported(seeded)
    assert [row["id"] for row in tables["stories"]] == [*range(1, 10), 4000]
    survives(tables, rows())


def test_add_refuses_an_id_that_is_taken(seeded):
    before = exported(seeded)
    said = refused("import",
                   "storyboard",
                   "-",
                   "--add",
                   store=seeded,
                   stdin="\n".join([story_line(4000), event_line(5000, 4000),
                                    story_line(CRASH)])).err
    assert re.search(r"\b3\b", said)
    assert exported(seeded) == before


def test_replace_replaces_everything(seeded):
    imported(seeded, [story_line(4000), event_line(5000, 4000)], "--replace")
    tables = exported(seeded)
    assert [row["id"] for row in tables["stories"]] == [4000] and not tables.get("users") and not tables.get("tasks")


def test_a_failed_replacement_leaves_everything(seeded):
    before = exported(seeded)
    refused("import", "storyboard", "-", "--replace", store=seeded, stdin=story_line(4000) + "\nnonsense\n")
    assert exported(seeded) == before


def test_the_reference_s_data_set_is_imported(store, start):
    mock = shared("contract/mock.jsonl")
    said = plenary("import", "storyboard", mock, store=store).said
    pairs = [(record["table"], record["row"]) for record in map(json.loads, mock.read_text().splitlines())]
    survives(exported(store), pairs)
    assert "subscriptions" in said and "user_preferences" in said
    assert {table for table, _ in pairs} - set(COLUMNS) - NOT_SERVED == {"story_types", "may_mutate_to"}
    assert Api(start(store).port,
               "valid_superuser_token").get("/users/self").expect(200).json["full_name"] == "Super User"


def test_texts_beyond_the_api_s_limits_are_kept_as_they_are(store, start):
    imported(store, [story_line(4000, title="Oh"), event_line(5000, 4000)])
    assert start(store).guest.get("/stories/4000").expect(200).json["title"] == "Oh"


def test_a_running_server_sees_what_is_added(start, seeded):
    server = start(seeded)
    result = plenary("import",
                     "storyboard",
                     "-",
                     "--add",
                     store=seeded,
                     stdin=story_line(4000) + "\n" + event_line(5000, 4000) + "\n",
                     code=None)
    if result.code == 0:  # it may also refuse to import beside a running server, and say so
        server.as_(ADA).get("/stories/4000").expect(200)
    else:
        assert result.err.strip() and len(exported(seeded)["stories"]) == len(rows("stories"))
