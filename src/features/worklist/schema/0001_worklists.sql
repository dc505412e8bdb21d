create table worklists (
  id         {{ID}},
  created_at bigint,
  updated_at bigint,
  title      text,
  creator_id bigint references users (id),
  project_id bigint references projects (id),
  private    smallint not null default 0,
  archived   smallint not null default 0,
  automatic  smallint not null default 0,

  -- Who governs it: itself, or the board of which it is a lane. Kept by guards.cc, so that no look-up asks a board.
  board_id   bigint,
  hidden     smallint not null default 0,            -- whether only those who may edit or move see it
  editors_id bigint references permissions (id),
  movers_id  bigint references permissions (id)
);
create index worklists_of_creator on worklists (creator_id);
create index worklists_of_project on worklists (project_id) where project_id is not null;
create index worklists_of_board on worklists (board_id) where board_id is not null;
create index worklists_of_editors on worklists (editors_id);
create index worklists_of_movers on worklists (movers_id);

-- A list's own permissions, edit_worklist and move_items; they rest while a board governs it.
create table worklist_permissions (
  worklist_id   bigint not null references worklists (id),
  permission_id bigint not null references permissions (id),
  primary key (worklist_id, permission_id)
);
create index worklist_permissions_of_permission on worklist_permissions (permission_id);

-- Who may edit a list; who may move its cards, and see it while it is hidden. The one definition.
create view worklist_editors (worklist_id, user_id) as
  select w.id, up.user_id
    from user_permissions up
    join worklists w on w.editors_id = up.permission_id;
create view worklist_readers (worklist_id, user_id) as
  select w.id, up.user_id
    from user_permissions up
    join worklists w on w.editors_id = up.permission_id
  union all
  select w.id, up.user_id
    from user_permissions up
    join worklists w on w.movers_id = up.permission_id;

-- What the last two tables' keys point at: a card knows its story and whether that is private, and the database keeps
-- it so when the story changes, the task moves, or either is removed.
create unique index stories_privacy on stories (id, private);
create unique index tasks_privacy on tasks (id, story_id, private);

create table worklist_items (
  id               {{ID}},
  created_at       bigint,
  updated_at       bigint,
  list_id          bigint not null references worklists (id),
  item_type        text not null check (item_type in ('story', 'task')),
  item_id          bigint not null,
  display_due_date bigint,
  archived         smallint not null default 0,

  rank             bigint not null default 0,        -- the order, with gaps: see item_order.h
  story_id         bigint,                           -- the card's story, or its task's
  hidden           smallint not null default 0,      -- whether that story is private
  story_card       bigint,                           -- item_id of a story's card
  task_card        bigint,                           -- item_id of a task's card
  foreign key (story_card, hidden) references stories (id, private) on update cascade on delete cascade,
  foreign key (task_card, story_id, hidden) references tasks (id, story_id, private)
    on update cascade on delete cascade
);
create index worklist_items_in_order on worklist_items (list_id, archived, rank, id, hidden, story_id);
create index worklist_items_hidden on worklist_items (list_id, rank, id, story_id) where hidden = 1;
create index worklist_items_of_item on worklist_items (item_type, item_id, list_id);
create index worklist_items_of_story on worklist_items (story_card) where story_card is not null;
create index worklist_items_of_task on worklist_items (task_card) where task_card is not null;
create index worklist_items_due on worklist_items (display_due_date, list_id) where display_due_date is not null;

create table worklist_filters (
  id         {{ID}},
  created_at bigint,
  updated_at bigint,
  type       text not null check (type in ('Story', 'Task')),
  list_id    bigint not null references worklists (id),
  query      text                                    -- query text, in place of criteria
);
create index worklist_filters_of_list on worklist_filters (list_id, id);

create table filter_criteria (
  id         {{ID}},
  created_at bigint,
  updated_at bigint,
  title      text not null,
  value      text not null,
  field      text not null,
  negative   smallint not null default 0,
  filter_id  bigint not null references worklist_filters (id)
);
create index filter_criteria_of_filter on filter_criteria (filter_id, id);
