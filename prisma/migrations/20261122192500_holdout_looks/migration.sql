-- Which rules have been tried on which held-back accounts: every try makes the next one prove less. Nobody takes one back.

create table "holdout_look" (
  "workspaceId" uuid not null,
  "holdout" text not null,
  "subject" text not null,
  "lookedBy" uuid not null,
  "lookedAt" timestamptz(3) not null default current_timestamp,
  constraint "holdout_look_pkey" primary key ("workspaceId", "holdout", "subject")
);
alter table "holdout_look" add constraint "holdout_look_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "holdout_look" enable row level security;
create policy "tenant" on "holdout_look" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
grant select, insert on "holdout_look" to icp_app;
