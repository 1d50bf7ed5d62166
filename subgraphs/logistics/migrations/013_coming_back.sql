-- Of what an order brought to be sterilized: whether all of it is.
create index sterilization_loads_of_order on sterilization_loads (tenant_id, order_id, id) where order_id is not null;
