-- Which indexes hold every row of their table, and by which version of the rules for words.
create table fulltext_indexes (
  name    text primary key,
  version bigint not null
);

-- Rows whose texts have changed in this transaction: index_waiting() takes them up before the commit.
create table fulltext_waiting (
  name text not null,
  id   bigint not null,
  primary key (name, id)
);
