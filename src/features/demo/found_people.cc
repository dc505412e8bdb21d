#include <set>

#include "demo/calendar.h"
#include "demo/founding.h"
#include "demo/names.h"
#include "people/team_store.h"
#include "people/user_store.h"
#include "story/tag_store.h"

namespace demo {
namespace {

constexpr std::size_t security_members = 5;

UserId user_with(db::Transaction& tx, const people::User& user) {
  if (const auto known = people::find_user_by_email(tx, *user.email)) return known->id;
  return people::insert_user(tx, user).id;
}

people::User account(std::string name, std::string_view address, Time made) {
  people::User user;
  user.full_name = std::move(name);
  user.email = address;
  user.created_at = made;
  return user;
}

// Invents people whose addresses differ.
class People {
 public:
  explicit People(Random& random) : random_(random) {}

  struct Invented {
    people::User user;
    std::size_t organisation;
  };
  Invented next(Time joined) {
    const auto name = invent_name(random_);
    const auto organisation = random_.rank(organisations().size());
    const auto domain = "@" + std::string(organisations()[organisation].slug) + ".example";
    auto local = name.ascii;
    for (int n = 2; !taken_.insert(local + domain).second; ++n) local = name.ascii + std::to_string(n);
    auto user = account(name.full, local + domain, joined);
    user.openid = "https://login.lattice.example/" + local + domain;
    return {user, organisation};
  }

 private:
  Random& random_;
  std::set<std::string> taken_;
};

// The first ones were there before the start; the others came one by one.
Time joined_at(const Community& community, std::size_t index, std::size_t count, Random& random) {
  if (index < community.core) return days_after(community.start, -1 - random.unit() * 300);
  const auto share = static_cast<double>(index - community.core) / static_cast<double>(count - community.core);
  const auto whole = static_cast<double>(community.until.micros - community.start.micros) / 86'400e6;
  return days_after(community.start, share * whole);
}

}  // namespace

TeamId team_named(db::Transaction& tx, const std::string& name, Time made) {
  if (const auto known = people::find_team_by_name(tx, name)) return known->id;
  return people::insert_team(tx, {.name = name}, made).id;
}

void found_people(db::Transaction& tx, Community& community, std::size_t count, Random& random) {
  const auto before = days_after(community.start, -300);
  auto superuser = account("Demo Administrator", superuser_address, before);
  superuser.is_superuser = true;
  user_with(tx, superuser);
  community.people.push_back(user_with(tx, account("Demo Member", member_address, before)));

  std::vector<TeamId> teams;
  for (const auto& one : organisations()) teams.push_back(team_named(tx, std::string(one.slug), before));
  community.security_team = team_named(tx, "vulnerability-management", before);
  people::insert_member(tx, community.security_team, community.people.front());

  People people(random);
  while (community.people.size() < count) {
    const auto index = community.people.size();
    const auto [user, organisation] = people.next(joined_at(community, index, count, random));
    const auto id = user_with(tx, user);
    community.people.push_back(id);
    people::insert_member(tx, teams[organisation], id);
    if (index < security_members) people::insert_member(tx, community.security_team, id);
  }
}

void found_tags(db::Transaction& tx, Community& community) {
  for (const auto name : tag_names()) {
    story::Tag tag;
    tag.name = name;
    tag.id = story::find_or_make_tag(tx, tag.name, community.start);
    community.tags.push_back(tag);
  }
}

}  // namespace demo
