-- The last breach that was told of what the specimen was to be carried with, while nobody had scanned it as collected: the watch of
-- logistics, and when. It is held once it is said to have been taken before.
alter table specimens add column breached_at timestamptz(3), add column breach_source text;
