#include "people/commands.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "auth/token.h"
#include "base/error.h"
#include "base/text.h"
#include "people/token_store.h"
#include "people/user_store.h"
#include "people/users.h"

namespace people {
namespace {

constexpr std::int64_t a_year = 365LL * 24 * 3600;

void reading(command::Runtime& runtime, const std::function<void(db::Session&)>& work) {
  runtime.database().connect_reader()->read(work);
}

void writing(command::Runtime& runtime, const std::function<void(db::Transaction&)>& work) {
  runtime.database().connect_writer()->write(work);
}

// Somebody named by id or e-mail address.
User named_user(db::Session& session, const std::string& name) {
  const auto id = parse_integer(name);
  const auto user = id ? find_user(session, UserId{*id}) : find_user_by_email(session, name);
  if (!user) throw not_found("There is no user " + in_quotes(name) + ": `plenary user list` shows all.");
  return *user;
}

void check_length(const char* what, const std::string& text, std::size_t least) {
  if (!is_utf8(text)) throw invalid(std::string("The ") + what + " is not valid UTF-8.");
  const auto length = utf8_length(text);
  if (length < least || length > 255) {
    throw invalid(std::string("The ") + what + " must have " + std::to_string(least) + " to 255 characters.");
  }
}

void add_user_command(CLI::App& user, command::Runtime& runtime) {
  auto* sub = user.add_subcommand("add", "Make an account; prints its id");
  sub->footer("Example:\n  plenary user add --name 'Ada Lovelace' --email ada@example.org --superuser");
  auto wanted = std::make_shared<NewUser>();
  sub->add_option("--name", wanted->full_name, "What people call them")->required();
  sub->add_option("--email", wanted->email, "Their address; theirs alone")->required();
  sub->add_option("--openid", wanted->openid, "The identity they log in with");
  sub->add_flag("--superuser", wanted->is_superuser, "Let them administer this instance");
  sub->callback([&runtime, wanted] {
    check_length("name", wanted->full_name, 3);
    check_length("e-mail address", wanted->email, 5);
    UserId id;
    writing(runtime, [&](db::Transaction& tx) { id = add_user(tx, *wanted, Time::now()).id; });
    std::cout << id.value << "\n";
  });
}

void add_list_users_command(CLI::App& user, command::Runtime& runtime) {
  auto* sub = user.add_subcommand("list", "List the accounts: id, name, e-mail address, and what sets them apart");
  sub->footer("Example:\n  plenary user list");
  sub->callback([&runtime] {
    reading(runtime, [](db::Session& session) {
      const auth::Actor operator_of_this_machine{UserId{}, true};
      const auto show = [](const std::vector<User>& users) {
        for (const auto& one : users) {
          std::cout << one.id.value << "\t" << one.full_name.value_or("") << "\t" << one.email.value_or("-")
                    << (one.is_superuser ? "\tsuperuser" : "") << (one.enable_login ? "" : "\tdisabled") << "\n";
        }
      };
      auto page = list_users(session, {}, operator_of_this_machine, std::nullopt);
      show(page.rows);
      while (page.more) {
        const auto rows = page.more(session);
        if (rows.empty()) break;
        show(rows);
      }
    });
  });
}

void add_disable_command(CLI::App& user, command::Runtime& runtime) {
  auto* sub = user.add_subcommand("disable", "Shut somebody out: no login, and none of their tokens works");
  sub->footer("Example:\n  plenary user disable ada@example.org");
  auto name = std::make_shared<std::string>();
  auto undo = std::make_shared<bool>(false);
  sub->add_option("USER", *name, "Id or e-mail address")->required();
  sub->add_flag("--undo", *undo, "Let them in again");
  sub->callback([&runtime, name, undo] {
    writing(runtime, [&](db::Transaction& tx) {
      auto found = named_user(tx, *name);
      found.enable_login = *undo;
      found.updated_at = Time::now();
      update_user(tx, found);
    });
  });
}

void add_create_token_command(CLI::App& token, command::Runtime& runtime) {
  auto* sub = token.add_subcommand("create", "Make an access token; prints it, this once");
  sub->footer("Example:\n  plenary token create ada@example.org --expires-in 86400");
  auto name = std::make_shared<std::string>();
  auto lifetime = std::make_shared<std::int64_t>(a_year);
  sub->add_option("USER", *name, "Id or e-mail address")->required();
  sub->add_option("--expires-in", *lifetime, "Seconds that it lasts (default: a year)")
      ->check(CLI::Range(std::int64_t{1}, 100 * a_year));
  sub->callback([&runtime, name, lifetime] {
    const auto secret = auth::make_token();
    writing(runtime, [&](db::Transaction& tx) {
      insert_token(tx, named_user(tx, *name).id, secret, Seconds{*lifetime}, Time::now());
    });
    std::cout << secret << "\n";
  });
}

void add_list_tokens_command(CLI::App& token, command::Runtime& runtime) {
  auto* sub = token.add_subcommand("list", "List the access tokens: id, user, made, expires");
  sub->footer("Example:\n  plenary token list");
  sub->callback([&runtime] {
    reading(runtime, [](db::Session& session) {
      for (const auto& one : list_tokens(session)) {
        std::cout << one.id.value << "\t" << one.user.value << "\t" << (one.created_at ? to_iso(*one.created_at) : "-")
                  << "\t" << to_iso(one.expires_at) << "\n";
      }
    });
  });
}

void add_revoke_command(CLI::App& token, command::Runtime& runtime) {
  auto* sub = token.add_subcommand("revoke", "End an access token at once");
  sub->footer("Example:\n  plenary token revoke 12");
  auto id = std::make_shared<std::int64_t>();
  sub->add_option("ID", *id, "The token's number, as `plenary token list` shows it")->required();
  sub->callback([&runtime, id] {
    writing(runtime, [&](db::Transaction& tx) {
      if (delete_token(tx, TokenId{*id})) return;
      throw not_found("There is no token " + std::to_string(*id) + ": `plenary token list` shows all.");
    });
  });
}

}  // namespace

void add_commands(CLI::App& app, command::Runtime& runtime) {
  auto* user = app.add_subcommand("user", "Accounts: add, list, disable")->require_subcommand(1);
  add_user_command(*user, runtime);
  add_list_users_command(*user, runtime);
  add_disable_command(*user, runtime);
  auto* token = app.add_subcommand("token", "Access tokens: create, list, revoke")->require_subcommand(1);
  add_create_token_command(*token, runtime);
  add_list_tokens_command(*token, runtime);
  add_revoke_command(*token, runtime);
}

}  // namespace people
