-- Between which temperatures it was to be carried when it was ordered; null where it endures a room.
alter table order_lines
  add column min_celsius numeric(5, 2),
  add column max_celsius numeric(5, 2),
  add constraint order_lines_celsius check (min_celsius <= max_celsius);
