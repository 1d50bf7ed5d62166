-- Whoever may not see a task is told one thing of it, at the task that waits for it: whether it was done.
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

create function task_done(task uuid) returns boolean language plpgsql security definer set search_path from current as $$
declare
  branches text := current_setting('app.branch_ids', true);
  done boolean;
begin
  perform set_config('app.branch_ids', '*', true);
  done := exists (select from tasks where tenant_id = tenant_id() and id = task and outcome = 'SUCCESS');
  perform set_config('app.branch_ids', branches, true);
  return done;
end $$;
