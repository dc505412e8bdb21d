create table projects (
  id                  {{ID}},
  created_at          bigint,
  updated_at          bigint,
  name                text not null unique,
  description         text,
  team_id             bigint references teams (id) on delete set null,
  is_active           smallint not null default 1,
  repo_url            text,
  autocreate_branches smallint not null default 0
);

create table project_groups (
  id         {{ID}},
  created_at bigint,
  updated_at bigint,
  name       text not null unique,
  title      text
);

create table project_group_mapping (
  project_id       bigint not null references projects (id),
  project_group_id bigint not null references project_groups (id),
  primary key (project_group_id, project_id)
);
create index project_group_mapping_of_project on project_group_mapping (project_id);

create table branches (
  id              {{ID}},
  name            text not null,
  project_id      bigint not null references projects (id),
  created_at      bigint,
  updated_at      bigint,
  expired         smallint not null default 0,
  expiration_date bigint,
  autocreated     smallint not null default 0,
  restricted      smallint not null default 0,
  unique (project_id, name)
);

create table milestones (
  id              {{ID}},
  name            text not null,
  branch_id       bigint not null references branches (id),
  created_at      bigint,
  updated_at      bigint,
  expired         smallint not null default 0,
  expiration_date bigint,
  unique (branch_id, name)
);
