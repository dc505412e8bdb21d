-- Answers that are given again when their request comes again (Idempotency-Key). The database alone tells nothing of
-- keys, requests or answers: all three columns of text are made with the key, which only the caller has.
create table replays (
  user_id      bigint not null,
  key_hash     text not null,
  request_hash text not null,
  answer       text,
  expires_at   bigint not null,
  primary key (user_id, key_hash)
);
create index replays_by_expiry on replays (expires_at);
