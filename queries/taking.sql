-- Taking in: what is new among arriving assessments, what is there already, what stands
-- in place of something; and taking it all back.
--
-- A few sheets are written one by one, with the first statements. For many the steps
-- work on sets. The program holds them out as frames, under the names of tables:
-- arriving_sheet and arriving_score (what came), then what the first two of these steps
-- return: stored_version (what is there of the same days), settled_sheet (which assessment
-- each row is, and what has to be written). Temporary tables would do, but what they take
-- stays taken until the transaction ends. A row is known by its row_no; rows of one patient,
-- instrument version, respondent, rater and day share a place (the first one's row_no), and
-- rows of one assessment share a slot.
--
-- arriving_sheet: row_no, place, patient_id, instrument, version, respondent, rater, day,
-- moment, zone, how, source, answers, stated_total, total, only_total (nothing but one
-- total came), content, file_rows (how many rows of the file it stood in).
-- arriving_score: row_no, scale, value, why_not, complete, prorated, stated.

-- name: versions_of_day
-- Every version that is there of one patient, instrument version, respondent, rater and day; what was
-- undone does not count.
-- Parameters: patient_id, instrument, version, respondent, rater, day.
-- Returns: id, line, moment, content, total, superseded_by.
select id, line, moment, content, total, superseded_by
from assessment
where
    patient_id = :patient_id and instrument = :instrument and version = :version and respondent = :respondent
    and rater = :rater and day = :day and withdrawn_at is null
order by id;

-- name: assessment_add!
-- Writes one version of an assessment.
-- Parameters: id, line, patient_id, instrument, version, respondent, rater, day, moment, zone, how, source,
-- stated_total, total, content, batch_id, taken, account_id, replaces.
insert into assessment (
    id, line, patient_id, instrument, version, respondent, rater, day, moment, zone, how, source, stated_total, total,
    content, batch_id, taken, account_id, replaces
) values (
    :id, :line, :patient_id, :instrument, :version, :respondent, :rater, :day, :moment, :zone, :how, :source,
    :stated_total, :total, :content, :batch_id, :taken, :account_id, :replaces
);

-- name: assessment_supersede!
-- Lets a version point to the one that stands in its place.
-- Parameters: id, patient_id (so that no more is read than needed), superseded_by.
update assessment set superseded_by = :superseded_by where id = :id and patient_id = :patient_id;

-- name: response_add!
-- Writes one answer sheet.
-- Parameters: assessment_id, patient_id, answers.
insert into response (assessment_id, patient_id, answers) values (:assessment_id, :patient_id, :answers);

-- name: score_add!
-- Writes one score.
-- Parameters: assessment_id, patient_id, scale, value, why_not, complete, prorated, stated.
insert into score (
    assessment_id, patient_id, scale, value, why_not, complete, prorated, stated
) values (
    :assessment_id, :patient_id, :scale, :value, :why_not, :complete, :prorated, :stated
);

-- name: patient_answered!
-- Keeps on a patient the newest day that anything stands for.
-- Parameters: patient_id, day.
update patient
set last_answered = :day
where id = :patient_id and (last_answered is null or last_answered < :day);

-- name: stored_versions
-- Every version that is there on the days that arrive; what was undone does not count.
-- Parameters: lowest, highest (patient ids that arrive, so that no more is read than needed).
-- Returns: place, id, line, moment, content, total, superseded_by.
select w.place, a.id, a.line, a.moment, a.content, a.total, a.superseded_by
from assessment as a
join arriving_sheet as w
    on w.patient_id = a.patient_id and w.day = a.day and w.instrument = a.instrument and w.version = a.version
    and w.respondent = a.respondent and w.rater = a.rater
where w.row_no = w.place and a.patient_id between :lowest and :highest and a.withdrawn_at is null;

-- name: settled_sheets
-- Says of each arriving row which assessment it is (line is the stored one, or null for a new one), and
-- numbers what has to be written. Nothing about a row is kept here that its row_no finds.
-- placed: where a day has one time at most and one assessment at most, all its rows are that one. Where
-- it has more, a time finds its own; a row without one is whichever has the same content, or the one
-- without a time; and a row with a time that is not there is the one without, if all rows of that time
-- have content of it (own_time: the times of which some row says something else).
-- fresh: content that its assessment never had, once each, in the order of the rows. before and after are
-- the numbers of its neighbours in one assessment.
-- Returns: row_no, slot, line, number, head, before, after, outcome.
with stored_line as (
    select place, line, max(moment) as moment from stored_version group by place, line
),
times as (
    select place, count(distinct moment) as n_times
    from (select place, moment from arriving_sheet union all select place, moment from stored_line) as every_time
    group by place
),
lines as (
    select place, count(*) as n_lines, max(line) as only_line from stored_line group by place
),
exact as (
    select place, moment, min(line) as line from stored_line group by place, moment
),
alike as (
    select v.place, v.content, max(v.line) as any_line, max(case when l.moment is null then v.line end) as untimed_line
    from stored_version as v
    join stored_line as l on l.place = v.place and l.line = v.line
    group by v.place, v.content
),
own_time as (
    select distinct a.place, a.moment
    from arriving_sheet as a
    join times as t on t.place = a.place
    left join lines as n on n.place = a.place
    left join alike as k on k.place = a.place and k.content = a.content
    where (t.n_times > 1 or coalesce(n.n_lines, 0) > 1) and a.moment is not null and k.untimed_line is null
),
found as (
    select
        a.row_no, a.patient_id, a.place, a.total, a.only_total, a.content,
        case when t.n_times <= 1 and coalesce(n.n_lines, 0) <= 1 then null else a.moment end as moment,
        case
            when t.n_times <= 1 and coalesce(n.n_lines, 0) <= 1 then n.only_line
            when a.moment is null then coalesce(k.any_line, e.line)
            else coalesce(e.line, case when o.place is null then k.untimed_line end)
        end as line
    from arriving_sheet as a
    join times as t on t.place = a.place
    left join lines as n on n.place = a.place
    left join exact as e on e.place = a.place and e.moment is not distinct from a.moment
    left join alike as k on k.place = a.place and k.content = a.content
    left join own_time as o on o.place = a.place and o.moment = a.moment
),
placed as (
    select
        row_no, patient_id, total, only_total, content, line,
        min(row_no) over (partition by place, line, case when line is null then moment end) as slot
    from found
),
unseen as (
    select row_no, patient_id, slot, row_number() over (partition by slot, content order by row_no) as copy
    from placed as p
    where
        not exists (select 1 from stored_version as v where v.line = p.line and v.content = p.content)
        and not (p.only_total and exists (select 1 from stored_version as v where v.line = p.line and v.total = p.total))
),
numbered as (
    select row_no, slot, row_number() over (order by patient_id, row_no) as number from unseen where copy = 1
),
fresh as (
    select
        row_no, number, min(number) over (partition by slot) as head,
        lag(number) over (partition by slot order by row_no) as before,
        lead(number) over (partition by slot order by row_no) as after
    from numbered
)
select
    p.row_no, p.slot, p.line, f.number, f.head, f.before, f.after,
    case
        when f.number is null then 'already_there' when p.line is null and f.before is null then 'added' else 'changed'
    end as outcome
from placed as p
left join fresh as f on f.row_no = p.row_no;

-- name: fresh_assessments_add!
-- Writes the new assessments, by patient: written so they take a third of the time. The first id is the one before them all, the rest follow by number.
-- Parameters: before_first, batch_id, taken, account_id.
insert into assessment (
    id, line, patient_id, instrument, version, respondent, rater, day, moment, zone, how, source, stated_total, total,
    content, batch_id, taken, account_id, replaces, superseded_by
)
select
    :before_first + f.number, coalesce(f.line, :before_first + f.head), a.patient_id, a.instrument, a.version,
    a.respondent, a.rater, a.day, a.moment, a.zone, a.how, a.source, a.stated_total, a.total, a.content, :batch_id,
    :taken, :account_id, coalesce(:before_first + f.before, c.id), :before_first + f.after
from settled_sheet as f
join arriving_sheet as a on a.row_no = f.row_no
left join stored_version as c on c.line = f.line and c.superseded_by is null
where f.number is not null
order by f.number;

-- name: fresh_responses_add!
-- Writes the new answer sheets.
-- Parameters: before_first.
insert into response (assessment_id, patient_id, answers)
select :before_first + f.number, a.patient_id, a.answers
from settled_sheet as f
join arriving_sheet as a on a.row_no = f.row_no
where f.number is not null and a.answers is not null
order by f.number;

-- name: fresh_scores_add!
-- Writes the new scores.
-- Parameters: before_first.
insert into score (assessment_id, patient_id, scale, value, why_not, complete, prorated, stated)
select :before_first + f.number, a.patient_id, s.scale, s.value, s.why_not, s.complete, s.prorated, s.stated
from settled_sheet as f
join arriving_sheet as a on a.row_no = f.row_no
join arriving_score as s on s.row_no = f.row_no
where f.number is not null
order by f.number;

-- name: stored_superseded!
-- Lets what stood until now point to what stands in its place.
-- Parameters: before_first, lowest, highest (patient ids that arrived).
update assessment
set superseded_by = :before_first + f.head
from (
    select v.id, f.head
    from settled_sheet as f
    join stored_version as v on v.line = f.line and v.superseded_by is null
    where f.number = f.head
) as f
where assessment.id = f.id and assessment.patient_id between :lowest and :highest;

-- name: patients_answered!
-- Keeps on each patient the newest day that anything stands for.
-- Parameters: batch_id.
update patient
set last_answered = newest.day
from (
    select a.patient_id, max(case when a.withdrawn_at is null then a.day end) as day
    from assessment as a
    where a.patient_id in (select b.patient_id from assessment as b where b.batch_id = :batch_id)
    group by a.patient_id
) as newest
where patient.id = newest.patient_id;

-- name: taken_outcomes^
-- What became of each arriving row, in order.
-- Parameters: before_first. Returns: outcomes, ids (of the assessment it became, or that stands for it).
select
    array_agg(p.outcome order by p.row_no) as outcomes,
    array_agg(coalesce(:before_first + p.number, :before_first + g.last, c.id) order by p.row_no) as ids
from settled_sheet as p
left join (select slot, max(number) as last from settled_sheet group by slot) as g on g.slot = p.slot
left join stored_version as c on c.line = p.line and c.superseded_by is null;

-- name: import_batch_add!
-- Keeps what was taken in, counted in rows.
-- Parameters: id, way, file, format, taken, account_id, read, added, already_there, changed, rejected,
-- patients_added.
insert into import_batch (
    id, way, file, format, taken, account_id, read, added, already_there, changed, rejected, patients_added
) values (
    :id, :way, :file, :format, :taken, :account_id, :read, :added, :already_there, :changed, :rejected,
    :patients_added
);

-- name: import_batch_by_id^
-- Whether a batch is there, and whether it was undone.
-- Parameters: batch_id. Returns: undone.
select undone from import_batch where id = :batch_id;

-- name: import_batch_undone!
-- Says that a batch was undone.
-- Parameters: batch_id, undone, undone_by.
update import_batch set undone = :undone, undone_by = :undone_by where id = :batch_id;

-- name: batch_withdraw!
-- Withdraws every assessment of a batch; the rows stay, with who and when.
-- Parameters: batch_id, withdrawn_by, withdrawn_at.
update assessment
set withdrawn_by = :withdrawn_by, withdrawn_at = :withdrawn_at
where batch_id = :batch_id and withdrawn_at is null;

-- name: batch_join_again!
-- Joins the versions that still stand of each assessment a batch had touched, oldest to newest.
-- Parameters: batch_id.
update assessment
set replaces = joined.before, superseded_by = joined.after
from (
    select
        id, lag(id) over (partition by line order by id) as before, lead(id) over (partition by line order by id) as after
    from assessment
    where withdrawn_at is null and line in (select line from assessment where batch_id = :batch_id)
) as joined
where
    assessment.id = joined.id
    and (
        assessment.replaces is distinct from joined.before or assessment.superseded_by is distinct from joined.after
    );

-- name: batch_patients_withdraw!
-- Takes out of the caseload whom only undone batches brought and about whom nothing else was written.
-- Parameters: withdrawn_by, withdrawn_at.
update patient
set withdrawn_by = :withdrawn_by, withdrawn_at = :withdrawn_at
where
    withdrawn_at is null
    and batch_id in (select id from import_batch where undone is not null)
    and last_answered is null
    and id not in (
        select patient_id from session
        union all select patient_id from contribution
        union all select patient_id from own_measure
        union all select patient_id from agreement
        union all select patient_id from strategy
        union all select patient_id from understanding
        union all select patient_id from plan_line
        union all select patient_id from event
    );
