-- When couriers were on shift. The present one has no end; ended ones stay as they are.
create table courier_shifts (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  courier_id uuid not null,
  began_at timestamptz(3) not null,
  -- How long it was meant to last.
  planned_until timestamptz(3),
  ended_at timestamptz(3),
  primary key (tenant_id, id),
  constraint courier_shifts_order check (began_at <= ended_at and began_at < planned_until),
  foreign key (tenant_id, courier_id) references couriers (tenant_id, id)
);
select tenant_table('courier_shifts', branch_owned => true);
create unique index courier_shifts_present on courier_shifts (tenant_id, courier_id) where ended_at is null;
create index courier_shifts_by_courier on courier_shifts (tenant_id, courier_id, began_at, id);

-- How its order wants a courier to be found: `immediate` without a person. Null leaves it to dispatchers.
alter table tasks add column dispatch text;
