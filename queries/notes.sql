-- What becomes of a session: versions of its note, exports, the record.

-- name: note_versions
-- The versions of a session's note, oldest first.
-- Parameters: session_id. Returns: id, uuid, session_id, number, day, written, structure, text, language.
select id, uuid, session_id, number, day, written, structure, text, language
from note_version
where session_id = :session_id
order by number;

-- name: note_version_last^
-- The highest number among the versions of a session's note.
-- Parameters: session_id. Returns: number.
select max(number) as number from note_version where session_id = :session_id;

-- name: note_version_add!
-- Keeps a version of a session's note.
-- Parameters: id, uuid, patient_id, session_id, number, day, written, structure, text, language, account_id.
insert into note_version (
    id, uuid, patient_id, session_id, number, day, written, structure, text, language, account_id
) values (
    :id, :uuid, :patient_id, :session_id, :number, :day, :written, :structure, :text, :language, :account_id
);

-- name: exports
-- What was exported about a patient, oldest first.
-- Parameters: patient_id. Returns: id, session_id, day, written, audience, format, sha256, file_name.
select id, session_id, day, written, audience, format, sha256, file_name
from export
where patient_id = :patient_id
order by id;

-- name: export_add!
-- Keeps that a file left the store.
-- Parameters: id, patient_id, session_id, day, written, audience, format, sha256, file_name, account_id.
insert into export (
    id, patient_id, session_id, day, written, audience, format, sha256, file_name, account_id
) values (
    :id, :patient_id, :session_id, :day, :written, :audience, :format, :sha256, :file_name, :account_id
);

-- name: record_transfers
-- Which sessions of a patient are in the record, oldest first.
-- Parameters: patient_id. Returns: session_id, said_by, day, written.
select session_id, said_by, day, written from record_transfer where patient_id = :patient_id order by id;

-- name: record_transfer_of_session^
-- Whether a session is in the record.
-- Parameters: session_id. Returns: id.
select id from record_transfer where session_id = :session_id;

-- name: record_transfer_add!
-- Keeps that a session's note is in the record.
-- Parameters: id, patient_id, session_id, said_by, day, written, account_id.
insert into record_transfer (
    id, patient_id, session_id, said_by, day, written, account_id
) values (
    :id, :patient_id, :session_id, :said_by, :day, :written, :account_id
);
