#include "api/query_reader.h"
#include "base/error.h"
#include "worklist/api.h"
#include "worklist/items.h"

namespace worklist {
namespace {

using api::Access;
using api::Read;
using api::Write;

WorklistId list_in(const api::Call& call) { return call.address.id<WorklistId>("list"); }

// What stands behind the address, piece by piece: /items/7/story/0 says item_id, item_type and list_position. What the
// query or the body says already is not said again.
class Pieces {
 public:
  explicit Pieces(std::string rest) : rest_(std::move(rest)) {}

  template <class T>
  void take(const std::string& name, std::optional<T>& to) {
    if (rest_.empty()) return;
    const auto slash = rest_.find('/');
    const auto piece = rest_.substr(0, slash);
    rest_ = slash == std::string::npos ? "" : rest_.substr(slash + 1);
    json::Problems problems;
    api::read_parameter(name, piece, problems, to);
    problems.raise();
  }
  void end() const {
    if (!rest_.empty()) throw not_found("There is nothing at this address: it goes on with " + rest_ + ".");
  }

 private:
  std::string rest_;
};

WorklistItemId card_from(const std::optional<std::int64_t>& id) {
  if (!id) throw invalid("Say which card is meant: item_id is missing.");
  return {*id};
}

std::vector<WorklistItem> get_items(const Read& call) {
  return items_of(call.db, call.actor, list_in(call), call.bound);
}

WorklistItem add(const Write& call, NewItem item, const std::string& behind) {
  Pieces pieces(behind);
  pieces.take("item_id", item.item_id);
  pieces.take("item_type", item.item_type);
  pieces.take("list_position", item.list_position);
  pieces.end();
  return add_item(call.tx, call.actor, list_in(call), item, call.now);
}

WorklistItem post_item(const Write& call, const NewItem& item) { return add(call, item, ""); }
WorklistItem post_item_at(const Write& call, const NewItem& item) { return add(call, item, call.address.text("item")); }
WorklistItem post_item_behind(const Write& call, const NewItem& item) {
  return add(call, item, call.address.text("item") + "/" + call.address.text("arguments"));
}

WorklistItem change(const Write& call, ItemChange item, const std::string& behind) {
  Pieces pieces(behind);
  pieces.take("item_id", item.item_id);
  pieces.take("list_position", item.list_position);
  pieces.take("list_id", item.list_id);
  pieces.take("display_due_date", item.display_due_date);
  pieces.end();
  return change_item(call.tx, call.actor, list_in(call), card_from(item.item_id), item, call.now);
}

WorklistItem put_item(const Write& call, const ItemChange& item) { return change(call, item, ""); }
WorklistItem put_item_at(const Write& call, const ItemChange& item) {
  return change(call, item, call.address.text("item"));
}
WorklistItem put_item_behind(const Write& call, const ItemChange& item) {
  return change(call, item, call.address.text("item") + "/" + call.address.text("arguments"));
}

void archive(const Write& call, std::optional<std::int64_t> card) {
  archive_item(call.tx, call.actor, list_in(call), card_from(card), call.now);
}

void delete_item(const Write& call, const ItemRef& item) { archive(call, item.item_id); }
void delete_item_at(const Write& call) { archive(call, call.address.number("item")); }

}  // namespace

namespace detail {

std::vector<api::Route> item_routes() {
  return {
      api::get("/worklists/{list}/items", "list_worklist_items", "The cards of a worklist, archived ones at the end.",
               get_items),
      api::post("/worklists/{list}/items", "create_worklist_item",
                "Add a story or task, by parameters or body; one that was archived comes back.", Access::authenticated,
                post_item),
      api::post("/worklists/{list}/items/{item}", "create_worklist_item_at",
                "The same with the item_id of the story or task in the address.", Access::authenticated, post_item_at),
      api::post("/worklists/{list}/items/{item}/{arguments+}", "create_worklist_item_behind",
                "The same with item_id, item_type and list_position in the address.", Access::authenticated,
                post_item_behind),
      api::put("/worklists/{list}/items", "change_worklist_item_by_id",
               "Move a card, or set its due date; item_id in parameters or body says which.", Access::authenticated,
               put_item),
      api::put("/worklists/{list}/items/{item}", "change_worklist_item", "Move a card, or set its due date.",
               Access::authenticated, put_item_at),
      api::put("/worklists/{list}/items/{item}/{arguments+}", "change_worklist_item_behind",
               "The same with list_position, list_id and display_due_date in the address.", Access::authenticated,
               put_item_behind),
      api::del("/worklists/{list}/items", "archive_worklist_item_by_id",
               "Take a card off; item_id in parameters or body says which.", Access::authenticated, delete_item),
      api::del("/worklists/{list}/items/{item}", "archive_worklist_item", "Take a card off.", Access::authenticated,
               delete_item_at),
  };
}

}  // namespace detail
}  // namespace worklist
