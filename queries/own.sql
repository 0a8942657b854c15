-- Own measures, the patient's own word on them, and more help here?

-- name: own_measures
-- The own measures of a patient, resting ones too, oldest first.
-- Parameters: patient_id. Returns: every column of own_measure.
select *
from own_measure
where patient_id = :patient_id and superseded_by is null and withdrawn_at is null
order by day, line;

-- name: own_measure_newest^
-- The newest version of one own measure, withdrawn or not.
-- Parameters: line. Returns: every column of own_measure.
select *
from own_measure
where line = :line and superseded_by is null;

-- name: own_measure_add!
-- Adds one version of one own measure.
-- Parameters: id, line, uuid, patient_id, day, words, domain, better, step, enough, low_words, high_words,
-- version, resting, written, account_id, replaces.
insert into own_measure (
    id, line, uuid, patient_id, day, words, domain, better, step, enough, low_words, high_words, version,
    resting, written, account_id, replaces
) values (
    :id, :line, :uuid, :patient_id, :day, :words, :domain, :better, :step, :enough, :low_words, :high_words,
    :version, :resting, :written, :account_id, :replaces
);

-- name: own_measure_supersede!
-- Lets a version point to the one that stands in its place.
-- Parameters: id, superseded_by.
update own_measure set superseded_by = :superseded_by where id = :id;

-- name: own_measure_withdraw!
-- Withdraws one version; the row stays, with who and when.
-- Parameters: id, withdrawn_by, withdrawn_at.
update own_measure
set withdrawn_by = :withdrawn_by, withdrawn_at = :withdrawn_at
where id = :id;

-- name: own_readings
-- The newest word for each pair of days of each own measure.
-- Parameters: patient_id. Returns: own_measure_id, from_day, to_day, word, day.
select own_measure_id, from_day, to_day, word, day
from own_reading
where id in (
    select max(id)
    from own_reading
    where patient_id = :patient_id
    group by own_measure_id, from_day, to_day
)
order by id;

-- name: own_reading_add!
-- Keeps the patient's own word on two days of an own measure.
-- Parameters: id, uuid, patient_id, own_measure_id, from_day, to_day, word, day, written, account_id.
insert into own_reading (
    id, uuid, patient_id, own_measure_id, from_day, to_day, word, day, written, account_id
) values (
    :id, :uuid, :patient_id, :own_measure_id, :from_day, :to_day, :word, :day, :written, :account_id
);

-- name: more_help_newest
-- The newest answer to more help here? for each area.
-- Parameters: patient_id. Returns: domain, answer, day, session_id.
select domain, answer, day, session_id
from more_help
where id in (select max(id) from more_help where patient_id = :patient_id group by domain)
order by id;

-- name: more_help_add!
-- Keeps an answer to more help here?
-- Parameters: id, patient_id, domain, answer, session_id, day, written, account_id.
insert into more_help (
    id, patient_id, domain, answer, session_id, day, written, account_id
) values (
    :id, :patient_id, :domain, :answer, :session_id, :day, :written, :account_id
);
