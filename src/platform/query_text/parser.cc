#include <utility>

#include "query_text/lexer.h"

namespace query_text {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text) { token_ = lexer_.next(); }

  Node parse() {
    if (token_.kind == Token::Kind::end) return {Node::Kind::all, token_.at};
    auto node = either();
    if (token_.kind == Token::Kind::close) throw SyntaxError(token_.at, "there is no ( before this )");
    return node;
  }

 private:
  void advance() { token_ = lexer_.next(); }

  bool begins_term() const {
    return token_.kind != Token::Kind::end && token_.kind != Token::Kind::close && token_.kind != Token::Kind::either;
  }

  // One alone stays as it is.
  static Node joined(Node::Kind kind, Position at, std::vector<Node> children) {
    if (children.size() == 1) return std::move(children.front());
    Node node{kind, at};
    node.children = std::move(children);
    return node;
  }

  Node either() {
    const auto at = token_.at;
    std::vector<Node> sides = {beside()};
    while (token_.kind == Token::Kind::either) {
      advance();
      sides.push_back(beside());
    }
    return joined(Node::Kind::any, at, std::move(sides));
  }

  Node beside() {
    const auto at = token_.at;
    if (!begins_term()) throw SyntaxError(at, "expected a word, a \"phrase\", key:value or ( here");
    std::vector<Node> terms;
    while (begins_term()) terms.push_back(term());
    return joined(Node::Kind::all, at, std::move(terms));
  }

  Node term() {
    const auto token = std::exchange(token_, {});
    switch (token.kind) {
      case Token::Kind::minus: return excluded(token);
      case Token::Kind::open: return group(token);
      case Token::Kind::key: return key(token);
      default: return text(token);
    }
  }

  class Deeper {
   public:
    Deeper(std::size_t& depth, Position at) : depth_(depth) {
      if (++depth_ > deepest) {
        --depth_;
        throw SyntaxError(at, "this is nested more than " + std::to_string(deepest) + " deep");
      }
    }
    ~Deeper() { --depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    std::size_t& depth_;
  };

  Node excluded(const Token& minus) {
    const Deeper deeper(depth_, minus.at);
    advance();
    if (!begins_term()) throw SyntaxError(token_.at, "expected what to exclude behind the -");
    Node node{Node::Kind::except, minus.at};
    node.children.push_back(term());
    return node;
  }

  Node group(const Token& open) {
    const Deeper deeper(depth_, open.at);
    advance();
    auto node = either();
    if (token_.kind != Token::Kind::close) {
      throw SyntaxError(token_.at, "expected ) for the ( at position " + std::to_string(open.at));
    }
    advance();
    return node;
  }

  Node key(const Token& name) {
    Node node{Node::Kind::key, name.at, name.text, lexer_.comparison()};
    do {
      count(name.at);
      node.values.push_back(lexer_.value(name.text));
    } while (lexer_.comma());
    advance();
    return node;
  }

  Node text(const Token& token) {
    count(token.at);
    advance();
    return {token.kind == Token::Kind::phrase ? Node::Kind::phrase : Node::Kind::word, token.at, token.text};
  }

  void count(Position at) {
    if (++terms_ > most_terms) throw SyntaxError(at, "there are more than " + std::to_string(most_terms) + " terms");
  }

  Lexer lexer_;
  Token token_;
  std::size_t depth_ = 0;
  std::size_t terms_ = 0;
};

}  // namespace

Node parse(std::string_view text) {
  if (text.size() > longest_text) {
    throw SyntaxError(1, "the text is longer than " + std::to_string(longest_text) + " bytes");
  }
  return Parser(text).parse();
}

}  // namespace query_text
