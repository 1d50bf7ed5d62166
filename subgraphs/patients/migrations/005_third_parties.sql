-- A deleted patient is for staff alone, who can restore the record: for a client it is absent, whoever consented, by its id as from
-- lists. By the kind of the actor, and not by the client: what is read beyond consents is not to find it either, nor be a denial.
do $$ begin
  execute format('create policy deleted on patients as restrictive to %I
    using ((select coalesce(current_setting(''app.actor_kind'', true), '''') <> ''client'') or deleted_at is null)', app_role());
end $$;

-- What one client was denied, newest first. The other subgraphs keep denials too, but show none.
create index access_denials_by_client on access_denials (tenant_id, client_id, denied_at, id);
