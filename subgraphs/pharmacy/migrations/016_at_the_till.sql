-- How much was taken off when somebody approved it who is held by no limit: of a part, the goods that come into the basket later make
-- more. Null where nobody did, or before this was kept.
alter table sales add column discount_approved_minor bigint check (discount_approved_minor >= 0);

-- A line of a journal is found by its id alone in the month in which it was made. Of what is there the clocks are taken at their word.
alter table till_entries add constraint till_entries_in_time
  check (uuid_extract_timestamp(id) between occurred_at - interval '1 hour' and occurred_at + interval '1 hour') not valid;
