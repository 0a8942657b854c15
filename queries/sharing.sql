-- What decides who may read a line that is between patient and clinician.

-- name: presence_ever
-- Who was in the room of one session at any time.
-- Parameters: session_id. Returns: role.
select distinct role from presence where session_id = :session_id order by role;

-- name: rows_about
-- Every row of one table about a patient, every version of it.
-- Blanks: table. Parameters: patient_id. Returns: every column.
select * from "__table__" where patient_id = :patient_id order by all;

-- name: log_about
-- Who did what with a patient's data, oldest first.
-- Parameters: patient_id. Returns: number, moment, account, verb, digest.
select entry.number, entry.moment, coalesce(account.name, '') as account, entry.verb, entry.digest
from audit_entry as entry
left join account on account.id = entry.account_id
where entry.patient_id = :patient_id
order by entry.number;
