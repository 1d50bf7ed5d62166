-- Null where the branch's time zone holds, which for most patients it does.
alter table patients add column time_zone text;
