"""Makes things through the API for tests that change something, each with a name of its own."""
import itertools
import json

from support.seed import ENGINE

_numbers = itertools.count(1)


def fresh_name(word="thing"):
    return f"{word}-{next(_numbers)}x"


def make_story(api, **members):
    return api.post("/stories", {"title": fresh_name("A story "), **members}).expect(200).json


def make_private_story(api, *readers, teams=()):
    """A private story that exactly these persons, and the members of these teams, may see."""
    return make_story(api, private=True, users=[{"id": person.id} for person in readers],
                      teams=[{"id": team} for team in teams])


def make_task(api, story, project=ENGINE, **members):
    return api.post("/tasks", {"title": fresh_name("A task "), "story_id": story, "project_id": project,
                               **members}).expect(200).json


def make_comment(api, story, content="What I think of it"):
    """Returns the comment; the API answers with its event."""
    return api.post(f"/stories/{story}/comments", {"content": content}).expect(200).json["comment"]


def make_project(superuser, **members):
    return superuser.post("/projects", {"name": fresh_name("project"), **members}).expect(200).json


def make_user(superuser, **members):
    name = fresh_name("user")
    return superuser.post("/users", {"full_name": name, "email": f"{name}@example.net", **members}).expect(200).json


def timeline(api, story):
    """What happened to a story, in order: [(event type, its info)]."""
    events = api.get(f"/stories/{story}/events").expect(200).json
    return [(event["event_type"], event["event_info"] and json.loads(event["event_info"])) for event in events]


def new_events(api, story, act):
    """The events that `act` adds to the story's timeline."""
    before = len(timeline(api, story))
    act()
    return timeline(api, story)[before:]
