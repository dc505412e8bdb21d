"""Query text: what ?query= asks of stories and tasks."""
import datetime
import json

import pytest

from support.paths import shared
from support.seed import BEN, BENS_SECRET, CLEO, ENGINE, EVE, GEAR
from support.world import fresh_name, make_private_story, make_project, make_story, make_task


@pytest.fixture(scope="module")
def word():
    return fresh_name("quokka").replace("-", "")


@pytest.fixture(scope="module")
def made(server, word):
    """Four stories that only queries with `word` find."""
    ben, cleo = server.as_(BEN), server.as_(CLEO)
    active = make_story(ben, title=f"{word} live migration", is_bug=True)["id"]
    merged = make_story(cleo, title=f"{word} volumes", description="about migration of things", is_bug=False)["id"]
    empty = make_story(ben, title=f"{word} without tasks")["id"]
    secret = make_private_story(ben, BEN)["id"]
    ben.put(f"/stories/{secret}", {"title": f"{word} secret"}).expect(200)
    tasks = [
        make_task(ben, active, project=ENGINE, assignee_id=BEN.id, title=f"{word} one"),
        make_task(ben, active, project=GEAR, status="review", title=f"{word} two"),
        make_task(cleo, merged, project=GEAR, status="merged", assignee_id=CLEO.id, priority="high",
                  title=f"{word} three"),
        make_task(ben, secret, project=ENGINE, title=f"{word} four"),
    ]
    ben.put(f"/stories/{active}/tags", [f"{word}-tag", "shared-tag"]).expect(200)
    ben.put(f"/stories/{merged}/tags", ["shared-tag"]).expect(200)
    return {"active": active, "merged": merged, "empty": empty, "secret": secret, "tasks": [one["id"] for one in tasks]}


def named(made, answer):
    names = {made[name]: name for name in ("active", "merged", "empty", "secret")}
    assert answer.total == len(answer.expect(200).json)
    return [names[number] for number in answer.ids]


STORIES = [
    ("", "active merged empty"),
    ("status:active", "active"),
    ("status:active,merged", "active merged"),
    ("-status:active", "merged empty"),
    ("status:review", "active"),
    ("status:todo", "active"),
    ("project:engine", "active"),
    (f"project:{GEAR}", "active merged"),
    ("project:no-such-project", ""),
    ("-project:engine", "merged empty"),
    ("tag:shared-tag", "active merged"),
    ("tag:{word}-tag", "active"),
    ("-tag:{word}-tag", "merged empty"),
    ("tag:{word}-tag,none-such", "active"),
    ("assignee:none", "active"),
    ('assignee:"Cleo Curator"', "merged"),
    (f"assignee:{BEN.id}", "active"),
    ("creator:me", ""),
    (f"creator:{CLEO.id}", "merged"),
    ('-creator:"Cleo Curator"', "active empty"),
    ("creator:nobody-of-this-name", ""),
    ("is:bug", "active empty"),
    ("is:feature", "merged"),
    ("is:private", ""),
    ("is:public", "active merged empty"),
    ("branch:master", "active merged"),
    ("branch:no-such-branch", ""),
    ("priority:high", "merged"),
    ("updated:>2020-01-01", "active merged empty"),
    ("updated:<2020-01-01", ""),
    ("-updated:<2020-01-01", "active merged empty"),
    ("created:>=2020-01-01T00:00Z", "active merged empty"),
    ('"live migration"', "active"),
    ("migration", "active merged"),
    ("migr*", "active merged"),
    ("migr", ""),
    ("-migration", "empty"),
    ("(project:engine OR is:feature)", "active merged"),
    ("(project:engine OR status:invalid) -is:feature", "active empty"),
    ("-(project:engine OR is:feature)", "empty"),
    ("status:active OR tag:shared-tag", "active merged"),
    ("in:worklist/999999", ""),
    ("-in:worklist/999999", "active merged empty"),
    ("!!! %", "active merged empty"),
]


@pytest.mark.parametrize("query,expected", STORIES)
def test_stories(guest, made, word, query, expected):
    text = f"{word} ({query.format(word=word)})" if query else word
    assert named(made, guest.get("/stories", query=text)) == expected.split()


TASKS = [("", "0 1 2"), ("status:active", "0 1"), ("status:merged", "2"), ("-status:todo", "1 2"),
         ("project:engine", "0"), ("assignee:none", "1"), (f"assignee:{CLEO.id}", "2"), (f"creator:{CLEO.id}", "2"),
         ("tag:{word}-tag", "0 1"), ("-tag:{word}-tag", "2"), ("is:bug", "0 1"), ("is:feature", "2"),
         ("priority:high", "2"), ("-priority:high", "0 1"), ("branch:master", "0 1 2"), ("is:private", ""),
         ("two OR three", "1 2"), ("created:>2020-01-01", "0 1 2"), ("project:none-such", ""),
         ("in:worklist/999999", "")]


@pytest.mark.parametrize("query,expected", TASKS)
def test_tasks(guest, made, word, query, expected):
    answer = guest.get("/tasks", query=f"{word} ({query.format(word=word)})" if query else word)
    assert answer.expect(200).ids == [made["tasks"][int(number)] for number in expected.split()]
    assert answer.total == len(answer.ids)


def test_me_and_private(ben, cleo, ada, server, guest, made, word):
    assert named(made, ben.get("/stories", query=f"{word} creator:me")) == ["active", "empty", "secret"]
    assert named(made, cleo.get("/stories", query=f"{word} assignee:me")) == ["merged"]
    assert named(made, ben.get("/stories", query=f"{word} is:private")) == ["secret"]
    for outsider in (guest, cleo, ada, server.as_(EVE)):
        for query in (f"{word} is:private", f"{word} secret", f"{word} secret OR {word} secret", f"-(-({word} secret))"):
            assert named(made, outsider.get("/stories", query=query)) == []
        assert outsider.get("/tasks", query=f"{word} four").ids == []
    assert BENS_SECRET not in guest.get("/stories", query="is:private OR -is:private").ids


def test_a_query_is_one_filter_among_the_others(guest, made, word):
    assert named(made, guest.get("/stories", query=word, status="merged")) == ["merged"]
    assert named(made, guest.get("/stories", query=word, project_id=ENGINE)) == ["active"]
    assert guest.get("/tasks", query=word, status="review").ids == [made["tasks"][1]]
    assert guest.get(f"/stories/{made['active']}/tasks", query="project:engine").ids == [made["tasks"][0]]
    page = guest.get("/stories", query=word, limit=1, offset=1)
    assert (page.ids, page.total) == ([made["merged"]], 3)
    assert guest.get("/stories", query=word, sort_field="title", sort_dir="desc").ids == [
        made["empty"], made["merged"], made["active"]]


def test_an_empty_query_is_none(guest):
    everything = guest.get("/stories").paging
    for text in ("", "   "):
        assert guest.get("/stories", query=text).paging == everything


def test_groups(ada, guest, made, word):
    project = make_project(ada)["id"]
    story = make_story(ada, title=f"{word}group")["id"]
    make_task(ada, story, project=project)
    group = ada.post("/project_groups", {"name": fresh_name("group"), "title": "A group"}).expect(200).json
    ada.put(f"/project_groups/{group['id']}/projects/{project}", {}).expect(200)
    for name in (group["name"], group["id"]):
        assert guest.get("/stories", query=f"group:{name}").ids == [story]
        assert len(guest.get("/tasks", query=f"group:{name}").ids) == 1
    assert guest.get("/stories", query=f"{word}group -group:{group['name']}").ids == []


def test_a_project_is_known_by_the_last_part_of_its_name(ada, guest):
    name = fresh_name("tail")
    project = make_project(ada, name=f"some/{name}")["id"]
    story = make_story(ada)["id"]
    make_task(ada, story, project=project)
    assert guest.get("/stories", query=f"project:{name}").ids == [story]
    assert guest.get("/stories", query=f"project:some/{name}").ids == [story]


def test_days(guest, made, word):
    today = datetime.datetime.now(datetime.timezone.utc).date()
    yesterday = today - datetime.timedelta(days=1)
    for query, found in [(f"created:{today}", True), (f"created:{yesterday}", False), (f"created:>{yesterday}", True),
                         (f"created:>{today}", False), (f"created:>={today}", True), (f"created:<={today}", True),
                         (f"created:<{today}", False)]:
        assert bool(guest.get("/stories", query=f"{word} {query}").ids) == found, query


@pytest.mark.parametrize("path", ["/stories", "/tasks"])
@pytest.mark.parametrize("query,words", [
    ("statu:active", ["position 1", "status", "project", "assignee"]),
    ("a statu:active", ["position 3"]),
    ("status:actve", ["position 8", "active", "merged", "invalid"]),
    ("é status:active,nope", ["position 17", "active"]),
    ("is:open", ["position 4", "private", "bug", "feature"]),
    ("in:board/1", ["position 4", "worklist/"]),
    ("updated:>tomorrow", ["position 10", "2026-01-31"]),
    ("status:>active", ["position 1", "comparison"]),
    ("status:", ["position 8", "value of status"]),
    ("(a", ["position 3", ")"]),
    ("a)", ["position 2", "("]),
    ("a OR", ["position 5", "word"]),
    ('"open', ["position 1", "quote"]),
    ("-", ["position 2", "exclude"]),
    ("(" * 40 + "a", ["position 31", "nested"]),
    ("priority:urgent", ["position 10", "high"]),
])
def test_a_mistake_is_told_with_its_position(guest, path, query, words):
    guest.get(path, query=query).refused(400, *words)


def test_a_text_too_long_is_refused(guest):
    guest.get("/stories", query="a" * 4001).refused(400, "4000")
    guest.get("/stories", query="a " * 201).refused(400, "200")
    guest.get("/stories", query="a " * 200).expect(200)
    guest.get("/stories", query="(" * 30 + "a" + ")" * 30).expect(200)


def test_no_text_brings_the_server_down(ada):
    for text in json.loads(shared("data/issues/blns.json").read_text()):
        if "\0" in text or text.encode("utf-8", "ignore").decode() != text:
            continue
        for path in ("/stories", "/tasks"):
            assert ada.get(path, query=text, limit=1).status in (200, 400), text
            ada.get(path, query='"' + text.replace("\\", "").replace('"', "") + '"', limit=1).expect(200)
