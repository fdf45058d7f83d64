-- What was set aside in another workshop comes with an export; its people need not be known here, so their names come along.
alter table "exclusion" add column "createdByName" text;
alter table "exclusion" add column "endedByName" text;
