-- What an answer means to a patient is a line like any other: it has an author, can be kept between the two, corrected
-- and taken away. So a meaning ties a line to an answer. item is null for a scale as a whole; a row without a line is
-- from before, and holds its words itself.

create table meaning_tied (
    id bigint primary key,
    uuid varchar not null,
    patient_id bigint not null,
    assessment_id bigint not null,
    item integer,
    scale varchar not null,
    contribution_id bigint,
    text varchar not null,
    day date not null,
    written timestamp not null,
    account_id bigint not null
);

insert into meaning_tied (
    id, uuid, patient_id, assessment_id, item, scale, contribution_id, text, day, written, account_id
)
select id, uuid, patient_id, assessment_id, item, 'total', null, text, day, written, account_id
from meaning;

drop table meaning;

alter table meaning_tied rename to meaning;
