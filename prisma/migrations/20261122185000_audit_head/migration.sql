-- Where each workspace's audit chain ends, so that entries cut off its end are missed too. Nobody writes here but the
-- trigger, which takes one step on with every entry and none back.

create table "audit_head" (
  "workspaceId" uuid not null,
  "seq" integer not null,
  "hash" text not null,
  constraint "audit_head_pkey" primary key ("workspaceId")
);
alter table "audit_head" add constraint "audit_head_workspace" foreign key ("workspaceId") references "workspace" ("id") on delete cascade on update cascade;
alter table "audit_head" enable row level security;
create policy "tenant" on "audit_head" using ("workspaceId" = current_workspace()) with check ("workspaceId" = current_workspace());
revoke all on "audit_head" from icp_app;
grant select on "audit_head" to icp_app;

insert into "audit_head" ("workspaceId", "seq", "hash")
  select distinct on ("workspaceId") "workspaceId", "seq", "hash" from "audit_entry" order by "workspaceId", "seq" desc;

create function advance_audit_head() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
begin
  if new."seq" = 1 then
    -- A second first entry would begin the chain anew; the key refuses it.
    insert into "audit_head" ("workspaceId", "seq", "hash") values (new."workspaceId", 1, new."hash");
  else
    update "audit_head" set "seq" = new."seq", "hash" = new."hash"
      where "workspaceId" = new."workspaceId" and "seq" = new."seq" - 1 and "hash" = new."previousHash";
    if not found then
      raise integrity_constraint_violation using message = 'an audit entry must follow the last one';
    end if;
  end if;
  return null;
end $$;
create trigger "audit_entry_head" after insert on "audit_entry" for each row execute function advance_audit_head();
