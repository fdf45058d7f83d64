-- Accounts and single deals that people set aside, files that are still arriving, and imports that were cancelled.

create table "exclusion" (
  "workspaceId" uuid not null,
  "id" uuid not null,
  "accountId" uuid not null,
  "identity" text not null,
  "recordKey" text,
  "label" text not null,
  "reason" text not null,
  "createdBy" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  "endedBy" uuid,
  "endedAt" timestamptz(3),
  constraint "exclusion_pkey" primary key ("workspaceId", "id")
);
create index "exclusion_by_account" on "exclusion" ("workspaceId", "accountId");
-- What is set aside is set aside once, until it is put back.
create unique index "exclusion_open" on "exclusion" ("workspaceId", "accountId", coalesce("recordKey", '')) where "endedAt" is null;
alter table "exclusion" add constraint "exclusion_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "exclusion" enable row level security;
create policy "tenant" on "exclusion" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
grant select, insert, update on "exclusion" to icp_app;

create table "arriving_file" (
  "workspaceId" uuid not null,
  "id" uuid not null,
  "fileName" text not null,
  "bytes" bigint not null,
  "modified" bigint not null,
  "createdBy" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  constraint "arriving_file_pkey" primary key ("workspaceId", "id")
);
alter table "arriving_file" add constraint "arriving_file_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "arriving_file" enable row level security;
create policy "tenant" on "arriving_file" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
grant select, insert, delete on "arriving_file" to icp_app;

alter table "import" drop constraint "import_state";
alter table "import" add constraint "import_state" check ("state" in ('running', 'done', 'failed', 'cancelled', 'undone'));
