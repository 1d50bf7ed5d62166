-- What the base that a product was imported from said last of what a tenant may make stricter: what differs from it is the tenant's own word.
alter table products add column sourced jsonb;
