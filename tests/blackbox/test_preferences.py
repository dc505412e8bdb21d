"""What a user tells the server to remember."""
import pytest

from support.lines import exported, imported, line
from support.seed import ADA, BEN, CLEO, NOBODY
from support.world import make_user
from support.api import Api


@pytest.fixture
def mine(server, ada):
    """The preferences of a new user: a caller and the path."""
    user = make_user(ada)["id"]
    token = ada.post(f"/users/{user}/tokens", {"user_id": user, "expires_in": 3600}).expect(200).json["access_token"]
    return Api(server.port, token), f"/users/{user}/preferences"


def test_there_are_none_at_first(mine):
    api, path = mine
    assert api.get(path).expect(200).json == {}


def test_values_keep_their_type(mine):
    api, path = mine
    sent = {"a_text": "true", "yes": True, "not": False, "an_int": 28800, "big": 2**62, "a_float": 0.25, "zero": 0,
            "one point oh": 1.0, "ünïcødé": "é\"\\\n"}
    for answer in (api.post(path, sent).expect(200).json, api.get(path).expect(200).json):
        assert answer == sent
        assert {key: type(value) for key, value in answer.items()} == {key: type(value) for key, value in sent.items()}


def test_a_change_is_merged_and_null_deletes(mine):
    api, path = mine
    api.post(path, {"first": 1, "second": 2}).expect(200)
    assert api.post(path, {"second": "two", "third": 3}).expect(200).json == {"first": 1, "second": "two", "third": 3}
    assert api.post(path, {"first": None, "never was": None}).expect(200).json == {"second": "two", "third": 3}
    assert api.post(path, {}).expect(200).json == {"second": "two", "third": 3}


@pytest.mark.parametrize("body,message,field", [
    ({"ab": 1}, "'ab' does not match any of the regexes: '^.{3,100}$'", ""), ({"k" * 101: 1}, "does not match", ""),
    ({"key": ""}, "'' is too short", "key"), ({"key": "v" * 256}, "is too long", "key"),
    ({"key": ["a"]}, "['a'] is not of type", "key"), ({"key": {}}, "{} is not of type", "key"),
    ([], "[] is not of type 'object'", ""), ("text", "'text' is not of type 'object'", ""),
], ids=str)
def test_what_is_no_preference(mine, body, message, field):
    api, path = mine
    api.post(path, {"keep": "this"}).expect(200)
    answer = api.post(path, body).expect(400)
    assert message in answer.json["message"] and answer.json["field"] == field
    assert api.get(path).json == {"keep": "this"}


def test_limits_are_of_characters(mine):
    api, path = mine
    sent = {"k" * 100: "v" * 255, "äöü": "ü" * 255}
    assert api.post(path, sent).expect(200).json == sent


@pytest.mark.parametrize("body", [b"", b"{", b'{"key": NaN}', b'{"key": "a\\u0000b"}', b'{"key": 1}x'])
def test_what_is_no_json_is_refused(mine, body):
    api, path = mine
    api.post(path, body).expect(400)
    assert api.get(path).json == {}


def test_they_are_for_oneself_alone(guest, ada, ben):
    path = f"/users/{BEN.id}/preferences"
    guest.get(path).expect(401)
    guest.post(path, {}).expect(401)
    for other in (ada, ):  # not even superusers
        other.get(path).refused(403, "You can't read preferences of other users.")
        other.post(path, {"key": 1}).refused(403, "You can't change preferences of other users.")
    assert ben.get(f"/users/{NOBODY}/preferences").body == ben.get(f"/users/{CLEO.id}/preferences").body
    assert ben.get(path).expect(200).json == {}


def test_they_move_along(seeded, start):
    common = {"created_at": "2020-01-01 00:00:00", "updated_at": None}
    rows = [{"id": 1, **common, "user_id": BEN.id, "key": "plugin_email_enable", "type": "string", "value": "true"},
            {"id": 2, **common, "user_id": BEN.id, "key": "plugin_email_digest", "type": "bool", "value": "False"},
            {"id": 3, **common, "user_id": BEN.id, "key": "digest_time", "type": "int", "value": "28800"},
            {"id": 4, **common, "user_id": ADA.id, "key": "ratio", "type": "float", "value": "0.5"}]
    imported(seeded, [line("user_preferences", **row) for row in rows], "--add")
    assert exported(seeded)["user_preferences"] == rows
    server = start(seeded)
    assert server.as_(BEN).get(f"/users/{BEN.id}/preferences").expect(200).json == {
        "plugin_email_enable": "true", "plugin_email_digest": False, "digest_time": 28800
    }
    assert server.as_(ADA).get(f"/users/{ADA.id}/preferences").json == {"ratio": 0.5}
