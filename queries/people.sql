-- Who is in the store, and what they chose to see.

-- name: caseload
-- Every patient with the facts of the caseload, by name. Nothing here is about risk.
-- Returns: id, uuid, patient_key, name, chosen_name, born, last_met, last_answered, agreement_due,
-- not_in_record (closed sessions that were held), open_session.
with met as (
    select
        s.patient_id,
        max(case when s.ended is not null and s.held then s.day end) as last_met,
        count(case when s.ended is not null and s.held and t.session_id is null then 1 end) as not_in_record,
        count(case when s.ended is null then 1 end) as still_open
    from session as s
    left join record_transfer as t on t.session_id = s.id
    group by s.patient_id
),
due as (
    select patient_id, min(look_again) as agreement_due
    from agreement
    where superseded_by is null and withdrawn_at is null and state = 'open'
    group by patient_id
)
select
    p.id, p.uuid, p.patient_key, p.name, p.chosen_name, p.born, met.last_met, p.last_answered, due.agreement_due,
    coalesce(met.not_in_record, 0) as not_in_record, coalesce(met.still_open, 0) > 0 as open_session
from patient as p
left join met on met.patient_id = p.id
left join due on due.patient_id = p.id
where p.withdrawn_at is null
order by lower(coalesce(p.chosen_name, p.name)), p.patient_key;

-- name: patient_by_id^
-- One patient who is in the caseload.
-- Parameters: patient_id. Returns: id, uuid, patient_key, name, chosen_name, born.
select id, uuid, patient_key, name, chosen_name, born
from patient
where id = :patient_id and withdrawn_at is null;

-- name: patient_by_key^
-- The patient in the caseload with this key, compared as text.
-- Parameters: patient_key. Returns: id, uuid, patient_key, name, chosen_name, born.
select id, uuid, patient_key, name, chosen_name, born
from patient
where patient_key = :patient_key and withdrawn_at is null;

-- name: patient_by_key_even_withdrawn^
-- Whoever has this key, even if an undone import took them out of the caseload again.
-- Parameters: patient_key. Returns: id, uuid, withdrawn_at.
select id, uuid, withdrawn_at from patient where patient_key = :patient_key;

-- name: patient_add!
-- Adds a patient.
-- Parameters: id, uuid, patient_key, patient_name, chosen_name, born, batch_id, added.
insert into patient (
    id, uuid, patient_key, name, chosen_name, born, batch_id, added
) values (
    :id, :uuid, :patient_key, :patient_name, :chosen_name, :born, :batch_id, :added
);

-- name: patient_change!
-- Changes what is known about a patient.
-- Parameters: patient_id, patient_key, patient_name, chosen_name, born.
update patient
set patient_key = :patient_key, name = :patient_name, chosen_name = :chosen_name, born = :born
where id = :patient_id;

-- name: patient_back!
-- Brings a patient back whom an undone import took out of the caseload.
-- Parameters: patient_id, batch_id (that brings them back, or null).
update patient set withdrawn_by = null, withdrawn_at = null, batch_id = :batch_id where id = :patient_id;

-- name: caseload_member_add!
-- Puts a patient into the caseload of an account.
-- Parameters: account_id, patient_id, since.
insert into caseload_member (
    account_id, patient_id, since
) values (
    :account_id, :patient_id, :since
);

-- name: display_newest^
-- What a patient chose last to see.
-- Parameters: patient_id. Returns: display.
select display from display_choice where patient_id = :patient_id order by id desc limit 1;

-- name: display_add!
-- Keeps what a patient chose to see.
-- Parameters: id, patient_id, display, day, written, account_id.
insert into display_choice (
    id, patient_id, display, day, written, account_id
) values (
    :id, :patient_id, :display, :day, :written, :account_id
);

-- name: domain_choices_newest
-- The newest choice for each area of life.
-- Parameters: patient_id. Returns: domain, name, hidden, position.
select domain, name, hidden, position
from domain_choice
where id in (select max(id) from domain_choice where patient_id = :patient_id group by domain)
order by id;

-- name: domain_choice_add!
-- Keeps what a patient chose for one area of life.
-- Parameters: id, patient_id, domain, own_name, hidden, position, day, written, account_id.
insert into domain_choice (
    id, patient_id, domain, name, hidden, position, day, written, account_id
) values (
    :id, :patient_id, :domain, :own_name, :hidden, :position, :day, :written, :account_id
);

-- name: consents_newest
-- The newest answer to each question of consent.
-- Parameters: patient_id. Returns: kind, answer, said_by, day.
select kind, answer, said_by, day
from consent
where id in (select max(id) from consent where patient_id = :patient_id group by kind)
order by id;

-- name: consent_add!
-- Keeps an answer to a question of consent.
-- Parameters: id, patient_id, kind, answer, said_by, day, written, account_id.
insert into consent (
    id, patient_id, kind, answer, said_by, day, written, account_id
) values (
    :id, :patient_id, :kind, :answer, :said_by, :day, :written, :account_id
);
