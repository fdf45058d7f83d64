-- An import that a crash has interrupted goes on by itself: what it takes to run it again is kept with it. Imports that
-- were running under an earlier release have none of this, and are marked as failed.
alter table "import" add column "uploadId" uuid;
alter table "import" add column "request" jsonb;
-- The run under way: each time it is taken up again it is another one, and what is left of the one before cannot end it.
alter table "import" add column "attempt" integer not null default 1;
-- Why it failed, as a person reads it; null where its problems say so, or it has not.
alter table "import" add column "failure" text;
