#include "people/user_store.h"

#include <array>

#include "base/error.h"
#include "people/user_row.h"
#include "people/user_texts.h"
#include "people/users.h"

namespace people {
namespace {

constexpr db::Query find_by_id{"people.find_user", R"sql(
  select u.full_name, u.openid, u.email, u.is_superuser, u.last_login, u.enable_login, u.id, u.created_at,
         u.updated_at
    from users u
   where u.id = $1
)sql"};

constexpr db::Query find_by_email{"people.find_user_by_email", R"sql(
  select u.full_name, u.openid, u.email, u.is_superuser, u.last_login, u.enable_login, u.id, u.created_at,
         u.updated_at
    from users u
   where lower(u.email) = lower($1)
)sql"};

constexpr db::Query find_by_openid{"people.find_user_by_openid", R"sql(
  select u.full_name, u.openid, u.email, u.is_superuser, u.last_login, u.enable_login, u.id, u.created_at,
         u.updated_at
    from users u
   where u.openid = $1
   order by u.id
   limit 1
)sql"};

constexpr db::Query find_name{"people.full_name_of", "select full_name from users where id = $1"};

constexpr db::Query insert{"people.insert_user", R"sql(
  insert into users (full_name, openid, email, is_superuser, enable_login, created_at)
  values ($1, $2, $3, $4, $5, $6)
  returning id
)sql"};

constexpr db::Query update{"people.update_user", R"sql(
  update users
     set full_name = $2, openid = $3, email = $4, is_superuser = $5, enable_login = $6, updated_at = $7
   where id = $1
)sql"};

constexpr db::Query all_queries[] = {find_by_id, find_by_email, find_by_openid, find_name, insert, update};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "u.id", false},
                                                           {"created_at", "u.created_at"},
                                                           {"updated_at", "u.updated_at"},
                                                           {"full_name", "u.full_name"},
                                                           {"is_superuser", "u.is_superuser", false},
                                                           {"last_login", "u.last_login"},
                                                           {"enable_login", "u.enable_login", false}});

constexpr listing::Source source{"people.list_users", user_columns, "users u", "u.id", sorts};

// Runs a change of users; the unique e-mail address is the only thing that can be taken.
template <class Change>
auto refusing_taken_email(const User& user, Change change) {
  try {
    return change();
  } catch (const db::ConstraintError& error) {
    if (error.kind() != db::ConstraintError::Kind::unique) throw;
    throw invalid("Database object 'User' with field value '" + user.email.value_or("") + "' already exists.");
  }
}

}  // namespace

std::optional<User> find_user(db::Session& session, UserId id) { return session.maybe(find_by_id, {id}, user_from); }

std::optional<User> find_user_by_email(db::Session& session, std::string_view email) {
  return session.maybe(find_by_email, {email}, user_from);
}

std::optional<User> find_user_by_openid(db::Session& session, std::string_view openid) {
  return session.maybe(find_by_openid, {openid}, user_from);
}

std::optional<std::string> full_name_of(db::Session& session, UserId id) {
  return session.maybe(find_name, {id}, [](const db::Row& row) { return row.get<std::string>(0); });
}

User insert_user(db::Transaction& tx, const User& user) {
  auto stored = user;
  stored.id = refusing_taken_email(user, [&] {
    return tx.value<UserId>(
        insert, {user.full_name, user.openid, user.email, user.is_superuser, user.enable_login, user.created_at});
  });
  fulltext::put_in(tx, user_texts, stored.id.value);
  return stored;
}

User update_user(db::Transaction& tx, const User& user) {
  refusing_taken_email(user, [&] {
    return fulltext::rewording(tx, user_texts, user.id.value, [&] {
      return tx.run(update, {user.id, user.full_name, user.openid, user.email, user.is_superuser, user.enable_login,
                             user.updated_at});
    });
  });
  return user;
}

listing::Page<User> list_users(db::Session& session, const UserFilter& filter, const auth::Actor& reader,
                               listing::Bound bound) {
  listing::List list(session.engine(), source);
  list.contains("u.full_name", filter.full_name);
  const auto private_filter = [&](std::string_view sql, const std::optional<std::string>& value) {
    if (!value || value->empty()) return;
    list.where(sql, {*value});
    if (!reader.superuser) list.where("u.id = ?", {reader.id});
  };
  private_filter("lower(u.email) = lower(?)", filter.email);
  private_filter("u.openid = ?", filter.openid);
  return listing::page_of(session, list, filter, bound, list.count(session),
                          [reader](db::Session& now, listing::List& rows) {
                            return rows.next(now, [&](const db::Row& row) { return shown_to(reader, user_from(row)); });
                          });
}

std::span<const db::Query> user_queries() { return all_queries; }

}  // namespace people
