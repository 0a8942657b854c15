-- A large caseload of nobody, made inside the database. Everything that looks like chance is a hash of the seed, so
-- that one seed always makes the same store. Values follow a slow course; they are not added up from the answers.

-- name: large_people!
-- Adds people with names from two lists, and puts them into the caseload.
-- Parameters: first, people, after (people there already), seed, first_names, last_names, batch_id, added, today.
insert into patient (id, uuid, patient_key, name, chosen_name, born, batch_id, added, last_answered)
select
    :first + n, uuid(), printf('P%05d', :after + n),
    :first_names[1 + (hash(:seed, 'first', :after + n) % len(:first_names))::bigint]
    || ' ' || :last_names[1 + (hash(:seed, 'last', :after + n) % len(:last_names))::bigint],
    null, date '1950-01-01' + (hash(:seed, 'born', :after + n) % 20000)::integer, :batch_id, :added,
    cast(:today as date) - (hash(:seed, 'answered', :after + n) % 30)::integer
from range(:people) as made (n);

-- name: large_members!
-- Puts them into the caseload.
-- Parameters: first, people, account_id, since.
insert into caseload_member (account_id, patient_id, since)
select :account_id, :first + n, :since from range(:people) as made (n);

-- name: large_sheets!
-- Lays out the answer sheets of some people: each round every form once, the last round this month.
-- Parameters: base (first sheet's id less one), first, people, rounds, ids, versions, items, seed, today.
create temp table large_sheet as
select
    :base + 1 + (person * :rounds + round) * len(:ids) + place as id,
    :first + person as patient_id,
    round,
    :ids[1 + place] as instrument,
    :versions[1 + place] as version,
    cast(:today as date) - cast((:rounds - 1 - round) * 36 + 1 + hash(:seed, person, round) % 20 as integer) as day,
    replace(cast(list_transform(
        range(:items[1 + place]), lambda item: hash(:seed, person, round, place, item) % 4
    ) as varchar), ' ', '') as answers,
    greatest(0, least(1, 0.7 - 0.4 * round / :rounds + (hash(:seed, person) % 40) / 100.0 - 0.2
    + (hash(:seed, person, round, place) % 20) / 100.0 - 0.1)) as level
from range(:people) as p (person), range(:rounds) as r (round), range(len(:ids)) as f (place);

-- name: large_assessments!
-- Adds them.
-- Parameters: batch_id, taken, account_id.
insert into assessment (
    id, line, patient_id, instrument, version, respondent, rater, day, zone, how, source, content, batch_id, taken,
    account_id
)
select
    id, id, patient_id, instrument, version, 'self', '', day, '', 'alone', 'large', answers, :batch_id, :taken,
    :account_id
from large_sheet
order by id;

-- name: large_responses!
-- Adds their answers.
insert into response (assessment_id, patient_id, answers)
select id, patient_id, answers from large_sheet order by id;

-- name: large_scores!
-- Adds their scores, one for each scale of the form.
-- Parameters: forms, scales, lows, highs (one each for every scale of every form).
insert into score (assessment_id, patient_id, scale, value, why_not, complete, prorated, stated)
select
    s.id, s.patient_id, :scales[n], round(:lows[n] + (:highs[n] - :lows[n]) * s.level), null, true, false, false
from large_sheet as s, range(1, len(:scales) + 1) as k (n)
where :forms[n] = s.instrument
order by s.id, n;

-- name: large_forget!
-- Drops the layout.
drop table large_sheet;

-- name: large_sessions!
-- Adds sessions, closed and held, one a fortnight.
-- Parameters: base, first, people, sessions, account_id, today.
insert into session (id, uuid, patient_id, day, started, ended, held, way, interpreter, account_id)
select
    :base + 1 + person * :sessions + n, uuid(), :first + person, day, day + time '10:00', day + time '10:50', true,
    'room', '', :account_id
from (
    select person, n, cast(:today as date) - cast((:sessions - n) * 14 as integer) as day
    from range(:people) as p (person), range(:sessions) as s (n)
) as made;

-- name: large_records!
-- Says of all sessions but the last that they are in the record.
-- Parameters: base, sessions_base, first, people, sessions, now, account_id.
insert into record_transfer (id, patient_id, session_id, said_by, day, written, account_id)
select
    :base + 1 + person * (:sessions - 1) + n, :first + person, :sessions_base + 1 + person * :sessions + n,
    'clinician', cast(:now as date), :now, :account_id
from range(:people) as p (person), range(:sessions - 1) as s (n);

-- name: large_lines!
-- Adds lines that were said in the sessions.
-- Parameters: base, sessions_base, first, people, sessions, lines (a session), sentences, seed, today, account_id.
insert into contribution (
    id, line, uuid, patient_id, session_id, position, day, said_at, text, said_by, typed_by, told_by, about, via,
    after_session, kind, status, prompt, because, ladder, keepsake, only_us, corrected, written, account_id
)
select
    id, id, uuid(), :first + person, :sessions_base + 1 + person * :sessions + n, place, day, day + time '10:20',
    :sentences[1 + (hash(:seed, person, n, place) % len(:sentences))::bigint], 'patient', 'clinician', '', '',
    'screen', false, 'line', 'not_asked', '', '', '', false, false, false, day + time '10:20', :account_id
from (
    select
        person, n, place, :base + 1 + (person * :sessions + n) * :lines + place as id,
        cast(:today as date) - cast((:sessions - n) * 14 as integer) as day
    from range(:people) as p (person), range(:sessions) as s (n), range(:lines) as l (place)
) as made;

-- name: large_agreements!
-- Adds an open agreement each.
-- Parameters: base, first, people, text, now, account_id.
insert into agreement (
    id, line, uuid, patient_id, day, text, who, look_again, state, state_words, written, account_id
)
select
    :base + 1 + person, :base + 1 + person, uuid(), :first + person, cast(:now as date), :text, 'both',
    cast(:now as date) + cast(person % 28 as integer), 'open', '', :now, :account_id
from range(:people) as p (person);
