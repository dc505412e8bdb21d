"""Search by q, and stories like a new one's title."""
import json

import pytest

from support.paths import shared
from support.program import plenary
from support.seed import ADA, BEN, BENS_SECRET, BENS_TASK, CLEO, CRASH, ENGINE, EVE, GEAR
from support.world import fresh_name, make_comment, make_private_story, make_project, make_story, make_task

SEARCHES = ["/stories/search", "/tasks/search", "/projects/search", "/users/search"]


@pytest.fixture
def word():
    """A word that stands nowhere yet."""
    return fresh_name("wombat").replace("-", "")


def titles(answer):
    return [row["title"] for row in answer.expect(200).json]


def test_a_story_is_found_by_title_description_and_comments(ben, guest, word):
    by_title = make_story(ben, title=f"About the {word} itself")["id"]
    by_description = make_story(ben, description=f"Some {word} again")["id"]
    by_comment = make_story(ben)["id"]
    make_comment(ben, by_comment, f"I saw a {word.upper()}.")
    make_story(ben, title="About something else")
    found = guest.get("/stories/search", q=word).expect(200)
    assert found.ids[0] == by_title  # a title tells more
    assert sorted(found.ids) == sorted([by_title, by_description, by_comment])
    assert found.paging == {}


def test_a_found_story_has_its_full_form(ben, guest, word):
    story = make_story(ben, title=f"Full form of {word}")["id"]
    make_task(ben, story)
    assert guest.get("/stories/search", q=word).json == [guest.get(f"/stories/{story}").json]


def test_words_beginnings_phrases_needs_and_exclusions(ben, guest, word):
    one = make_story(ben, title=f"{word} live migration")["id"]
    two = make_story(ben, title=f"{word} migration of live volumes")["id"]

    def found(q):
        return sorted(guest.get("/stories/search", q=q).expect(200).ids)

    assert found(word[:-1]) == [one, two]  # the last word is a beginning
    assert found(f'"{word} live migration"') == [one]
    assert found(f'"{word} live"') == [one]
    assert found(f"+{word} -volumes") == [one]
    assert found(f"+{word} +volumes") == [two]
    assert found(f"+{word} volum*") == [one, two]
    assert found(f"{word} zzzzunknown") == [one, two]  # any of the words
    assert guest.get("/stories/search", q=f"{word} volumes").ids[0] == two  # all of them first
    assert found(f'"{word[:-1]}"') == []  # in quotes a word is whole
    assert found(f"-{word}") == []


def test_accents_and_case_do_not_matter(ben, guest, word):
    story = make_story(ben, title=f"Größe der École Łódź {word}")["id"]
    for spelling in ["groesse", "grosse", "GRÖSSE", "ecole", "école", "lodz"]:
        expected = [] if spelling == "groesse" else [story]
        assert guest.get("/stories/search", q=f"+{word} +{spelling}").ids == expected, spelling


def test_signs_of_chinese_are_found_within_a_text(ben, guest):
    story = make_story(ben, title="虚拟机迁移失败了")["id"]
    assert guest.get("/stories/search", q="迁移").ids == [story]


def test_changes_are_found_at_once_and_what_was_is_not(ben, ada, guest, word):
    story = make_story(ben, title=f"Before {word}a")["id"]
    ben.put(f"/stories/{story}", {"title": f"After {word}b"}).expect(200)
    assert guest.get("/stories/search", q=f'"{word}a"').ids == []
    assert guest.get("/stories/search", q=f"{word}b").ids == [story]
    task = make_task(ben, story, title=f"Task {word}c")["id"]
    assert guest.get("/tasks/search", q=f"{word}c").ids == [task]
    ben.put(f"/tasks/{task}", {"title": f"Task {word}d"}).expect(200)
    assert guest.get("/tasks/search", q=f'"{word}c"').ids == []
    assert guest.get("/tasks/search", q=f"{word}d").ids == [task]
    ben.delete(f"/tasks/{task}").expect(204)
    assert guest.get("/tasks/search", q=f"{word}d").ids == []
    ada.delete(f"/stories/{story}").expect(204)
    assert guest.get("/stories/search", q=f"{word}b").ids == []


def test_the_newest_comes_first_among_equals(ben, guest, word):
    made = [make_story(ben, title=f"Equal {word} {number}")["id"] for number in "abc"]
    assert guest.get("/stories/search", q=word).ids == made[::-1]


def test_sort_fields_are_honoured(ben, guest, word):
    made = [make_story(ben, title=f"{letter}bc {word}")["id"] for letter in "bca"]
    by_title = [made[2], made[0], made[1]]
    assert guest.get("/stories/search", q=word, sort_field="title").ids == by_title
    assert guest.get("/stories/search", q=word, sort_field="title", sort_dir="desc").ids == by_title[::-1]
    assert guest.get("/stories/search", q=word, sort_field="id").ids == made
    assert guest.get("/stories/search", q=word, sort_field="id", limit=1, offset=1).ids == made[1:2]
    guest.get("/stories/search", q=word, sort_field="nonsense").refused(400)


def test_pages_of_what_is_ranked(ben, guest, word):
    made = [make_story(ben, title=f"Page {word}")["id"] for _ in range(5)][::-1]
    assert guest.get("/stories/search", q=word, limit=2).ids == made[:2]
    assert guest.get("/stories/search", q=word, limit=2, offset=3).ids == made[3:]
    assert guest.get("/stories/search", q=word, offset=9).ids == []
    assert guest.get("/stories/search", q=word, limit=0).ids == []
    assert guest.get("/stories/search", q=word, marker=made[0]).ids == made  # ignored


def test_filters_narrow_a_search(ben, guest, word):
    one = make_story(ben, title=f"First {word}")["id"]
    two = make_story(ben, title=f"Second {word}")["id"]
    make_task(ben, one, project=ENGINE, assignee_id=CLEO.id)
    make_task(ben, two, project=GEAR, status="merged")
    ben.put(f"/stories/{one}/tags", [word]).expect(200)
    for filters, expected in [({"project_id": ENGINE}, [one]), ({"status": "merged"}, [two]),
                              ({"status": ["active", "merged"]}, [two, one]), ({"assignee_id": CLEO.id}, [one]),
                              ({"creator_id": EVE.id}, []), ({"tags": word}, [one]),
                              ({"tags": [word, "none-such"]}, []),
                              ({"tags": [word, "none-such"], "tags_filter_type": "any"}, [one])]:
        assert guest.get("/stories/search", q=word, **filters).ids == expected, filters
    task = make_task(ben, one, project=GEAR, title=f"Task {word}", status="review")
    for filters, found in [({"project_id": GEAR}, True), ({"project_id": ENGINE}, False), ({"story_id": one}, True),
                           ({"story_id": two}, False), ({"status": "review"}, True), ({"status": "todo"}, False),
                           ({"branch_id": task["branch_id"]}, True)]:
        assert bool(guest.get("/tasks/search", q=word, **filters).ids) == found, filters
    guest.get("/tasks/search", q=word, priority="high").refused(400, "priority")


def test_numbers_jump(ben, guest, word):
    story = make_story(ben, title=f"Not about its number {word}")["id"]
    other = make_story(ben, title=f"Mentions {story} only")["id"]
    for q in (f"#{story}", str(story)):
        assert guest.get("/stories/search", q=q).ids[:2] == [story, other]
    task = make_task(ben, story)["id"]
    assert guest.get("/tasks/search", q=f"#{task}").ids[0] == task
    assert guest.get("/users/search", q=str(BEN.id)).ids[0] == BEN.id
    assert guest.get("/stories/search", q=f"#{BENS_SECRET}").ids == guest.get("/stories/search", q="#999777").ids


def test_a_project_of_exactly_that_name_comes_first(ada, guest, word):
    exact = make_project(ada, name=word)["id"]
    newer = make_project(ada, name=f"{word}/client", description=f"{word} {word}")["id"]
    described = make_project(ada, description=f"Works with {word}")["id"]
    found = guest.get("/projects/search", q=word).expect(200)
    assert found.ids[0] == exact
    assert sorted(found.ids) == sorted([exact, newer, described])
    assert found.paging == {}
    ada.put(f"/projects/{described}", {"description": "Works alone"}).expect(200)
    assert described not in guest.get("/projects/search", q=word).ids


def test_people_are_found_by_name_and_never_by_address(ada, ben, guest, word):
    user = ada.post("/users", {"full_name": f"Zoë {word}", "email": f"{word}x@secret.example"}).expect(200).json["id"]
    assert guest.get("/users/search", q=f"zoe {word}").ids[0] == user
    assert guest.get("/users/search", q=f'"ZOE {word}"').ids == [user]
    assert guest.get("/users/search", q=word).json[0]["email"] is None
    nobody = guest.get("/users/search", q="zzz@secret.example").body
    for q in (f"{word}x@secret.example", f"{word}x", "secret", f'"{word}x@secret.example"'):
        assert guest.get("/users/search", q=q).body == nobody
        assert ben.get("/users/search", q=q).json == []
    assert ada.get("/users/search", q=f"{word}x@secret.example").ids == [user]
    assert ben.get("/users/search", q=BEN.email).ids[0] == BEN.id
    assert CLEO.id not in ben.get("/users/search", q=CLEO.email).ids


@pytest.mark.parametrize("path", SEARCHES)
def test_nothing_finds_nothing(guest, path):
    for query in ({}, {"q": ""}, {"q": "   "}, {"q": "%"}, {"q": "-engine"}, {"q": '"'}):
        assert guest.get(path, **query).expect(200).json == []
    guest.get(path, q="x", nonsense=1).refused(400, "nonsense")


def test_no_text_is_an_error(guest, ada):
    odd = ['"', "@#", "(x", "<x", "~", "+", "NEAR(a b)", "a AND", "OR", "NOT", "title:x", "{x} : y", "a*b*", "^x", "a:*",
           "'", "x' OR 1=1", "a & | ! b", "\\", "<->", "* * *", '"a" "', "a" * 3000, "a " * 2000, "\u202e\u0300x"]
    naughty = json.loads(shared("data/issues/blns.json").read_text())
    for text in odd + [text for text in naughty if "\0" not in text and text.isprintable()]:
        encoded = text.encode("utf-8", "surrogatepass")
        if encoded.decode("utf-8", "ignore") != text:
            continue
        for path in SEARCHES + ["/stories/similar"]:
            ada.get(path, **{"title" if path.endswith("similar") else "q": text}, limit=3).expect(200)


def test_whatever_is_in_a_story_does_not_harm(ben, guest, word):
    naughty = [text for text in json.loads(shared("data/issues/blns.json").read_text()) if "\0" not in text]
    text = "\n".join(naughty).encode("utf-8", "ignore").decode()
    story = make_story(ben, title=f"Naughty {word}", description=text)["id"]
    make_comment(ben, story, text)
    assert guest.get("/stories/search", q=word).ids == [story]
    ben.put(f"/stories/{story}", {"description": "tame"}).expect(200)
    assert guest.get("/stories/search", q=word).ids == [story]


def test_private_stories_are_found_by_their_readers_alone(server, ben, cleo, guest, ada, word):
    public = make_story(ben, title=f"Public {word}")["id"]
    secret = make_private_story(ben, BEN, CLEO)["id"]
    ben.put(f"/stories/{secret}", {"title": f"Secret {word}", "description": f"{word}hidden"}).expect(200)
    make_comment(ben, secret, f"{word}whisper")
    task = make_task(ben, secret, title=f"Secret {word} task")["id"]
    for reader in (ben, cleo):
        assert reader.get("/stories/search", q=word).ids == [secret, public]
        assert reader.get("/stories/search", q=f"{word}whisper").ids == [secret]
        assert reader.get("/tasks/search", q=word).ids == [task]
        assert reader.get("/stories/similar", title=f"Secret {word}").ids[0] == secret
    for outsider in (guest, server.as_(EVE), ada):
        assert outsider.get("/stories/search", q=word).ids == [public]
        assert outsider.get("/tasks/search", q=word).ids == []
        assert secret not in outsider.get("/stories/similar", title=f"Secret {word}").ids
        for text in (f"{word}hidden", f"{word}whisper"):
            nothing = outsider.get("/stories/search", q=f"{word}nothing").body
            assert outsider.get("/stories/search", q=text).body == nothing
            for order in ({"sort_field": "id"}, {"sort_field": "title", "sort_dir": "desc"}):
                assert outsider.get("/stories/search", q=text, **order).body == nothing
    ben.put(f"/stories/{secret}", {"private": False}).expect(200)
    assert guest.get("/stories/search", q=f"{word}whisper").ids == [secret]
    ben.put(f"/stories/{secret}", {"private": True, "users": [{"id": BEN.id}]}).expect(200)
    assert guest.get("/stories/search", q=f"{word}whisper").ids == []
    assert cleo.get("/tasks/search", q=word).ids == []


def test_a_guests_page_is_bounded(start, seeded, word):
    server = start(seeded, {"api.guest_page": 3})
    ben = server.as_(BEN)
    for _ in range(5):
        make_story(ben, title=f"Bounded {word}")
    for query in ({}, {"limit": 100}, {"sort_field": "id"}):
        assert len(server.guest.get("/stories/search", q=word, **query).ids) == 3
        assert len(ben.get("/stories/search", q=word, **query).ids) == 5


def test_similar_stories(ben, guest, word):
    old = make_story(ben, title=f"Live migration of {word} loses the volume")["id"]
    other = make_story(ben, title=f"{word} cannot be deleted")["id"]
    for number in range(8):
        make_story(ben, title=f"Migration of quotas {number}")
    found = guest.get("/stories/similar", title=f"{word} live migration loses volumes").expect(200)
    assert found.ids[0] == old
    assert found.paging == {}
    assert guest.get("/stories/similar", title=f"{word} cannot be deleted").ids[0] == other
    assert guest.get("/stories/similar", title="zzz yyy xxx").ids == []
    assert guest.get("/stories/similar").json == []
    assert len(guest.get("/stories/similar", title="Migration of quotas").ids) <= 5
    assert len(guest.get("/stories/similar", title="Migration of quotas", limit=2).ids) == 2


def test_imported_rows_are_found(start, seeded):
    server = start(seeded)
    assert CRASH in server.guest.get("/stories/search", q="crash").ids
    assert ENGINE in server.guest.get("/projects/search", q="engine").ids
    assert server.guest.get("/users/search", q="curator").ids == [CLEO.id]
    assert BENS_TASK not in server.guest.get("/tasks/search", q="a", limit=1000).ids


def test_a_real_archive_is_found_after_its_import(start, seeded):
    archive = shared("data/issues/quicwg+datagram.archive.json")
    issues = json.loads(archive.read_text())["issues"]
    plenary("import", "github", archive, "--project", "real/project", store=seeded)
    server = start(seeded)
    chosen = [issue for issue in issues if len(issue["title"].split()) > 3][:20]
    assert chosen
    for issue in chosen:
        found = server.as_(ADA).get("/stories/search", q='"' + issue["title"].replace('"', " ") + '"', limit=20)
        assert issue["title"][:255] in titles(found), issue["title"]


def test_a_restored_backup_is_found(start, stores, seeded, tmp_path):
    plenary("backup", tmp_path / "all.gz", store=seeded)
    target = stores.new()
    plenary("restore", tmp_path / "all.gz", store=target)
    assert CRASH in start(target).guest.get("/stories/search", q="crash").ids
    plenary("restore", tmp_path / "all.gz", "--replace", store=seeded)
    assert CRASH in start(seeded).guest.get("/stories/search", q="crash").ids
