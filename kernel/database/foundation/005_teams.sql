-- What a subgraph that tells teams things, or asks them, keeps of them; a migration of its own asks for it by `select team_tables()`.
create function team_tables() returns void language plpgsql set search_path from current as $make$
begin
  -- Platform owns teams; this is what its events told.
  create table known_teams (
    tenant_id uuid not null default tenant_id(),
    team_id uuid not null,
    code text not null collate "C",
    -- Who is in it: by name, or by a role that they have.
    staff_ids uuid[] not null,
    roles text[] not null,
    active boolean not null,
    as_of timestamptz(3) not null,
    primary key (tenant_id, team_id)
  );
  perform tenant_detail_table('known_teams');
end $make$;
