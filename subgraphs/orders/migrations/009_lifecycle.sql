-- Called off by logistics is another thing than withdrawn by the order: what it was to bring does not come, and is still wanted.
alter table order_tasks
  drop constraint order_tasks_status_check,
  add constraint order_tasks_status_check check (status in ('WANTED', 'STARTED', 'SUCCEEDED', 'FAILED', 'CALLED_OFF', 'WITHDRAWN'));

-- Which edition of a lifecycle that is built in a revision is; null of what the tenant has written itself. Until now there was one, kept first.
alter table order_workflows
  add column edition integer generated always as (case when revision = 1 and code in ('standard', 'return') then 1 end) stored;
alter table order_workflows alter column edition drop expression;

-- Whether its workflow wants somebody sent for it just now, also where that is nobody as it is fetched.
alter table orders add column tasks_wanted boolean not null default false;
