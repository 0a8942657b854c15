-- What answers mean to a patient.

-- name: meanings
-- What answers mean to a patient, oldest first, in the words that stand now; what was taken back is left out.
-- A sheet that was corrected since is named by its newest version.
-- Parameters: patient_id. Returns: id, assessment_id, item, scale, contribution_id, text, only_us, day.
select
    m.id, coalesce(n.id, m.assessment_id) as assessment_id, m.item, m.scale, m.contribution_id, m.day,
    coalesce(c.text, m.text) as text,
    coalesce(c.only_us, false) as only_us
from meaning as m
left join contribution as c
    on c.line = m.contribution_id and c.patient_id = m.patient_id and c.superseded_by is null
        and c.withdrawn_at is null
left join assessment as a on a.id = m.assessment_id and a.patient_id = m.patient_id
left join assessment as n on n.line = a.line and n.patient_id = m.patient_id and n.superseded_by is null
where m.patient_id = :patient_id and (m.contribution_id is null or c.id is not null)
order by m.id;

-- name: meaning_add!
-- Ties a line to an answer.
-- Parameters: id, uuid, patient_id, assessment_id, item, scale, contribution_id, day, written, account_id.
insert into meaning (
    id, uuid, patient_id, assessment_id, item, scale, contribution_id, text, day, written, account_id
) values (
    :id, :uuid, :patient_id, :assessment_id, :item, :scale, :contribution_id, '', :day, :written, :account_id
);
