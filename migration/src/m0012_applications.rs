//! Applications step by step, entitlements as they are kept, publication lists.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const CASES: &str = "
ALTER TABLE agent_authorisation ADD COLUMN relation TEXT;
ALTER TABLE agent_authorisation ADD COLUMN document TEXT;
ALTER TABLE application ADD COLUMN payee_account_id BIGINT CONSTRAINT application_payee_account REFERENCES payee_account (id);
ALTER TABLE application ADD COLUMN receipt TEXT;
ALTER TABLE application ADD COLUMN check_passed BOOLEAN;
ALTER TABLE application ADD COLUMN reviewed_by TEXT;
ALTER TABLE application ADD COLUMN assessed_income_fen BIGINT
    CONSTRAINT application_assessed_income_sane CHECK (assessed_income_fen >= 0);
ALTER TABLE application ADD COLUMN amount_fen BIGINT CONSTRAINT application_amount_positive CHECK (amount_fen > 0);
ALTER TABLE application ADD COLUMN publicity_from DATE;
ALTER TABLE application ADD COLUMN publicity_to DATE;
ALTER TABLE application ADD COLUMN reason TEXT;
ALTER TABLE application ADD COLUMN enrolment_id BIGINT CONSTRAINT application_enrolment REFERENCES enrolment (id);
ALTER TABLE application ADD COLUMN origin TEXT NOT NULL DEFAULT 'HISTORY'
    CONSTRAINT application_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM'));
ALTER TABLE application ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX application_receipt_once ON application (receipt) WHERE receipt IS NOT NULL;
CREATE UNIQUE INDEX application_enrolment_once ON application (enrolment_id) WHERE enrolment_id IS NOT NULL;
CREATE UNIQUE INDEX application_one_open ON application (resident_id, programme_id)
    WHERE origin = 'PLATFORM' AND state NOT IN ('CONFIRMED', 'REJECTED', 'WITHDRAWN');
CREATE TABLE application_step (
    id {id},
    application_id BIGINT NOT NULL CONSTRAINT application_step_application REFERENCES application (id),
    unit_id BIGINT NOT NULL CONSTRAINT application_step_unit REFERENCES unit (id),
    act TEXT NOT NULL CONSTRAINT application_step_act_known CHECK (act IN ('DRAFT', 'ACCOUNT', 'ACCEPT', 'VISIT', 'CHECK', 'REVIEW',
        'RETURN', 'PUBLISH', 'OBJECT', 'ANSWER', 'CONFIRM', 'REJECT', 'WITHDRAW')),
    state TEXT NOT NULL CONSTRAINT application_step_state_known CHECK (state IN ('DRAFT', 'ACCEPTED', 'COMMUNITY_CHECK',
        'SUBDISTRICT_REVIEW', 'PUBLICITY', 'CONFIRMED', 'REJECTED', 'WITHDRAWN')),
    done_on DATE NOT NULL,
    due_on DATE,
    actor TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX application_step_by_application ON application_step (application_id, id);
CREATE TABLE application_objection (
    id {id},
    application_id BIGINT NOT NULL CONSTRAINT application_objection_application REFERENCES application (id),
    unit_id BIGINT NOT NULL CONSTRAINT application_objection_unit REFERENCES unit (id),
    raised_on DATE NOT NULL,
    raised_by TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    resolved_on DATE,
    outcome TEXT CONSTRAINT application_objection_outcome_known CHECK (outcome IN ('UPHELD', 'REJECTED')),
    resolved_by TEXT,
    answer TEXT,
    CONSTRAINT application_objection_resolved CHECK ((resolved_on IS NULL) = (outcome IS NULL)),
    CONSTRAINT application_objection_two CHECK (resolved_by IS NULL OR resolved_by <> recorded_by)
);
CREATE INDEX application_objection_by_application ON application_objection (application_id, id);
CREATE TABLE application_step_limit (
    id {id},
    state TEXT NOT NULL CONSTRAINT application_step_limit_once UNIQUE CONSTRAINT application_step_limit_state_known
        CHECK (state IN ('DRAFT', 'ACCEPTED', 'COMMUNITY_CHECK', 'SUBDISTRICT_REVIEW', 'PUBLICITY', 'CONFIRMED', 'REJECTED',
        'WITHDRAWN')),
    workdays INTEGER NOT NULL CONSTRAINT application_step_limit_days CHECK (workdays > 0),
    source TEXT NOT NULL
);
INSERT INTO application_step_limit (state, workdays, source) VALUES
    ('ACCEPTED', 5, '受理后安排初核,本街道约定'), ('COMMUNITY_CHECK', 10, '社区初核,本街道约定'),
    ('SUBDISTRICT_REVIEW', 15, '街道审核 15 个工作日,江苏省最低生活保障工作规程'), ('PUBLICITY', 3, '公示期满后确认,本街道约定');
DROP INDEX enrolment_one_live;
CREATE UNIQUE INDEX enrolment_one_live ON enrolment (person_id, programme_id)
    WHERE origin = 'PLATFORM' AND state <> 'STOPPED' AND end_month IS NULL;
CREATE UNIQUE INDEX enrolment_one_of_a_month ON enrolment (person_id, programme_id, start_month)
    WHERE origin = 'PLATFORM' AND state <> 'STOPPED' AND end_month IS NOT NULL;
CREATE TABLE enrolment_step (
    id {id},
    enrolment_id BIGINT NOT NULL CONSTRAINT enrolment_step_enrolment REFERENCES enrolment (id),
    unit_id BIGINT NOT NULL CONSTRAINT enrolment_step_unit REFERENCES unit (id),
    act TEXT NOT NULL CONSTRAINT enrolment_step_act_known CHECK (act IN ('ENROL', 'SUSPEND', 'RESUME', 'STOP', 'REVIEW_PASSED',
        'REVIEW_FAILED', 'ACCOUNT_CHANGE', 'TIER_CHANGE')),
    done_on DATE NOT NULL,
    month INTEGER CONSTRAINT enrolment_step_month_real CHECK (month % 100 BETWEEN 1 AND 12),
    related_id BIGINT CONSTRAINT enrolment_step_related REFERENCES enrolment (id),
    actor TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX enrolment_step_by_enrolment ON enrolment_step (enrolment_id, id)";

const LISTS: &str = "
CREATE TABLE publication (
    id {id},
    programme_id BIGINT NOT NULL CONSTRAINT publication_programme REFERENCES programme (id),
    unit_id BIGINT CONSTRAINT publication_unit REFERENCES unit (id),
    month INTEGER CONSTRAINT publication_month_real CHECK (month % 100 BETWEEN 1 AND 12),
    published_from DATE NOT NULL,
    published_to DATE NOT NULL,
    name_policy TEXT NOT NULL CONSTRAINT publication_name_policy_known CHECK (name_policy IN ('FULL', 'MASKED', 'NONE')),
    with_amount BOOLEAN NOT NULL,
    entry_count INTEGER NOT NULL CONSTRAINT publication_entries CHECK (entry_count > 0),
    digest TEXT NOT NULL,
    account TEXT NOT NULL,
    created_on DATE NOT NULL,
    withdrawn_on DATE,
    withdrawn_by TEXT,
    withdraw_reason TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT publication_shown CHECK (name_policy <> 'NONE'),
    CONSTRAINT publication_period CHECK (published_to >= published_from),
    CONSTRAINT publication_withdrawal CHECK ((withdrawn_on IS NULL) = (withdraw_reason IS NULL))
);
CREATE INDEX publication_by_day ON publication (published_to, published_from, id);
CREATE INDEX publication_by_unit ON publication (unit_id, id);
CREATE UNIQUE INDEX publication_one_roster ON publication (programme_id, COALESCE(unit_id, 0), month)
    WHERE month IS NOT NULL AND withdrawn_on IS NULL;
CREATE TABLE publication_entry (
    id {id},
    publication_id BIGINT NOT NULL CONSTRAINT publication_entry_publication REFERENCES publication (id),
    number INTEGER NOT NULL CONSTRAINT publication_entry_number CHECK (number > 0),
    name TEXT NOT NULL,
    unit_id BIGINT NOT NULL CONSTRAINT publication_entry_unit REFERENCES unit (id),
    tier TEXT,
    amount_fen BIGINT,
    CONSTRAINT publication_entry_once UNIQUE (publication_id, number)
);
CREATE TABLE publication_objection (
    id {id},
    publication_id BIGINT NOT NULL CONSTRAINT publication_objection_publication REFERENCES publication (id),
    unit_id BIGINT CONSTRAINT publication_objection_unit REFERENCES unit (id),
    number INTEGER,
    raised_on DATE NOT NULL,
    raised_by TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    resolved_on DATE,
    outcome TEXT CONSTRAINT publication_objection_outcome_known CHECK (outcome IN ('UPHELD', 'REJECTED')),
    resolved_by TEXT,
    answer TEXT,
    CONSTRAINT publication_objection_resolved CHECK ((resolved_on IS NULL) = (outcome IS NULL)),
    CONSTRAINT publication_objection_two CHECK (resolved_by IS NULL OR resolved_by <> recorded_by)
);
CREATE INDEX publication_objection_by_publication ON publication_objection (publication_id, id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, CASES).await?;
        dialect::run(manager, LISTS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(
            manager,
            &[
                "publication_objection",
                "publication_entry",
                "publication",
                "enrolment_step",
                "application_step_limit",
                "application_objection",
                "application_step",
            ],
        )
        .await?;
        let columns = "
            DROP INDEX enrolment_one_live; DROP INDEX enrolment_one_of_a_month;
            CREATE UNIQUE INDEX enrolment_one_live ON enrolment (person_id, programme_id)
                WHERE origin = 'PLATFORM' AND state <> 'STOPPED';
            DROP INDEX application_receipt_once; DROP INDEX application_enrolment_once; DROP INDEX application_one_open;
            ALTER TABLE application DROP COLUMN payee_account_id; ALTER TABLE application DROP COLUMN receipt;
            ALTER TABLE application DROP COLUMN check_passed; ALTER TABLE application DROP COLUMN reviewed_by;
            ALTER TABLE application DROP COLUMN assessed_income_fen; ALTER TABLE application DROP COLUMN amount_fen;
            ALTER TABLE application DROP COLUMN publicity_from; ALTER TABLE application DROP COLUMN publicity_to;
            ALTER TABLE application DROP COLUMN reason; ALTER TABLE application DROP COLUMN enrolment_id;
            ALTER TABLE application DROP COLUMN origin; ALTER TABLE application DROP COLUMN version;
            ALTER TABLE agent_authorisation DROP COLUMN relation; ALTER TABLE agent_authorisation DROP COLUMN document";
        dialect::run(manager, columns).await
    }
}
