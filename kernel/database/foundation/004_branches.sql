-- What a subgraph that works at branches keeps of them; its own first migration asks for it by `select branch_tables()`.
create function branch_tables() returns void language plpgsql set search_path from current as $make$
begin
  -- What platform says of each branch, as its events told it or a command asked for it: the zone of its days, the currency of its
  -- prices, and the code that its numbers begin with.
  create table branch_profiles (
    tenant_id uuid not null default tenant_id(),
    branch_id uuid not null,
    code text not null,
    name text not null,
    time_zone text not null,
    currency text not null,
    -- When it was so; what a command asked for gives way to any event.
    as_of timestamptz(3) not null,
    primary key (tenant_id, branch_id)
  );
  perform tenant_detail_table('branch_profiles');

  -- The day that it is at a branch.
  create function branch_day(branch uuid, moment timestamptz default clock_timestamp()) returns date language sql stable
    set search_path from current as $$
    select (moment at time zone time_zone)::date from branch_profiles where tenant_id = tenant_id() and branch_id = branch
  $$;

  -- The last number given out, by branch and kind of document. A number is taken in the transaction that uses it: none is lost.
  create table document_numbers (
    tenant_id uuid not null default tenant_id(),
    branch_id uuid not null,
    -- Of the kind, as they stand in its numbers: RX.
    letters text not null,
    last bigint not null,
    primary key (tenant_id, branch_id, letters)
  );
  perform tenant_detail_table('document_numbers', branch_owned => true);
end $make$;

-- Rows that more than one branch has to do with are seen, and written, from each of them: by whoever may look at one of the columns'
-- branches. In place of `branch_owned`.
create function seen_from_branches(relation regclass, columns text[]) returns void language plpgsql set search_path from current as $$
declare
  branches text := '((select string_to_array(nullif(nullif(current_setting(''app.branch_ids'', true), ''*''), ''''), '',''))::uuid[])';
  rule text := 'tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid) and ('
    || '(select current_setting(''app.branch_ids'', true) = ''*'') or '
    || (select string_agg(format('%I = any (%s)', name, branches), ' or ') from unnest(columns) name) || ')';
begin
  execute format('alter policy tenant on %s using (%s) with check (%s)', relation, rule, rule);
end $$;
