#!/usr/bin/env python3
"""Shows that check_layers.py catches each kind of violation, on trees of a few files in a temporary folder."""

import pathlib
import tempfile
import unittest

from check_layers import Tree

GOOD = {
    "platform/base/CMakeLists.txt": "module(base)\n",
    "platform/base/error.h": "#include <string>\n",
    "platform/db/CMakeLists.txt": "module(db SOURCES query.cc\n  NEEDS base  # for Error\n  LINKS sqlite3)\n",
    "platform/db/query.h": '#include "base/error.h"\n',
    "platform/db/query.cc": '#include "db/query.h"\n',
    "platform/db/world_test.h": '#include "db/query.h"\n',
    "features/story/CMakeLists.txt": "module(story SOURCES api.cc NEEDS base TESTS api_test.cc TEST_NEEDS db)\n",
    "features/story/api.cc": '#include "base/error.h"\n// co_await is not for us\n',
    "features/story/api_test.cc": '#include "db/world_test.h"\n#include "story/api.h"\n',
    "app/CMakeLists.txt": "module(app NEEDS story)\nadd_executable(plenary main.cc)\n",
    "app/main.cc": '#include "story/api.h"\n',
}


class CheckLayers(unittest.TestCase):
    def problems(self, files={}):
        """What is said about the good tree after some of its files are replaced or added."""
        with tempfile.TemporaryDirectory() as folder:
            src = pathlib.Path(folder).resolve() / "src"
            for name, text in {**GOOD, **files}.items():
                (src / name).parent.mkdir(parents=True, exist_ok=True)
                (src / name).write_text(text)
            return Tree(src).check()

    def assert_caught(self, place, words, files):
        problems = self.problems(files)
        self.assertEqual(len(problems), 1, problems)
        self.assertTrue(problems[0].startswith(f"src/{place}: "), problems[0])
        self.assertIn(words, problems[0])

    def test_a_good_tree_has_no_problems(self):
        self.assertEqual(self.problems(), [])

    def test_an_include_that_needs_does_not_name(self):
        self.assert_caught("features/story/api.cc:2", "story doesn't list db in NEEDS",
                           files={"features/story/api.cc": '\n#include "db/query.h"\n'})

    def test_an_include_in_angle_brackets_is_no_way_round(self):
        self.assert_caught("features/story/api.cc:1", "story doesn't list db in NEEDS",
                           files={"features/story/api.cc": "#include <db/query.h>\n"})

    def test_a_need_does_not_pass_on_what_it_needs(self):
        self.assert_caught("app/main.cc:1", "app doesn't list base in NEEDS",
                           files={"app/main.cc": '#include "base/error.h"\n'})

    def test_a_test_may_not_include_what_neither_list_names(self):
        self.assert_caught("platform/db/query_test.cc:1", "db doesn't list story in NEEDS or TEST_NEEDS", files={
            "platform/db/CMakeLists.txt": "module(db SOURCES query.cc NEEDS base TESTS query_test.cc)",
            "platform/db/query_test.cc": '#include "story/api.h"\n'})

    def test_an_include_of_the_folder_above(self):
        self.assert_caught("features/story/api.cc:1", "by its full path",
                           files={"features/story/api.cc": '#include "../base/error.h"\n'})

    def test_an_include_through_the_layer(self):
        self.assert_caught("app/main.cc:1", "by its full path", files={"app/main.cc": '#include "platform/base/error.h"\n'})

    def test_an_include_without_its_module(self):
        self.assert_caught("platform/db/query.cc:1", '"db/query.h"',
                           files={"platform/db/query.cc": '#include "query.h"\n'})

    def test_a_header_for_tests_in_the_product(self):
        self.assert_caught("platform/db/query.cc:1", "for tests only",
                           files={"platform/db/query.cc": '#include "db/world_test.h"\n'})

    def test_a_module_for_tests_in_the_product(self):
        self.assert_caught("platform/db/CMakeLists.txt:1", "db needs db_testing for its tests only", files={
            "platform/db/CMakeLists.txt": "module(db SOURCES query.cc NEEDS base db_testing)",
            "platform/db_testing/CMakeLists.txt": "if(PLENARY_TESTS)\n  module(db_testing NEEDS base)\nendif()"})

    def test_a_circle(self):
        self.assert_caught("platform/base/CMakeLists.txt:1", "base -> db -> base",
                           files={"platform/base/CMakeLists.txt": "module(base NEEDS db)"})

    def test_platform_must_not_need_a_feature(self):
        self.assert_caught("platform/db/CMakeLists.txt:2", "db (platform) must not need story (features)",
                           files={"platform/db/CMakeLists.txt": "\nmodule(db SOURCES query.cc NEEDS base story)"})

    def test_not_even_in_its_tests(self):
        self.assert_caught("platform/base/CMakeLists.txt:1", "base (platform) must not need story (features)",
                           files={"platform/base/CMakeLists.txt": "module(base TEST_NEEDS story)"})

    def test_a_feature_must_not_need_the_app(self):
        self.assert_caught("features/election/CMakeLists.txt:1", "election (features) must not need app (app)",
                           files={"features/election/CMakeLists.txt": "module(election NEEDS app)"})

    def test_a_need_that_nobody_declares(self):
        self.assert_caught("app/CMakeLists.txt:1", "stroy, which is no module",
                           files={"app/CMakeLists.txt": "module(app NEEDS story stroy)\nadd_executable(plenary main.cc)"})

    def test_coroutines(self):
        for keyword in "co_await", "co_return", "co_yield":
            self.assert_caught("platform/base/error.h:2", keyword,
                               files={"platform/base/error.h": f"\ninline auto f() {{ {keyword} 1; }}\n"})

    def test_a_source_that_nothing_builds(self):
        self.assert_caught("features/story/forgotten_test.cc:1", "nothing builds or runs it",
                           files={"features/story/forgotten_test.cc": ""})

    def test_a_migration_that_nothing_runs(self):
        self.assert_caught("features/story/schema/0002_more.sql:1", "nothing builds or runs it",
                           files={"features/story/schema/0002_more.sql": ""})

    def test_a_listed_file_that_is_not_there(self):
        self.assert_caught("platform/base/CMakeLists.txt:1", "base lists id_test.cc, which isn't there",
                           files={"platform/base/CMakeLists.txt": "module(base TESTS id_test.cc)"})

    def test_a_file_outside_every_module(self):
        self.assert_caught("features/lost/found.h:1", "belongs to no module", files={"features/lost/found.h": ""})

    def test_a_module_in_a_folder_of_another_name(self):
        self.assert_caught("features/poll/CMakeLists.txt:1", "must live in a folder of that name",
                           files={"features/poll/CMakeLists.txt": "module(election)"})

    def test_a_module_outside_the_layers(self):
        self.assert_caught("misc/tools/CMakeLists.txt:1", "one of platform, features, app",
                           files={"misc/tools/CMakeLists.txt": "module(tools)"})


if __name__ == "__main__":
    unittest.main()
