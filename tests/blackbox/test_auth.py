"""Who may call what: guests, people with a token, superusers."""
import re

import pytest

from support.api import Api
from support.openapi import MOUNT, Document
from support.seed import ADA, BEN, DAN, EXPIRED_TOKENS

BAD_TOKENS = {
    "unknown": "no-such-token", "another case": BEN.token.upper(), "a prefix": BEN.token[:-1],
    "of a disabled user": DAN.token, "a LIKE pattern": "%",
    **{f"expired, of a {kind}": token
       for kind, token in EXPIRED_TOKENS.items()}
}

FOR_SUPERUSERS = [("POST", "/projects"), ("PUT", "/projects/1"), ("POST", "/project_groups"),
                  ("PUT", "/project_groups/1"), ("DELETE", "/project_groups/1"),
                  ("PUT", "/project_groups/1/projects/1"), ("DELETE", "/project_groups/1/projects/1"),
                  ("POST", "/branches"), ("PUT", "/branches/1"), ("POST", "/milestones"), ("PUT", "/milestones/1"),
                  ("POST", "/users"), ("POST", "/teams"), ("PUT", "/teams/1"), ("DELETE", "/teams/1"),
                  ("PUT", "/teams/1/users/2"), ("DELETE", "/teams/1/users/2"), ("DELETE", "/stories/1"), ]
FOR_PEOPLE = [("GET", "/users/self"), ("PUT", "/users/2"), ("POST", "/stories"), ("PUT", "/stories/1"),
              ("POST", "/tasks"), ("PUT", "/tasks/1"), ("DELETE", "/tasks/1"), ("POST", "/stories/1/tasks"),
              ("PUT", "/stories/1/tags"), ("DELETE", "/stories/1/tags"), ("PUT", "/tags/1"), ("DELETE", "/tags/1"),
              ("POST", "/tags"), ("POST", "/stories/1/comments"),
              ("GET", "/users/2/tokens"), ("POST", "/users/2/tokens"), ("DELETE", "/users/2/tokens/delete_all"),
              ("GET", "/users/2/preferences"), ("POST", "/users/2/preferences"), ("GET", "/subscriptions"),
              ("POST", "/subscriptions"), ("GET", "/subscriptions/1"), ("DELETE", "/subscriptions/1"),
              ("GET", "/subscription_events"), ("DELETE", "/subscription_events/1"), ]


def operations_with_ids(server):
    """Every documented operation of the v1 API, with 1 for each id."""
    for method, path, _ in Document.of(server.port).operations():
        if path.startswith(MOUNT):
            yield method, re.sub(r"{[^}]*}", "1", path.removeprefix(MOUNT))


@pytest.mark.parametrize("token", BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
def test_a_bad_token_is_refused_even_where_guests_may_read(server, token):
    Api(server.port, token).get("/systeminfo").expect(401)
    Api(server.port, token).get("/stories/1").expect(401)


def test_a_bad_token_is_refused_by_every_operation(server):
    caller = Api(server.port, "no-such-token")
    asked = list(operations_with_ids(server))
    assert len(asked) > 60
    let_in = [(method, path) for method, path in asked
              if caller.request(method, path, *([{}] if method in ("POST", "PUT") else [])).status != 401]
    assert let_in == []


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "Token", "Basic", "anything"])
def test_the_word_before_the_token_does_not_matter(server, scheme):
    caller = Api(server.port)
    assert caller.get("/users/self",
                      headers={"Authorization": f"{scheme} {BEN.token}"}).expect(200).json["id"] == BEN.id
    caller.get("/users/self", headers={"Authorization": f"{scheme} xyz"}).expect(401)


@pytest.mark.parametrize("method,path", FOR_SUPERUSERS)
def test_only_superusers_may(guest, ben, method, path):
    body = [{}] if method in ("POST", "PUT") else []
    guest.request(method, path, *body).expect(401)
    ben.request(method, path, *body).expect(403)


@pytest.mark.parametrize("method,path", FOR_PEOPLE)
def test_guests_may_not(guest, method, path):
    guest.request(method, path, *([{}] if method in ("POST", "PUT") else [])).expect(401)


def test_every_write_needs_a_token(server, guest):
    writes = [(method, path) for method, path in operations_with_ids(server) if method in ("POST", "PUT", "DELETE")]
    let_in = [(method, path) for method, path in writes
              if guest.request(method, path, *([{}] if method != "DELETE" else [])).status not in (401, 405)]
    assert let_in == []


@pytest.mark.parametrize("token", EXPIRED_TOKENS.values(), ids=EXPIRED_TOKENS.keys())
def test_an_expired_token_does_nothing_on_any_level(server, ada, token):
    late = Api(server.port, token)
    for method, path, body in (("POST", "/projects", {"name": "too-late"}), ("POST", "/stories", {"title": "Too late"}),
                               ("GET", "/users/self", None)):
        late.request(method, path, *([body] if body else [])).expect(401)
    assert ada.get("/projects", name="too-late").json == []


def test_a_token_names_its_owner(server):
    for person in (ADA, BEN):
        assert server.as_(person).get("/users/self").expect(200).json["full_name"] == person.name


def test_a_user_disabled_later_is_locked_out_at_once(fresh):
    ben, ada = fresh.as_(BEN), fresh.as_(ADA)
    ben.get("/users/self").expect(200)
    ada.put(f"/users/{BEN.id}", {"enable_login": False}).expect(200)
    ben.get("/users/self").expect(401)
    ada.put(f"/users/{BEN.id}", {"enable_login": True}).expect(200)
    ben.get("/users/self").expect(200)


def test_a_superuser_demoted_later_loses_the_power_at_once(fresh):
    ada = fresh.as_(ADA)
    ada.put(f"/users/{BEN.id}", {"is_superuser": True}).expect(200)
    fresh.as_(BEN).post("/projects", {"name": "of-ben"}).expect(200)
    ada.put(f"/users/{BEN.id}", {"is_superuser": False}).expect(200)
    fresh.as_(BEN).post("/projects", {"name": "of-ben-again"}).expect(403)
