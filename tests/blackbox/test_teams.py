"""Teams and their members."""
import pytest

from support.seed import BEN, CLEO, CREW, EMPTY_TEAM, EVE, NOBODY, VMT
from support.world import fresh_name


@pytest.fixture
def team(ada):
    return ada.post("/teams", {"name": fresh_name("team")}).expect(200).json["id"]


def test_a_team_has_these_members(guest):
    assert guest.get(f"/teams/{CREW}").expect(200).json == {
        "name": "crew", "id": CREW, "created_at": "2020-01-01T00:00:00+00:00", "updated_at": None
    }


def test_a_team_is_found_by_name(guest):
    assert guest.get("/teams/vmt-team").expect(200).json["id"] == VMT
    guest.get("/teams/no-such-team").expect(404)
    guest.get(f"/teams/{NOBODY}").expect(404)


def test_a_superuser_makes_renames_and_deletes_a_team(ada, guest, team):
    name = fresh_name("renamed")
    assert ada.put(f"/teams/{team}", {"name": name}).expect(200).json["name"] == name
    assert guest.get(f"/teams/{team}").json["name"] == name
    ada.delete(f"/teams/{team}").expect(204)
    guest.get(f"/teams/{team}").expect(404)
    ada.delete(f"/teams/{team}").expect(404)


def test_a_name_belongs_to_one_team(ada, team):
    ada.post("/teams", {"name": "crew"}).refused(400, "Database object 'Team' with field value 'crew' already exists.")
    ada.put(f"/teams/{team}", {"name": "crew"}).refused(400, "already exists")
    ada.put(f"/teams/{NOBODY}", {"name": "no-such-team"}).expect(404)


def test_members_are_listed(guest):
    assert guest.get(f"/teams/{VMT}/users").expect(200).ids == [CLEO.id]
    assert guest.get(f"/teams/{EMPTY_TEAM}/users").expect(200).json == []
    guest.get(f"/teams/{NOBODY}/users").expect(404)


@pytest.mark.parametrize("by_query", [False, True], ids=["id in the path", "id in the query"])
def test_members_come_and_go(ada, guest, team, by_query):
    path, query = (f"/teams/{team}/users", {"user_id": BEN.id}) if by_query else (f"/teams/{team}/users/{BEN.id}", {})
    added = ada.put(path, **query).expect(200).json
    assert (added["id"], added["full_name"]) == (BEN.id, BEN.name)
    assert guest.get(f"/teams/{team}/users").ids == [BEN.id]
    ada.put(path, **query).refused(400, f"The User {BEN.id} is already in Team {team}")
    ada.delete(path, **query).expect(204)
    assert guest.get(f"/teams/{team}/users").json == []


def test_only_those_who_exist_join_only_what_exists(ada, team):
    ada.put(f"/teams/{team}/users/{NOBODY}").expect(404)
    ada.put(f"/teams/{NOBODY}/users/{BEN.id}").expect(404)
    ada.delete(f"/teams/{NOBODY}/users/{BEN.id}").expect(404)
    assert ada.delete(f"/teams/{team}/users/{EVE.id}").status in (400, 404)


def test_a_team_with_members_stays(ada):
    ada.delete(f"/teams/{CREW}").refused(400, "Team must be empty.")
    ada.get(f"/teams/{CREW}").expect(200)


def test_a_team_goes_by_its_name_everywhere(ada, guest):
    name = fresh_name("by/name")
    team = ada.post("/teams", {"name": name}).expect(200).json["id"]
    assert guest.get(f"/teams/{name}").expect(200).json["id"] == team
    name = name.replace("/", "%2F")
    assert ada.put(f"/teams/{name}/users/{BEN.id}").expect(200).json["id"] == BEN.id
    ada.put(f"/teams/{name}/users", user_id=BEN.id).refused(400, f"The User {BEN.id} is already in Team {team}")
    assert guest.get(f"/teams/{name}/users").expect(200).ids == [BEN.id]
    ada.delete(f"/teams/{name}").refused(400, "Team must be empty.")
    ada.delete(f"/teams/{name}/users", user_id=BEN.id).expect(204)
    ada.delete(f"/teams/{name}/users/{BEN.id}").refused(400, f"The User {BEN.id} is not in Team {team}")
    renamed = fresh_name("renamed")
    assert ada.put(f"/teams/{name}", {"name": renamed}).expect(200).json["id"] == team
    ada.delete(f"/teams/{renamed}").expect(204)
    ada.put(f"/teams/{renamed}/users/{BEN.id}").refused(404, f"Team {renamed} not found")


def test_a_member_is_named(ada, team):
    for method in ("PUT", "DELETE"):
        ada.request(method, f"/teams/{team}/users").refused(400, "user_id")
        ada.request(method, f"/teams/{team}/users", user_id="abc").refused(400, "unable to convert to int")
        ada.request(method, f"/teams/{team}/users", user_id=NOBODY).refused(404, f"User {NOBODY} not found")
