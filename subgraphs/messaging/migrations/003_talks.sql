-- When the talk began that is going on, or the last one.
alter table conversations add column talk_began_at timestamptz(3);

-- From when on a callback shows what was written. Null for those of before, which show the half hour after which a silent talk ends.
alter table callback_requests add column talk_began_at timestamptz(3);
