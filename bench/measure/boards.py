"""A busy team's board: ten lanes of fifty cards, read whole in one request."""

import json
import urllib.request

LANES, CARDS = 10, 50
DUE_DATES = 5


class _Api:
    def __init__(self, server):
        self.server = server

    def post(self, path, **body):
        return self._send("POST", path, body)

    def put(self, path, **body):
        return self._send("PUT", path, body)

    def _send(self, method, path, body):
        request = urllib.request.Request(self.server.url + "/api/v1" + path, json.dumps(body).encode(), method=method)
        request.add_header("Content-Type", "application/json")
        request.add_header("Authorization", f"Bearer {self.server.token}")
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


def make(server):
    """A board of stories and tasks of the community, in turn; every fifth card shows one of the board's due dates."""
    api = _Api(server)
    rows = dict(story=json.loads(server.get(f"/api/v1/stories?limit={LANES * CARDS // 2}")),
                task=json.loads(server.get(f"/api/v1/tasks?limit={LANES * CARDS // 2}")))
    cards = [(kind, row["id"]) for pair in zip(rows["story"], rows["task"]) for kind, row in zip(rows, pair)]
    lanes = [api.post("/worklists", title=f"Lane {number}")["id"] for number in range(LANES)]
    board = api.post("/boards", title="A busy board",
                     lanes=[dict(list_id=lane, position=place) for place, lane in enumerate(lanes)])["id"]
    due = [api.post("/due_dates", name=f"Milestone {number}", date="2030-01-01T00:00:00Z", board_id=board)["id"]
           for number in range(DUE_DATES)]
    for number, (kind, item) in enumerate(cards):
        lane = lanes[number // CARDS]
        card = api.post(f"/worklists/{lane}/items", item_type=kind, item_id=item, list_position=number % CARDS)["id"]
        if number % 5 == 0:
            api.put(f"/worklists/{lane}/items/{card}", list_position=number % CARDS,
                    display_due_date=due[number // 5 % DUE_DATES])
    return board


def measure(figures, server, stories, load):
    board = make(server)
    requests = {f"a board of {LANES} lanes of {CARDS} cards": f"/api/v1/boards/{board}",
                "the list of boards with it": "/api/v1/boards"}
    for name, path in requests.items():
        for who, token in (("guest", None), ("member", server.token)):
            body = server.get(path, token)
            for count in load.connections:
                figure = load.run(server.url + path, count, token=token)
                figures.append(dict(stories=stories, request=name, who=who, connections=count, bytes=len(body), **figure))
