#include "story/story_index.h"

// The whole index in a few statements over all rows: what story_index.cc keeps story by story.
namespace story {
namespace {

constexpr std::string_view rebuild_sql = R"sql(
update tasks set private = (select s.private from stories s where s.id = tasks.story_id)
 where private <> (select s.private from stories s where s.id = tasks.story_id);

create temporary table task_counts as
select story_id,
       sum(case when status = 'todo' then 1 else 0 end) as todo,
       sum(case when status = 'merged' then 1 else 0 end) as merged,
       sum(case when status = 'invalid' then 1 else 0 end) as invalid,
       sum(case when status = 'review' then 1 else 0 end) as review,
       sum(case when status = 'inprogress' then 1 else 0 end) as inprogress
  from tasks
 group by story_id;

update stories
   set status = 2, todo = null, merged = null, invalid = null, review = null, inprogress = null
 where status <> 2 or todo is not null;
update stories
   set status = case when c.todo + c.inprogress + c.review > 0 then 0 when c.merged > 0 then 1 else 2 end,
       todo = c.todo, merged = c.merged, invalid = c.invalid, review = c.review, inprogress = c.inprogress
  from task_counts c
 where c.story_id = stories.id;
drop table task_counts;

delete from story_projects;
insert into story_projects (project_id, story_id, status, private)
select t.project_id, s.id, s.status, s.private
  from (select distinct project_id, story_id from tasks where project_id is not null) t
  join stories s on s.id = t.story_id
 order by t.project_id, s.id;

delete from story_tallies;
insert into story_tallies (project_id, status, public_stories)
select 0, status, count(*) from stories where private = 0 group by status
union all
select project_id, status, count(*) from story_projects where private = 0 group by project_id, status;

delete from task_tallies;
insert into task_tallies (project_id, status, public_tasks)
select 0, status, count(*) from tasks where private = 0 group by status
union all
select project_id, status, count(*) from tasks where private = 0 and project_id is not null group by project_id, status;

update storytags set public_stories = 0 where public_stories <> 0;
update storytags
   set public_stories = c.stories
  from (select st.storytag_id, count(*) as stories
          from story_storytags st
          join stories s on s.id = st.story_id
         where s.private = 0
         group by st.storytag_id) c
 where c.storytag_id = storytags.id;

update stories set tag_names = '[]' where tag_names <> '[]';
)sql";

// Both engines make a JSON array of text, in different words.
constexpr std::string_view name_tags_sqlite = R"sql(
update stories set tag_names = c.names
  from (select story_id, json_group_array(name) as names
          from (select st.story_id, g.name
                  from story_storytags st join storytags g on g.id = st.storytag_id
                 order by st.story_id, g.id)
         group by story_id) c
 where c.story_id = stories.id;
)sql";

constexpr std::string_view name_tags_postgresql = R"sql(
update stories set tag_names = c.names
  from (select st.story_id, '[' || string_agg(to_json(g.name)::text, ',' order by g.id) || ']' as names
          from story_storytags st join storytags g on g.id = st.storytag_id
         group by st.story_id) c
 where c.story_id = stories.id;
)sql";

}  // namespace

void rebuild_index(db::Transaction& tx) {
  tx.script(rebuild_sql);
  tx.script(tx.engine() == db::Engine::sqlite ? name_tags_sqlite : name_tags_postgresql);
}

}  // namespace story
