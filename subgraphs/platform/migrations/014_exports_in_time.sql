-- Until when an export rests whose client has used up its quota of the day: before that it is not its turn.
alter table exports add column waits_until timestamptz(3);
-- How often in a row it has rested so without a part in between.
alter table export_progress add column rests integer not null default 0;

-- Which tenants have exports that are to be forgotten.
do $$ begin
  execute format('create policy operator on exports for select to %I using (true)', operator_role());
  execute format('grant select (tenant_id, status, ended_at) on exports to %I', operator_role());
end $$;
-- Across all tenants, to sweep out what is old.
create index exports_age on exports (ended_at) where ended_at is not null;
