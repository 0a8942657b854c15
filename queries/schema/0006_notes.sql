-- What becomes of a session: versions of its note, exports, the record.

create table note_version (
    id bigint primary key,
    uuid varchar not null,
    patient_id bigint not null,
    session_id bigint not null,
    number integer not null,
    day date not null,
    written timestamp not null,
    structure varchar not null,
    text varchar not null,
    language varchar not null,
    account_id bigint not null
);

create table export (
    id bigint primary key,
    patient_id bigint not null,
    session_id bigint,
    day date not null,
    written timestamp not null,
    audience varchar not null,
    format varchar not null,
    sha256 varchar not null,
    file_name varchar not null,
    account_id bigint not null
);

create table record_transfer (
    id bigint primary key,
    patient_id bigint not null,
    session_id bigint not null,
    said_by varchar not null,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);
