-- Of which lots an excursion of temperature was heard: told once more, it does not undo what somebody has decided since.
create table temperature_breaches (
  tenant_id uuid not null default tenant_id(),
  excursion_id uuid not null,
  lot_id uuid not null,
  -- Of the logger.
  branch_id uuid not null,
  heard_at timestamptz(3) not null default now(),
  primary key (tenant_id, excursion_id, lot_id),
  foreign key (tenant_id, lot_id) references lots (tenant_id, id)
);
select tenant_detail_table('temperature_breaches', branch_owned => true);

-- Whether these packs were too warm or too cold before they came in: they come in on hold.
alter table transfer_shipments add column breached boolean not null default false;
-- Also what has arrived is looked for by its lot.
drop index transfer_shipments_by_lot;
create index transfer_shipments_by_lot on transfer_shipments (tenant_id, lot_id);
