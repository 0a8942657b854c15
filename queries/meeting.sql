-- Sessions, who is in the room, drafts, and what was asked.

-- name: sessions
-- The sessions of a patient, oldest first. Those held are counted from 1; one not held has 0.
-- Parameters: patient_id. Returns: id, uuid, patient_id, started, day, ended, held, way, interpreter, number.
select
    id, uuid, patient_id, started, day, ended, held, way, interpreter,
    case when held then count(case when held then 1 end) over (
        partition by patient_id order by started, id rows unbounded preceding
    ) else 0 end as number
from session
where patient_id = :patient_id
order by started, id;

-- name: session_by_id^
-- One session, with its number among those held.
-- Parameters: session_id. Returns: id, uuid, patient_id, started, day, ended, held, way, interpreter, number.
select *
from (
    select
        id, uuid, patient_id, started, day, ended, held, way, interpreter,
        case when held then count(case when held then 1 end) over (
            partition by patient_id order by started, id rows unbounded preceding
        ) else 0 end as number
    from session
    where patient_id = (select patient_id from session where id = :session_id)
) as counted
where id = :session_id;

-- name: session_state^
-- Whose a session is and whether it is closed.
-- Parameters: session_id. Returns: patient_id, ended.
select patient_id, ended from session where id = :session_id;

-- name: session_open_of_patient^
-- The session with a patient that nobody has closed.
-- Parameters: patient_id. Returns: id.
select id from session where patient_id = :patient_id and ended is null;

-- name: session_open_newest^
-- The newest session of anybody that nobody has closed.
-- Returns: id, patient_id.
select s.id, s.patient_id
from session as s
join patient as p on p.id = s.patient_id
where s.ended is null and p.withdrawn_at is null
order by s.started desc, s.id desc
limit 1;

-- name: session_add!
-- Starts a session; until somebody says otherwise it is held.
-- Parameters: id, uuid, patient_id, day, started, way, interpreter, account_id.
insert into session (
    id, uuid, patient_id, day, started, way, interpreter, held, account_id
) values (
    :id, :uuid, :patient_id, :day, :started, :way, :interpreter, true, :account_id
);

-- name: session_close!
-- Closes a session.
-- Parameters: session_id, ended, held.
update session set ended = :ended, held = :held where id = :session_id;

-- name: presences
-- Who is in the room of each session of a patient, and at the end of those closed.
-- Parameters: patient_id. Returns: session_id, role.
select session_id, role from presence where patient_id = :patient_id and left_at is null order by id;

-- name: presence_now
-- Who is in the room of one session.
-- Parameters: session_id. Returns: role.
select role from presence where session_id = :session_id and left_at is null order by id;

-- name: presence_add!
-- Somebody comes into the room.
-- Parameters: id, patient_id, session_id, role, came_at.
insert into presence (
    id, patient_id, session_id, role, came_at
) values (
    :id, :patient_id, :session_id, :role, :came_at
);

-- name: presence_left!
-- Somebody leaves the room.
-- Parameters: session_id, role, left_at.
update presence set left_at = :left_at where session_id = :session_id and role = :role and left_at is null;

-- name: drafts
-- What is being typed about a patient.
-- Parameters: patient_id. Returns: place, text.
select place, text from draft where patient_id = :patient_id order by saved;

-- name: draft_of_place^
-- Whether something is being typed in one place.
-- Parameters: patient_id, place, account_id. Returns: saved.
select saved from draft where patient_id = :patient_id and place = :place and account_id = :account_id;

-- name: draft_add!
-- Keeps what is being typed in a place that was empty.
-- Parameters: patient_id, place, account_id, text, saved.
insert into draft (
    patient_id, place, account_id, text, saved
) values (
    :patient_id, :place, :account_id, :text, :saved
);

-- name: draft_change!
-- Keeps what is being typed in place of what was there.
-- Parameters: patient_id, place, account_id, text, saved.
update draft
set text = :text, saved = :saved
where patient_id = :patient_id and place = :place and account_id = :account_id;

-- name: draft_drop!
-- Throws away what was typed in a place.
-- Parameters: patient_id, place, account_id.
delete from draft where patient_id = :patient_id and place = :place and account_id = :account_id;

-- name: prompt_uses
-- The questions that were put to a patient, oldest first.
-- Parameters: patient_id. Returns: prompt, signal, outcome, session_id, day.
select prompt, signal, outcome, session_id, day from prompt_use where patient_id = :patient_id order by id;

-- name: prompt_use_add!
-- Keeps that a question was put.
-- Parameters: id, patient_id, session_id, prompt, signal, outcome, day, written, account_id.
insert into prompt_use (
    id, patient_id, session_id, prompt, signal, outcome, day, written, account_id
) values (
    :id, :patient_id, :session_id, :prompt, :signal, :outcome, :day, :written, :account_id
);

-- name: form_talks
-- How talk about forms ended, oldest first.
-- Parameters: patient_id. Returns: form_row, outcome, session_id, day.
select form_row, outcome, session_id, day from form_talk where patient_id = :patient_id order by id;

-- name: form_talk_add!
-- Keeps how talk about one form ended.
-- Parameters: id, patient_id, session_id, form_row, outcome, day, written, account_id.
insert into form_talk (
    id, patient_id, session_id, form_row, outcome, day, written, account_id
) values (
    :id, :patient_id, :session_id, :form_row, :outcome, :day, :written, :account_id
);

-- name: signals_set_aside
-- The signals of a patient that were set aside, oldest first.
-- Parameters: patient_id. Returns: signal, reason, day.
select signal, reason, day from signal_set_aside where patient_id = :patient_id order by id;

-- name: signal_set_aside_add!
-- Keeps that a signal was set aside, and why.
-- Parameters: id, patient_id, signal, reason, day, written, account_id.
insert into signal_set_aside (
    id, patient_id, signal, reason, day, written, account_id
) values (
    :id, :patient_id, :signal, :reason, :day, :written, :account_id
);
