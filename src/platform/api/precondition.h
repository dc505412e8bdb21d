#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/etag.h"
#include "base/error.h"
#include "http/message.h"

// If-Match and If-None-Match on requests that change something (RFC 9110 13.1). A change is refused only if a field
// that it touches is no longer what its sender saw.
namespace api {

// What a request demands of the thing before it is changed.
struct Preconditions {
  std::optional<TagList> match = {};
  std::optional<TagList> none_match = {};

  bool any() const { return match || none_match; }
};

// Throws Error(invalid) if a header is malformed. The tags are views of `texts`, which the caller keeps.
struct PreconditionTexts {
  std::string match = {};
  std::string none_match = {};
};
PreconditionTexts precondition_texts(const http::Request& request);
Preconditions read_preconditions(const PreconditionTexts& texts);

// The change came too late: names every field that is in the way, with both values.
class OutdatedError : public Error {
 public:
  explicit OutdatedError(std::vector<Problem> problems);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

// A thing as it was when the change came to it.
struct StateBefore {
  std::string tag = {};   // its strong one
  std::string body = {};  // JSON
};

// What a change wants to do: the members of `body` among `fields`, or, where it is no object, all.
struct WantedChange {
  std::string_view body = {};
  FieldNames touches = {};
};

// `before` is empty where nothing at this address has a strong tag. `fields` are those of the tags.
void require_preconditions(const Preconditions& wanted, const std::optional<StateBefore>& before,
                           const WantedChange& change, FieldNames fields);

// The tag by which a GET finds that its sender has the answer already, as he named it; empty if he has not. A
// malformed If-None-Match counts for nothing: the whole answer does no harm.
std::string held_tag(const http::Request& request, std::string_view tag);

}  // namespace api
