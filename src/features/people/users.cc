#include "people/users.h"

#include "base/error.h"
#include "people/user_store.h"

namespace people {

User shown_to(const auth::Actor& reader, User user) {
  if (reader.id == user.id) return user;
  user.created_at.reset();
  user.updated_at.reset();
  if (reader.superuser) return user;
  user.email.reset();
  user.openid.reset();
  return user;
}

User read_user(db::Session& session, const auth::Actor& reader, UserId id) {
  auto user = find_user(session, id);
  if (!user) throw not_found("User " + std::to_string(id.value) + " not found");
  return shown_to(reader, *std::move(user));
}

User add_user(db::Transaction& tx, const NewUser& user, Time now) {
  User stored;
  stored.full_name = user.full_name;
  stored.email = user.email;
  stored.openid = user.openid;
  stored.is_superuser = user.is_superuser;
  stored.enable_login = user.enable_login;
  stored.created_at = now;
  return insert_user(tx, stored);
}

User change_user(db::Transaction& tx, const auth::Actor& actor, UserId id, const UserChange& change, Time now) {
  if (actor.id != id && !actor.superuser) throw forbidden("You are not allowed to update this user.");
  auto user = find_user(tx, id);
  if (!user) throw not_found("User " + std::to_string(id.value) + " not found");
  if (change.full_name) user->full_name = change.full_name;
  if (change.email) user->email = change.email;
  if (change.openid) user->openid = *change.openid;
  if (actor.superuser) {
    user->is_superuser = change.is_superuser.value_or(user->is_superuser);
    user->enable_login = change.enable_login.value_or(user->enable_login);
  }
  user->updated_at = now;
  return shown_to(actor, update_user(tx, *user));
}

}  // namespace people
