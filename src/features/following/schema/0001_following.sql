-- Who wants to hear of what.
create table subscriptions (
  id          {{ID}},
  created_at  bigint,
  updated_at  bigint,
  user_id     bigint not null references users (id),
  target_type text not null check (target_type in ('story', 'task', 'project', 'project_group', 'worklist')),
  target_id   bigint not null,
  unique (user_id, target_type, target_id)
);
create index subscriptions_of_target on subscriptions (target_type, target_id, user_id);

-- What they were told. The last group of columns says where it came from: each event once for each subscriber, and
-- shown only to who may see the story or list that it tells of.
create table subscription_events (
  id            {{ID}},
  created_at    bigint,
  updated_at    bigint,
  subscriber_id bigint not null references users (id),
  author_id     bigint,
  event_type    text not null,
  event_info    text,

  event_id      bigint,
  story_id      bigint,
  worklist_id   bigint
);
create unique index subscription_events_once on subscription_events (event_id, subscriber_id);
create index subscription_events_of_subscriber on subscription_events (subscriber_id, id);
create index subscription_events_of_story on subscription_events (story_id) where story_id is not null;
create index subscription_events_of_worklist on subscription_events (worklist_id) where worklist_id is not null;

-- Who followed a thing that an event removed: when they are told, it is gone.
create table subscription_witnesses (
  event_id bigint not null,
  user_id  bigint not null references users (id),
  primary key (event_id, user_id)
);

-- Up to which event everybody was told; moves in the transaction that tells them. There is one row at most.
create table subscription_cursor (
  id         smallint primary key check (id = 1),
  last_event bigint not null
);
