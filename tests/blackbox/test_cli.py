"""The command line: people, tokens, help, options, and errors that say what to do."""
import re
import time

import pytest

from support.api import Api
from support.program import plenary, refused

COMMANDS = [["serve"], ["import", "storyboard"], ["import", "projects"], ["import", "github"], ["export", "storyboard"],
            ["user", "add"], ["user", "list"], ["user", "disable"], ["token", "create"], ["token", "list"],
            ["token", "revoke"], ["backup"], ["restore"], ["demo"], ["config"]]


def add_user(store, *extra, email="kim@example.org", name="Kim Newcomer"):
    return plenary("user", "add", "--name", name, "--email", email, *extra, store=store).out.strip()


def token_ids(store):
    """The ids in `token list`: the number that a line starts with."""
    return [int(found) for found in re.findall(r"^\s*(\d+)\b", plenary("token", "list", store=store).out, re.MULTILINE)]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_examples(command):
    for flag in ("--help", "-h"):
        text = plenary(*command, flag).out
        assert re.search(r"example", text, re.IGNORECASE)
        assert f"plenary {' '.join(command)}" in text


def test_the_program_s_help_names_every_command():
    text = plenary("--help").out
    for command in COMMANDS:
        assert re.search(rf"\b{command[0]}\b", text), command


@pytest.mark.parametrize(
    "arguments", [["serv"], ["import"], ["import", "trello"], ["user", "remove"], ["serve", "--bogus"],
                  ["token", "create"], ["user", "add", "--name", "Kim"], ["import", "github", "x.json"], ["backup"]],
    ids=" ".join)
def test_a_wrong_command_line_is_explained(arguments, tmp_path):
    said = refused(*arguments, "--data", tmp_path / "data").err
    assert "help" in said.lower() or "usage" in said.lower() or "required" in said.lower()
    assert not (tmp_path / "data").exists() or not list((tmp_path / "data").iterdir())


@pytest.mark.parametrize("place", ["before", "after", "between"])
def test_shared_options_stand_before_or_after_the_command(store, place):
    add_user(store)
    arguments = {
        "before": [*store.options, "user", "list"], "after": ["user", "list", *store.options],
        "between": ["user", *store.options, "list"]
    }[place]
    assert "Kim Newcomer" in plenary(*arguments).out


def test_user_add_prints_the_id_alone(store, start):
    kim, root = add_user(store), add_user(store, "--superuser", email="root@example.org", name="Root")
    assert re.fullmatch(r"\d+", kim) and re.fullmatch(r"\d+", root)
    guest = start(store).guest
    assert [guest.get(f"/users/{user}").expect(200).json["is_superuser"] for user in (kim, root)] == [False, True]


def test_user_list_shows_who_is_there(store):
    kim = add_user(store)
    add_user(store, email="lea@example.org", name="Léa Ünïcode")
    line, = [line for line in plenary("user", "list", store=store).out.splitlines() if "Kim Newcomer" in line]
    assert "kim@example.org" in line and re.search(rf"\b{kim}\b", line)
    assert "Léa Ünïcode" in plenary("user", "list", store=store).out


def test_an_address_cannot_be_added_twice(store):
    add_user(store)
    assert "kim@example.org" in refused("user", "add", "--name", "Kim Again", "--email", "kim@example.org",
                                        store=store).err


@pytest.mark.parametrize("by", ["id", "e-mail"])
def test_token_create_prints_a_token_that_works(store, start, by):
    kim = add_user(store)
    token = plenary("token", "create", kim if by == "id" else "kim@example.org", store=store).out
    assert re.fullmatch(r"\S{16,}\n", token)
    me = Api(start(store).port, token.strip()).get("/users/self").expect(200).json
    assert (me["id"], me["email"]) == (int(kim), "kim@example.org")


def test_a_token_can_be_made_while_serving_and_is_gone_when_revoked(store, start):
    kim = add_user(store)
    server = start(store)
    token = plenary("token", "create", kim, store=store).out.strip()
    Api(server.port, token).get("/users/self").expect(200)
    number, = token_ids(store)
    plenary("token", "revoke", number, store=store)
    Api(server.port, token).get("/users/self").expect(401)
    assert token_ids(store) == []


def test_a_token_expires(store, start):
    add_user(store)
    long, short = (plenary("token", "create", "kim@example.org", "--expires-in", seconds, store=store).out.strip()
                   for seconds in (3600, 1))
    server = start(store)
    Api(server.port, long).get("/users/self").expect(200)
    time.sleep(2.1)
    Api(server.port, short).get("/users/self").expect(401)


def test_tokens_are_shown_once_only(store):
    add_user(store)
    tokens = {plenary("token", "create", "kim@example.org", store=store).out.strip() for _ in range(3)}
    assert len(tokens) == 3 and len(token_ids(store)) == 3
    listed = plenary("token", "list", store=store).said
    exported = plenary("export", "storyboard", store=store).out
    assert not [token for token in tokens if token in listed or token in exported]


def test_tokens_are_not_kept_in_clear(store):
    if store.url:
        pytest.skip("looks into SQLite's files")
    add_user(store)
    token = plenary("token", "create", "kim@example.org", store=store).out.strip().encode()
    assert not [file for file in store.folder.rglob("*") if file.is_file() and token in file.read_bytes()]


def test_a_disabled_user_is_locked_out_while_serving(store, start):
    kim = add_user(store)
    token = plenary("token", "create", kim, store=store).out.strip()
    server = start(store)
    Api(server.port, token).get("/users/self").expect(200)
    plenary("user", "disable", "kim@example.org", store=store)
    Api(server.port, token).get("/users/self").expect(401)
    assert server.guest.get(f"/users/{kim}").json["enable_login"] is False


@pytest.mark.parametrize("arguments,word",
                         [(["token", "create", "nobody@example.org"], "nobody@example.org"),
                          (["token", "create", "999001"], "999001"), (["token", "revoke", "999001"], "999001"),
                          (["user", "disable", "nobody@example.org"], "nobody@example.org"),
                          (["token", "create", "kim@example.org", "--expires-in", "soon"], "expires-in"),
                          (["token", "create", "kim@example.org", "--expires-in", "-5"], "expires-in"),
                          (["import", "storyboard", "/no/such/file"], "/no/such/file"),
                          (["restore", "/no/such/file"], "/no/such/file"),
                          (["backup", "/no/such/folder/file"], "/no/such/folder"),
                          (["serve", "--listen", "nonsense"], "nonsense"), (["demo", "--stories", "many"], "stories"),
                          (["user", "add", "--name", "", "--email", "x@example.org"], "name"),
                          (["export", "storyboard", "--table", "nonsense"], "nonsense"), ],
                         ids=lambda value: " ".join(value) if isinstance(value, list) else None)
def test_an_error_names_what_was_wrong(store, arguments, word):
    add_user(store)
    assert word in refused(*arguments, store=store).err


def test_a_database_that_cannot_be_reached_is_named(tmp_path):
    said = refused("user", "list", "--data", tmp_path, "--database", "postgresql://postgres@127.0.0.1:9/nothing").err
    assert "127.0.0.1" in said or "refused" in said


def test_a_database_url_of_another_kind_is_refused(tmp_path):
    assert "postgresql" in refused("user", "list", "--data", tmp_path, "--database", "mysql://localhost/x").err


def test_a_port_in_use_is_named(store, start, stores):
    port = start(store).port
    assert str(port) in refused("serve", "--listen", f"127.0.0.1:{port}", store=stores.new()).err


def test_demo_makes_a_community_of_the_size_asked_for(store, start):
    plenary("demo", "--stories", 200, store=store, timeout=300)
    guest = start(store).guest
    total = guest.get("/stories", limit=1).total
    assert 150 <= total <= 200  # some are private
    assert guest.get("/tasks", limit=1).total > 100 and guest.get("/projects", limit=1).total >= 3
    newest = guest.get("/stories", limit=5, sort_field="id", sort_dir="desc").expect(200).json
    assert all(guest.get(f"/stories/{story['id']}/events").total >= 1 for story in newest)


def test_demo_makes_the_same_community_again(stores):
    exports = []
    for _ in range(2):
        store = stores.new()
        plenary("demo", "--stories", 30, store=store)
        exports.append(plenary("export", "storyboard", "--table", "stories", store=store).out)
    titles = [re.findall(r'"title": ?"[^"]*"', export) for export in exports]
    assert titles[0] and titles[0] == titles[1]
