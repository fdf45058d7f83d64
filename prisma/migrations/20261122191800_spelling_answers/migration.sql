-- What people have said of two spellings of one value: the same, or told apart. Cells and frames stay as they were read; a
-- frame is read through the merges.

create table "spelling_answer" (
  "workspaceId" uuid not null,
  "attribute" text not null,
  "from" text not null,
  "to" text not null,
  "same" boolean not null,
  "answeredBy" uuid not null,
  "answeredAt" timestamptz(3) not null default current_timestamp,
  constraint "spelling_answer_pkey" primary key ("workspaceId", "attribute", "from", "to")
);
alter table "spelling_answer" add constraint "spelling_answer_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "spelling_answer" enable row level security;
create policy "tenant" on "spelling_answer" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
grant select, insert, update, delete on "spelling_answer" to icp_app;
