-- Excursions of temperature that its goods went through: each holds an order once, whatever somebody decided after it.
alter table orders add column excursions text[] not null default '{}';
create index order_tasks_by_task on order_tasks (tenant_id, task_id) where task_id is not null;
