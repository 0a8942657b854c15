-- Agreements, and the shelves What I do and What I have understood.

-- name: agreements
-- The agreements of a patient that stand, oldest first.
-- Parameters: patient_id. Returns: every column of agreement.
select *
from agreement
where patient_id = :patient_id and superseded_by is null and withdrawn_at is null
order by day, line;

-- name: agreement_newest^
-- The newest version of one agreement, withdrawn or not.
-- Parameters: line. Returns: every column of agreement.
select *
from agreement
where line = :line and superseded_by is null;

-- name: agreement_add!
-- Adds one version of one agreement.
-- Parameters: id, line, uuid, patient_id, session_id, day, text, who, look_again, state, state_words, reviewed,
-- written, account_id, replaces.
insert into agreement (
    id, line, uuid, patient_id, session_id, day, text, who, look_again, state, state_words, reviewed, written,
    account_id, replaces
) values (
    :id, :line, :uuid, :patient_id, :session_id, :day, :text, :who, :look_again, :state, :state_words,
    :reviewed, :written, :account_id, :replaces
);

-- name: agreement_supersede!
-- Lets a version point to the one that stands in its place.
-- Parameters: id, superseded_by.
update agreement set superseded_by = :superseded_by where id = :id;

-- name: agreement_withdraw!
-- Withdraws one version; the row stays, with who and when.
-- Parameters: id, withdrawn_by, withdrawn_at.
update agreement
set withdrawn_by = :withdrawn_by, withdrawn_at = :withdrawn_at
where id = :id;

-- name: strategies
-- The shelf What I do, oldest first.
-- Parameters: patient_id. Returns: every column of strategy.
select *
from strategy
where patient_id = :patient_id and superseded_by is null and withdrawn_at is null
order by day, line;

-- name: strategy_newest^
-- The newest version of one strategy, withdrawn or not.
-- Parameters: line. Returns: every column of strategy.
select *
from strategy
where line = :line and superseded_by is null;

-- name: strategy_add!
-- Adds one version of one strategy.
-- Parameters: id, line, uuid, patient_id, session_id, day, text, when_how, domain, state, since, written,
-- account_id, replaces.
insert into strategy (
    id, line, uuid, patient_id, session_id, day, text, when_how, domain, state, since, written, account_id,
    replaces
) values (
    :id, :line, :uuid, :patient_id, :session_id, :day, :text, :when_how, :domain, :state, :since, :written,
    :account_id, :replaces
);

-- name: strategy_supersede!
-- Lets a version point to the one that stands in its place.
-- Parameters: id, superseded_by.
update strategy set superseded_by = :superseded_by where id = :id;

-- name: strategy_withdraw!
-- Withdraws one version; the row stays, with who and when.
-- Parameters: id, withdrawn_by, withdrawn_at.
update strategy
set withdrawn_by = :withdrawn_by, withdrawn_at = :withdrawn_at
where id = :id;

-- name: understandings
-- The shelf What I have understood, oldest first.
-- Parameters: patient_id. Returns: every column of understanding.
select *
from understanding
where patient_id = :patient_id and superseded_by is null and withdrawn_at is null
order by day, line;

-- name: understanding_newest^
-- The newest version of one key, withdrawn or not.
-- Parameters: line. Returns: every column of understanding.
select *
from understanding
where line = :line and superseded_by is null;

-- name: understanding_add!
-- Adds one version of one key.
-- Parameters: id, line, uuid, patient_id, session_id, day, happens, in_me, choose, domain, written, account_id,
-- replaces.
insert into understanding (
    id, line, uuid, patient_id, session_id, day, happens, in_me, choose, domain, written, account_id, replaces
) values (
    :id, :line, :uuid, :patient_id, :session_id, :day, :happens, :in_me, :choose, :domain, :written,
    :account_id, :replaces
);

-- name: understanding_supersede!
-- Lets a version point to the one that stands in its place.
-- Parameters: id, superseded_by.
update understanding set superseded_by = :superseded_by where id = :id;

-- name: understanding_withdraw!
-- Withdraws one version; the row stays, with who and when.
-- Parameters: id, withdrawn_by, withdrawn_at.
update understanding
set withdrawn_by = :withdrawn_by, withdrawn_at = :withdrawn_at
where id = :id;
