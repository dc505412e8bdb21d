-- An event can be about a list and about a card of it, whose story may be private: it is hidden if either is. What hides
-- it is kept apart, because either can change later.
alter table events add column item_story_id bigint;
alter table events add column subject_hidden smallint not null default 0; -- the story, list or board that it happened to
alter table events add column item_hidden smallint not null default 0;    -- the card's story
update events set subject_hidden = 1 where hidden = 1;
create index events_of_item on events (item_story_id, id) where item_story_id is not null;
