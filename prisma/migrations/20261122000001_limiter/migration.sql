-- Counters of attempts, in the database so that several nodes and restarts share them. The columns are those
-- that rate-limiter-flexible expects. Keys are hashes: no e-mail address is kept here.
create table "limiter" (
  "key" varchar(255) not null,
  "points" integer not null default 0,
  "expire" bigint,
  constraint "limiter_pkey" primary key ("key")
);

grant select, insert, update, delete on "limiter" to icp_app;
