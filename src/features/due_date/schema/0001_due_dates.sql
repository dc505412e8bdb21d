create table due_dates (
  id         {{ID}},
  created_at bigint,
  updated_at bigint,
  name       text,
  date       bigint,
  private    smallint not null default 0,
  creator_id bigint references users (id)
);
create index due_dates_private on due_dates (id) where private = 1;

create table due_date_permissions (
  due_date_id   bigint not null references due_dates (id),
  permission_id bigint not null references permissions (id),
  primary key (due_date_id, permission_id)
);
create index due_date_permissions_of_permission on due_date_permissions (permission_id);

-- Who may do what with a due date. All of them may see it while it is private.
create view due_date_people (due_date_id, user_id, codename) as
  select dp.due_date_id, up.user_id, p.codename
    from due_date_permissions dp
    join permissions p on p.id = dp.permission_id
    join user_permissions up on up.permission_id = p.id
   where p.codename in ('edit_date', 'assign_date');

-- A story or task that goes is due no more.
create table story_due_dates (
  story_id    bigint not null references stories (id) on delete cascade,
  due_date_id bigint not null references due_dates (id),
  primary key (due_date_id, story_id)
);
create index story_due_dates_of_story on story_due_dates (story_id, due_date_id);

create table task_due_dates (
  task_id     bigint not null references tasks (id) on delete cascade,
  due_date_id bigint not null references due_dates (id),
  primary key (due_date_id, task_id)
);
create index task_due_dates_of_task on task_due_dates (task_id, due_date_id);
