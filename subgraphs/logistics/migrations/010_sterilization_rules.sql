-- One chamber holds one load at a time, also where both cycles are recorded after the fact. Of one that was called
-- off in its cycle nobody said when that ended. Cycles from before this rule may overlap, and are left as they were recorded.
do $$ begin
  execute format('alter table sterilization_loads add constraint sterilization_loads_chamber
    exclude using gist (tenant_id with =, sterilizer_id with =, tstzrange(started_at, finished_at) with &&)
    where (started_at is not null and (status = ''RUNNING'' or finished_at is not null) and created_at >= %L::timestamptz)', now());
end $$;

-- A recall begins with the number of a load, and with the uses of what that made sterile.
create index sterilization_loads_by_number on sterilization_loads (tenant_id, number, id);
create index instrument_uses_of_load on instrument_uses (tenant_id, load_id, id);
