#include "story/story_query.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "fulltext/match.h"
#include "query_text/query_text.h"
#include "story/query_keys.h"
#include "story/texts.h"

namespace story {
namespace {

using query_text::Node;

// `between` is " and " or " or ".
Condition joined(std::vector<Condition> parts, std::string_view between) {
  Condition out;
  for (auto& part : parts) {
    out.sql.append(out.sql.empty() ? "(" : between).append(part.sql);
    out.values.insert(out.values.end(), part.values.begin(), part.values.end());
  }
  out.sql += ')';
  return out;
}

class Compiler {
 public:
  Compiler(db::Session& session, QueryOf of, const QueryReader& reader) : session_(session), of_(of), reader_(reader) {}

  Condition compile(const Node& node) {
    switch (node.kind) {
      case Node::Kind::all: return node.children.empty() ? Condition{"1 = 1"} : joined(children_of(node), " and ");
      case Node::Kind::any: return joined(children_of(node), " or ");
      case Node::Kind::except: return joined({{"not "}, compile(node.children.front())}, "");
      case Node::Kind::key: return kept_apart(detail::key_condition(session_, of_, node, reader_));
      default: return kept_apart(text(node));
    }
  }

 private:
  std::vector<Condition> children_of(const Node& node) {
    std::vector<Condition> out;
    for (const auto& child : node.children) out.push_back(compile(child));
    return out;
  }

  // PostgreSQL makes a join of each "in (select …)" that must hold, and looks for the best order among all of them: of
  // two hundred it would look for minutes. Behind an "or" it leaves them where they are.
  Condition kept_apart(Condition condition) {
    constexpr int most_joins = 6;
    if (++conditions_ > most_joins) condition.sql = "(" + condition.sql + " or 1 = 0)";
    return condition;
  }

  // A word may end in * for those that begin so. What holds no letter and no digit is no condition.
  Condition text(const Node& node) {
    const bool prefix = node.kind == Node::Kind::word && node.text.ends_with('*');
    const auto term = fulltext::term_of(node.text, prefix);
    if (!term) return {"1 = 1"};
    const bool stories = of_ == QueryOf::stories;
    const fulltext::Matching matching(session_.engine(), stories ? story_texts : task_texts);
    return {matching.is_match(stories ? "s.id" : "t.id"), {matching.of(*term, fulltext::In::first_two)}};
  }

  db::Session& session_;
  QueryOf of_;
  const QueryReader& reader_;
  int conditions_ = 0;
};

// What stands in the text, as one who is told of a mistake in it reads.
template <class Work>
auto telling_where(Work work) {
  try {
    return work();
  } catch (const query_text::SyntaxError& error) {
    throw invalid(std::string("The query text cannot be read ") + error.what() + ".");
  }
}

void check_keys(QueryOf of, const Node& node) {
  if (node.kind == Node::Kind::key) detail::check_key(of, node);
  for (const auto& child : node.children) check_keys(of, child);
}

Node parsed(QueryOf of, std::string_view text) {
  auto node = query_text::parse(text);
  check_keys(of, node);
  return node;
}

}  // namespace

Condition query_condition(db::Session& session, QueryOf of, std::string_view text, const QueryReader& reader) {
  return telling_where([&] { return Compiler(session, of, reader).compile(parsed(of, text)); });
}

void add_query(db::Session& session, listing::List& list, QueryOf of, std::string_view text,
               const QueryReader& reader) {
  const auto condition = query_condition(session, of, text, reader);
  std::vector<db::Argument> values;
  for (const auto& one : condition.values) {
    std::visit([&](const auto& value) { values.emplace_back(value); }, one);
  }
  list.where(condition.sql, values);
}

void check_query(QueryOf of, std::string_view text) {
  telling_where([&] { parsed(of, text); });
}

}  // namespace story
