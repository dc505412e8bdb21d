"""Entity tags: what one has need not be sent again, and nobody overwrites what he has not seen."""
import gzip
import random
import re
import threading

import pytest

from support import wire
from support.paths import SEED
from support.program import plenary
from support.openapi import Document
from support.seed import (ADA, ATTIC, BEN, BLUE, CORE, CRASH, CREW, ENGINE, FIND_CRASH, MASTER_MILESTONE,
                          NOBODY, STABLE)
from support.world import fresh_name, make_private_story, make_project, make_story, make_task, make_user

STRONG = re.compile(r'"[A-Za-z]+-\d+-[\w.]{11}-[\w.]*"')
WEAK = re.compile(r'W/"[^"]+"')


def tag_of(api, path, **query):
    return api.get(path, **query).expect(200).headers["ETag"]


def matching(tag):
    return {"headers": {"If-Match": tag}}


def holding(tag, **more):
    return {"headers": {"If-None-Match": tag, **more}}


ONE_THING = [f"/stories/{CRASH}", f"/tasks/{FIND_CRASH}", f"/stories/{CRASH}/tasks/{FIND_CRASH}", f"/projects/{ENGINE}",
             "/projects/engine", f"/project_groups/{CORE}", f"/branches/{STABLE}", f"/milestones/{MASTER_MILESTONE}",
             "/users/2", "/users/self", f"/teams/{CREW}", "/tags/1", "/events/1", f"/stories/{CRASH}/comments/1",
             "/systeminfo"]
LISTS = ["/stories?limit=3", "/stories", "/tasks", "/projects", f"/project_groups/{CORE}/projects", "/users", "/tags",
         f"/stories/{CRASH}/tags", f"/stories/{CRASH}/events", "/task_statuses", f"/teams/{CREW}/users"]


@pytest.mark.parametrize("path", ONE_THING)
def test_one_thing_has_a_strong_tag_and_is_not_sent_twice(ben, path):
    first = ben.get(path).expect(200)
    tag = first.headers["ETag"]
    assert STRONG.fullmatch(tag), tag
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert "authorization" in first.headers["Vary"].lower()
    again = ben.get(path, **holding(tag)).expect(304)
    assert again.body == b"" and again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == "private, no-cache" and "authorization" in again.headers["Vary"].lower()
    assert again.headers["Content-Type"] is None


@pytest.mark.parametrize("path", LISTS)
def test_a_list_has_a_weak_tag_and_is_not_sent_twice(ben, path):
    tag = ben.get(path).expect(200).headers["ETag"]
    assert WEAK.fullmatch(tag), tag
    ben.get(path, **holding(tag)).expect(304)


def test_every_documented_get_has_its_tag_documented(server):
    for method, path, operation in Document.of(server.port).operations():
        if method != "GET" or path.endswith("/stream"):
            continue
        assert "304" in operation["responses"], path
        assert "ETag" in operation["responses"]["200"].get("headers", {}), path
        assert "If-None-Match" in [parameter.get("name") for parameter in operation["parameters"]], path


def test_if_none_match_takes_lists_weak_tags_and_a_star(guest):
    path = f"/stories/{BLUE}"
    tag = tag_of(guest, path)
    for held in (tag, f"W/{tag}", f'"a", {tag}', f'{tag},"b"', "*", f'"x" ,W/{tag} , "y"'):
        guest.get(path, **holding(held)).expect(304)
    for other in ('"a"', f'"a{tag[1:]}', tag.strip('"'), "W/", "nonsense", tag_of(guest, "/stories/1"),
                  tag_of(guest, "/stories")):
        assert guest.get(path, **holding(other)).expect(200).json["id"] == BLUE


def test_a_page_that_no_longer_holds_is_sent(ben):
    held = tag_of(ben, "/stories", limit=2, sort_dir="desc")
    rows_only = tag_of(ben, "/stories", limit=0)
    make_story(ben)
    ben.get("/stories", limit=2, sort_dir="desc", **holding(held)).expect(200)
    ben.get("/stories", limit=0, **holding(rows_only)).expect(200)  # the same rows, another X-Total


def test_a_streamed_list_has_no_tag(ben, server, ada):
    story = make_story(ben)["id"]
    for _ in range(510):
        ben.post(f"/stories/{story}/comments", {"content": "one of many"}).expect(200)
    assert ben.get(f"/stories/{story}/comments").headers["ETag"] is None
    assert ben.get(f"/stories/{story}/comments", limit=20).headers["ETag"]


def test_compressed_bytes_have_another_strong_tag_that_is_as_good(ben):
    story = make_story(ben, description="long " * 2000)["id"]
    path = f"/stories/{story}"
    plain = ben.get(path)
    packed = ben.raw("GET", "/v1" + path, headers={"Accept-Encoding": "gzip"}).expect(200)
    assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.body) == plain.body
    assert packed.headers["ETag"] == plain.headers["ETag"][:-1] + '-gzip"'
    for held in (plain.headers["ETag"], packed.headers["ETag"]):
        for coding in ("gzip", "identity"):
            same = ben.raw("GET", "/v1" + path, headers={"Accept-Encoding": coding, "If-None-Match": held}).expect(304)
            assert same.headers["ETag"] == held and "accept-encoding" in same.headers["Vary"].lower()
    ben.put(path, {"is_bug": False}, **matching(packed.headers["ETag"])).expect(200)


def test_readers_who_see_other_things_have_other_tags(ben, ada):
    assert len({tag_of(api, "/users/2") for api in (ben, ada)}) == 2  # the e-mail address is for himself and superusers


# --- changes


def test_a_change_of_another_field_goes_through_and_the_same_field_does_not(ben, cleo):
    path = f"/stories/{make_story(ben, title='The first title', description='first')['id']}"
    seen = tag_of(ben, path)
    cleo.put(path, {"title": "What Cleo wants"}).expect(200)
    refused = ben.put(path, {"title": "What Ben wants"}, **matching(seen))
    refused.refused(412, "title", '"What Cleo wants"', '"What Ben wants"')
    assert [problem["field"] for problem in refused.json["problems"]] == ["title"]
    taken = ben.put(path, {"description": "second"}, **matching(seen)).expect(200)
    assert (taken.json["title"], taken.json["description"]) == ("What Cleo wants", "second")
    assert taken.headers["ETag"] == tag_of(ben, path)
    assert taken.headers["Content-Location"].endswith(path)
    ben.put(path, {"title": "What both want"}, **matching(taken.headers["ETag"])).expect(200)


def test_a_refused_change_leaves_nothing(ben, cleo):
    path = f"/stories/{make_story(ben)['id']}"
    seen = tag_of(ben, path)
    cleo.put(path, {"title": "What Cleo wants"}).expect(200)
    before = (ben.get(path).body, ben.get(path + "/events").body, ben.get("/events", limit=1, sort_dir="desc").body)
    ben.put(path, {"title": "What Ben wants", "description": "lost", "private": True}, **matching(seen)).expect(412)
    assert before == (ben.get(path).body, ben.get(path + "/events").body,
                      ben.get("/events", limit=1, sort_dir="desc").body)


def test_what_follows_from_others_is_in_nobodys_way(ben, cleo):
    """A comment, a tag and a task change what a story shows, and none of it is what this change touches."""
    story = make_story(ben)["id"]
    seen = tag_of(ben, f"/stories/{story}")
    cleo.post(f"/stories/{story}/comments", {"content": "So it is"}).expect(200)
    cleo.put(f"/stories/{story}/tags", ["busy"]).expect(200)
    make_task(cleo, story)
    assert tag_of(ben, f"/stories/{story}") != seen
    ben.put(f"/stories/{story}", {"title": "Still my title"}, **matching(seen)).expect(200)


def test_a_whole_resource_can_be_sent_back(ben, cleo):
    path = f"/tasks/{make_task(ben, make_story(ben)['id'])['id']}"
    read = ben.get(path)
    cleo.put(path, {"link": "https://example.org/1"}).expect(200)
    whole = {**read.json, "title": "Changed in an editor"}
    ben.put(path, whole, **matching(read.headers["ETag"])).refused(412, "link", "https://example.org/1")
    read = ben.get(path)
    ben.put(path, {**read.json, "title": "Changed in an editor"}, **matching(read.headers["ETag"])).expect(200)


def test_two_addresses_of_one_task_share_their_tags(ben):
    story = make_story(ben)["id"]
    task = make_task(ben, story)["id"]
    plain, nested = f"/tasks/{task}", f"/stories/{story}/tasks/{task}"
    seen = tag_of(ben, plain)
    assert tag_of(ben, nested) == seen
    ben.put(nested, {"status": "review"}, **matching(seen)).expect(200)
    ben.put(plain, {"status": "merged"}, **matching(seen)).refused(412, "status", '"review"', '"merged"')
    ben.put(plain, {"priority": "high"}, **matching(seen)).expect(200)


def test_a_project_by_name_and_by_number_is_one(ada):
    project = make_project(ada)
    seen = tag_of(ada, f"/projects/{project['name']}")
    ada.put(f"/projects/{project['id']}", {"description": "new"}, **matching(seen)).expect(200)
    ada.put(f"/projects/{project['id']}", {"description": "newer"}, **matching(seen)).refused(412, "description")


def test_a_person_changes_himself_by_the_tag_of_self(server, ada):
    user = make_user(ada)
    seen = tag_of(ada, f"/users/{user['id']}")
    ada.put(f"/users/{user['id']}", {"full_name": fresh_name("other")}, **matching(seen)).expect(200)
    ada.put(f"/users/{user['id']}", {"full_name": "Third name"}, **matching(seen)).refused(412, "full_name")


def test_odd_tags(ben):
    path = f"/stories/{make_story(ben)['id']}"
    seen, change = tag_of(ben, path), {"title": "A better title"}
    for other in (tag_of(ben, f"/stories/{CRASH}"), tag_of(ben, f"/tasks/{FIND_CRASH}"), '"x"', f"W/{seen}", '""',
                  tag_of(ben, "/stories"), seen.replace("Story-", "Task-")):
        ben.put(path, change, **matching(other)).expect(412)
    for malformed in (seen.strip('"'), '"x', "W/", "*, *", "x, y", ",", '"a" "b"'):
        ben.put(path, change, **matching(malformed)).expect(400)
    assert ben.get(path).json["title"] != "A better title"
    ben.put(path, change, **matching(f'"x", {seen}')).expect(200)
    ben.put(path, change, **matching("*")).expect(200)
    ben.put(path, change, headers={"If-None-Match": "*"}).expect(412)


def test_deleting_what_has_changed_is_refused(ada, ben):
    story = make_story(ben)["id"]
    seen = tag_of(ada, f"/stories/{story}")
    ben.post(f"/stories/{story}/comments", {"content": "Do not delete this"}).expect(200)
    ada.delete(f"/stories/{story}", **matching(seen)).expect(412)
    ada.delete(f"/stories/{story}", **matching(tag_of(ada, f"/stories/{story}"))).expect(204)


def test_a_precondition_that_cannot_hold_is_never_overlooked(ben):
    """Tags of a story have no strong tag of their own: better refused than done unguarded."""
    story = make_story(ben)["id"]
    ben.put(f"/stories/{story}/tags", ["one"], **matching(tag_of(ben, f"/stories/{story}"))).expect(412)
    assert ben.get(f"/stories/{story}/tags").json == []
    ben.put(f"/stories/{story}/tags", ["one"], **matching("*")).expect(200)


def test_nothing_is_learned_of_what_one_may_not_see(ben, eve, ada):
    """With any precondition, a hidden thing answers like one that never was, and costs no 412."""
    story = make_private_story(ben, )["id"]
    task = make_task(ben, story)["id"]
    tags = [tag_of(ben, f"/stories/{story}"), tag_of(ben, f"/tasks/{task}"), "*", '"x"', tag_of(eve, "/stories/1")]
    for path, theirs in (("/stories/{}", story), ("/tasks/{}", task)):
        for api in (eve, ada):
            for header in ("If-Match", "If-None-Match"):
                for tag in tags:
                    for method, body in (("GET", {}), ("PUT", {"title": "A better title"})):
                        hidden, missing = (
                            api.request(method, path.format(number), body, headers={header: tag})
                            for number in (theirs, NOBODY))
                        assert hidden.status == missing.status == 404
                        assert hidden.body.replace(str(theirs).encode(), b"N") == missing.body.replace(
                            str(NOBODY).encode(), b"N")
                        assert set(hidden.headers) == set(missing.headers)
                        assert "ETag" not in hidden.headers


def test_what_one_may_not_do_is_refused_as_ever(ben):
    for tag in (tag_of(ben, "/users/3"), "*", '"x"'):
        ben.put("/users/3", {"full_name": "Somebody else"}, **matching(tag)).expect(403)
        ben.put(f"/projects/{ATTIC}", {"description": "mine"}, **matching(tag)).expect(403)


def test_tags_hold_over_a_restart_and_notice_what_changed_meanwhile(start, seeded, tmp_path):
    server = start(seeded)
    ben = server.as_(BEN)
    story, project = tag_of(ben, f"/stories/{CRASH}"), tag_of(ben, f"/projects/{ENGINE}")
    server.stop()
    plenary("import", "storyboard", SEED, "--replace", store=seeded)  # the same rows again
    server = start(seeded)
    ben, ada = server.as_(BEN), server.as_(ADA)
    ben.get(f"/stories/{CRASH}", **holding(story)).expect(304)
    ada.put(f"/projects/{ENGINE}", {"description": "still mine"}, **matching(project)).expect(200)


def test_of_many_who_change_one_field_at_once_one_wins(ben, server):
    path = f"/stories/{make_story(ben)['id']}"
    seen, answers = tag_of(ben, path), []

    def change(number):
        answer = server.as_(BEN).put(path, {"title": f"Number {number} was here"}, **matching(seen))
        answers.append((answer.status, number))

    threads = [threading.Thread(target=change, args=(number, )) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [number for status, number in answers if status == 200]
    assert len(answers) == 32 and len(winners) == 1 and {status for status, _ in answers} == {200, 412}
    assert ben.get(path).json["title"] == f"Number {winners[0]} was here"


def test_random_changes_by_two_people_against_a_model(ben, cleo):
    chance, values = random.Random(3), {"title": ["Title A", "Title B", "Title C"], "description": ["x", "y", None],
                                        "is_bug": [True, False]}
    path = f"/stories/{make_story(ben, title='Title A', description='x', is_bug=True)['id']}"
    model = {"title": "Title A", "description": "x", "is_bug": True}
    people = [[api, dict(model), tag_of(api, path)] for api in (ben, cleo)]
    outcomes = set()
    for _ in range(150):
        person = chance.choice(people)
        if chance.random() < 0.3:
            person[1:] = [dict(model), tag_of(person[0], path)]
        api, seen, tag = person
        wanted = {name: chance.choice(some) for name, some in values.items() if chance.random() < 0.5}
        clash = any(model[name] != seen[name] and model[name] != value for name, value in wanted.items())
        answer = api.put(path, wanted, **matching(tag)).expect(412 if clash else 200)
        if not clash:
            model.update(wanted)
            person[1:] = [dict(model), answer.headers["ETag"]]
        now = api.get(path).json
        assert {name: now[name] for name in model} == model
        outcomes.add(answer.status)
    assert outcomes == {200, 412}
