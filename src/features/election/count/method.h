#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "count/ballots.h"
#include "count/pairwise.h"
#include "count/value.h"

namespace count {

// How the strength of a majority of W voters against L is measured, where a method lets one choose.
enum class Strength {
  winning_votes,        // W; equal ones by fewer L
  winning_votes_alone,  // W
  margins,              // W - L
  ratio,                // W / L
  opposition,           // W, even if W <= L
};

// What Ranked Pairs does with majorities of the same size.
enum class EqualMajorities {
  civs,  // each is kept unless it closes a circle with stronger ones
  php,   // all are added, then those that lie on a circle are taken away
};

// What decides when candidates are equal where only some can be elected.
struct TieBreak {
  enum class Kind { none, seed, toss, order };
  Kind kind = Kind::none;
  std::string text;  // the seed's text, the toss's namespace
  std::string date;  // the toss's
};

struct Options {
  std::size_t seats = 1;
  Unranked unranked = Unranked::ignore;
  Strength strength = Strength::winning_votes;
  EqualMajorities equal_majorities = EqualMajorities::civs;
  TieBreak tie_break = {};
  // Called by long work every few milliseconds at most; throws when the time is up.
  std::function<void()> go_on = {};
};

// What a method is given. The matrix is the one of options.unranked.
struct Election {
  const Ballots& ballots;
  const Pairwise& pairwise;
  const Options& options;

  std::size_t candidates() const { return ballots.candidates(); }
  const std::string& name(Candidate candidate) const { return ballots.names()[candidate]; }
  void go_on() const {
    if (options.go_on) options.go_on();
  }
};

// Best first; candidates that share a rank stand together, in the order of the list of candidates.
using Ranking = std::vector<std::vector<Candidate>>;

// What a method found.
struct Outcome {
  // Everybody, or only whom the method places: a set like Smith's is one rank, a committee too.
  Ranking ranking = {};
  // Methods that elect a committee for the seats: its members in the order of their election, or of the list.
  // Nothing when a tie decides: then `tied` says who shares it and `sure` who is elected whatever comes.
  std::optional<std::vector<Candidate>> committee = {};
  std::vector<Candidate> sure = {};
  std::vector<Candidate> tied = {};
  // Why, as data; an object. And the sentences that a person should read first ("heuristic: ...", "by lot: ...").
  Value explanation = {};
  std::vector<std::string> remarks = {};
  // Further members of the result, such as optimal_rankings.
  Value::Object extra = {};
  // A lot was drawn: the result says "by lot".
  bool by_lot = false;
};

// One way to count. Each stands in a file of its own as `extern const Method`, and in methods.cc as one line.
struct Method {
  // What `count` receives in its outcome: a ranking whose first `seats` are elected, one set of winners, a committee.
  enum class Kind { ranking, set, committee };

  std::string_view id;        // as on the command line: "ranked-pairs"
  std::string_view name;      // as people say it: "Ranked Pairs"
  std::string_view sentence;  // what it does
  std::string_view criteria;  // which it meets: "Condorcet, monotone, clone independence"
  std::string_view source;    // who described it, and where
  Unranked customary;         // the policy when nobody says one
  Kind kind = Kind::ranking;
  bool matrix_alone = true;         // needs no more than the pairwise matrix
  bool takes_strength = false;      // Options::strength changes it
  std::size_t most_candidates = 0;  // refuses more; 0: no limit
  Outcome (*count)(const Election& election) = nullptr;
};

// All, in the order in which they are listed.
std::span<const Method* const> methods();
// Throws Error(invalid) naming those that are there.
const Method& find_method(std::string_view id);

}  // namespace count
