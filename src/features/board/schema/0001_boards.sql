create table boards (
  id          {{ID}},
  created_at  bigint,
  updated_at  bigint,
  title       text not null,
  description text,
  creator_id  bigint references users (id),
  project_id  bigint references projects (id),
  private     smallint not null default 0,
  archived    smallint not null default 0
);
create index boards_of_creator on boards (creator_id, id);
create index boards_of_project on boards (project_id) where project_id is not null;
create index boards_private on boards (id) where private = 1;

create table board_permissions (
  board_id      bigint not null references boards (id),
  permission_id bigint not null references permissions (id),
  primary key (board_id, permission_id)
);
create index board_permissions_of_permission on board_permissions (permission_id);

-- Who may do what in a board. All of them may see it while it is private.
create view board_people (board_id, user_id, codename) as
  select bp.board_id, up.user_id, p.codename
    from board_permissions bp
    join permissions p on p.id = bp.permission_id
    join user_permissions up on up.permission_id = p.id
   where p.codename in ('edit_board', 'move_cards');
create view board_readers (board_id, user_id) as
  select bp.board_id, up.user_id
    from user_permissions up
    join board_permissions bp on bp.permission_id = up.permission_id
    join permissions p on p.id = bp.permission_id
   where p.codename in ('edit_board', 'move_cards');

-- The lanes. A list is in one board; an import may bring some that are in several, and the first governs them.
create table board_worklists (
  id         {{ID}},
  created_at bigint,
  updated_at bigint,
  board_id   bigint not null references boards (id),
  list_id    bigint not null references worklists (id),
  position   bigint not null
);
create index board_worklists_of_board on board_worklists (board_id, position, id, list_id);
create index board_worklists_of_list on board_worklists (list_id, board_id);

-- What due dates are shown in.
create table board_due_dates (
  board_id    bigint not null references boards (id),
  due_date_id bigint not null references due_dates (id),
  primary key (board_id, due_date_id)
);
create index board_due_dates_of_due_date on board_due_dates (due_date_id);

create table worklist_due_dates (
  worklist_id bigint not null references worklists (id),
  due_date_id bigint not null references due_dates (id),
  primary key (worklist_id, due_date_id)
);
create index worklist_due_dates_of_due_date on worklist_due_dates (due_date_id);
