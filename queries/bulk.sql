-- The ways in for many rows at once. This file alone is DuckDB's own: the place rows
-- is one JSON text.

-- name: patients_add!
-- Adds the patients that an import brings.
-- Parameters: rows (JSON array: id, uuid, patient_key, name, chosen_name, born), batch_id, added.
insert into patient (id, uuid, patient_key, name, chosen_name, born, batch_id, added)
select id, uuid, patient_key, name, chosen_name, born, :batch_id, :added
from (
    select unnest(from_json(cast(:rows as json), '[{
        "id": "BIGINT", "uuid": "VARCHAR", "patient_key": "VARCHAR", "name": "VARCHAR", "chosen_name": "VARCHAR",
        "born": "DATE"
    }]'), recursive := true)
) as arriving;

-- name: caseload_members_add!
-- Puts the patients that an import brings into the caseload of an account.
-- Parameters: rows (JSON array: id), account_id, since.
insert into caseload_member (account_id, patient_id, since)
select :account_id, id, :since
from (select unnest(from_json(cast(:rows as json), '[{"id": "BIGINT"}]'), recursive := true)) as arriving;

-- name: patients_by_keys
-- Whoever has one of these keys, even if an undone import took them out of the caseload again.
-- Parameters: rows (JSON array of keys). Returns: id, patient_key, withdrawn_at.
select id, patient_key, withdrawn_at
from patient
where patient_key in (select unnest(from_json(cast(:rows as json), '["VARCHAR"]')));

-- name: patients_back!
-- Brings those of them back whom an undone import took out of the caseload.
-- Parameters: rows (JSON array of keys), batch_id (that brings them back).
update patient
set withdrawn_by = null, withdrawn_at = null, batch_id = :batch_id
where withdrawn_at is not null and patient_key in (select unnest(from_json(cast(:rows as json), '["VARCHAR"]')));

-- name: import_rejects_add!
-- Keeps the rows of a batch that could not be taken in.
-- Parameters: rows (JSON array: line, column, value, reason), batch_id.
insert into import_reject (batch_id, line, "column", value, reason)
select :batch_id, line, "column", value, reason
from (
    select unnest(from_json(cast(:rows as json), '[{
        "line": "INTEGER", "column": "VARCHAR", "value": "VARCHAR", "reason": "VARCHAR"
    }]'), recursive := true)
) as arriving;
