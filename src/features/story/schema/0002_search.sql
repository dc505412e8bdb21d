-- A story with its comments is one text, so that words may stand in any part of it.
{{SQLITE}}
create virtual table fulltext_stories
 using fts5 (title, description, comments, content = '', columnsize = 0, tokenize = 'ascii');
create virtual table fulltext_stories_words using fts5vocab (fulltext_stories, instance);
insert into fulltext_stories (fulltext_stories, rank) values ('automerge', 16);

create virtual table fulltext_tasks using fts5 (title, content = '', columnsize = 0, tokenize = 'ascii');
create virtual table fulltext_tasks_words using fts5vocab (fulltext_tasks, instance);
insert into fulltext_tasks (fulltext_tasks, rank) values ('automerge', 16);
{{POSTGRESQL}}
create table fulltext_stories (id bigint primary key, words tsvector not null);
create index fulltext_stories_of_word on fulltext_stories using gin (words);

create table fulltext_tasks (id bigint primary key, words tsvector not null);
create index fulltext_tasks_of_word on fulltext_tasks using gin (words);
{{END}}
