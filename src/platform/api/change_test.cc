#include "api/change.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "api/world_test.h"
#include "json/node.h"
#include "replay/schema.h"

// What the router adds around a feature's handlers: entity tags, preconditions, and POSTs that come again.
namespace api {
namespace {

// A thing with a member that changes by itself (`changes`), and one that nobody can change (`id`).
struct Note {
  static constexpr std::string_view type_name = "Note";
  std::string title, text;
  bool done = false;
  std::int64_t changes = 0;
  std::int64_t id = 0;
  static constexpr auto fields() {
    using json::field;
    return std::tuple{field("title", &Note::title, ""), field("text", &Note::text, ""), field("done", &Note::done, ""),
                      field("changes", &Note::changes, ""), field("id", &Note::id, "")};
  }
};

struct NoteChange {
  static constexpr std::string_view type_name = "NoteChange";
  static constexpr std::string_view argument = "note";
  static constexpr auto ignored = std::to_array<std::string_view>({"id"});
  std::optional<std::string> title, text;
  std::optional<bool> done;
  std::optional<std::string> whisper;  // no reader sees it
  static constexpr auto fields() {
    using json::field;
    using N = NoteChange;
    return std::tuple{field("title", &N::title, ""), field("text", &N::text, "", {.max = 100}),
                      field("done", &N::done, ""), field("whisper", &N::whisper, "")};
  }
};

constexpr std::array notes_schema = {
    db::Migration{"notes", "0001_notes",
                  "create table notes (id {{ID}}, title text not null, text text not null, "
                  "done smallint not null default 0, changes bigint not null default 0)"}};

Note read_note(db::Session& session, const auth::Actor& reader, std::int64_t id) {
  const auto note = session.maybe(
      {"notes.find", "select title, text, done, changes, id from notes where id = $1"}, {id}, [](const db::Row& row) {
        return Note{row.get<std::string>(0), row.get<std::string>(1), row.get<bool>(2), row.integer(3), row.integer(4)};
      });
  const bool hidden = note && note->title == "secret" && !reader.superuser;
  if (!note || hidden) throw not_found("Note " + std::to_string(id) + " not found.");
  return *note;
}

Note change_note(const Write& call, const NoteChange& change) {
  const auto id = call.address.number("note");
  auto note = read_note(call.tx, call.actor, id);
  if (change.title == "forbidden") throw forbidden("Not that one.");
  call.tx.run(
      {"notes.update", "update notes set title = $2, text = $3, done = $4, changes = changes + 1 where id = $1"},
      {id, change.title.value_or(note.title), change.text.value_or(note.text), change.done.value_or(note.done)});
  return read_note(call.tx, call.actor, id);
}

Note make_note(const Write& call, const NoteChange& note) {
  const auto id =
      call.tx.value<std::int64_t>({"notes.add", "insert into notes (title, text) values ($1, $2) returning id"},
                                  {note.title.value_or(""), note.text.value_or("")});
  if (note.title == "forbidden") throw forbidden("Not that one.");
  return read_note(call.tx, call.actor, id);
}

std::vector<Route> note_routes() {
  const auto read = [](const Read& call) { return read_note(call.db, call.actor, call.address.number("note")); };
  const auto somebody = Access::authenticated;
  return {get("/notes/{note}", "read_note", "", read),
          get("/notes", "list_notes", "",
              [](const Read& call) {
                return std::vector<std::int64_t>{
                    call.db.value<std::int64_t>({"notes.count", "select count(*) from notes"})};
              }),
          get("/many", "list_many", "", list_cards),
          get("/folders/{folder}/notes/{note}", "read_note_in", "", read),
          put("/notes/{note}", "change_note", "", somebody, change_note),
          put("/folders/{folder}/notes/{note}", "change_note_in", "", somebody, change_note),
          put("/notes/{note}/words", "add_words", "", somebody,
              [](const Write&, const Words& words) { return words.words; }),
          post("/notes", "make_note", "", somebody, make_note),
          post("/open/notes", "make_note_as_guest", "", Access::guest, make_note),
          del("/notes/{note}", "remove_note", "", somebody, [](const Write& call) {
            const auto id = call.address.number("note");
            read_note(call.tx, call.actor, id);
            call.tx.run({"notes.delete", "delete from notes where id = $1"}, {id});
          })};
}

class Notes : public World {
 protected:
  void SetUp() override {
    migrate(notes_schema);
    migrate(replay::schema());
    start(note_routes());
    make(R"({"title":"a","text":"b"})");
  }

  http::Response ask(const std::string& method, const std::string& target, FakeExchange::Headers headers = {},
                     const std::string& body = {}, const std::string& who = "ben") {
    headers.emplace_back("Authorization", "Bearer " + who);
    headers.emplace_back("Content-Type", "application/json");
    return send(method, target, std::move(headers), body);
  }
  std::string tag(const std::string& target = "/v1/notes/1", const std::string& who = "ben") {
    return header(ask("GET", target, {}, {}, who), "ETag");
  }
  http::Response change(const std::string& body, const std::string& match, const std::string& target = "/v1/notes/1",
                        const std::string& who = "ben") {
    return ask("PUT", target, {{"If-Match", match}}, body, who);
  }
  http::Response make(const std::string& body, const std::string& key = "", const std::string& who = "ben") {
    FakeExchange::Headers headers;
    if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
    return ask("POST", "/v1/notes", headers, body, who);
  }
  std::string count() { return ask("GET", "/v1/notes").body; }
  static std::string fault(const http::Response& response) {
    const json::Document document(response.body);
    const auto text = document.root().find("faultstring");
    return text ? std::string(text->text()) : response.body;
  }
};

TEST_F(Notes, HaveATagThatHoldsWhileNothingChanges) {
  const auto first = tag();
  EXPECT_TRUE(first.starts_with("\"Note-1-")) << first;
  EXPECT_EQ(tag(), first);
  EXPECT_EQ(tag("/v1/folders/5/notes/1"), first) << "the same thing by another address";
  change(R"({"done":true})", first);
  EXPECT_NE(tag(), first);
}

TEST_F(Notes, AreNotSentAgainToWhoHasThem) {
  const auto held = tag();
  for (const auto& known :
       {held, "W/" + held, "\"other\", " + held, std::string("*"), held.substr(0, held.size() - 1) + "-gzip\""}) {
    const auto answer = ask("GET", "/v1/notes/1", {{"If-None-Match", known}});
    EXPECT_EQ(answer.status, 304) << known;
    EXPECT_EQ(answer.body, "");
    EXPECT_EQ(header(answer, "Cache-Control"), "private, no-cache");
  }
  EXPECT_EQ(header(ask("GET", "/v1/notes/1", {{"If-None-Match", held}}), "ETag"), held);
  for (const auto& other : {std::string("\"other\""), std::string("malformed"), tag("/v1/notes")}) {
    EXPECT_EQ(ask("GET", "/v1/notes/1", {{"If-None-Match", other}}).status, 200) << other;
  }
}

TEST_F(Notes, InListsHaveAWeakTag) {
  const auto held = tag("/v1/notes");
  EXPECT_TRUE(held.starts_with("W/\"")) << held;
  EXPECT_EQ(ask("GET", "/v1/notes", {{"If-None-Match", held}}).status, 304);
  make(R"({"title":"c"})");
  EXPECT_EQ(ask("GET", "/v1/notes", {{"If-None-Match", held}}).status, 200);
}

TEST_F(Notes, InStreamedListsHaveNone) {
  add_cards(1'200);
  const auto answer = ask("GET", "/v1/many");
  EXPECT_TRUE(answer.stream);
  EXPECT_EQ(header(answer, "ETag"), "-");
  EXPECT_NE(header(ask("GET", "/v1/many?limit=5"), "ETag"), "-");
}

TEST_F(Notes, TellCachesWhoseTheyAre) {
  EXPECT_EQ(header(ask("GET", "/v1/notes/1"), "Cache-Control"), "private, no-cache");
  EXPECT_EQ(header(ask("GET", "/v1/notes/1"), "Vary"), "Authorization");
  EXPECT_EQ(header(ask("GET", "/v1/notes/99"), "Cache-Control"), "private, no-cache");
  EXPECT_EQ(header(ask("GET", "/v1/notes/99"), "ETag"), "-");
}

TEST_F(Notes, AreNotChangedOverSomebodyElsesChange) {
  const auto seen = tag();
  EXPECT_EQ(change(R"({"title":"theirs"})", seen).status, 200);
  const auto refused = change(R"({"title":"mine"})", seen);
  EXPECT_EQ(refused.status, 412);
  EXPECT_EQ(fault(refused), R"(title has changed since: it is now "theirs", you want "mine")");
  EXPECT_NE(refused.body.find(R"("problems":[{"field":"title",)"), std::string::npos) << refused.body;
  EXPECT_NE(ask("GET", "/v1/notes/1").body.find(R"("title":"theirs","text":"b","done":false,"changes":1)"),
            std::string::npos);
}

TEST_F(Notes, TakeChangesOfOtherFields) {
  const auto seen = tag();
  change(R"({"title":"theirs"})", seen);
  const auto taken = change(R"({"text":"mine"})", seen);
  EXPECT_EQ(taken.status, 200);
  EXPECT_EQ(header(taken, "ETag"), tag());
  EXPECT_EQ(header(taken, "Content-Location"), "/v1/notes/1");
  EXPECT_EQ(change(R"({"title":"next"})", header(taken, "ETag")).status, 200);
}

TEST_F(Notes, TakeWhatNobodyCanSee) {
  const auto seen = tag();
  change(R"({"title":"theirs"})", seen);
  EXPECT_EQ(change(R"({"whisper":"mine"})", seen).status, 200);
}

TEST_F(Notes, TakeAChangeThatSomebodyElseMadeAlready) {
  const auto seen = tag();
  change(R"({"title":"same"})", seen);
  EXPECT_EQ(change(R"({"title":"same","text":"mine"})", seen).status, 200);
}

TEST_F(Notes, NameEveryFieldThatIsInTheWay) {
  const auto seen = tag();
  change(R"({"title":"t","text":"x","done":true})", seen);
  EXPECT_EQ(
      fault(change(R"({"title":"u","text":"y","done":true})", seen)),
      R"(title has changed since: it is now "t", you want "u"; text has changed since: it is now "x", you want "y")");
}

TEST_F(Notes, AreTheSameByEachOfTheirAddresses) {
  const auto seen = tag("/v1/folders/5/notes/1");
  EXPECT_EQ(change(R"({"title":"t"})", seen).status, 200);
  EXPECT_EQ(change(R"({"title":"u"})", seen, "/v1/folders/5/notes/1").status, 412);
}

TEST_F(Notes, TakeAnyOfSeveralTags) {
  const auto old = tag();
  change(R"({"title":"t"})", old);
  EXPECT_EQ(change(R"({"title":"u"})", old + ", " + tag()).status, 200);
  EXPECT_EQ(change(R"({"title":"v"})", "*").status, 200);
}

// Each would be compared on the one thread that makes changes.
TEST_F(Notes, TakeAFewTagsOnly) {
  std::string tags = tag();
  for (int i = 1; i < 16; ++i) tags += ", \"x\"";
  EXPECT_EQ(change(R"({"title":"t"})", tags).status, 200);
  EXPECT_EQ(change(R"({"title":"t"})", tags + ", \"x\"").status, 400);
}

TEST_F(Notes, TakeNoTagThatIsNotTheirs) {
  make(R"({"title":"a","text":"b"})");
  EXPECT_EQ(fault(change(R"({"title":"t"})", tag("/v1/notes/2"))),
            "The entity tag in If-Match is not of what is at this address.");
  EXPECT_EQ(change(R"({"title":"t"})", "\"other\"").status, 412);
  EXPECT_EQ(change(R"({"title":"t"})", "W/" + tag()).status, 412);
  EXPECT_EQ(change(R"({"title":"t"})", "malformed").status, 400);
  EXPECT_EQ(ask("GET", "/v1/notes/1").body, R"({"title":"a","text":"b","done":false,"changes":0,"id":1})");
}

TEST_F(Notes, AreNotRemovedOverAnyChange) {
  const auto seen = tag();
  change(R"({"title":"theirs"})", "*");
  const auto refused = ask("DELETE", "/v1/notes/1", {{"If-Match", seen}}, "{}");
  EXPECT_EQ(refused.status, 412);
  EXPECT_EQ(fault(refused), R"(title has changed since: it is now "theirs")");
  EXPECT_EQ(ask("DELETE", "/v1/notes/1", {{"If-Match", tag()}}).status, 204);
}

TEST_F(Notes, AreNotMadeAnewByAPut) {
  EXPECT_EQ(ask("PUT", "/v1/notes/1", {{"If-None-Match", "*"}}, R"({"title":"t"})").status, 412);
  EXPECT_EQ(ask("PUT", "/v1/notes/1", {{"If-None-Match", tag()}}, R"({"title":"t"})").status, 412);
  EXPECT_EQ(ask("PUT", "/v1/notes/1", {{"If-None-Match", "\"x\""}}, R"({"title":"t"})").status, 200);
}

// Where nothing has a strong tag, a precondition cannot hold, and is not overlooked.
TEST_F(Notes, RefuseAPreconditionWhereThereIsNothingToMatch) {
  EXPECT_EQ(ask("PUT", "/v1/notes/1/words", {{"If-Match", tag()}}, R"(["a"])").status, 412);
  EXPECT_EQ(ask("PUT", "/v1/notes/1/words", {{"If-Match", "*"}}, R"(["a"])").status, 200);
}

// What does not exist, what one may not see and what one may not do are answered as ever.
TEST_F(Notes, HideBehindNoPrecondition) {
  make(R"({"title":"secret"})", "", "ada");
  const auto theirs = tag("/v1/notes/2", "ada");
  for (const auto& match : {theirs, std::string("*"), std::string("\"x\""), tag()}) {
    const auto hidden = change(R"({"text":"x"})", match, "/v1/notes/2");
    const auto missing = change(R"({"text":"x"})", match, "/v1/notes/9");
    EXPECT_EQ(hidden.status, 404) << match;
    EXPECT_EQ(missing.status, 404) << match;
    EXPECT_EQ(hidden.headers, missing.headers) << match;
    EXPECT_EQ(change(R"({"title":"forbidden"})", match).status, 403) << match;
  }
  for (const auto& held : {theirs, std::string("*")}) {
    EXPECT_EQ(ask("GET", "/v1/notes/2", {{"If-None-Match", held}}).status, 404);
  }
}

// Two people, each with what he last saw, against a model of nothing but values.
TEST_F(Notes, AreNeverOverwrittenUnseen) {
  const std::vector<std::string> names = {"title", "text"};
  rc::check("no change overwrites what its sender has not seen", [&] {
    using Fields = std::map<std::string, std::string>;
    const auto now = [&] {
      const auto body = ask("GET", "/v1/notes/1").body;
      const json::Document document(body);
      Fields fields;
      for (const auto& name : names) fields[name] = document.root().find(name)->text();
      return fields;
    };
    Fields model = now();
    struct Person {
      Fields seen;
      std::string tag;
    };
    std::vector<Person> people(2, Person{model, tag()});
    for (int step = 0; step < 12; ++step) {
      auto& person = people[*rc::gen::inRange<std::size_t>(0, 2)];
      if (*rc::gen::inRange(0, 4) == 0) person = {model, tag()};
      Fields wanted;
      for (const auto& name : names) {
        if (*rc::gen::arbitrary<bool>()) wanted[name] = std::string(1, *rc::gen::inRange('a', 'd'));
      }
      bool clash = false;
      std::string body = "{";
      for (const auto& [name, value] : wanted) {
        clash = clash || (model[name] != person.seen[name] && model[name] != value);
        body += (body.size() > 1 ? ",\"" : "\"") + name + "\":\"" + value + "\"";
      }
      const auto answer = change(body + "}", person.tag);
      RC_ASSERT(answer.status == (clash ? 412 : 200));
      if (!clash) {
        for (const auto& [name, value] : wanted) model[name] = value;
        person = {model, header(answer, "ETag")};
      }
      RC_ASSERT(now() == model);
    }
  });
}

// --- POSTs that come again

TEST_F(Notes, AreMadeOnceForAKey) {
  const auto first = make(R"({"title":"t"})", "k1");
  const auto again = make(R"({"title":"t"})", "k1");
  EXPECT_EQ(again.status, first.status);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(header(first, "Idempotency-Replayed"), "-");
  EXPECT_EQ(header(again, "Idempotency-Replayed"), "true");
  EXPECT_EQ(count(), "[2]");
  make(R"({"title":"t"})", "k1", "ada");
  make(R"({"title":"t"})", "k2");
  make(R"({"title":"t"})");
  EXPECT_EQ(count(), "[5]");
}

TEST_F(Notes, AreTheSameRequestUnderBothMountPoints) {
  make(R"({"title":"t"})", "k1");
  const auto again = ask("POST", "/api/v1/notes/", {{"idempotency-key", "k1"}}, R"({"title":"t"})");
  EXPECT_EQ(header(again, "Idempotency-Replayed"), "true");
}

TEST_F(Notes, RefuseAKeyOfAnotherRequest) {
  make(R"({"title":"t"})", "k1");
  EXPECT_EQ(make(R"({"title":"u"})", "k1").status, 422);
  EXPECT_NE(fault(make(R"({"title":"u"})", "k1")).find("another request"), std::string::npos);
  EXPECT_EQ(ask("POST", "/v1/open/notes", {{"Idempotency-Key", "k1"}}, R"({"title":"t"})").status, 422);
  EXPECT_EQ(count(), "[2]");
}

TEST_F(Notes, KeepNoFailureForAKey) {
  EXPECT_EQ(make(R"({"title":"forbidden"})", "k1").status, 403);
  EXPECT_EQ(make(R"({"title":"t"})", "k1").status, 200);
  EXPECT_EQ(count(), "[2]");
}

TEST_F(Notes, RefuseAMalformedKey) {
  for (const auto& bad : {std::string("a b"), std::string(256, 'x'), std::string("é")}) {
    EXPECT_EQ(make(R"({"title":"t"})", bad).status, 400) << bad;
  }
  EXPECT_EQ(ask("POST", "/v1/notes", {{"Idempotency-Key", ""}}, R"({"title":"t"})").status, 400);
  EXPECT_EQ(ask("POST", "/v1/notes", {{"Idempotency-Key", "a"}, {"Idempotency-Key", "b"}}, R"({"title":"t"})").status,
            400);
  EXPECT_EQ(send("POST", "/v1/open/notes", {{"Content-Type", "application/json"}, {"Idempotency-Key", "k"}},
                 R"({"title":"t"})")
                .status,
            400)
      << "a guest has no keys";
  EXPECT_EQ(count(), "[1]");
}

TEST_F(Notes, MayCarryAKeyWhereItMeansNothing) {
  EXPECT_EQ(ask("PUT", "/v1/notes/1", {{"Idempotency-Key", "a b"}}, R"({"title":"t"})").status, 200);
}

// A parameter can not turn a link into a deletion.
TEST_F(Notes, AreNotChangedByAMethodInTheQuery) {
  EXPECT_EQ(ask("GET", "/v1/notes/1?_method=DELETE").status, 405);
  EXPECT_EQ(ask("GET", "/v1/notes/1?a=b&_method=PUT").status, 405);
  EXPECT_EQ(ask("POST", "/v1/notes?_method=DELETE", {}, R"({"title":"t"})").status, 400);
  EXPECT_EQ(ask("POST", "/v1/notes/1?_method=DELETE").status, 400);
  EXPECT_EQ(count(), "[1]");
}

}  // namespace
}  // namespace api
