-- What was answered, what it adds up to, and how it came in.
--
-- assessment, response and score have no primary key: with keys ten million scores
-- need ten times the file and five times the memory. A new generation checks that
-- ids are unique and references lead somewhere.

create table instrument (
    id bigint primary key,
    instrument varchar not null,
    version varchar not null,
    sha256 varchar not null,
    definition varchar not null,
    written timestamp not null
);

-- One row for each version of each filled-in instrument. line is the id of the first
-- version and so the same for all of them; the newest has no superseded_by. content is
-- what makes two of them the same: the answers, or the totals where only those came.
create table assessment (
    id bigint not null,
    line bigint not null,
    patient_id bigint not null,
    instrument varchar not null,
    version varchar not null,
    respondent varchar not null,
    rater varchar not null,
    day date not null,
    moment timestamp,
    zone varchar not null,
    how varchar not null,
    source varchar not null,
    stated_total double,
    total double,
    content varchar not null,
    batch_id bigint not null,
    taken timestamp not null,
    account_id bigint not null,
    replaces bigint,
    superseded_by bigint,
    withdrawn_by bigint,
    withdrawn_at timestamp
);

-- One row for each answer sheet: answers is a JSON array in item order, null where one is missing.
create table response (
    assessment_id bigint not null,
    patient_id bigint not null,
    answers varchar not null
);

-- why_not says why there is no value.
create table score (
    assessment_id bigint not null,
    patient_id bigint not null,
    scale varchar not null,
    value double,
    why_not varchar,
    complete boolean not null,
    prorated boolean not null,
    stated boolean not null
);

-- The patient's own mark on one point. The newest row counts; a row without a word takes the mark away.
create table point_mark (
    id bigint primary key,
    patient_id bigint not null,
    assessment_id bigint not null,
    scale varchar not null,
    word varchar,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);

-- What an answer means to the patient; item is null for the form as a whole.
create table meaning (
    id bigint primary key,
    uuid varchar not null,
    patient_id bigint not null,
    assessment_id bigint not null,
    item integer,
    text varchar not null,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);

-- Versions: line stays, id is new each time; version counts only when what is asked changes.
create table own_measure (
    id bigint primary key,
    line bigint not null,
    uuid varchar not null,
    patient_id bigint not null,
    day date not null,
    words varchar not null,
    domain varchar not null,
    better varchar not null,
    step double,
    enough double,
    low_words varchar not null,
    high_words varchar not null,
    version integer not null,
    resting boolean not null,
    written timestamp not null,
    account_id bigint not null,
    replaces bigint,
    superseded_by bigint,
    withdrawn_by varchar,
    withdrawn_at timestamp
);

-- The newest row of each pair of days counts.
create table own_reading (
    id bigint primary key,
    uuid varchar not null,
    patient_id bigint not null,
    own_measure_id bigint not null,
    from_day date not null,
    to_day date not null,
    word varchar not null,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);

-- The newest row of each area counts.
create table more_help (
    id bigint primary key,
    patient_id bigint not null,
    domain varchar not null,
    answer varchar not null,
    session_id bigint,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);

-- One row for each time something was taken in, from a file or the room.
create table import_batch (
    id bigint primary key,
    way varchar not null,
    file varchar not null,
    format varchar not null,
    taken timestamp not null,
    account_id bigint not null,
    read integer not null,
    added integer not null,
    already_there integer not null,
    changed integer not null,
    rejected integer not null,
    patients_added integer not null,
    undone timestamp,
    undone_by bigint
);

create table import_reject (
    batch_id bigint not null,
    line integer not null,
    "column" varchar not null,
    value varchar not null,
    reason varchar not null
);

-- How the columns of one kind of file are read, kept for the next such file.
create table mapping (
    id bigint primary key,
    name varchar not null,
    definition varchar not null,
    written timestamp not null,
    account_id bigint not null
);
