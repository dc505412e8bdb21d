#!/usr/bin/env python3
"""Holds the source tree to what its module(...) calls declare.

    check_layers.py <src>

Fails on: an include of a module that NEEDS doesn't name; an include by a relative path; a header for tests included
by the product; a need that points upwards (app -> features -> platform) or in a circle; a .cc or .sql file that exists
and isn't listed in CMakeLists.txt, or the reverse; a coroutine (g++ 12 miscompiles them).
"""

import dataclasses
import pathlib
import re
import sys

LAYERS = ["platform", "features", "app"]  # each may need those before it, and itself

MODULE = re.compile(r"^\s*module\(\s*([\w-]+)(.*?)\)", re.S | re.M)
KEYWORD = re.compile(r"^[A-Z_]+$")
INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]')
COROUTINE = re.compile(r"\bco_(await|return|yield)\b")


def without_comments(listing):
    return re.sub(r"#.*", "", listing.read_text())


@dataclasses.dataclass
class Module:
    name: str
    listing: pathlib.Path  # its CMakeLists.txt
    line: int
    layer: str
    lists: dict  # keyword -> words, such as NEEDS -> [base, db]

    def words(self, *keywords):
        return [word for keyword in keywords for word in self.lists.get(keyword, [])]


class Tree:
    def __init__(self, src):
        self.src = src
        self.problems = []
        self.modules = {module.name: module for listing in sorted(src.rglob("CMakeLists.txt")) for module in self.read(listing)}

    def report(self, path, line, sentence):
        self.problems.append(f"{path.relative_to(self.src.parent)}:{line}: {sentence}")

    def read(self, listing):
        """The modules that one CMakeLists.txt declares."""
        text = without_comments(listing)
        for call in MODULE.finditer(text):
            line = text.count("\n", 0, call.start(1)) + 1
            lists, words = {}, []
            for word in call[2].split():
                if KEYWORD.match(word):
                    words = lists.setdefault(word, [])
                else:
                    words.append(word)
            layer = listing.relative_to(self.src).parts[0]
            yield Module(call[1], listing, line, layer, lists)

    def check(self):
        for module in self.modules.values():
            self.check_declaration(module)
        self.check_circles()
        for path in sorted(self.src.rglob("*")):
            if path.suffix in {".h", ".cc", ".sql"}:
                self.check_file(path)
        return self.problems

    def check_declaration(self, module):
        def report(sentence):
            self.report(module.listing, module.line, sentence)

        if module.layer not in LAYERS:
            return report(f"module {module.name} belongs into one of {', '.join(LAYERS)}")
        if module.listing.parent.name != module.name:
            report(f"module {module.name} must live in a folder of that name, for its includes to say \"{module.name}/…\"")
        for name in module.words("SOURCES", "TESTS", "SCHEMA"):
            if not (module.listing.parent / name).exists():
                report(f"{module.name} lists {name}, which isn't there")
        for need in module.words("NEEDS"):
            if need.endswith("_testing") and not module.name.endswith("_testing"):
                report(f"{module.name} needs {need} for its tests only: say TEST_NEEDS")
        for need in module.words("NEEDS", "TEST_NEEDS"):
            if need not in self.modules:
                report(f"{module.name} needs {need}, which is no module")
            elif self.above(self.modules[need], module):
                report(f"{module.name} ({module.layer}) must not need {need} ({self.modules[need].layer}): needs point down")

    @staticmethod
    def above(a, b):
        return a.layer in LAYERS and LAYERS.index(a.layer) > LAYERS.index(b.layer)

    def check_circles(self):
        done = set()

        def visit(name, path):
            if name in path:
                module = self.modules[name]
                circle = path[path.index(name) :] + [name]
                return self.report(module.listing, module.line, f"a circle of needs: {' -> '.join(circle)}")
            if name not in self.modules or name in done:
                return
            for need in self.modules[name].words("NEEDS"):
                visit(need, path + [name])
            done.add(name)

        for name in self.modules:
            visit(name, [])

    def module_of(self, path):
        """The module in whose folder, or in a folder of whose folder, the file lies."""
        for folder in path.parents:
            for module in self.modules.values():
                if module.listing.parent == folder:
                    return module
        return None

    def check_file(self, path):
        module = self.module_of(path)
        if module is None:
            return self.report(path, 1, "belongs to no module: its folder has no CMakeLists.txt with a module(…) call")
        if path.suffix != ".h":
            self.check_listed(module, path)
        is_test = path.stem.endswith("_test")
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if match := INCLUDE.match(line):
                self.check_include(module, is_test, path, number, match[1])
            if match := COROUTINE.search(line.split("//")[0]):
                self.report(path, number, f"{match[0]}: no coroutines, g++ 12 miscompiles them")

    def check_listed(self, module, path):
        name = path.relative_to(module.listing.parent).as_posix()
        if name not in re.split(r"[\s()]+", without_comments(module.listing)):
            self.report(path, 1, "no CMakeLists.txt lists it, so nothing builds or runs it")

    def check_include(self, module, is_test, path, number, included):
        other, slash, rest = included.partition("/")
        if other in (".", "..", "platform", "features"):
            return self.report(path, number, f'include "{included}" by its full path, such as "{module.name}/…"')
        if not slash:
            if (path.parent / included).exists():
                self.report(path, number, f'include "{included}" by its full path, "{module.name}/{included}"')
            return
        if other not in self.modules:
            return
        if rest.endswith("_test.h") and not is_test:
            self.report(path, number, f'"{included}" is for tests only')
        allowed = module.words("NEEDS", "TEST_NEEDS") if is_test else module.words("NEEDS")
        if other != module.name and other not in allowed:
            keyword = "NEEDS or TEST_NEEDS" if is_test else "NEEDS"
            self.report(path, number, f'{module.name} doesn\'t list {other} in {keyword} (include "{included}")')


def main():
    tree = Tree(pathlib.Path(sys.argv[1]).resolve())
    problems = tree.check()
    if problems:
        sys.exit("\n".join(problems))
    doors = sum(len(module.words("NEEDS")) for module in tree.modules.values())
    print(f"{len(tree.modules)} modules, {doors} doors between them, no circle")


if __name__ == "__main__":
    main()
