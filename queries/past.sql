-- What was known of a patient at the end of a day in the past.
--
-- Of each thing that has versions, the one counts that stood then; where all of them came later, the newest one,
-- since years of paper come into a store at once. What was taken back since is not brought back.

-- name: answer_sheets_as_of
-- Each answer sheet as it stood at a moment in the past, oldest first; chosen as points_as_of chooses.
-- Parameters: patient_id, day (the last that counts), until (UTC). Returns: as for answer_sheets.
with versions as (
    select id, line, taken >= :until as came_later
    from assessment
    where
        patient_id = :patient_id and day <= :day and withdrawn_at is null
        and (taken < :until or superseded_by is null)
),

kept as (
    select coalesce(max(case when not came_later then id end), max(id)) as id
    from versions
    group by line
)

select
    a.id as assessment_id, a.day, a.moment, a.instrument, a.version, a.respondent, a.rater, a.how, a.source,
    r.answers, a.stated_total, a.replaces is not null as corrected
from assessment as a
join kept as k on k.id = a.id
left join (select assessment_id, answers from response where patient_id = :patient_id) as r on r.assessment_id = a.id
where a.patient_id = :patient_id
order by a.day, a.moment nulls first, a.id;

-- name: versions_as_of
-- Of each thing of a patient that stands today, the version that stood at a moment in the past.
-- Parameters: table (one that keeps versions), patient_id, until (UTC). Returns: every column of the table.
select v.*
from "__table__" as v
join (
    select coalesce(max(case when written < :until then id end), max(id)) as id
    from "__table__"
    where patient_id = :patient_id
    group by line
) as kept on kept.id = v.id
join (
    select line
    from "__table__"
    where patient_id = :patient_id and superseded_by is null and withdrawn_at is null
) as standing on standing.line = v.line
where v.patient_id = :patient_id
order by v.day, v.line;

-- name: instruments_answered_by
-- The forms a patient had answers to for a day in the past, own measures among them.
-- Parameters: patient_id, day. Returns: instrument.
select distinct instrument
from assessment
where patient_id = :patient_id and day <= :day and withdrawn_at is null
order by instrument;

-- name: own_readings_as_of
-- The newest word by then for each pair of days of each own measure.
-- Parameters: patient_id, day. Returns: own_measure_id, from_day, to_day, word, day.
select own_measure_id, from_day, to_day, word, day
from own_reading
where id in (
    select max(id)
    from own_reading
    where patient_id = :patient_id and day <= :day
    group by own_measure_id, from_day, to_day
)
order by id;

-- name: more_help_as_of
-- The newest answer by then to more help here? for each area.
-- Parameters: patient_id, day. Returns: domain, answer, day, session_id.
select domain, answer, day, session_id
from more_help
where id in (select max(id) from more_help where patient_id = :patient_id and day <= :day group by domain)
order by id;

-- name: domain_choices_as_of
-- The newest choice by then for each area of life.
-- Parameters: patient_id, day. Returns: domain, name, hidden, position.
select domain, name, hidden, position
from domain_choice
where id in (select max(id) from domain_choice where patient_id = :patient_id and day <= :day group by domain)
order by id;

-- name: contribution_marks
-- Every mark that was ever put on a line, oldest first.
-- Parameters: patient_id. Returns: contribution_id, mark, value, written.
select contribution_id, mark, value, written from contribution_mark where patient_id = :patient_id order by id;
