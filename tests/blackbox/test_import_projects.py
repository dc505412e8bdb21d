"""The reference's project file."""
import re

import pytest
import yaml

from support.paths import shared
from support.program import plenary, refused

OURS = """
- project: acme/widget
  description: Widgets
  use-storyboard: true
  groups:
    - acme
    - all-of-it
- project: acme/gadget
  description: Gadgets, in two
    lines
  groups: [acme]
- project: lonely
  use-storyboard: true
- project: elsewhere
  use-storyboard: false
"""


def members(guest):
    """Project group -> names of its projects."""
    groups = {group["name"]: group["id"] for group in guest.get("/project_groups").expect(200).json}
    return {
        name: set(guest.get(f"/project_groups/{number}/projects").expect(200).names)
        for name, number in groups.items()
    }


@pytest.fixture
def load(store, start, tmp_path):

    def loaded(source, *options):
        said = plenary("import", "projects", source, *options, store=store).said
        # Guests get bounded pages; these tests want to see everything.
        return said, start(store, {"api.guest_page": 100_000}).guest

    return loaded


@pytest.fixture
def ours(tmp_path):
    file = tmp_path / "projects.yaml"
    file.write_text(OURS)
    return file


def test_flagged_projects_are_imported_with_their_groups(load, ours):
    _, guest = load(ours)
    assert sorted(guest.get("/projects").names) == ["acme/widget", "lonely"]
    assert {name: found
            for name, found in members(guest).items()
            if found} == {"acme": {"acme/widget"}, "all-of-it": {"acme/widget"}}
    widget = guest.get("/projects/acme/widget").expect(200).json
    assert widget["description"] == "Widgets"
    assert guest.get("/branches", project_id=widget["id"]).names == ["master"]


def test_all_projects_are_imported_on_demand(load, ours):
    _, guest = load(ours, "--all")
    assert sorted(guest.get("/projects").names) == ["acme/gadget", "acme/widget", "elsewhere", "lonely"]
    assert members(guest) == {"acme": {"acme/widget", "acme/gadget"}, "all-of-it": {"acme/widget"}}
    assert guest.get("/projects/acme/gadget").json["description"] == "Gadgets, in two lines"


def test_a_second_run_changes_nothing(store, ours):
    plenary("import", "projects", ours, "--all", store=store)
    before = plenary("export", "storyboard", store=store).out
    plenary("import", "projects", ours, "--all", store=store)
    assert plenary("export", "storyboard", store=store).out == before


@pytest.mark.parametrize(
    "text", ["- project: [", "just text", "- name: acme\n", "- project: bad name!\n  use-storyboard: true\n"])
def test_a_broken_file_is_explained_and_nothing_is_stored(store, tmp_path, text):
    file = tmp_path / "projects.yaml"
    file.write_text("- project: acme/fine\n  use-storyboard: true\n" + text)
    refused("import", "projects", file, store=store)
    assert '"projects"' not in plenary("export", "storyboard", store=store).out


@pytest.mark.parametrize("options,count", [([], 331), (["--all"], 2472)], ids=["flagged", "all"])
def test_the_real_file_is_imported(load, options, count):
    source = shared("data/projects/projects.yaml")
    said, guest = load(source, *options)
    listed = [entry for entry in yaml.safe_load(source.read_text()) if options or entry.get("use-storyboard")]
    assert guest.get("/projects", limit=1).total == count == len(listed)
    assert re.search(rf"\b{count}\b", said.replace(",", ""))
    groups = {}
    for entry in listed:
        for group in entry.get("groups", []):
            groups.setdefault(group, set()).add(entry["project"])
    assert {name: found for name, found in members(guest).items() if found} == groups
    assert not options or guest.get("/project_groups", limit=1).total == 98
