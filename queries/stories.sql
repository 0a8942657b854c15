-- The made-up people, many rows at once. As in bulk.sql, these statements are DuckDB's own:
-- the place rows is one JSON text. Columns that are left out stay empty.

-- name: story_patient!
-- The people.
-- Parameters: rows (JSON array, keys as the columns below).
insert into patient by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "uuid": "VARCHAR", "patient_key": "VARCHAR", "name": "VARCHAR", "chosen_name": "VARCHAR",
    "born": "DATE", "added": "TIMESTAMP"
}]'), recursive := true);

-- name: story_caseload_member!
-- Whose caseload they are in.
-- Parameters: rows (JSON array, keys as the columns below).
insert into caseload_member by name
select unnest(from_json(cast(:rows as json), '[{
    "account_id": "BIGINT", "patient_id": "BIGINT", "since": "DATE"
}]'), recursive := true);

-- name: story_display_choice!
-- What they chose to see.
-- Parameters: rows (JSON array, keys as the columns below).
insert into display_choice by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "patient_id": "BIGINT", "display": "VARCHAR", "day": "DATE", "written": "TIMESTAMP",
    "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_domain_choice!
-- What they chose for areas of life.
-- Parameters: rows (JSON array, keys as the columns below).
insert into domain_choice by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "patient_id": "BIGINT", "domain": "VARCHAR", "name": "VARCHAR", "hidden": "BOOLEAN",
    "position": "INTEGER", "day": "DATE", "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_consent!
-- What they said yes or no to.
-- Parameters: rows (JSON array, keys as the columns below).
insert into consent by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "patient_id": "BIGINT", "kind": "VARCHAR", "answer": "VARCHAR", "said_by": "VARCHAR",
    "day": "DATE", "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_own_measure!
-- Their own measures.
-- Parameters: rows (JSON array, keys as the columns below).
insert into own_measure by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "line": "BIGINT", "uuid": "VARCHAR", "patient_id": "BIGINT", "day": "DATE", "words": "VARCHAR",
    "domain": "VARCHAR", "better": "VARCHAR", "step": "DOUBLE", "enough": "DOUBLE", "low_words": "VARCHAR",
    "high_words": "VARCHAR", "version": "INTEGER", "resting": "BOOLEAN", "written": "TIMESTAMP",
    "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_own_reading!
-- Their own words for two moments.
-- Parameters: rows (JSON array, keys as the columns below).
insert into own_reading by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "uuid": "VARCHAR", "patient_id": "BIGINT", "own_measure_id": "BIGINT", "from_day": "DATE",
    "to_day": "DATE", "word": "VARCHAR", "day": "DATE", "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_more_help!
-- Where they wanted more help.
-- Parameters: rows (JSON array, keys as the columns below).
insert into more_help by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "patient_id": "BIGINT", "domain": "VARCHAR", "answer": "VARCHAR", "session_id": "BIGINT",
    "day": "DATE", "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_event!
-- What is on their time line.
-- Parameters: rows (JSON array, keys as the columns below).
insert into event by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "line": "BIGINT", "uuid": "VARCHAR", "patient_id": "BIGINT", "day": "DATE", "until": "DATE",
    "text": "VARCHAR", "kind": "VARCHAR", "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_session!
-- Their sessions, all of them closed.
-- Parameters: rows (JSON array, keys as the columns below).
insert into session by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "uuid": "VARCHAR", "patient_id": "BIGINT", "day": "DATE", "started": "TIMESTAMP",
    "ended": "TIMESTAMP", "held": "BOOLEAN", "way": "VARCHAR", "interpreter": "VARCHAR", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_presence!
-- Who else was in the room.
-- Parameters: rows (JSON array, keys as the columns below).
insert into presence by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "patient_id": "BIGINT", "session_id": "BIGINT", "role": "VARCHAR", "came_at": "TIMESTAMP"
}]'), recursive := true);

-- name: story_contribution!
-- What was said.
-- Parameters: rows (JSON array, keys as the columns below).
insert into contribution by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "line": "BIGINT", "uuid": "VARCHAR", "patient_id": "BIGINT", "session_id": "BIGINT",
    "position": "INTEGER", "day": "DATE", "said_at": "TIMESTAMP", "text": "VARCHAR", "said_by": "VARCHAR",
    "typed_by": "VARCHAR", "told_by": "VARCHAR", "about": "VARCHAR", "via": "VARCHAR", "after_session": "BOOLEAN",
    "kind": "VARCHAR", "status": "VARCHAR", "theme": "VARCHAR", "domain": "VARCHAR", "prompt": "VARCHAR",
    "because": "VARCHAR", "ladder": "VARCHAR", "keepsake": "BOOLEAN", "only_us": "BOOLEAN", "corrected": "BOOLEAN",
    "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_form_talk!
-- How talk about forms ended.
-- Parameters: rows (JSON array, keys as the columns below).
insert into form_talk by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "patient_id": "BIGINT", "session_id": "BIGINT", "form_row": "VARCHAR", "outcome": "VARCHAR",
    "day": "DATE", "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_prompt_use!
-- Which questions were put.
-- Parameters: rows (JSON array, keys as the columns below).
insert into prompt_use by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "patient_id": "BIGINT", "session_id": "BIGINT", "prompt": "VARCHAR", "signal": "VARCHAR",
    "outcome": "VARCHAR", "day": "DATE", "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_agreement!
-- What was agreed, as it stands.
-- Parameters: rows (JSON array, keys as the columns below).
insert into agreement by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "line": "BIGINT", "uuid": "VARCHAR", "patient_id": "BIGINT", "session_id": "BIGINT",
    "day": "DATE", "text": "VARCHAR", "who": "VARCHAR", "look_again": "DATE", "state": "VARCHAR",
    "state_words": "VARCHAR", "reviewed": "DATE", "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_strategy!
-- The shelf of what they do.
-- Parameters: rows (JSON array, keys as the columns below).
insert into strategy by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "line": "BIGINT", "uuid": "VARCHAR", "patient_id": "BIGINT", "session_id": "BIGINT",
    "day": "DATE", "text": "VARCHAR", "when_how": "VARCHAR", "domain": "VARCHAR", "state": "VARCHAR",
    "since": "DATE", "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_understanding!
-- The shelf of what they have understood.
-- Parameters: rows (JSON array, keys as the columns below).
insert into understanding by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "line": "BIGINT", "uuid": "VARCHAR", "patient_id": "BIGINT", "session_id": "BIGINT",
    "day": "DATE", "happens": "VARCHAR", "in_me": "VARCHAR", "choose": "VARCHAR", "domain": "VARCHAR",
    "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_plan_line!
-- The plan for the hardest days.
-- Parameters: rows (JSON array, keys as the columns below).
insert into plan_line by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "line": "BIGINT", "uuid": "VARCHAR", "patient_id": "BIGINT", "day": "DATE", "part": "VARCHAR",
    "text": "VARCHAR", "position": "INTEGER", "looked_at": "DATE", "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);

-- name: story_record_transfer!
-- Which notes are in the record.
-- Parameters: rows (JSON array, keys as the columns below).
insert into record_transfer by name
select unnest(from_json(cast(:rows as json), '[{
    "id": "BIGINT", "patient_id": "BIGINT", "session_id": "BIGINT", "said_by": "VARCHAR", "day": "DATE",
    "written": "TIMESTAMP", "account_id": "BIGINT"
}]'), recursive := true);
