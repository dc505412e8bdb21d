{{SQLITE}}
create virtual table fulltext_users using fts5 (full_name, content = '', columnsize = 0, tokenize = 'ascii');
create virtual table fulltext_users_words using fts5vocab (fulltext_users, instance);
{{POSTGRESQL}}
create table fulltext_users (id bigint primary key, words tsvector not null);
create index fulltext_users_of_word on fulltext_users using gin (words);
{{END}}
