-- How things are wrapped before they are sterilized, and for how many days they stay sterile in it.
create table sterile_packagings (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  name text not null,
  name_key text not null collate "C",
  kind text not null check (kind in ('WRAPPED', 'POUCH', 'CONTAINER', 'OTHER')),
  shelf_days integer not null check (shelf_days between 1 and 3650),
  primary key (tenant_id, id),
  constraint sterile_packagings_name unique (tenant_id, name_key)
);
select tenant_table('sterile_packagings', unlogged => '{name_key}');

-- What is put together to be sterilized and used as one. It is at its own branch, or at the other one: both see it.
create table instrument_sets (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  other_branch_id uuid,
  code text not null collate "C",
  name text not null,
  packaging_id uuid not null,
  status text not null check (status in ('IN_USE', 'DIRTY', 'CLEAN', 'STERILE', 'IN_LOAD', 'QUARANTINED', 'RETIRED')),
  status_reason text,
  -- Which of its versions says what it holds now.
  contents_version integer not null default 1 check (contents_version > 0),
  -- The load that it is in, and the one that made it sterile last.
  load_id uuid,
  sterile_load_id uuid,
  sterile_load_number text,
  sterile_since timestamptz(3),
  sterile_until date,
  -- The package, without that it was used.
  opened_at timestamptz(3),
  expiry_told boolean not null default false,
  primary key (tenant_id, id),
  constraint instrument_sets_load check ((status = 'IN_LOAD') = (load_id is not null)),
  constraint instrument_sets_sterile check ((status = 'STERILE') = (sterile_until is not null) and (status <> 'STERILE' or sterile_load_id is not null)),
  foreign key (tenant_id, packaging_id) references sterile_packagings (tenant_id, id)
);
select tenant_table('instrument_sets', operator => true);
select seen_from_branches('instrument_sets', '{branch_id,other_branch_id}');
create index instrument_sets_by_branch on instrument_sets (tenant_id, branch_id, id);
create index instrument_sets_expiring on instrument_sets (tenant_id, sterile_until, id) where sterile_until is not null;

create table instruments (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  other_branch_id uuid,
  code text not null collate "C",
  name text not null,
  product_id uuid,
  -- Of what is sterilized alone.
  packaging_id uuid,
  set_id uuid,
  status text not null check (status in ('IN_USE', 'DIRTY', 'CLEAN', 'STERILE', 'IN_LOAD', 'QUARANTINED', 'RETIRED')),
  status_reason text,
  cycles integer not null default 0 check (cycles >= 0),
  most_cycles integer check (most_cycles > 0),
  load_id uuid,
  sterile_load_id uuid,
  sterile_load_number text,
  sterile_since timestamptz(3),
  sterile_until date,
  opened_at timestamptz(3),
  expiry_told boolean not null default false,
  primary key (tenant_id, id),
  constraint instruments_load check ((status = 'IN_LOAD') = (load_id is not null)),
  constraint instruments_sterile check ((status = 'STERILE') = (sterile_until is not null) and (status <> 'STERILE' or sterile_load_id is not null)),
  foreign key (tenant_id, set_id) references instrument_sets (tenant_id, id),
  foreign key (tenant_id, packaging_id) references sterile_packagings (tenant_id, id)
);
select tenant_table('instruments', operator => true);
select seen_from_branches('instruments', '{branch_id,other_branch_id}');
create index instruments_by_branch on instruments (tenant_id, branch_id, id);
create index instruments_of_set on instruments (tenant_id, set_id) where set_id is not null;
create index instruments_of_load on instruments (tenant_id, sterile_load_id) where sterile_load_id is not null;
create index instruments_expiring on instruments (tenant_id, sterile_until, id) where sterile_until is not null;

-- A code names one thing of the tenant, be it an instrument or a set.
create table instrument_codes (
  tenant_id uuid not null default tenant_id(),
  code text not null collate "C",
  instrument_id uuid,
  set_id uuid,
  constraint instrument_codes_code primary key (tenant_id, code),
  constraint instrument_codes_one check ((instrument_id is null) <> (set_id is null)),
  foreign key (tenant_id, instrument_id) references instruments (tenant_id, id),
  foreign key (tenant_id, set_id) references instrument_sets (tenant_id, id)
);
select tenant_detail_table('instrument_codes');

-- What a set held from when on. Nothing is changed or taken away here.
create table instrument_set_versions (
  tenant_id uuid not null default tenant_id(),
  set_id uuid not null,
  number integer not null check (number > 0),
  -- As they were called: [{"instrumentId", "code", "name"}]
  contents jsonb not null,
  made_by text,
  made_at timestamptz(3) not null default now(),
  primary key (tenant_id, set_id, number),
  foreign key (tenant_id, set_id) references instrument_sets (tenant_id, id)
);
select tenant_detail_table('instrument_set_versions');
do $$ begin execute format('revoke update, delete on instrument_set_versions from %I', app_role()); end $$;

create table sterilizers (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  -- Its loads' numbers begin with it: AC1.
  code text not null collate "C",
  name text not null,
  method text not null check (method in ('STEAM', 'ETO', 'PLASMA', 'DRY_HEAT')),
  serial_number text not null,
  -- The last day for which its performance was qualified.
  validated_until date not null,
  active boolean not null default true,
  primary key (tenant_id, id),
  constraint sterilizers_code unique (tenant_id, branch_id, code)
);
select tenant_table('sterilizers', branch_owned => true);

-- The last cycle of each. Apart from it, so that a cycle is no change of the device.
create table sterilizer_cycles (
  tenant_id uuid not null default tenant_id(),
  sterilizer_id uuid not null,
  branch_id uuid not null,
  last integer not null,
  primary key (tenant_id, sterilizer_id),
  foreign key (tenant_id, sterilizer_id) references sterilizers (tenant_id, id)
);
select tenant_detail_table('sterilizer_cycles', branch_owned => true);

create table sterilization_programmes (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  sterilizer_id uuid not null,
  name text not null,
  name_key text not null collate "C",
  celsius double precision not null,
  holding_minutes double precision not null check (holding_minutes > 0),
  -- Of moist heat only.
  minimum_f0 double precision check (minimum_f0 > 0),
  biological_indicator boolean not null default false,
  active boolean not null default true,
  primary key (tenant_id, id),
  constraint sterilization_programmes_name unique (tenant_id, sterilizer_id, name_key),
  foreign key (tenant_id, sterilizer_id) references sterilizers (tenant_id, id)
);
select tenant_table('sterilization_programmes', branch_owned => true, unlogged => '{name_key}');

create table sterilization_loads (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  sterilizer_id uuid not null,
  programme_id uuid not null,
  cycle_number integer not null,
  number text not null collate "C",
  status text not null check (status in ('PREPARED', 'RUNNING', 'FINISHED', 'RELEASED', 'REJECTED', 'RECALLED')),
  task_id uuid,
  order_id uuid,
  note text,
  -- As the programme was when the load began.
  celsius double precision not null,
  holding_minutes double precision not null,
  minimum_f0 double precision,
  biological_indicator boolean not null,
  -- By the readings so far.
  readings integer not null default 0,
  f0 double precision,
  held_minutes double precision,
  highest_celsius double precision,
  started_at timestamptz(3),
  started_by text,
  finished_at timestamptz(3),
  finished_by text,
  decided_at timestamptz(3),
  decided_by text,
  decision_reason text,
  -- Why it was released before its biological indicator was read.
  early_release_reason text,
  recalled_at timestamptz(3),
  recalled_by text,
  recall_reason text,
  primary key (tenant_id, id),
  constraint sterilization_loads_cycle unique (tenant_id, sterilizer_id, cycle_number),
  -- Who ran it does not vouch for it.
  constraint sterilization_loads_two_people check (decided_by <> started_by and decided_by <> finished_by),
  constraint sterilization_loads_started check ((started_at is null) = (started_by is null) and (status = 'REJECTED' or (status = 'PREPARED') = (started_at is null))),
  constraint sterilization_loads_finished check (finished_at >= started_at and (finished_at is null) = (finished_by is null)),
  constraint sterilization_loads_decided check ((status in ('RELEASED', 'REJECTED', 'RECALLED')) = (decided_at is not null)
    and (decided_at is null) = (decided_by is null) and (status not in ('RELEASED', 'RECALLED') or finished_at is not null)),
  constraint sterilization_loads_recalled check ((status = 'RECALLED') = (recalled_at is not null) and (recalled_at is null) = (recall_reason is null)),
  foreign key (tenant_id, sterilizer_id) references sterilizers (tenant_id, id),
  foreign key (tenant_id, programme_id) references sterilization_programmes (tenant_id, id),
  foreign key (tenant_id, task_id) references tasks (tenant_id, id)
);
select tenant_table('sterilization_loads', branch_owned => true);
create index sterilization_loads_by_branch on sterilization_loads (tenant_id, branch_id, id);
create index sterilization_loads_of_task on sterilization_loads (tenant_id, task_id, id) where task_id is not null;
-- One chamber runs one cycle at a time.
create unique index sterilization_loads_running on sterilization_loads (tenant_id, sterilizer_id) where status = 'RUNNING';

-- The packages of a load: a set, or an instrument alone. Version and shelf life are frozen when it begins.
create table sterilization_items (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  load_id uuid not null,
  branch_id uuid not null,
  position integer not null,
  set_id uuid,
  set_version integer,
  instrument_id uuid,
  code text not null,
  name text not null,
  packaging_id uuid not null,
  packaging_name text not null,
  shelf_days integer not null,
  sterile_until date,
  primary key (tenant_id, id),
  constraint sterilization_items_one check ((set_id is null) <> (instrument_id is null) and (set_version is null or set_id is not null)),
  constraint sterilization_items_set unique (tenant_id, load_id, set_id),
  constraint sterilization_items_instrument unique (tenant_id, load_id, instrument_id),
  foreign key (tenant_id, load_id) references sterilization_loads (tenant_id, id),
  foreign key (tenant_id, packaging_id) references sterile_packagings (tenant_id, id),
  foreign key (tenant_id, set_id) references instrument_sets (tenant_id, id),
  foreign key (tenant_id, set_id, set_version) references instrument_set_versions (tenant_id, set_id, number),
  foreign key (tenant_id, instrument_id) references instruments (tenant_id, id)
);
select tenant_detail_table('sterilization_items', branch_owned => true);

-- Every instrument that was in a load, alone or in a set.
create table load_instruments (
  tenant_id uuid not null default tenant_id(),
  load_id uuid not null,
  instrument_id uuid not null,
  branch_id uuid not null,
  item_id uuid not null,
  primary key (tenant_id, load_id, instrument_id),
  foreign key (tenant_id, load_id) references sterilization_loads (tenant_id, id),
  foreign key (tenant_id, instrument_id) references instruments (tenant_id, id),
  foreign key (tenant_id, item_id) references sterilization_items (tenant_id, id)
);
select tenant_detail_table('load_instruments', branch_owned => true);
do $$ begin execute format('revoke update, delete on load_instruments from %I', app_role()); end $$;
create index load_instruments_of_instrument on load_instruments (tenant_id, instrument_id, load_id);

-- What the chamber's sensors measured. Of two values of one instant the lower stays, in whatever order they come.
create table sterilization_readings (
  tenant_id uuid not null default tenant_id(),
  load_id uuid not null,
  branch_id uuid not null,
  read_at timestamptz(3) not null,
  celsius double precision not null,
  kilopascal double precision,
  primary key (tenant_id, load_id, read_at),
  foreign key (tenant_id, load_id) references sterilization_loads (tenant_id, id)
);
select tenant_detail_table('sterilization_readings', branch_owned => true);

create table chemical_indicators (
  tenant_id uuid not null default tenant_id(),
  item_id uuid not null,
  -- ISO 11140-1.
  class integer not null check (class between 1 and 6),
  load_id uuid not null,
  branch_id uuid not null,
  result text not null check (result in ('PASS', 'FAIL')),
  read_by text,
  read_at timestamptz(3) not null default now(),
  primary key (tenant_id, item_id, class),
  foreign key (tenant_id, item_id) references sterilization_items (tenant_id, id)
);
select tenant_detail_table('chemical_indicators', branch_owned => true);
create index chemical_indicators_of_load on chemical_indicators (tenant_id, load_id);
do $$ begin execute format('revoke update, delete on chemical_indicators from %I', app_role()); end $$;

create table biological_indicators (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  load_id uuid not null,
  branch_id uuid not null,
  lot_number text not null,
  status text not null check (status in ('INCUBATING', 'NEGATIVE', 'POSITIVE')),
  incubated_by text,
  incubated_at timestamptz(3) not null,
  read_by text,
  read_at timestamptz(3),
  primary key (tenant_id, id),
  constraint biological_indicators_read check ((status = 'INCUBATING') = (read_at is null) and (read_at is null) = (read_by is null)),
  foreign key (tenant_id, load_id) references sterilization_loads (tenant_id, id)
);
select tenant_table('biological_indicators', branch_owned => true);
create index biological_indicators_of_load on biological_indicators (tenant_id, load_id, id);

-- That a package was used on a patient or for an order. Nothing is changed or taken away here.
create table instrument_uses (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  -- The load that made it sterile.
  load_id uuid not null,
  load_number text not null,
  set_id uuid,
  set_version integer,
  instrument_id uuid,
  code text not null,
  name text not null,
  patient_id uuid,
  order_id uuid,
  note text,
  used_by text not null,
  used_at timestamptz(3) not null default now(),
  primary key (tenant_id, id),
  constraint instrument_uses_one check ((set_id is null) <> (instrument_id is null) and (set_id is null) = (set_version is null)),
  constraint instrument_uses_for check (patient_id is not null or order_id is not null),
  foreign key (tenant_id, load_id) references sterilization_loads (tenant_id, id),
  foreign key (tenant_id, set_id, set_version) references instrument_set_versions (tenant_id, set_id, number),
  foreign key (tenant_id, instrument_id) references instruments (tenant_id, id)
);
select tenant_detail_table('instrument_uses', branch_owned => true);
create index instrument_uses_by_branch on instrument_uses (tenant_id, branch_id, id);
create index instrument_uses_of_patient on instrument_uses (tenant_id, patient_id, id) where patient_id is not null;
create index instrument_uses_of_order on instrument_uses (tenant_id, order_id, id) where order_id is not null;
do $$ begin execute format('revoke update, delete on instrument_uses from %I', app_role()); end $$;

-- Every instrument that was used, alone or in a set: by this a recall finds what went from one set to another.
create table used_instruments (
  tenant_id uuid not null default tenant_id(),
  instrument_id uuid not null,
  use_id uuid not null,
  branch_id uuid not null,
  primary key (tenant_id, instrument_id, use_id),
  foreign key (tenant_id, instrument_id) references instruments (tenant_id, id),
  foreign key (tenant_id, use_id) references instrument_uses (tenant_id, id)
);
select tenant_detail_table('used_instruments', branch_owned => true);
do $$ begin execute format('revoke update, delete on used_instruments from %I', app_role()); end $$;
