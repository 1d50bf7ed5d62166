-- Only what was published for a client is run for it: then a leaked credential asks what its program asks, and nothing else.
alter table api_clients add column locked_to_operations boolean not null default false;

-- The manifest of a client: documents of which it sends the hash, and of a locked one all that it may send.
create table client_operations (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  -- SHA-256 of the document's UTF-8, in hex.
  hash text not null collate "C",
  name text,
  document text not null,
  primary key (tenant_id, id),
  constraint client_operations_once unique (tenant_id, client_id, hash),
  foreign key (tenant_id, client_id) references api_clients (tenant_id, id)
);
select tenant_table('client_operations', unlogged => '{document}');
