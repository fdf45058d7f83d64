-- The workshop's tables. Kept by hand, in step with schema.prisma: a test compares the two.

create table "instance" (
  "key" text not null,
  "value" text not null,
  constraint "instance_pkey" primary key ("key")
);

create table "user" (
  "id" uuid not null,
  "email" text not null,
  "name" text not null,
  "passwordHash" text,
  "createdAt" timestamptz(3) not null default current_timestamp,
  constraint "user_pkey" primary key ("id")
);

create table "session" (
  "id" uuid not null,
  "userId" uuid not null,
  "userAgent" text not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  "lastSeenAt" timestamptz(3) not null default current_timestamp,
  "expiresAt" timestamptz(3) not null,
  "endedAt" timestamptz(3),
  constraint "session_pkey" primary key ("id")
);

create table "workspace" (
  "id" uuid not null,
  "slug" text not null,
  "name" text not null,
  "sample" text,
  "requiredTeams" text[] not null,
  "publishOverDissent" boolean not null default true,
  "dataRevision" integer not null default 0,
  "createdAt" timestamptz(3) not null default current_timestamp,
  constraint "workspace_pkey" primary key ("id")
);

create table "membership" (
  "workspaceId" uuid not null,
  "id" uuid not null,
  "userId" uuid not null,
  "role" text not null,
  "teams" text[] not null,
  "disabledAt" timestamptz(3),
  "createdAt" timestamptz(3) not null default current_timestamp,
  constraint "membership_pkey" primary key ("workspaceId", "id")
);

create table "invitation" (
  "workspaceId" uuid not null,
  "id" uuid not null,
  "tokenHash" text not null,
  "role" text not null,
  "teams" text[] not null,
  "note" text not null default '',
  "createdBy" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  "expiresAt" timestamptz(3) not null,
  "usedAt" timestamptz(3),
  "usedBy" uuid,
  "revokedAt" timestamptz(3),
  constraint "invitation_pkey" primary key ("workspaceId", "id")
);

create table "upload" (
  "workspaceId" uuid not null,
  "id" uuid not null,
  "fileName" text not null,
  "bytes" bigint not null,
  "sha256" text not null,
  "mapping" jsonb,
  "createdBy" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  constraint "upload_pkey" primary key ("workspaceId", "id")
);

create table "import" (
  "workspaceId" uuid not null,
  "id" uuid not null,
  "fileName" text not null,
  "fileHash" text not null,
  "mappingHash" text not null,
  "mapping" jsonb not null,
  "state" text not null,
  "counts" jsonb not null,
  "problems" jsonb not null default '[]',
  "asOf" date,
  "createdBy" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  "finishedAt" timestamptz(3),
  "undoneAt" timestamptz(3),
  constraint "import_pkey" primary key ("workspaceId", "id")
);

create table "record" (
  "workspaceId" uuid not null,
  "importId" uuid not null,
  "rowNumber" integer not null,
  "kind" text not null,
  "accountId" uuid,
  "identity" text,
  "cells" text not null,
  constraint "record_pkey" primary key ("workspaceId", "importId", "rowNumber")
);

create table "attribute" (
  "workspaceId" uuid not null,
  "id" uuid not null,
  "name" text not null,
  "role" text not null,
  "dimension" text not null,
  "knownAt" text not null,
  "type" text not null,
  "position" integer not null,
  "outcomeKind" text,
  "better" text,
  constraint "attribute_pkey" primary key ("workspaceId", "id")
);

create table "account" (
  "workspaceId" uuid not null,
  "id" uuid not null,
  "identity" text not null,
  "name" text not null,
  "domain" text,
  constraint "account_pkey" primary key ("workspaceId", "id")
);

create table "frame" (
  "workspaceId" uuid not null,
  "dataRevision" integer not null,
  "column" text not null,
  "bytes" bytea not null,
  constraint "frame_pkey" primary key ("workspaceId", "dataRevision", "column")
);
-- Typed arrays hardly shrink, and trying costs more than writing them.
alter table "frame" alter column "bytes" set storage external;

create table "document" (
  "workspaceId" uuid not null,
  "revision" integer not null default 0,
  "content" jsonb not null,
  "updatedBy" uuid,
  "updatedAt" timestamptz(3) not null default current_timestamp,
  constraint "document_pkey" primary key ("workspaceId")
);

create table "document_edit" (
  "workspaceId" uuid not null,
  "revision" integer not null,
  "edit" jsonb not null,
  "userId" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  constraint "document_edit_pkey" primary key ("workspaceId", "revision")
);

create table "proposal" (
  "workspaceId" uuid not null,
  "id" uuid not null,
  "number" integer not null,
  "hash" text not null,
  "content" text not null,
  "summary" text not null default '',
  "documentRevision" integer not null,
  "dataRevision" integer not null,
  "proposedBy" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  constraint "proposal_pkey" primary key ("workspaceId", "id")
);

create table "proposal_withdrawal" (
  "workspaceId" uuid not null,
  "proposalId" uuid not null,
  "withdrawnBy" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  constraint "proposal_withdrawal_pkey" primary key ("workspaceId", "proposalId")
);

create table "approval" (
  "workspaceId" uuid not null,
  "hash" text not null,
  "team" text not null,
  "decision" text not null,
  "reason" text not null default '',
  "userId" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  constraint "approval_pkey" primary key ("workspaceId", "hash", "team")
);

create table "version" (
  "workspaceId" uuid not null,
  "id" uuid not null,
  "number" integer not null,
  "proposalId" uuid not null,
  "hash" text not null,
  "content" text not null,
  "decisions" jsonb not null,
  "overDissent" text,
  "evidence" jsonb not null,
  "dataRevision" integer not null,
  "publishedBy" uuid not null,
  "publishedAt" timestamptz(3) not null default current_timestamp,
  constraint "version_pkey" primary key ("workspaceId", "id")
);

create table "share_link" (
  "workspaceId" uuid not null,
  "id" uuid not null,
  "versionId" uuid not null,
  "tokenHash" text not null,
  "label" text not null default '',
  "createdBy" uuid not null,
  "createdAt" timestamptz(3) not null default current_timestamp,
  "expiresAt" timestamptz(3),
  "revokedAt" timestamptz(3),
  "views" integer not null default 0,
  "lastViewedAt" timestamptz(3),
  constraint "share_link_pkey" primary key ("workspaceId", "id")
);

create table "audit_entry" (
  "workspaceId" uuid not null,
  "seq" integer not null,
  "at" timestamptz(3) not null,
  "userId" uuid not null,
  "action" text not null,
  "target" text not null,
  "detail" jsonb not null,
  "previousHash" text not null,
  "hash" text not null,
  constraint "audit_entry_pkey" primary key ("workspaceId", "seq")
);

create unique index "user_email" on "user" ("email");
create index "session_by_user" on "session" ("userId");
create unique index "workspace_slug" on "workspace" ("slug");
create index "membership_by_user" on "membership" ("userId");
create unique index "membership_person" on "membership" ("workspaceId", "userId");
create unique index "invitation_token" on "invitation" ("tokenHash");
-- One row per account and import: looking for duplicates to fold only slows an import down.
create index "record_by_account" on "record" ("workspaceId", "accountId") with (deduplicate_items = off);
create unique index "attribute_name" on "attribute" ("workspaceId", "name");
create unique index "account_identity" on "account" ("workspaceId", "identity");
create unique index "proposal_number" on "proposal" ("workspaceId", "number");
create unique index "version_number" on "version" ("workspaceId", "number");
create unique index "version_of_proposal" on "version" ("workspaceId", "proposalId");
create unique index "share_link_token" on "share_link" ("tokenHash");

alter table "session" add constraint "session_user" foreign key ("userId") references "user" ("id") on delete cascade on update cascade;
alter table "membership" add constraint "membership_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "membership" add constraint "membership_user" foreign key ("userId") references "user" ("id") on delete cascade on update cascade;
alter table "invitation" add constraint "invitation_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "upload" add constraint "upload_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "import" add constraint "import_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "attribute" add constraint "attribute_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "frame" add constraint "frame_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "document" add constraint "document_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "document_edit" add constraint "document_edit_document" foreign key ("workspaceId") references "document" ("workspaceId") on delete cascade on update cascade;
alter table "proposal" add constraint "proposal_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "proposal_withdrawal" add constraint "proposal_withdrawal_proposal" foreign key ("workspaceId", "proposalId") references "proposal" ("workspaceId", "id") on delete cascade on update cascade;
alter table "approval" add constraint "approval_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "version" add constraint "version_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "version" add constraint "version_proposal" foreign key ("workspaceId", "proposalId") references "proposal" ("workspaceId", "id") on delete cascade on update cascade;
alter table "share_link" add constraint "share_link_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "share_link" add constraint "share_link_version" foreign key ("workspaceId", "versionId") references "version" ("workspaceId", "id") on delete cascade on update cascade;
alter table "audit_entry" add constraint "audit_entry_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;

-- Closed lists, checked where they are kept.
alter table "membership" add constraint "membership_role" check ("role" in ('owner', 'editor', 'viewer'));
alter table "invitation" add constraint "invitation_role" check ("role" in ('owner', 'editor', 'viewer'));
alter table "import" add constraint "import_state" check ("state" in ('running', 'done', 'failed', 'undone'));
alter table "approval" add constraint "approval_decision" check ("decision" in ('approve', 'dissent'));

-- The same file read the same way is in the data once.
create unique index "import_once" on "import" ("workspaceId", "fileHash", "mappingHash") where "state" in ('running', 'done');

-- The references of the two tables that hold a row per source row, checked once per statement: a foreign key asks
-- once per row, which took longer than all the rest of an import. As with a foreign key, what is referred to is
-- locked against removal until the transaction ends, and its removal takes the rows along.
create function check_record_import() returns trigger language plpgsql as $$
begin
  perform 1 from "import" i
    join (select distinct "workspaceId", "importId" from inserted) r on i."workspaceId" = r."workspaceId" and i."id" = r."importId"
    for key share of i;
  if exists (
    select 1 from (select distinct "workspaceId", "importId" from inserted) r
    where not exists (select 1 from "import" i where i."workspaceId" = r."workspaceId" and i."id" = r."importId")
  ) then
    raise foreign_key_violation using message = 'a record refers to an import that does not exist';
  end if;
  return null;
end $$;
create trigger "record_import" after insert on "record" referencing new table as inserted
  for each statement execute function check_record_import();

create function check_account_workspace() returns trigger language plpgsql as $$
begin
  perform 1 from "workspace" w join (select distinct "workspaceId" from inserted) a on w."id" = a."workspaceId"
    for key share of w;
  if exists (
    select 1 from (select distinct "workspaceId" from inserted) a
    where not exists (select 1 from "workspace" w where w."id" = a."workspaceId")
  ) then
    raise foreign_key_violation using message = 'an account refers to a workspace that does not exist';
  end if;
  return null;
end $$;
create trigger "account_workspace" after insert on "account" referencing new table as inserted
  for each statement execute function check_account_workspace();

create function remove_records_of_import() returns trigger language plpgsql as $$
begin
  delete from "record" r using gone g where r."workspaceId" = g."workspaceId" and r."importId" = g."id";
  return null;
end $$;
create trigger "import_records" after delete on "import" referencing old table as gone
  for each statement execute function remove_records_of_import();

create function remove_accounts_of_workspace() returns trigger language plpgsql as $$
begin
  delete from "account" a using gone g where a."workspaceId" = g."id";
  return null;
end $$;
create trigger "workspace_accounts" after delete on "workspace" referencing old table as gone
  for each statement execute function remove_accounts_of_workspace();

-- Row-level security: each transaction of the app says which workspace it works for; without that it sees nothing.
create function current_workspace() returns uuid language sql stable
  as $$ select nullif(current_setting('app.workspace', true), '')::uuid $$;

alter table "membership" enable row level security;
create policy "tenant" on "membership" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "invitation" enable row level security;
create policy "tenant" on "invitation" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "upload" enable row level security;
create policy "tenant" on "upload" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "import" enable row level security;
create policy "tenant" on "import" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "record" enable row level security;
create policy "tenant" on "record" using ("workspaceId" = (select current_workspace())) with check ("workspaceId" = (select current_workspace()));
alter table "attribute" enable row level security;
create policy "tenant" on "attribute" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "account" enable row level security;
create policy "tenant" on "account" using ("workspaceId" = (select current_workspace())) with check ("workspaceId" = (select current_workspace()));
alter table "frame" enable row level security;
create policy "tenant" on "frame" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "document" enable row level security;
create policy "tenant" on "document" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "document_edit" enable row level security;
create policy "tenant" on "document_edit" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "proposal" enable row level security;
create policy "tenant" on "proposal" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "proposal_withdrawal" enable row level security;
create policy "tenant" on "proposal_withdrawal" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "approval" enable row level security;
create policy "tenant" on "approval" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "version" enable row level security;
create policy "tenant" on "version" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "share_link" enable row level security;
create policy "tenant" on "share_link" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "audit_entry" enable row level security;
create policy "tenant" on "audit_entry" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
alter table "workspace" enable row level security;
create policy "tenant" on "workspace" using ("id" = current_workspace()) with check ("id" = current_workspace());

-- Look-ups that must happen before a workspace is known. Each returns only what a door needs to open.
create function memberships_of(person uuid)
  returns table ("workspaceId" uuid, "slug" text, "name" text, "sample" text, "role" text, "teams" text[], "disabled" boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w."id", w."slug", w."name", w."sample", m."role", m."teams", m."disabledAt" is not null
    from "membership" m join "workspace" w on w."id" = m."workspaceId"
    where m."userId" = person
    order by m."createdAt", w."slug"
  $$;

create function workspace_of_invitation(hash text) returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select "workspaceId" from "invitation" where "tokenHash" = hash $$;

create function workspace_of_share_link(hash text) returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select "workspaceId" from "share_link" where "tokenHash" = hash $$;

create function workspace_slug_taken(wanted text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select 1 from "workspace" where "slug" = wanted) $$;

create function running_imports() returns table ("workspaceId" uuid, "id" uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select "workspaceId", "id" from "import" where "state" = 'running' $$;

-- What the app's role may do. Frozen things are INSERT and SELECT only, so that not even a bug of ours can
-- rewrite what people approved; they go only with their whole workspace.
grant usage on schema public to icp_app;
grant select, insert, update, delete on all tables in schema public to icp_app;
revoke update, delete on "proposal", "proposal_withdrawal", "version", "audit_entry", "document_edit" from icp_app;
revoke update, delete on "record" from icp_app;
grant delete on "record" to icp_app;


-- The runner's own book-keeping is the owner's; the app may look, to say whether it is current.
do $$ begin
  if to_regclass('public._prisma_migrations') is not null then
    revoke insert, update, delete on "_prisma_migrations" from icp_app;
  end if;
end $$;
