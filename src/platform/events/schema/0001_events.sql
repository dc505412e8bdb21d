-- Everything that happened. A row is the v1 API's timeline event and the outbox at once: whoever reacts to events
-- reads them here, after the commit.
create table events (
  id          {{ID}},
  created_at  bigint not null,
  updated_at  bigint,
  event_type  text not null,
  event_info  text,
  author_id   bigint,
  story_id    bigint,
  worklist_id bigint,
  board_id    bigint,
  comment_id  bigint,
  hidden      smallint not null default 0
);
create index events_of_story on events (story_id, id) where story_id is not null;
create index events_of_worklist on events (worklist_id, id) where worklist_id is not null;
create index events_of_board on events (board_id, id) where board_id is not null;
create index events_of_comment on events (comment_id) where comment_id is not null;
create index events_hidden on events (story_id, event_type) where hidden = 1;

-- How many events of a type everybody may see: the exact total of a list that nobody could count in time.
create table event_tallies (
  event_type    text primary key,
  public_events bigint not null
);
