"""Checks answers against the OpenAPI document that the server itself publishes."""
import http.client
import json
import re

from jsonschema import Draft202012Validator, FormatChecker, RefResolver

MOUNT = "/api/v1"
METHODS = ("get", "post", "put", "delete", "patch", "head", "options")
# Answers of the transport, given before any route is known.
OF_THE_TRANSPORT = {405, 406, 408, 411, 413, 414, 415, 417, 431, 501, 505}

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?\+00:00")
formats = FormatChecker(formats=())


@formats.checks("date-time")
def is_time(value):
    return not isinstance(value, str) or TIME.fullmatch(value) is not None


def closed(schema):
    """The schema with every described object refusing members that it doesn't name."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    result = {name: part if name == "allOf" else closed(part) for name, part in schema.items()}
    if "properties" in result and isinstance(result["properties"], dict) and "allOf" not in result:
        result.setdefault("additionalProperties", False)
    return result


def template_pattern(path, parameter):
    """A pattern for the paths that /some/{template} stands for."""
    return re.compile(parameter.join(map(re.escape, re.split(r"\{[^}]*\}", path))))


def escaped(pointer_part):
    return pointer_part.replace("~", "~0").replace("/", "~1")


class Document:
    _known = None  # one binary, one document

    def __init__(self, document):
        self.document = document
        self.resolver = RefResolver("", closed(document))
        self.validators = {}
        self.routes = [(template_pattern(path, "[^/]+"), template_pattern(path, ".+"), path)
                       for path in document["paths"]]
        # Words win over parameters: /users/self before /users/{id}.
        # and the longer before the shorter: /groups/{name}/projects before /groups/{name}, whose name may hold slashes.
        self.routes.sort(key=lambda route: (route[2].count("{"), -len(route[2])))

    @classmethod
    def of(cls, port):
        if cls._known is None:
            cls._known = cls(json.loads(fetch(port)))
        return cls._known

    def operations(self):
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                if method in METHODS:
                    yield method.upper(), path, operation

    def path_of(self, method, target):
        """The path template that a request belongs to, or None. Two may differ in nothing but their methods."""
        path = target.split("?", 1)[0].rstrip("/")
        if not path.startswith("/api/"):
            path = "/api" + path
        for whole_rest in (0, 1):  # a name may hold slashes, so try that last
            for route in self.routes:
                if route[whole_rest].fullmatch(path) and method.lower() in self.document["paths"][route[2]]:
                    return route[2]
        return None

    def check(self, method, target, answer):
        if answer.status in OF_THE_TRANSPORT:
            return
        path = self.path_of(method, target)
        operation = self.document["paths"].get(path, {}).get(method.lower())
        assert operation, f"no documented route for {answer!r}"
        name = self._status_name(operation["responses"], answer.status)
        assert name, f"{method} {path} does not document status {answer.status}: {answer!r}"
        if answer.status in (204, 304) or (answer.status >= 400 and not answer.is_json):
            return
        assert answer.is_json, f"a success has to be JSON: {answer!r}"
        error = next(self._validator(path, method.lower(), name).iter_errors(answer.json), None)
        assert not error, (f"{answer!r} breaks the schema of {method} {path} {name}: "
                           f"{error.message} at {'/'.join(map(str, error.absolute_path)) or 'the top'}")

    @staticmethod
    def _status_name(responses, status):
        return next((name for name in (str(status), f"{status // 100}XX", "default") if name in responses), None)

    def _validator(self, path, method, status):
        key = (path, method, status)
        if key not in self.validators:
            response = self.document["paths"][path][method]["responses"][status]
            pointer = response.get("$ref", "#/" + "/".join(["paths", escaped(path), method, "responses", status]))
            schema = {"$ref": f"{pointer}/content/{escaped('application/json')}/schema"}
            self.validators[key] = Draft202012Validator(schema, resolver=self.resolver, format_checker=formats)
        return self.validators[key]


def fetch(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/api/openapi.json")
    response = connection.getresponse()
    body = response.read()
    connection.close()
    assert response.status == 200, f"GET /api/openapi.json -> {response.status} {body[:300]!r}"
    return body
