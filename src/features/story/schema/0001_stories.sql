create table story_types (
  id         {{ID}},
  created_at bigint,
  updated_at bigint,
  name       text,
  icon       text,
  restricted smallint,
  private    smallint,
  visible    smallint
);
insert into story_types (id, name, icon, restricted, private, visible) values
  (1, 'bug', 'fa-bug', 0, 0, 1),
  (2, 'feature', 'fa-lightbulb-o', 1, 0, 1),
  (3, 'private_vulnerability', 'fa-lock', 0, 1, 1),
  (4, 'public_vulnerability', 'fa-bomb', 0, 0, 0);

create table may_mutate_to (
  story_type_id_from bigint not null references story_types (id),
  story_type_id_to   bigint not null references story_types (id),
  primary key (story_type_id_from, story_type_id_to)
);
insert into may_mutate_to (story_type_id_from, story_type_id_to) values (1, 2), (1, 4), (2, 1), (3, 1), (3, 4), (4, 1);

-- The last group of columns follows from the tasks and tags; story_index.cc keeps it, so that no list computes it.
create table stories (
  id            {{ID}},
  created_at    bigint,
  updated_at    bigint,
  creator_id    bigint references users (id),
  title         text,
  description   text,
  is_bug        smallint,
  story_type_id bigint references story_types (id),
  private       smallint not null default 0,

  status        smallint not null default 2, -- 0 active, 1 merged, 2 invalid
  todo          bigint,                      -- tasks of each status; null where there is no task at all
  merged        bigint,
  invalid       bigint,
  review        bigint,
  inprogress    bigint,
  tag_names     text not null default '[]'   -- JSON
);
create index stories_of_creator on stories (creator_id, id);
create index stories_by_status on stories (status, id);
create index stories_by_update on stories (updated_at, id);
create index stories_private on stories (id) where private = 1;

create table story_permissions (
  story_id      bigint not null references stories (id),
  permission_id bigint not null references permissions (id),
  primary key (story_id, permission_id)
);
create index story_permissions_of_permission on story_permissions (permission_id);

-- Who may see a story that is private: the one definition that every list, count and look-up goes through.
create view story_readers (story_id, user_id) as
  select sp.story_id, up.user_id
    from user_permissions up
    join story_permissions sp on sp.permission_id = up.permission_id
  union all
  select sp.story_id, tm.user_id
    from team_membership tm
    join team_permissions tp on tp.team_id = tm.team_id
    join story_permissions sp on sp.permission_id = tp.permission_id;

create table tasks (
  id           {{ID}},
  created_at   bigint,
  updated_at   bigint,
  title        text,
  status       text not null default 'todo',
  story_id     bigint not null references stories (id),
  project_id   bigint references projects (id),
  assignee_id  bigint references users (id),
  creator_id   bigint references users (id),
  priority     text default 'medium',
  branch_id    bigint references branches (id),
  milestone_id bigint references milestones (id),
  link         text,
  private      smallint not null default 0, -- as the story's
  check (status in ('todo', 'inprogress', 'invalid', 'review', 'merged')),
  check (priority in ('low', 'medium', 'high'))
);
create index tasks_of_story on tasks (story_id, id);
create index tasks_of_assignee on tasks (assignee_id, id, private, story_id);
create index tasks_of_project on tasks (project_id, id);
create index tasks_of_branch on tasks (branch_id, id);
create index tasks_of_milestone on tasks (milestone_id, id) where milestone_id is not null;
create index tasks_private on tasks (story_id) where private = 1;

create table storytags (
  id             {{ID}},
  created_at     bigint,
  updated_at     bigint,
  name           text unique,
  public_stories bigint not null default 0 -- how many stories that everybody may see have it
);

create table story_storytags (
  story_id    bigint not null references stories (id),
  storytag_id bigint not null references storytags (id),
  primary key (story_id, storytag_id)
);
create index story_storytags_of_tag on story_storytags (storytag_id, story_id);

create table comments (
  id          {{ID}},
  created_at  bigint,
  updated_at  bigint,
  content     text,
  is_active   smallint not null default 1,
  in_reply_to bigint references comments (id),
  story_id    bigint references stories (id)
);
create index comments_of_story on comments (story_id, id);
create index comments_replies on comments (in_reply_to) where in_reply_to is not null;

create table comments_history (
  id         {{ID}},
  created_at bigint,
  updated_at bigint,
  content    text,
  comment_id bigint not null references comments (id)
);
create index comments_history_of_comment on comments_history (comment_id, id);

-- A story appears once for each project that its tasks are in.
create table story_projects (
  project_id bigint not null references projects (id),
  story_id   bigint not null references stories (id),
  status     smallint not null,
  private    smallint not null,
  primary key (project_id, story_id)
);
create index story_projects_by_status on story_projects (project_id, status, story_id, private);
create index story_projects_of_story on story_projects (story_id);
create index story_projects_private on story_projects (story_id) where private = 1;

-- Exact totals of what everybody may see. Project 0 stands for all together.
create table story_tallies (
  project_id     bigint not null,
  status         smallint not null,
  public_stories bigint not null,
  primary key (project_id, status)
);

create table task_tallies (
  project_id   bigint not null,
  status       text not null,
  public_tasks bigint not null,
  primary key (project_id, status)
);
