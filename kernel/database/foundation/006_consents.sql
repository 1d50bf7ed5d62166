-- A third party's program, a client, sees of patients what they consented to: a row of a patient exists for it only where a consent
-- in force covers the client, its purpose, and the permission by which the statement runs. All others, staff and jobs, set no client
-- and are asked for no consent.

-- What a subgraph that keeps anything of patients needs for that; a migration of its own asks for it by `select consent_tables()`.
create function consent_tables() returns void language plpgsql set search_path from current as $make$
begin
  -- Consents as patients, which owns them, told of them; kernel/consents/known-consents.ts writes it.
  create table consented (
    tenant_id uuid not null default tenant_id(),
    consent_id uuid not null,
    patient_id uuid not null,
    client_id uuid not null,
    -- Codes of HL7 v3 PurposeOfUse, and permissions of the graph.
    purposes text[] not null,
    scopes text[] not null,
    starts_at timestamptz(3) not null,
    -- Null for as long as it is not withdrawn.
    ends_at timestamptz(3),
    -- False once it was withdrawn; the row stays, so that what was told earlier and comes later does not bring it back.
    in_force boolean not null,
    -- Which version of the consent this is.
    version integer not null,
    primary key (tenant_id, consent_id)
  );
  perform tenant_detail_table('consented');
  create index consented_by_client on consented (tenant_id, client_id, patient_id);

  -- Whether this patient has consented to what the client does at present.
  perform define_look_up('consents', format('select from %I.consented where patient_id = $1 and in_force
    and client_id = nullif(current_setting(''app.client_id'', true), '''')::uuid
    and current_setting(''app.purpose'', true) = any (purposes) and current_setting(''app.scope'', true) = any (scopes)
    and starts_at <= now() and (ends_at is null or ends_at > now())', current_schema()));

  -- What clients asked for by its id, and consent hid from them. Only ever added to.
  create table access_denials (
    tenant_id uuid not null default tenant_id(),
    id uuid not null default uuidv7(),
    denied_at timestamptz(3) not null default now(),
    client_id uuid not null,
    purpose text not null,
    scope text not null,
    -- As the graph names it: Encounter.
    entity text not null,
    -- With its prefix, as the client sent it.
    entity_id text not null,
    request_id text,
    primary key (tenant_id, id)
  );
  perform isolate('access_denials', false, false);
  create index access_denials_by_time on access_denials (tenant_id, denied_at, id);
  execute format('grant select, insert on access_denials to %I', app_role());
end $make$;

-- Hides the rows of a table from clients without the consent of their patient, and refuses what a client would write of such a patient.
-- Rows of no patient are nobody's to consent to. An index that is to answer alone must include the patient's column.
create function guard_patients(relation regclass, patient_column name default 'patient_id') returns void language plpgsql set search_path from current as $$
begin
  perform restrict_clients(relation, patient_column, format('%I.consents(%s.%I)', current_schema(), relation, patient_column));
end $$;

-- The same for a table whose rows hang on those of a guarded one: they exist for a client where their parent does.
create function guard_patients_through(relation regclass, parent regclass, parent_column name) returns void language plpgsql set search_path from current as $$
declare
  sees name := (select relname || '_seen' from pg_class where oid = relation);
begin
  perform define_look_up(sees, format('select from %I.%s where id = $1', current_schema(), (select quote_ident(relname) from pg_class where oid = parent)));
  perform restrict_clients(relation, parent_column, format('%I.%I(%s.%I)', current_schema(), sees, relation, parent_column));
end $$;

-- A look-up by id in a function of its own: what stands in a policy is planned anew with every statement of everybody, and what stands
-- in a function once, when a client first needs it. That it costs next to nothing is what the plans of all others are to believe.
create function define_look_up(name name, look_up text) returns void language plpgsql set search_path from current as $$
begin
  execute format('create function %I(uuid) returns boolean language plpgsql stable parallel safe cost 1 as $look_up$ begin return exists (%s); end $look_up$', name, look_up);
end $$;

-- Whether the caller is a client is asked by a sub-select of its own: decided once for a statement, and no row of anybody else is looked
-- at for it. The owner, as whom triggers keep balances and registers, is not asked: these must add up whoever moves something.
create function restrict_clients(relation regclass, column_name name, rule text) returns void language plpgsql set search_path from current as $$
begin
  if not (select attnotnull from pg_attribute where attrelid = relation and attname = column_name) then
    rule := format('%s.%I is null or %s', relation, column_name, rule);
  end if;
  execute format('create policy consent on %s as restrictive to %I using ((select coalesce(current_setting(''app.client_id'', true), '''') = '''') or %s)',
    relation, app_role(), rule);
end $$;
