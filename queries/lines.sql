-- The lines said in sessions and outside them.

-- name: contributions
-- The lines of a patient that stand, in the order they were said.
-- Parameters: patient_id. Returns: every column of contribution.
select *
from contribution
where patient_id = :patient_id and superseded_by is null and withdrawn_at is null
order by day, said_at, position, line;

-- name: contributions_of_session
-- The lines of one session that stand, in the order they were said.
-- Parameters: patient_id, session_id. Returns: every column of contribution.
select *
from contribution
where patient_id = :patient_id and session_id = :session_id and superseded_by is null and withdrawn_at is null
order by position, line;

-- name: contributions_withdrawn
-- The lines that were withdrawn and not brought back, newest withdrawal first.
-- Parameters: patient_id. Returns: every column of contribution.
select *
from contribution
where patient_id = :patient_id and superseded_by is null and withdrawn_at is not null
order by withdrawn_at desc, id desc;

-- name: contribution_last^
-- The last position used in a session, or outside sessions where session_id is null.
-- Parameters: patient_id, session_id. Returns: position.
select max(position) as position
from contribution
where patient_id = :patient_id and session_id is not distinct from :session_id;

-- name: contribution_newest^
-- The newest version of one line, withdrawn or not.
-- Parameters: line. Returns: every column of contribution.
select *
from contribution
where line = :line and superseded_by is null;

-- name: contribution_add!
-- Adds one version of one line.
-- Parameters: id, line, uuid, patient_id, session_id, position, day, said_at, text, said_by, typed_by, told_by,
-- about, via, after_session, kind, status, theme, domain, prompt, because, ladder, keepsake, only_us,
-- corrected, written, account_id, replaces.
insert into contribution (
    id, line, uuid, patient_id, session_id, position, day, said_at, text, said_by, typed_by, told_by, about,
    via, after_session, kind, status, theme, domain, prompt, because, ladder, keepsake, only_us, corrected,
    written, account_id, replaces
) values (
    :id, :line, :uuid, :patient_id, :session_id, :position, :day, :said_at, :text, :said_by, :typed_by,
    :told_by, :about, :via, :after_session, :kind, :status, :theme, :domain, :prompt, :because, :ladder,
    :keepsake, :only_us, :corrected, :written, :account_id, :replaces
);

-- name: contribution_supersede!
-- Lets a version point to the one that stands in its place.
-- Parameters: id, superseded_by.
update contribution set superseded_by = :superseded_by where id = :id;

-- name: contribution_withdraw!
-- Withdraws one version; the row stays, with who and when.
-- Parameters: id, withdrawn_by, withdrawn_at.
update contribution
set withdrawn_by = :withdrawn_by, withdrawn_at = :withdrawn_at
where id = :id;

-- name: contribution_set_marks!
-- Sets the marks of one version of a line; its words stay.
-- Parameters: id, keepsake, only_us, kind, status, theme.
update contribution
set keepsake = :keepsake, only_us = :only_us, kind = :kind, status = :status, theme = :theme
where id = :id;

-- name: contribution_mark_add!
-- Keeps a mark on a line, with who made it and when.
-- Parameters: id, patient_id, contribution_id, mark, value, written, account_id.
insert into contribution_mark (
    id, patient_id, contribution_id, mark, value, written, account_id
) values (
    :id, :patient_id, :contribution_id, :mark, :value, :written, :account_id
);
