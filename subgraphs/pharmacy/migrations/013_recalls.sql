-- Lots that their maker or the authority calls back.
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

create table recalls (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  product_id uuid not null,
  class text not null check (class in ('CLASS_I', 'CLASS_II', 'CLASS_III')),
  status text not null check (status in ('ONGOING', 'ENDED')),
  reason text not null,
  reference text,
  started_at timestamptz(3) not null,
  started_by text,
  ended_at timestamptz(3),
  ended_by text,
  end_reason text,
  primary key (tenant_id, id),
  constraint recalls_ended check ((status = 'ENDED') = (ended_at is not null) and (status = 'ENDED') = (end_reason is not null)),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
select tenant_table('recalls');
create index recalls_by_time on recalls (tenant_id, id);

-- Which lots, kept also when the recall has ended.
create table recall_lots (
  tenant_id uuid not null default tenant_id(),
  recall_id uuid not null,
  lot_id uuid not null,
  primary key (tenant_id, recall_id, lot_id),
  foreign key (tenant_id, recall_id) references recalls (tenant_id, id),
  foreign key (tenant_id, lot_id) references lots (tenant_id, id)
);
select tenant_detail_table('recall_lots');
alter table lots add foreign key (tenant_id, recall_id) references recalls (tenant_id, id);
create index transfer_shipments_by_lot on transfer_shipments (tenant_id, lot_id) where received + lost < shipped;

-- Whatever comes in of a recalled lot is recalled, whoever brings it and however little they have heard of it. The lock lets
-- nothing slip in while the lot is being recalled.
create function recall_incoming() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform from lots where tenant_id = new.tenant_id and id = new.lot_id for share;
  if exists (select from lots where tenant_id = new.tenant_id and id = new.lot_id and recall_id is not null) then
    new.status := 'RECALLED';
  end if;
  return new;
end $$;
create trigger recall_incoming before insert on stock_movements for each row
  when (new.quantity > 0 and new.status = 'AVAILABLE') execute function recall_incoming();

-- Whom the lots of a recall reached: what they were given, less what they gave back. Read with the rights of whoever asks.
create view recall_reaches with (security_invoker = true) as
  select tenant_id, md5(concat(recall_id, patient_id, lot_id, branch_id))::uuid as id, recall_id, patient_id, lot_id, branch_id, quantity, last_at
  from (
    select lot.tenant_id, lot.recall_id, movement.patient_id, lot.lot_id, movement.branch_id, -sum(movement.quantity)::integer as quantity,
      max(movement.occurred_at) filter (where movement.quantity < 0) as last_at
    from recall_lots lot join stock_movements movement on movement.tenant_id = lot.tenant_id and movement.lot_id = lot.lot_id
    where movement.kind in ('DISPENSE', 'SALE', 'SALE_VOID', 'RETURN') and movement.patient_id is not null
    group by lot.tenant_id, lot.recall_id, movement.patient_id, lot.lot_id, movement.branch_id
    having sum(movement.quantity) < 0
  ) reach;
do $$ begin execute format('grant select on recall_reaches to %I', app_role()); end $$;
