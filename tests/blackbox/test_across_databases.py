"""Moving a community between SQLite and PostgreSQL. Runs once: it uses both."""
import pytest

from support import postgres
from support.lines import exported
from support.paths import SEED
from support.program import plenary
from support.seed import BEN, BENS_SECRET, PUBLIC_STORIES

pytestmark = pytest.mark.skipif(postgres.missing(), reason="needs PostgreSQL's programs (apt install postgresql)")
ways = pytest.mark.parametrize("source,target", [("sqlite", "postgresql"), ("postgresql", "sqlite")])


@pytest.fixture
def filled(stores):

    def fill(kind):
        store = stores.new(kind)
        plenary("import", "storyboard", SEED, store=store)
        return store

    return fill


@ways
def test_an_export_moves(stores, filled, start, source, target):
    origin, goal = filled(source), stores.new(target)
    text = plenary("export", "storyboard", store=origin).out
    plenary("import", "storyboard", "-", store=goal, stdin=text)
    assert plenary("export", "storyboard", store=goal).out == text
    works_like_the_seed(start(goal))


@ways
def test_a_backup_moves(stores, filled, start, tmp_path, source, target):
    origin, goal = filled(source), stores.new(target)
    plenary("backup", tmp_path / "backup", store=origin)
    plenary("restore", tmp_path / "backup", store=goal)
    assert exported(goal) == exported(origin)
    works_like_the_seed(start(goal))


def test_a_demo_community_moves_whole(stores, tmp_path):
    origin, goal = stores.new("sqlite"), stores.new("postgresql")
    plenary("demo", "--stories", 300, store=origin, timeout=300)
    plenary("backup", tmp_path / "backup", store=origin)
    plenary("restore", tmp_path / "backup", store=goal)
    assert exported(goal) == exported(origin)


PAGES = [
    "/stories", "/tasks", "/events", "/projects", "/users", "/tags", "/stories?sort_field=title&sort_dir=desc",
    "/stories?sort_field=updated_at", "/stories?sort_field=updated_at&sort_dir=desc", "/stories?title=%25a%25",
    "/users?full_name=B", "/branches?sort_field=name", "/stories/1", "/stories/1/tasks", "/stories/1/events",
    "/stories/1/comments", "/stories/999001", "/users?sort_field=full_name&limit=3"
]


def test_both_databases_answer_alike(filled, start):
    servers = [start(filled(kind)) for kind in ("sqlite", "postgresql")]
    for page in PAGES:
        one, other = (server.as_(BEN).get(page) for server in servers)
        assert (one.status, one.paging, one.body) == (other.status, other.paging, other.body), page


def works_like_the_seed(server):
    assert server.guest.get("/stories").expect(200).ids == PUBLIC_STORIES
    ben = server.as_(BEN)  # tokens move as well
    ben.get(f"/stories/{BENS_SECRET}").expect(200)
    assert ben.post("/stories", {"title": "In the new home"}).expect(200).json["id"] > max(PUBLIC_STORIES)
