-- Under which definitions of a good customer the findings have been opened, and on how many accounts: whoever tries several
-- and keeps the best has had as many chances. Nobody takes one back.

create table "definition_try" (
  "workspaceId" uuid not null,
  "definition" text not null,
  "dataRevision" integer not null,
  "accounts" integer not null,
  "triedAt" timestamptz(3) not null default current_timestamp,
  constraint "definition_try_pkey" primary key ("workspaceId", "definition", "dataRevision")
);
alter table "definition_try" add constraint "definition_try_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "definition_try" enable row level security;
create policy "tenant" on "definition_try" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
grant select, insert on "definition_try" to icp_app;
