-- Whether the prescriber ended it as a whole. One that is over because its medicines are goes on when packs of one of them come back.
alter table prescriptions add column stopped_whole boolean not null default false;

drop trigger keep_signed on prescriptions;
create trigger keep_signed before update or delete on prescriptions for each row
  execute function keep_signed('status', 'status_reason', 'waits_at', 'stopped_whole');

-- For what was ended before, with a reason: by whom it was ended was not kept, and nothing is to be handed over against a prescriber's
-- word. Else an owner who is no superuser would see no row here, having no tenant; and nobody changed a prescription by it.
alter table prescriptions no force row level security;
alter table prescriptions disable trigger user;
update prescriptions set stopped_whole = true where status = 'STOPPED' and status_reason is not null;
alter table prescriptions enable trigger user;
alter table prescriptions force row level security;
