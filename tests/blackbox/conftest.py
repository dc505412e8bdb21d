"""Servers to test. PLENARY_TEST_DATABASE selects sqlite (default) or postgresql, PLENARY_BINARY the program."""
import pytest

from support.paths import BINARY, SEED
from support.program import Server, plenary
from support.seed import ADA, BEN, CLEO, EVE
from support.store import DATABASE, Stores


def pytest_report_header():
    return f"plenary: {BINARY} on {DATABASE}"


def pytest_sessionstart(session):
    if not session.config.option.collectonly and not BINARY.exists():
        pytest.exit(f"no binary at {BINARY}: build it (./dev build) or set PLENARY_BINARY", returncode=2)


@pytest.fixture(scope="session")
def stores(tmp_path_factory):
    made = Stores(tmp_path_factory.mktemp("stores"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def seeded_store(stores):
    """The seed, imported once. Only to be copied."""
    store = stores.new()
    plenary("import", "storyboard", SEED, store=store)
    return store


@pytest.fixture(scope="module")
def server(stores, seeded_store):
    """A seeded server for all tests of a file: they leave the seed's rows as they are and add their own."""
    running = Server(stores.copy(seeded_store))
    yield running
    assert running.stop() == 0, running.log[-4000:]


@pytest.fixture
def start():
    """Starts a server on a store: start(store, {"api.guest_page": 3}). All are stopped when the test ends."""
    running = []

    def started(store, settings=None, arguments=()):
        running.append(Server(store, settings, arguments))
        return running[-1]

    yield started
    codes = {server.url: server.stop() for server in running}
    assert all(code in (0, -9) for code in codes.values()), codes  # -9: the test itself killed it


@pytest.fixture
def store(stores):
    """An empty store."""
    return stores.new()


@pytest.fixture
def seeded(stores, seeded_store):
    """A store of the test's own with the seed in it."""
    return stores.copy(seeded_store)


@pytest.fixture
def fresh(start, seeded):
    """A seeded server of the test's own."""
    return start(seeded)


@pytest.fixture
def guest(server):
    return server.guest


@pytest.fixture
def ada(server):
    return server.as_(ADA)


@pytest.fixture
def ben(server):
    return server.as_(BEN)


@pytest.fixture
def cleo(server):
    return server.as_(CLEO)


@pytest.fixture
def eve(server):
    return server.as_(EVE)


COUNTED = ["/stories", "/tasks", "/projects", "/users", "/teams", "/events", "/branches", "/milestones", "/project_groups"]


@pytest.fixture
def nothing_stored(request, server, ada, ben):
    """Counts everything before and after a test, and looks whether the server still lives."""

    def totals():
        return [api.get(path, limit=0).total for api in (ada, ben) for path in COUNTED]

    before = totals()
    yield
    assert request.node.get_closest_marker("stores") or totals() == before
    assert server.is_alive()
