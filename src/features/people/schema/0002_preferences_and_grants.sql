-- What somebody told the server, or a client of it, to remember. The text of a value is read by its type.
create table user_preferences (
  id         {{ID}},
  created_at bigint,
  updated_at bigint,
  user_id    bigint not null references users (id),
  key        text not null,
  type       text not null check (type in ('string', 'int', 'bool', 'float')),
  value      text not null,
  unique (user_id, key)
);

-- Both are kept as hashes only, like access tokens.
create table authorization_codes (
  id         {{ID}},
  created_at bigint,
  updated_at bigint,
  code_hash  text not null unique,
  state      text not null,
  user_id    bigint not null references users (id),
  expires_in bigint not null
);
create index authorization_codes_of_user on authorization_codes (user_id);

create table refresh_tokens (
  id              {{ID}},
  created_at      bigint,
  updated_at      bigint,
  user_id         bigint not null references users (id),
  token_hash      text not null unique,
  expires_at      bigint not null,
  expires_in      bigint not null,
  access_token_id bigint not null references access_tokens (id)
);
create index refresh_tokens_of_user on refresh_tokens (user_id);
create index refresh_tokens_of_access_token on refresh_tokens (access_token_id);
