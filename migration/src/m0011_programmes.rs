//! Programme administration: dated conditions, changes by two persons, exclusions with level and time, declared facts.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const CHANGES: &str = "
CREATE TABLE programme_change (
    id {id},
    programme_id BIGINT NOT NULL CONSTRAINT programme_change_programme REFERENCES programme (id),
    kind TEXT NOT NULL CONSTRAINT programme_change_kind_known CHECK (kind IN ('STANDARD', 'TERMS', 'EXCLUSION', 'EXCLUSION_END')),
    valid_from INTEGER NOT NULL CONSTRAINT programme_change_month_real CHECK (valid_from % 100 BETWEEN 1 AND 12),
    body {json} NOT NULL,
    document TEXT NOT NULL CONSTRAINT programme_change_document_given CHECK (document <> ''),
    reason TEXT NOT NULL CONSTRAINT programme_change_reason_given CHECK (reason <> ''),
    state TEXT NOT NULL CONSTRAINT programme_change_state_known CHECK (state IN ('PROPOSED', 'IN_FORCE', 'REJECTED')),
    proposed_by TEXT NOT NULL,
    proposed_on DATE NOT NULL,
    decided_by TEXT,
    decided_on DATE,
    note TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT programme_change_two_persons CHECK (state <> 'IN_FORCE' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)),
    CONSTRAINT programme_change_decided CHECK ((state = 'PROPOSED') = (decided_by IS NULL))
);
CREATE INDEX programme_change_by_programme ON programme_change (programme_id, state, id);
CREATE INDEX programme_change_by_state ON programme_change (state, id);
CREATE TABLE programme_version (
    id {id},
    programme_id BIGINT NOT NULL CONSTRAINT programme_version_programme REFERENCES programme (id),
    valid_from INTEGER NOT NULL CONSTRAINT programme_version_month_real CHECK (valid_from % 100 BETWEEN 1 AND 12),
    eligibility {json} NOT NULL,
    approving_level TEXT NOT NULL CONSTRAINT programme_version_level_known CHECK (approving_level IN ('DISTRICT', 'SUBDISTRICT')),
    publicity_days INTEGER NOT NULL CONSTRAINT programme_version_days_sane CHECK (publicity_days BETWEEN 0 AND 60),
    publicity_name TEXT NOT NULL CONSTRAINT programme_version_name_known CHECK (publicity_name IN ('FULL', 'MASKED', 'NONE')),
    publicity_amount BOOLEAN NOT NULL,
    review_months INTEGER NOT NULL CONSTRAINT programme_version_review_sane CHECK (review_months BETWEEN 0 AND 60),
    start_rule TEXT NOT NULL CONSTRAINT programme_version_start_known CHECK (start_rule IN ('MONTH_AFTER_CONFIRMATION',
        'MONTH_OF_APPLICATION', 'BIRTHDAY_MONTH', 'WITH_BASE_PROGRAMME', 'ON_APPROVAL', 'ANNUAL_CONFIRMATION', 'TRIGGER', 'HISTORIC',
        'MONTH_AFTER_CERTIFICATE', 'EXTERNAL')),
    stop_rule TEXT NOT NULL CONSTRAINT programme_version_stop_known CHECK (stop_rule IN ('MONTH_AFTER_EVENT', 'SINGLE',
        'MONTH_AFTER_EIGHTEEN_UNLESS_AT_SCHOOL', 'YEAR_AFTER_EVENT', 'ON_EMPLOYMENT', 'EXTERNAL')),
    back_pay_months INTEGER CONSTRAINT programme_version_back_pay_sane CHECK (back_pay_months BETWEEN 0 AND 60),
    document TEXT NOT NULL,
    change_id BIGINT CONSTRAINT programme_version_change REFERENCES programme_change (id)
        CONSTRAINT programme_version_once UNIQUE
);
CREATE INDEX programme_version_by_programme ON programme_version (programme_id, valid_from, id);
ALTER TABLE programme_standard ADD COLUMN document TEXT;
ALTER TABLE programme_standard ADD COLUMN change_id BIGINT
    CONSTRAINT programme_standard_change REFERENCES programme_change (id);
ALTER TABLE programme_standard ADD COLUMN supersedes BIGINT
    CONSTRAINT programme_standard_supersedes REFERENCES programme_standard (id);
DROP INDEX programme_standard_once;
CREATE UNIQUE INDEX programme_standard_first ON programme_standard (programme_id, COALESCE(tier_id, 0), valid_from)
    WHERE supersedes IS NULL;
CREATE UNIQUE INDEX programme_standard_superseded_once ON programme_standard (supersedes) WHERE supersedes IS NOT NULL";

/// The table of pairs is made anew: its vocabulary grows, which no CHECK of SQLite can.
const EXCLUSIONS: &str = "
CREATE TABLE programme_pair (
    id {id},
    programme_id BIGINT NOT NULL CONSTRAINT programme_pair_programme REFERENCES programme (id),
    other_id BIGINT NOT NULL CONSTRAINT programme_pair_other REFERENCES programme (id),
    kind TEXT NOT NULL CONSTRAINT programme_pair_kind_known CHECK (kind IN ('EXCLUSIVE', 'CHOOSE_HIGHER', 'CAP')),
    level TEXT NOT NULL CONSTRAINT programme_pair_level_known CHECK (level IN ('PERSON', 'HOUSEHOLD')),
    cap_fen BIGINT CONSTRAINT programme_pair_cap_positive CHECK (cap_fen > 0),
    valid_from INTEGER NOT NULL CONSTRAINT programme_pair_month_real CHECK (valid_from % 100 BETWEEN 1 AND 12),
    valid_to INTEGER,
    document TEXT,
    change_id BIGINT CONSTRAINT programme_pair_change REFERENCES programme_change (id),
    CONSTRAINT programme_pair_two CHECK (programme_id <> other_id),
    CONSTRAINT programme_pair_capped CHECK (kind = 'CAP' OR cap_fen IS NULL),
    CONSTRAINT programme_pair_period CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
INSERT INTO programme_pair (programme_id, other_id, kind, level, valid_from)
    SELECT programme_id, other_id, kind, 'PERSON', 200001 FROM programme_exclusion ORDER BY id;
UPDATE programme_pair SET level = 'HOUSEHOLD'
    WHERE programme_id IN (SELECT id FROM programme WHERE code IN ('DB01', 'DBBY'))
    AND other_id IN (SELECT id FROM programme WHERE code IN ('DB01', 'DBBY'));
DROP TABLE programme_exclusion;
ALTER TABLE programme_pair RENAME TO programme_exclusion;
CREATE UNIQUE INDEX programme_exclusion_one_open ON programme_exclusion (programme_id, other_id) WHERE valid_to IS NULL;
CREATE INDEX programme_exclusion_by_other ON programme_exclusion (other_id, programme_id)";

const FACTS: &str = "
CREATE TABLE resident_fact (
    id {id},
    resident_id BIGINT NOT NULL CONSTRAINT resident_fact_resident REFERENCES resident (id),
    person_id BIGINT NOT NULL CONSTRAINT resident_fact_person REFERENCES resident (id),
    unit_id BIGINT NOT NULL CONSTRAINT resident_fact_unit REFERENCES unit (id),
    fact TEXT NOT NULL CONSTRAINT resident_fact_declared CHECK (fact IN ('NO_LABOUR_CAPACITY', 'NO_INCOME_SOURCE', 'NO_CAPABLE_SUPPORTER',
        'ASSET_CHECK_PASSED', 'NO_FIXED_INCOME', 'CARE_LEVEL', 'SUPPORT_MODE', 'NEEDS_LONG_TERM_CARE', 'WORK_INJURY_CARE',
        'SOLDIER_CARE', 'PARENTS_LOST', 'GUARDIANSHIP', 'AT_SCHOOL', 'HARDSHIP', 'SAME_CAUSE_AIDED', 'ONLY_CHILD', 'CHILDREN',
        'CARE_NEED', 'EMPTY_NEST', 'HISTORIC_LIST', 'ANNUAL_LIST', 'EMPLOYMENT', 'MERIT_CONFIRMED')),
    value TEXT NOT NULL CONSTRAINT resident_fact_value_given CHECK (value <> ''),
    valid_from DATE NOT NULL,
    valid_to DATE,
    source TEXT NOT NULL CONSTRAINT resident_fact_source_given CHECK (source <> ''),
    document TEXT,
    recorded_by TEXT NOT NULL,
    recorded_on DATE NOT NULL,
    withdrawn_by TEXT,
    withdrawn_on DATE,
    withdraw_reason TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT resident_fact_period CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT resident_fact_withdrawn CHECK ((withdrawn_on IS NULL) = (withdrawn_by IS NULL))
);
CREATE UNIQUE INDEX resident_fact_once ON resident_fact (person_id, fact, valid_from) WHERE withdrawn_on IS NULL;
CREATE INDEX resident_fact_by_resident ON resident_fact (resident_id, fact, valid_from);
CREATE INDEX resident_fact_by_fact ON resident_fact (fact, person_id)";

const DOWN: &str = "
CREATE TABLE programme_pair (
    id {id},
    programme_id BIGINT NOT NULL CONSTRAINT programme_exclusion_programme REFERENCES programme (id),
    other_id BIGINT NOT NULL CONSTRAINT programme_exclusion_other REFERENCES programme (id),
    kind TEXT NOT NULL CONSTRAINT programme_exclusion_kind_known CHECK (kind IN ('EXCLUSIVE', 'CHOOSE_HIGHER')),
    CONSTRAINT programme_exclusion_once UNIQUE (programme_id, other_id),
    CONSTRAINT programme_exclusion_two CHECK (programme_id <> other_id)
);
INSERT INTO programme_pair (programme_id, other_id, kind)
    SELECT programme_id, other_id, kind FROM programme_exclusion WHERE kind <> 'CAP' AND valid_to IS NULL ORDER BY id;
DROP TABLE programme_exclusion;
ALTER TABLE programme_pair RENAME TO programme_exclusion;
DROP INDEX programme_standard_first;
DROP INDEX programme_standard_superseded_once;
DELETE FROM programme_standard WHERE supersedes IS NOT NULL;
CREATE UNIQUE INDEX programme_standard_once ON programme_standard (programme_id, COALESCE(tier_id, 0), valid_from);
ALTER TABLE programme_standard DROP COLUMN document;
ALTER TABLE programme_standard DROP COLUMN change_id;
ALTER TABLE programme_standard DROP COLUMN supersedes";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for part in [CHANGES, EXCLUSIONS, FACTS] {
            dialect::run(manager, part).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, DOWN).await?;
        dialect::drop(manager, &["resident_fact", "programme_version", "programme_change"]).await
    }
}
