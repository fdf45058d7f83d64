-- What an import writes for each row, made lighter: an index on every record's account, and lists of all inserted rows
-- kept only to look up two ids, were a third of its time.

-- The row that made an account says where it stands; only rows that came to an account later are indexed by it.
alter table "account" add column "importId" uuid;
alter table "account" add column "rowNumber" integer;
alter table "record" add column "further" boolean not null default true;
drop index "record_by_account";
create index "record_further" on "record" ("workspaceId", "accountId") where "further";

-- A row that is given to another account must be found by that account's index.
create function mark_record_further() returns trigger language plpgsql as $$
begin
  new."further" := true;
  return new;
end $$;
create trigger "record_moved" before update of "accountId" on "record"
  for each row execute function mark_record_further();

-- The references of records and accounts are part of what the app's role may write: a workspace's rows, of its own
-- imports. As with a foreign key, the workspace is locked against removal until the transaction ends; imports go only
-- with their workspace.
drop trigger "record_import" on "record";
drop function check_record_import();
drop trigger "account_workspace" on "account";
drop function check_account_workspace();

create function hold_workspace() returns trigger language plpgsql as $$
begin
  perform 1 from "workspace" where "id" = current_workspace() for key share;
  if not found and row_security_active(tg_relid) then
    raise foreign_key_violation using message = 'the workspace of these rows does not exist';
  end if;
  return null;
end $$;
create trigger "record_workspace" before insert on "record" for each statement execute function hold_workspace();
create trigger "account_workspace" before insert on "account" for each statement execute function hold_workspace();

drop policy "tenant" on "record";
create policy "tenant" on "record" using ("workspaceId" = (select current_workspace())) with check (
  "workspaceId" = (select current_workspace())
  and "importId" in (select "id" from "import" where "workspaceId" = (select current_workspace()))
);
