#include "demo/phrases.h"

#include <array>

namespace demo {
namespace {

using namespace std::string_view_literals;

constexpr auto bugs = std::to_array<Opening>({
    {"{Op} hangs when the target runs out of space",
     "When the target has no space left, {op} waits for ever instead of failing."},
    {"{Thing} stuck in {state} after {op}",
     "After {op} the {thing} never leaves {state}; only a change in the database frees it."},
    {"{Component} logs a traceback for every deleted {thing}",
     "Deleting {a thing} works, but the {component} writes a traceback each time and operators are alarmed."},
    {"Race between {op} and {op2} leaves a stale {thing}",
     "If {op} and {op2} run at the same moment, {a thing} stays behind that belongs to nobody."},
    {"{Op} fails with {error} on a loaded control plane",
     "Under load, about one in {number} calls of {op} ends with {error}."},
    {"Wrong {attribute} in the list of {things}",
     "The list shows {a attribute} that differs from what a single {thing} shows."},
    {"{Component}: memory grows during {op}",
     "The {component} gains a few megabytes with every {op} and is killed after some days."},
    {"Deleting {a thing} leaves its {others} behind",
     "When {a thing} is deleted, the {others} that belong to it stay in the database and still count against the "
     "quota."},
    {"{Op} is {few} times slower since {branch}",
     "After the upgrade to {branch}, {op} takes {few} times as long as before."},
    {"500 instead of 404 for an unknown {thing}",
     "Asking for {a thing} that does not exist gives an internal server error."},
    {"{Component} does not reconnect after the message bus was restarted",
     "After a restart of the message bus, the {component} looks healthy and does nothing."},
    {"Paging {things} by {attribute} skips rows",
     "With a marker and sort_key={attribute}, some {things} never appear on any page."},
    {"Quota of {things} is wrong after a failed {op}",
     "A failed {op} is counted although no {thing} was made; after some days the project cannot make any more."},
    {"{Op} ignores the {option} option", "The {option} option is read, but {op} uses its default all the same."},
    {"Deadlock in the {component} with more than {number} {things}",
     "With more than {number} {things}, the {component} stops and its threads wait for each other."},
    {"{Service} upgrade from {branch} fails in a database migration",
     "The migration that adds the {attribute} column fails on a database with old {things}."},
    {"Concurrent {op} gives two {things} the same {attribute}",
     "Two requests in the same second can end with {things} that share {a attribute}."},
    {"{Component} starts before the database is ready and never recovers",
     "On a cold start of the whole site, the {component} comes up first, fails, and is not started again."},
    {"Names with non-ASCII characters (“Zürich-Süd”) break {op}",
     "A {thing} called “Zürich-Süd” can be made, but {op} of it fails with {error}."},
    {"{Op} leaks file descriptors in the {component}",
     "Each {op} leaves a socket open. After {number} of them the {component} accepts no connection."},
    {"Policy for {op} can be evaded through the {other} API",
     "A member without the role for {op} reaches the same result by changing {a other}."},
    {"Flaky test: {op} times out on slow nodes",
     "The test of {op} fails about once in {number} runs, always on the same kind of node."},
    {"{Thing} events are sent twice after a failover of the {component}",
     "Listeners receive each notification about {a thing} twice once the {component} has moved."},
    {"{Component} sorts “Ångström” before “Apfel” in the list of {things}",
     "The list of {things} is sorted by bytes, which users in {place} find confusing."},
    {"Retrying {op} doubles the {attribute}",
     "When a client repeats {op} after a timeout, the {attribute} is counted twice."},
    {"Cannot delete {a thing} whose {other} is in {state}",
     "As long as a {other} is in {state}, its {thing} cannot be deleted, and nothing says so."},
    {"Documentation of {option} contradicts the code",
     "The guide says that {option} defaults to {few}; in the code it is {number}."},
    {"{Component} accepts {a attribute} of 2^31 and fails later",
     "Very large values of {attribute} pass the API's check and break {op}."},
});

constexpr auto features = std::to_array<Opening>({
    {"Support {op} for {things} without downtime",
     "As an operator I want {op} to keep {things} reachable, so that users notice nothing."},
    {"Let {things} be filtered by {attribute}",
     "With thousands of {things}, finding the ones with a certain {attribute} means reading the whole list."},
    {"Limit concurrent {op} per project",
     "One project with many {things} can keep the {component} busy for everybody else."},
    {"Show {attribute} of {things} in the API",
     "The {attribute} is known to the {component}, but no client can see it."},
    {"Add dry run to {op}", "Before {op} of a production system, operators want to see what would happen."},
    {"Report progress of {op}", "{Op} can take an hour, and all that users see meanwhile is {state}."},
    {"Make the {component} restartable during {op}",
     "Today a restart of the {component} aborts every {op} that is under way."},
    {"Retire the old {other} format", "We have written both formats since {branch}; the old one can go."},
    {"Spread {things} over failure domains", "Two replicas of {a thing} in the same rack are one replica."},
    {"Cache {attribute} lookups in the {component}",
     "Profiling {op} shows that most of the time goes into reading the same {attribute} again."},
});

constexpr auto about_bugs = std::to_array({
    "We see this on {branch} and on master."sv,
    "It happens on roughly one of {number} attempts, more often when the {component} is busy."sv,
    "The {component} log shows {error}, but nothing reaches the user."sv,
    "Restarting the {component} helps for a while."sv,
    "The {thing} itself is fine: its data can be read, and other {things} on the same host work."sv,
    "I could not find a change between {branch} and master that would explain it."sv,
    "Our monitoring counted {number} cases last week, all in {place}."sv,
    "A colleague suspects the cache in front of the {component2}."sv,
    "Setting {option} to {few} makes it rarer but does not cure it."sv,
    "The same request sent again a second later succeeds."sv,
    "This blocks our upgrade, since {op} is part of every maintenance."sv,
    "It looks as if the {component} reads the {attribute} before the {component2} has written it."sv,
    "The {attribute} in the database is correct, so only what the API shows is wrong."sv,
    "With debug logging on, the problem disappears, which smells of a race."sv,
    "We run three controllers; with a single one I could not reproduce it."sv,
    "Users work around it by making a new {thing} and deleting the old one."sv,
    "The upstream library fixed something similar last year, maybe we only need a newer version."sv,
    "A packet capture shows that the {component2} answers in time."sv,
    "It may be related to the way {things} are locked during {op}."sv,
    "After {op} the {attribute} is empty until the next periodic task."sv,
    "On ARM hosts I have not seen it."sv,
    "No data is lost, but the {thing} cannot be used until somebody steps in."sv,
    "The regression test we have covers {op2} only."sv,
    "In {place} we have about {number}00 {things}, so this is more than a nuisance."sv,
    "The message that the user gets is “{error}”, which tells them nothing."sv,
    "Older clients are affected too, so it is not the new microversion."sv,
});

constexpr auto about_features = std::to_array({
    "The {component} already has what is needed; only the API is missing."sv,
    "This should be opt-in through {option} until we have run it for a cycle."sv,
    "Other services have done the same with good results."sv,
    "A first version can leave out {others}."sv,
    "It needs a new microversion and a change in the client."sv,
    "The cost is one more query for each {thing}, which the benchmarks say is fine."sv,
    "Deployers in {place} have carried a patch like this for two years."sv,
    "We should agree on the name of the {attribute} before we write code."sv,
    "The old behaviour stays the default, so upgrades are not affected."sv,
    "{Op2} would profit from it as well."sv,
    "Security review: the {attribute} must not be shown to other projects."sv,
    "I can write this if somebody helps me with the tests of the {component2}."sv,
});

constexpr auto blocks_of_bugs = std::to_array({
    "## Steps to reproduce\n\n1. Make {a thing} with {few} {others}.\n2. Start {op}.\n3. While it runs, restart the "
    "{component}.\n4. Look at the {attribute} of the {thing}.\n\n**Expected:** {op} goes on or fails cleanly.\n"
    "**Actual:** the {thing} stays in `{state}`."sv,
    "### Environment\n\n- {service} from {branch}, packages of the distribution\n- {few} controllers, {number} compute "
    "hosts\n- database: one primary, two replicas\n- `{option} = {number}`"sv,
    "```\nERROR {service}.api [req-7c1e{number}f0] Unexpected failure in {op}\nTraceback (most recent call last):\n"
    "  File \"{service}/manager.py\", line {number}, in _run\n    return self._driver.apply(context, target)\n"
    "  File \"{service}/driver.py\", line {few}{number}, in apply\n    raise exception.{error}(target)\n"
    "{service}.exception.{error}: the {thing} is not in a state that allows {op}\n```"sv,
    "The relevant part of the configuration:\n\n```ini\n[DEFAULT]\ndebug = true\n{option} = {number}\n\n"
    "[database]\nmax_retries = -1\n```"sv,
    "See also the [operations guide](https://docs.lattice.example/{service}/admin/) and the earlier "
    "[discussion](https://lists.lattice.example/archive/{change}.html)."sv,
    "| release | result |\n|---|---|\n| {branch} | works |\n| master | {error} |\n| master, `{option}` off | works |"sv,
    "> The {component} must not start {op} before the {attribute} is known.\n\nThat is what the design says, and the "
    "code does not wait."sv,
    "What I tried so far:\n\n* another {thing}: same result\n* another host: same result\n* `{option} = {few}`: it "
    "takes longer to appear\n* without the {component2}: **cannot be reproduced**"sv,
    "Reproducer:\n\n```sh\nlattice {service} create --name test-{number}\nfor i in $(seq {number}); do\n"
    "  lattice {service} show test-{number} | grep {attribute} &\ndone\nwait\n```"sv,
    "A first idea for a fix:\n\n```python\ndef _finish(self, context, target):\n    with self._lock(target.id):\n"
    "        target.refresh()\n        if target.status != '{state}':\n            return  # somebody was faster\n"
    "        target.status = 'ACTIVE'\n        target.save()\n```"sv,
});

constexpr auto blocks_of_features = std::to_array({
    "## Proposed change\n\n1. Store the {attribute} with each {thing}.\n2. Let the {component} keep it up to date "
    "during {op}.\n3. Show it in the API and in the client.\n4. Document it."sv,
    "## Alternatives\n\n* Do nothing; operators keep scripts for it.\n* Let the {component2} do it, which would need "
    "a new queue."sv,
    "The call would be:\n\n```\nGET /v2/{things}?{attribute}={number}&limit={few}\n```"sv,
    "Open questions:\n\n- What happens to {things} made before the upgrade?\n- Is {few} a sane default for "
    "`{option}`?\n"
    "- Who may change the {attribute}?"sv,
    "The design is at <https://review.lattice.example/c/{service}-specs/+/{change}>; comments there, please."sv,
    "| step | release |\n|---|---|\n| write both | {branch} |\n| read the new one | next |\n| drop the old one | the "
    "one "
    "after |"sv,
});

constexpr auto lines_of_logs = std::to_array({
    "DEBUG {service}.{attribute} [req-7c1e{number}f0] {thing} {number}: checking {attribute}\n"sv,
    "INFO {service}.worker [req-7c1e{number}f0] {op} started, {few} {others} to go\n"sv,
    "WARNING {service}.driver [-] {component2} did not answer within {few} s, trying again\n"sv,
    "ERROR {service}.manager [req-7c1e{number}f0] {error}: the {thing} is in {state}\n"sv,
    "INFO {service}.wsgi [-] 198.51.100.{few} \"GET /v2/{number}\" status: 200 len: {number}{few} time: 0.0{number}\n"sv,
});

constexpr auto early = std::to_array({
    "I can reproduce this on master with a fresh deployment."sv,
    "Thanks for the report. Which version of {service} is that, and how many controllers do you run?"sv,
    "Could you attach the log of the {component} from the minute before it happens?"sv,
    "We have the same in {place}, with {number} {things}."sv,
    "I cannot reproduce it with the default configuration. What is `{option}` set to?"sv,
    "This looks like what we fixed for {op2} some time ago; the {component} has a path of its own."sv,
    "Triaged in the weekly meeting: real, and worth a backport."sv,
    "Adding the {component2} people, since the {attribute} is theirs."sv,
    "Confirmed. It starts with {branch}; before that the {component} took a lock here."sv,
    "Does it also happen without TLS between the {component} and the {component2}?"sv,
    "Is anybody working on this? I would like to take it."sv,
    "Marking as low-hanging fruit: the fix is a few lines, and there is a test to copy."sv,
    "+1, users ask for this every month."sv,
    "Ich sehe das auch in {place}, allerdings nur mit {few} Controllern. (I see it too, but only with {few} controllers.)"sv,
});

constexpr auto middle = std::to_array({
    "Fix proposed: https://review.lattice.example/c/{project}/+/{change}"sv,
    "The test fails without the change and passes with it, so this is the right place."sv,
    "I had a look at the {component}: `{option}` is read once at the start and never again."sv,
    "Here is what happens:\n\n1. the {component} reads the {attribute},\n2. the {component2} changes it,\n3. {op} goes "
    "on "
    "with the old value."sv,
    "Could we do without the extra query? With {number} {things} it shows in the profile."sv,
    "I'd rather not change the default on a stable branch; an option is fine."sv,
    "Rebased, and added a release note."sv,
    "The job failed for another reason (the mirror was down). Recheck."sv,
    "Half of this can go in now; the part about {others} needs a design first."sv,
    "Good catch. I have moved the check before the lock, and the window is gone:\n\n```python\nif not target.ready:\n"
    "    raise exception.{error}(target)\nwith self._lock(target.id):\n    self._apply(target)\n```"sv,
    "Any news here? The branch for {branch} closes soon."sv,
    "We have been running the patch in {place} for two weeks without a single case."sv,
    "Looks good to me, one question about the {attribute} in line {number}."sv,
    "Sorry for the delay, I was travelling. Will update the change tomorrow."sv,
    "→ the {component2} part is now a task of its own."sv,
    "On a node with 10 Gbit/s the wait drops from {number} ms to {few} ms (median, ±5 %), from 40 µs a call to 3 µs."sv,
    "Discussed on the channel: we keep the name {attribute}, and document that it may be empty."sv,
    "This needs a database migration, hence no backport."sv,
});

constexpr auto last = std::to_array({
    "Merged, thanks everybody."sv,
    "Released with the last point release of {branch}."sv,
    "The backport has merged as well. Closing."sv,
    "Verified in {place}: {number} runs, no failure."sv,
    "Works for us now. Thank you! 🎉"sv,
    "Closing, since nobody could reproduce it on a supported release. Please reopen with logs if it comes back."sv,
});

}  // namespace

std::span<const Opening> bug_openings() { return bugs; }
std::span<const Opening> feature_openings() { return features; }
std::span<const std::string_view> bug_sentences() { return about_bugs; }
std::span<const std::string_view> feature_sentences() { return about_features; }
std::span<const std::string_view> bug_blocks() { return blocks_of_bugs; }
std::span<const std::string_view> feature_blocks() { return blocks_of_features; }
std::span<const std::string_view> log_lines() { return lines_of_logs; }
std::span<const std::string_view> early_remarks() { return early; }
std::span<const std::string_view> middle_remarks() { return middle; }
std::span<const std::string_view> last_remarks() { return last; }

}  // namespace demo
