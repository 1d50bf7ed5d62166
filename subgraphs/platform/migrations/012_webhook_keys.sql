-- When the newest key of an endpoint was made: of a key itself nothing is in the audit.
alter table webhook_endpoints add column key_made_at timestamptz(3) not null default now();
