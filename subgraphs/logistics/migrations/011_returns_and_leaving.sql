-- The clock of alerts tells the return of instruments from their fetching by what it comes after.
do $$ begin
  execute format('create policy alerts on task_dependencies for select to %I using (true)', operator_role());
  execute format('grant select (tenant_id, task_id) on task_dependencies to %I', operator_role());
end $$;

-- What a courier did last, for whoever notes that they left.
create index tasks_done_by_courier on tasks (tenant_id, courier_id, ended_at) where courier_id is not null and ended_at is not null;
