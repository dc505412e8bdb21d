"""Users: what is shown to whom, and who may change what."""
import pytest

from support.seed import ADA, BEN, CLEO, CRASH, NOBODY, VMT
from support.world import fresh_name, make_private_story, make_user

MEMBERS = [
    "created_at", "email", "enable_login", "full_name", "id", "is_superuser", "last_login", "openid", "updated_at"
]
PRIVATE = ["created_at", "email", "openid", "updated_at"]


def test_a_user_has_these_members(guest):
    user = guest.get(f"/users/{BEN.id}").expect(200).json
    assert sorted(user) == MEMBERS
    assert (user["full_name"], user["is_superuser"], user["enable_login"]) == (BEN.name, False, True)
    assert user["last_login"] == "2020-01-09T09:00:00+00:00"


@pytest.mark.parametrize("who", ["guest", "cleo"])
def test_others_see_no_address_and_no_dates(request, who):
    user = request.getfixturevalue(who).get(f"/users/{BEN.id}").expect(200).json
    assert [user[member] for member in PRIVATE] == [None] * 4


def test_one_sees_all_of_oneself(ben):
    for path in ("/users/self", f"/users/{BEN.id}"):
        user = ben.get(path).expect(200).json
        assert (user["email"], user["openid"]) == (BEN.email, "https://id.example.org/ben")
        assert user["created_at"] == "2020-01-01T02:00:00+00:00"


def test_superusers_see_addresses_but_not_the_dates_of_others(ada):
    user = ada.get(f"/users/{BEN.id}").expect(200).json
    assert (user["email"], user["openid"], user["created_at"]) == (BEN.email, "https://id.example.org/ben", None)


def test_lists_hide_addresses_as_well(guest, ben, ada):

    def addresses(api):
        return {user["id"]: user["email"] for user in api.get("/users").expect(200).json if user["email"]}

    assert addresses(guest) == {}
    assert addresses(ben) == {BEN.id: BEN.email}
    assert set(addresses(ada)) >= {1, 2, 3, 4, 5}


def test_users_inside_other_answers_hide_addresses_as_well(ben, cleo, guest):
    story = make_private_story(ben, BEN, CLEO)["id"]
    for path in (f"/stories/{story}", "/stories?title=A+story"):
        shown = cleo.get(path).expect(200).json
        users = [user for one in (shown if isinstance(shown, list) else [shown]) for user in one["users"]]
        assert {user["id"] for user in users} >= {BEN.id, CLEO.id}
        assert all(user["email"] is None and user["openid"] is None for user in users if user["id"] != CLEO.id)
    for member in guest.get(f"/teams/{VMT}/users").expect(200).json:
        assert (member["email"], member["openid"]) == (None, None)


def test_address_filters_find_only_oneself(guest, ben, ada):
    for name, value in (("email", BEN.email), ("openid", "https://id.example.org/ben")):
        for caller, found in ((guest, []), (ben, [BEN.id]), (ada, [BEN.id])):
            answer = caller.get("/users", **{name: value}).expect(200)
            assert (answer.ids, answer.total) == (found, len(found))
    assert ben.get("/users", email=CLEO.email).expect(200).paging == {"X-Total": "0"}


def test_address_filters_are_exact(ada):
    for email in ("example.org", "ben@%", "%"):
        answer = ada.get("/users", email=email).expect(200)
        assert (answer.json, answer.total) == ([], 0)


def test_an_unknown_user_is_not_found(guest, ada):
    guest.get(f"/users/{NOBODY}").refused(404, f"User {NOBODY} not found")
    ada.put(f"/users/{NOBODY}", {"full_name": "Nobody"}).expect(404)


def test_a_superuser_makes_a_user(ada):
    name = fresh_name("Newcomer ")
    user = ada.post(
        "/users",
        {"full_name": name, "email": "new@example.net", "openid": "https://id.example.net/new"}).expect(200).json
    assert (user["full_name"], user["email"], user["is_superuser"]) == (name, "new@example.net", False)
    assert ada.get(f"/users/{user['id']}").expect(200).json == user


def test_an_address_belongs_to_one_user(ada):
    ada.post("/users", {"full_name": "Second Ben", "email": BEN.email}).refused(400, "already exists")
    other = make_user(ada)["id"]
    ada.put(f"/users/{other}", {"email": BEN.email}).refused(400, "already exists")


def test_an_address_beyond_the_column_is_refused(ada):
    assert ada.post("/users", {"full_name": "Too long", "email": "x" * 250 + "@y.org"}).status == 400


def test_a_user_changes_himself(fresh):
    ben = fresh.as_(BEN)
    changed = ben.put(f"/users/{BEN.id}", {"full_name": "Benjamin Builder"}).expect(200).json
    assert (changed["full_name"], changed["email"]) == ("Benjamin Builder", BEN.email)
    assert fresh.guest.get(f"/users/{BEN.id}").json["full_name"] == "Benjamin Builder"


def test_a_user_cannot_change_another(ben):
    ben.put(f"/users/{CLEO.id}", {"full_name": "Clown"}).refused(403, "You are not allowed to update this user.")


def test_a_user_cannot_promote_or_disable_himself(ben):
    answer = ben.put(f"/users/{BEN.id}", {"is_superuser": True, "enable_login": False}).expect(200)
    assert (answer.json["is_superuser"], answer.json["enable_login"]) == (False, True)
    assert ben.get("/users/self").expect(200).json["is_superuser"] is False


def test_a_superuser_changes_anyone(ada):
    user = make_user(ada)["id"]
    changed = ada.put(f"/users/{user}", {"is_superuser": True, "full_name": "A new name"}).expect(200).json
    assert (changed["is_superuser"], changed["full_name"]) == (True, "A new name")


def test_an_empty_change_changes_nothing(ben):
    before = ben.get("/users/self").json
    changed = ben.put(f"/users/{BEN.id}", {}).expect(200).json
    assert {**changed, "updated_at": None} == {**before, "updated_at": None}


def test_the_client_s_own_object_can_be_sent_back_without_its_id(ben):
    mine = ben.get("/users/self").json
    del mine["id"], mine["created_at"], mine["updated_at"], mine["last_login"]
    ben.put(f"/users/{BEN.id}", mine).expect(200)


def test_names_need_not_be_unique(ada):
    first, second = (make_user(ada, full_name="Twin Sister") for _ in range(2))
    assert ada.get("/users", full_name="twin sister").ids == [first["id"], second["id"]]


def test_a_user_without_an_address_is_shown(guest, ada):
    for caller in (guest, ada):
        user = caller.get("/users/7").expect(200).json
        assert (user["full_name"], user["email"]) == ("Zoë 100% Imported", None)


def test_authors_are_shown_by_id_only(guest):
    assert guest.get(f"/stories/{CRASH}").json["creator_id"] == BEN.id
    assert ADA.email not in guest.get("/users").body.decode()
