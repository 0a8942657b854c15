-- What was answered: points, answer sheets, marks on points, batches, instruments.

-- name: points
-- Every score of a patient, newest versions only, oldest day first; no time comes before a time.
-- Parameters: patient_id. Returns: assessment_id, day, moment, instrument, version, respondent, rater, how,
-- scale, value, why_not, prorated, fits (the patient's own mark), corrected.
with marked as (
    select assessment_id, scale, word
    from point_mark
    where id in (select max(id) from point_mark where patient_id = :patient_id group by assessment_id, scale)
)
select
    a.id as assessment_id, a.day, a.moment, a.instrument, a.version, a.respondent, a.rater, a.how, s.scale, s.value,
    s.why_not, s.prorated, m.word as fits, a.replaces is not null as corrected
from assessment as a
join score as s on s.assessment_id = a.id
left join marked as m on m.assessment_id = a.id and m.scale = s.scale
where a.patient_id = :patient_id and s.patient_id = :patient_id and a.superseded_by is null and a.withdrawn_at is null
order by a.day, a.moment nulls first, a.id, s.scale;

-- name: points_as_of
-- Every score of a patient as it stood at a moment in the past: of each answer sheet the version that was
-- there then; where all came later, the newest one. What was undone since is not brought back: it may have been
-- somebody else's. Marks on points are those made by then.
-- Parameters: patient_id, day (the last that counts), until (UTC). Returns: as for points.
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
),

marked as (
    select assessment_id, scale, word
    from point_mark
    where id in (
        select max(id) from point_mark
        where patient_id = :patient_id and written < :until
        group by assessment_id, scale
    )
)

select
    a.id as assessment_id, a.day, a.moment, a.instrument, a.version, a.respondent, a.rater, a.how, s.scale, s.value,
    s.why_not, s.prorated, m.word as fits, a.replaces is not null as corrected
from assessment as a
join kept as k on k.id = a.id
join score as s on s.assessment_id = a.id
left join marked as m on m.assessment_id = a.id and m.scale = s.scale
where a.patient_id = :patient_id and s.patient_id = :patient_id
order by a.day, a.moment nulls first, a.id, s.scale;

-- name: answer_sheets
-- The newest version of each answer sheet, oldest first.
-- Parameters: patient_id, instrument (null for all). Returns: assessment_id, day, moment, instrument, version,
-- respondent, rater, how, source, answers, stated_total, corrected.
select
    a.id as assessment_id, a.day, a.moment, a.instrument, a.version, a.respondent, a.rater, a.how, a.source,
    r.answers, a.stated_total, a.replaces is not null as corrected
from assessment as a
left join (select assessment_id, answers from response where patient_id = :patient_id) as r on r.assessment_id = a.id
where
    a.patient_id = :patient_id and a.superseded_by is null and a.withdrawn_at is null
    and (cast(:instrument as varchar) is null or a.instrument = :instrument)
order by a.day, a.moment nulls first, a.id;

-- name: point_mark_add!
-- Keeps the patient's own mark on a point.
-- Parameters: id, patient_id, assessment_id, scale, word, day, written, account_id.
insert into point_mark (
    id, patient_id, assessment_id, scale, word, day, written, account_id
) values (
    :id, :patient_id, :assessment_id, :scale, :word, :day, :written, :account_id
);

-- name: instruments
-- The definitions that were used for scoring here, oldest first.
-- Returns: instrument, version, sha256.
select instrument, version, sha256 from instrument order by id;

-- name: instrument_known^
-- Whether a definition is kept already.
-- Parameters: instrument, version, sha256. Returns: id.
select id from instrument where instrument = :instrument and version = :version and sha256 = :sha256;

-- name: instrument_add!
-- Keeps a definition that was used for scoring.
-- Parameters: id, instrument, version, sha256, definition, written.
insert into instrument (
    id, instrument, version, sha256, definition, written
) values (
    :id, :instrument, :version, :sha256, :definition, :written
);

-- name: import_batches
-- What was taken in, newest first.
-- Parameters: way (null for all ways). Returns: id, way, file, format, taken, read, added, already_there, changed,
-- rejected, patients_added, undone.
select id, way, file, format, taken, read, added, already_there, changed, rejected, patients_added, undone
from import_batch
where cast(:way as varchar) is null or way = :way
order by id desc;

-- name: import_rejects
-- The rows of a batch that were not taken in, in the order of the file.
-- Parameters: batch_id. Returns: line, column, value, reason.
select line, "column", value, reason from import_reject where batch_id = :batch_id order by line;
