#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace json {

// A place in a parsed document; valid as long as the Document. Hides the JSON library from everybody else.
class Node {
 public:
  enum class Kind { null, boolean, integer, decimal, text, array, object };

  Kind kind() const;
  bool is(Kind kind) const { return this->kind() == kind; }
  bool boolean() const;
  std::int64_t integer() const;
  std::string_view text() const;
  std::size_t size() const;                               // of an array or object
  Node at(std::size_t i) const;                           // of an array
  std::optional<Node> find(std::string_view name) const;  // of an object; the last one of that name
  void each_member(const std::function<void(std::string_view name, Node value)>& visit) const;

  // As Python's repr() shows it, cut after 2,000 bytes: the v1 API's messages quote values this way.
  std::string repr() const;
  // As JSON text.
  std::string to_text() const;

 private:
  friend class Document;
  explicit Node(const void* value) : value_(value) {}
  const void* value_;
};

class Document {
 public:
  // Throws FormError (argument) if the text is not one JSON value in valid UTF-8, is nested deeper than 32, or has a
  // member name or text with a NUL character, which no database column can hold. `what` begins the message.
  explicit Document(std::string_view text, std::string_view what = "The request body");
  ~Document();
  Document(Document&&) noexcept;

  Node root() const;

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace json
