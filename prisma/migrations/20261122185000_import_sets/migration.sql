-- Several files imported together and joined: how each is read, what people have answered to doubts, and what the last
-- joining left open.

-- What somebody has said about how a file is to be read, where it is more than a table of accounts.
alter table "upload" add column "reading" jsonb;

-- Files imported together share a set; `reading` holds how each was read, null for a single table of accounts.
alter table "import" add column "setId" uuid;
alter table "import" add column "reading" jsonb;
-- What the set did, kept with its first file.
alter table "import" add column "outcome" jsonb;

create table "saved_reading" (
  "workspaceId" uuid not null,
  "headings" text not null,
  "change" jsonb not null,
  "savedBy" uuid not null,
  "savedAt" timestamptz(3) not null default current_timestamp,
  constraint "saved_reading_pkey" primary key ("workspaceId", "headings")
);
alter table "saved_reading" add constraint "saved_reading_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "saved_reading" enable row level security;
create policy "tenant" on "saved_reading" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
grant select, insert, update, delete on "saved_reading" to icp_app;

create table "join_answer" (
  "workspaceId" uuid not null,
  "reason" text not null,
  "value" text not null,
  "answer" jsonb not null,
  "answeredBy" uuid not null,
  "answeredAt" timestamptz(3) not null default current_timestamp,
  constraint "join_answer_pkey" primary key ("workspaceId", "reason", "value")
);
alter table "join_answer" add constraint "join_answer_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "join_answer" enable row level security;
create policy "tenant" on "join_answer" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
grant select, insert, update, delete on "join_answer" to icp_app;

create table "join_state" (
  "workspaceId" uuid not null,
  "dataRevision" integer not null,
  "counts" jsonb not null,
  "doubts" jsonb not null,
  constraint "join_state_pkey" primary key ("workspaceId")
);
alter table "join_state" add constraint "join_state_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "join_state" enable row level security;
create policy "tenant" on "join_state" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
grant select, insert, update, delete on "join_state" to icp_app;

-- A later file may tell to whom a row belongs. What the row says stays as it was read.
grant update ("accountId") on "record" to icp_app;
