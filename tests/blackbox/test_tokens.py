"""Access tokens: one's own and nobody else's; what is over is over everywhere."""
import json
import re
import time

import pytest

from support.api import Api
from support.lines import exported, imported, line
from support.seed import ADA, BEN, CLEO, DAN, EVE, NOBODY
from support.world import fresh_name, make_user

MEMBERS = ["access_token", "created_at", "expires_in", "id", "updated_at", "user_id"]


def make_token(api, user, **members):
    return api.post(f"/users/{user}/tokens", {"user_id": user, "expires_in": 3600, **members}).expect(200).json


@pytest.fixture
def person(server, ada):
    """A user of the test's own, as somebody who calls the API."""
    user = make_user(ada)["id"]
    caller = Api(server.port, make_token(ada, user)["access_token"])
    caller.id = user
    return caller


def test_the_answer_that_makes_a_token_is_the_only_one_that_tells_it(server, person):
    made = make_token(person, person.id)
    assert sorted(made) == MEMBERS
    assert (made["user_id"], made["expires_in"]) == (person.id, 3600)
    assert Api(server.port, made["access_token"]).get("/users/self").expect(200).json["id"] == person.id
    path = f"/users/{person.id}/tokens"
    for shown in (person.get(f"{path}/{made['id']}").expect(200).json, person.get(path).expect(200).json[-1],
                  person.put(f"{path}/{made['id']}", {"expires_in": 3600}).expect(200).json):
        assert {**shown, "updated_at": None} == {**made, "access_token": None}


def test_a_token_may_be_chosen_but_not_twice(server, person, eve):
    secret = fresh_name("a-secret-of-my-own")
    assert make_token(person, person.id, access_token=secret)["access_token"] == secret
    assert Api(server.port, secret).get("/users/self").expect(200).json["id"] == person.id
    Api(server.port, secret.upper()).get("/users/self").expect(401)
    body = {"user_id": person.id, "expires_in": 60, "access_token": secret}
    person.post(f"/users/{person.id}/tokens", body).refused(409)
    eve.post(f"/users/{EVE.id}/tokens", {**body, "user_id": EVE.id}).refused(409)
    make_token(person, person.id, access_token=secret[:-1] + "%")


@pytest.mark.parametrize("body,words", [
    ({}, "'expires_in' is a required property"), ({"expires_in": None}, "expires_in"), ({"expires_in": "soon"}, "soon"),
    ({"expires_in": 0}, "expires_in"), ({"expires_in": -5}, "expires_in"), ({"expires_in": 2**31}, "expires_in"),
    ({"expires_in": 10**30}, "expires_in"), ({"expires_in": 60, "access_token": "short"}, "access_token"),
    ({"expires_in": 60, "access_token": "with a blank in it"}, "access_token"),
    ({"expires_in": 60, "access_token": "x" * 101}, "too long"), ({"expires_in": 60, "scope": "all"}, "scope"),
], ids=str)
def test_what_makes_no_token(ben, body, words):
    before = ben.get(f"/users/{BEN.id}/tokens").expect(200).ids
    ben.post(f"/users/{BEN.id}/tokens", body).refused(400, words)
    assert ben.get(f"/users/{BEN.id}/tokens").ids == before


def test_a_token_is_made_in_the_name_of_the_address(ben, ada):
    body = {"user_id": CLEO.id, "expires_in": 60}
    ben.post(f"/users/{BEN.id}/tokens", body).refused(403)
    ada.post(f"/users/{BEN.id}/tokens", body).refused(403)


def test_only_expires_in_can_change(person, server):
    made = make_token(person, person.id)
    path = f"/users/{person.id}/tokens/{made['id']}"
    sent_back = {**made, "expires_in": 7200, "user_id": ADA.id, "access_token": "another-secret"}
    changed = person.put(path, sent_back).expect(200).json
    assert (changed["user_id"], changed["expires_in"], changed["created_at"]) == (person.id, 7200, made["created_at"])
    Api(server.port, "another-secret").get("/users/self").expect(401)
    Api(server.port, made["access_token"]).get("/users/self").expect(200)
    person.put(path, {"expires_in": 0}).refused(400, "expires_in")
    person.put(path, {"expires_in": None}).refused(400)


def test_a_token_ends_when_its_time_is_over(server, person):
    made = make_token(person, person.id)
    late = Api(server.port, made["access_token"])
    late.get("/systeminfo").expect(200)
    time.sleep(1.1)
    person.put(f"/users/{person.id}/tokens/{made['id']}", {"expires_in": 1}).expect(200)
    late.get("/systeminfo").expect(401)
    late.get(f"/users/{person.id}/tokens").expect(401)


def test_a_deleted_token_is_dead(server, person):
    made = make_token(person, person.id)
    path = f"/users/{person.id}/tokens/{made['id']}"
    person.delete(path).expect(204)
    Api(server.port, made["access_token"]).get("/systeminfo").expect(401)
    person.delete(path).refused(404)
    person.get(path).refused(404)
    person.put(path, {"expires_in": 5}).refused(404)


# The reference let anybody wipe anybody's tokens.
def test_nobody_ends_the_tokens_of_others(server, person, eve, guest):
    path = f"/users/{person.id}/tokens"
    guest.delete(f"{path}/delete_all").expect(401)
    eve.delete(f"{path}/delete_all").refused(403)
    person.get("/users/self").expect(200)
    person.delete(f"{path}/delete_all").expect(204)
    person.get("/users/self").expect(401)
    eve.get("/users/self").expect(200)


@pytest.mark.parametrize("method,rest,body", [("GET", "", None), ("POST", "", {"expires_in": 9}), ("GET", "/{}", None),
                                              ("PUT", "/{}", {"expires_in": 9}), ("DELETE", "/{}", None),
                                              ("DELETE", "/delete_all", None)])
def test_tokens_are_for_their_owner_and_superusers(server, ada, eve, guest, person, method, rest, body):
    made = make_token(person, person.id)
    sent = [body] if body else []

    def asked(api, user, token=made["id"]):
        return api.request(method, f"/users/{user}/tokens" + rest.format(token), *sent)

    asked(guest, person.id).expect(401)
    refused = asked(eve, person.id).refused(403)
    assert asked(eve, NOBODY).body == refused.body  # nor is it told who exists
    if "{}" in rest:
        assert asked(eve, EVE.id).refused(404).body == asked(eve, EVE.id, NOBODY).body.replace(
            str(NOBODY).encode(), str(made["id"]).encode())
    asked(ada, NOBODY).refused(404, f"User {NOBODY} not found")
    assert asked(ada, person.id).status in (200, 204)


def test_tokens_are_paged(person):
    first = person.get(f"/users/{person.id}/tokens").expect(200).ids
    ids = first + [make_token(person, person.id, expires_in=100 + number)["id"] for number in range(4)]
    path = f"/users/{person.id}/tokens"
    assert person.get(path).expect(200).ids == ids
    page = person.get(path, marker=ids[1], limit=2).expect(200)
    assert (page.ids, page.paging) == (ids[2:4], {"X-Total": "5", "X-Limit": "2", "X-Marker": str(ids[1])})
    assert person.get(path, sort_field="expires_in", sort_dir="asc", limit=4).ids == ids[1:]
    person.get(path, sort_field="token_hash").refused(400, "Invalid sort_field")
    person.get(path, user_id=1).refused(400, 'Unknown argument: "user_id"')


def test_a_disabled_user_s_tokens_are_dead_everywhere(server, ada, person):
    """Guest's, everybody's and superusers' routes; and alive again when he is."""
    ada.put(f"/users/{person.id}", {"is_superuser": True}).expect(200)
    asked = [("GET", "/systeminfo"), ("GET", "/users/self"), ("POST", "/projects"), ("POST", "/stories"),
             ("GET", f"/users/{person.id}/tokens"), ("GET", f"/users/{person.id}/preferences")]
    for enabled, statuses in ((False, {401}), (True, {200, 400})):
        ada.put(f"/users/{person.id}", {"enable_login": enabled}).expect(200)
        assert {person.request(method, path, *([{}] if method == "POST" else [])).status
                for method, path in asked} == statuses
    assert Api(server.port, DAN.token).get("/systeminfo").status == 401


def test_secrets_are_stored_as_hashes_and_leave_as_hashes(stores, seeded, start):
    server = start(seeded)
    secret = make_token(server.as_(BEN), BEN.id)["access_token"]
    server.stop()
    hashes = [row["access_token"] for row in exported(seeded)["accesstokens"]]
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in hashes)
    other = stores.new()
    imported(other, [line(table, **row) for table, rows in exported(seeded).items() for row in rows])
    assert start(other).as_(BEN._replace(token=secret)).get("/users/self").expect(200).json["id"] == BEN.id


GRANTS = [
    ("refreshtokens", {"created_at": "2020-01-01 00:00:00", "updated_at": None, "id": 5, "user_id": BEN.id,
                       "refresh_token": "a-refresh-token", "expires_at": "2099-01-01 00:00:00", "expires_in": 604800,
                       "access_token_id": 2}),
    ("authorizationcodes", {"created_at": "2020-01-01 00:00:00", "updated_at": None, "id": 3, "code": "a-code",
                            "state": "abc", "user_id": BEN.id, "expires_in": 300}),
]


def test_refresh_tokens_and_codes_move_along(seeded, start):
    gone = {**GRANTS[0][1], "id": 6, "access_token_id": 999, "refresh_token": "left behind"}
    told = imported(seeded, [line(table, **row) for table, row in GRANTS] + [line("refreshtokens", **gone)], "--add")
    assert "dropped" in told.out
    tables = exported(seeded)
    for table, row in GRANTS:
        secret = "refresh_token" if table == "refreshtokens" else "code"
        (found,) = tables[table]
        assert {**found, secret: row[secret]} == row
        assert re.fullmatch("sha256:[0-9a-f]{64}", found[secret])
    assert "a-refresh-token" not in json.dumps(tables)

    ben = start(seeded).as_(BEN)
    refresh = ben.get(f"/users/{BEN.id}/tokens/2").expect(200).json["refresh_token"]
    assert (refresh["id"], refresh["user_id"], refresh["refresh_token"]) == (5, BEN.id, None)
    assert [token.get("refresh_token") for token in ben.get(f"/users/{BEN.id}/tokens").json] == [refresh, None]
    ben.delete(f"/users/{BEN.id}/tokens/2").expect(204)


def test_a_refresh_token_goes_with_its_access_token(seeded, start):
    imported(seeded, [line(table, **row) for table, row in GRANTS], "--add")
    server = start(seeded)
    server.as_(ADA).delete(f"/users/{BEN.id}/tokens/delete_all").expect(204)
    server.stop()
    assert "refreshtokens" not in exported(seeded)
