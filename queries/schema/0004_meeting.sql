-- Sessions, what was said in them, and what was asked.

-- number is counted when it is read: only sessions that were held count.
create table session (
    id bigint primary key,
    uuid varchar not null,
    patient_id bigint not null,
    day date not null,
    started timestamp not null,
    ended timestamp,
    held boolean not null,
    way varchar not null,
    interpreter varchar not null,
    account_id bigint not null
);

-- Who was in the room beside patient and clinician, by role, and when.
create table presence (
    id bigint primary key,
    patient_id bigint not null,
    session_id bigint not null,
    role varchar not null,
    came_at timestamp not null,
    left_at timestamp
);

-- What is being typed; not clinical text until it is a line. No key: a row is written over each second.
create table draft (
    patient_id bigint not null,
    place varchar not null,
    account_id bigint not null,
    text varchar not null,
    saved timestamp not null
);

-- Versions: line stays (it is the id of the first version), id is new each time. The words are never overwritten; marks
-- are, and contribution_mark keeps each one.
create table contribution (
    id bigint primary key,
    line bigint not null,
    uuid varchar not null,
    patient_id bigint not null,
    session_id bigint,
    position integer not null,
    day date not null,
    said_at timestamp not null,
    text varchar not null,
    said_by varchar not null,
    typed_by varchar not null,
    told_by varchar not null,
    about varchar not null,
    via varchar not null,
    after_session boolean not null,
    kind varchar not null,
    status varchar not null,
    theme varchar,
    domain varchar,
    prompt varchar not null,
    because varchar not null,
    ladder varchar not null,
    keepsake boolean not null,
    only_us boolean not null,
    corrected boolean not null,
    written timestamp not null,
    account_id bigint not null,
    replaces bigint,
    superseded_by bigint,
    withdrawn_by varchar,
    withdrawn_at timestamp
);

create table contribution_mark (
    id bigint primary key,
    patient_id bigint not null,
    contribution_id bigint not null,
    mark varchar not null,
    value varchar not null,
    written timestamp not null,
    account_id bigint not null
);

-- How talk about one form ended; form_row is the id of a row of Look.
create table form_talk (
    id bigint primary key,
    patient_id bigint not null,
    session_id bigint,
    form_row varchar not null,
    outcome varchar not null,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);

create table prompt_use (
    id bigint primary key,
    patient_id bigint not null,
    session_id bigint,
    prompt varchar not null,
    signal varchar not null,
    outcome varchar not null,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);

create table signal_set_aside (
    id bigint primary key,
    patient_id bigint not null,
    signal varchar not null,
    reason varchar not null,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);
