create table users (
  id           {{ID}},
  created_at   bigint,
  updated_at   bigint,
  full_name    text,
  email        text,
  openid       text,
  is_staff     smallint not null default 0,
  is_active    smallint not null default 1,
  is_superuser smallint not null default 0,
  last_login   bigint,
  enable_login smallint not null default 1
);
create unique index users_email on users (lower(email));
create index users_openid on users (openid);

create table teams (
  id          {{ID}},
  created_at  bigint,
  updated_at  bigint,
  name        text not null unique,
  description text
);

create table team_membership (
  user_id bigint not null references users (id),
  team_id bigint not null references teams (id),
  primary key (team_id, user_id)
);
create index team_membership_of_user on team_membership (user_id);

-- Tokens are kept as hashes only.
create table access_tokens (
  id         {{ID}},
  created_at bigint,
  updated_at bigint,
  user_id    bigint not null references users (id),
  token_hash text not null unique,
  expires_in bigint not null,
  expires_at bigint not null
);
create index access_tokens_of_user on access_tokens (user_id);

-- Lists of people and teams who may do something, as the v1 tables know them: other features point at these rows.
create table permissions (
  id         {{ID}},
  created_at bigint,
  updated_at bigint,
  name       text unique,
  codename   text
);

create table user_permissions (
  user_id       bigint not null references users (id),
  permission_id bigint not null references permissions (id),
  primary key (permission_id, user_id)
);
create index user_permissions_of_user on user_permissions (user_id);

create table team_permissions (
  permission_id bigint not null references permissions (id),
  team_id       bigint not null references teams (id),
  primary key (permission_id, team_id)
);
create index team_permissions_of_team on team_permissions (team_id);
