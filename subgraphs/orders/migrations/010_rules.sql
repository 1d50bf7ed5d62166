-- What of the rules could not be read or done any more when an order was placed, and why.
alter table order_decisions add column problems text[] not null default '{}';
