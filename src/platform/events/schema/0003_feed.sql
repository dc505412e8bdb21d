-- What the server published itself is news, and goes through the feed to those who follow it. What an import brought
-- in happened some other day: it is shown where events are listed, and is news for nobody.
alter table events add column live smallint not null default 0;
create index events_live on events (id) where live = 1;
