-- The plan for the hardest days, and events.

-- name: plan_lines
-- The plan for the hardest days, each part in its own order.
-- Parameters: patient_id. Returns: every column of plan_line.
select *
from plan_line
where patient_id = :patient_id and superseded_by is null and withdrawn_at is null
order by part, position, line;

-- name: plan_line_last^
-- The last position used in one part of a plan, so that a new line comes after it.
-- Parameters: patient_id, part. Returns: position.
select max(position) as position from plan_line where patient_id = :patient_id and part = :part;

-- name: plan_looked_at!
-- Says of every line that stands when it was last looked at.
-- Parameters: patient_id, day.
update plan_line
set looked_at = :day
where patient_id = :patient_id and superseded_by is null and withdrawn_at is null;

-- name: plan_line_newest^
-- The newest version of one line of the plan, withdrawn or not.
-- Parameters: line. Returns: every column of plan_line.
select *
from plan_line
where line = :line and superseded_by is null;

-- name: plan_line_add!
-- Adds one version of one line of the plan.
-- Parameters: id, line, uuid, patient_id, day, part, text, position, looked_at, written, account_id, replaces.
insert into plan_line (
    id, line, uuid, patient_id, day, part, text, position, looked_at, written, account_id, replaces
) values (
    :id, :line, :uuid, :patient_id, :day, :part, :text, :position, :looked_at, :written, :account_id, :replaces
);

-- name: plan_line_supersede!
-- Lets a version point to the one that stands in its place.
-- Parameters: id, superseded_by.
update plan_line set superseded_by = :superseded_by where id = :id;

-- name: plan_line_withdraw!
-- Withdraws one version; the row stays, with who and when.
-- Parameters: id, withdrawn_by, withdrawn_at.
update plan_line
set withdrawn_by = :withdrawn_by, withdrawn_at = :withdrawn_at
where id = :id;

-- name: events
-- The events on a time line, oldest first.
-- Parameters: patient_id. Returns: every column of event.
select *
from event
where patient_id = :patient_id and superseded_by is null and withdrawn_at is null
order by day, line;

-- name: event_newest^
-- The newest version of one event, withdrawn or not.
-- Parameters: line. Returns: every column of event.
select *
from event
where line = :line and superseded_by is null;

-- name: event_add!
-- Adds one version of one event.
-- Parameters: id, line, uuid, patient_id, day, until, text, kind, written, account_id, replaces.
insert into event (
    id, line, uuid, patient_id, day, until, text, kind, written, account_id, replaces
) values (
    :id, :line, :uuid, :patient_id, :day, :until, :text, :kind, :written, :account_id, :replaces
);

-- name: event_supersede!
-- Lets a version point to the one that stands in its place.
-- Parameters: id, superseded_by.
update event set superseded_by = :superseded_by where id = :id;

-- name: event_withdraw!
-- Withdraws one version; the row stays, with who and when.
-- Parameters: id, withdrawn_by, withdrawn_at.
update event
set withdrawn_by = :withdrawn_by, withdrawn_at = :withdrawn_at
where id = :id;
