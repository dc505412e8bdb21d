{{SQLITE}}
create virtual table fulltext_projects using fts5 (name, description, content = '', columnsize = 0, tokenize = 'ascii');
create virtual table fulltext_projects_words using fts5vocab (fulltext_projects, instance);
{{POSTGRESQL}}
create table fulltext_projects (id bigint primary key, words tsvector not null);
create index fulltext_projects_of_word on fulltext_projects using gin (words);
{{END}}
