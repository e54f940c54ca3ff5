//! Programmes with dated standards, applications, enrolments, payrolls, lines, bank returns.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &str = "
CREATE TABLE programme (
    id {id},
    code TEXT NOT NULL CONSTRAINT programme_code_unique UNIQUE,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    \"group\" TEXT NOT NULL CONSTRAINT programme_group_known CHECK (\"group\" IN ('ELDERLY', 'DISABLED', 'LOW_INCOME', 'DESTITUTE',
        'CHILD', 'FAMILY_PLANNING', 'VETERAN', 'EMPLOYMENT', 'MEDICAL')),
    in_headline BOOLEAN NOT NULL,
    department TEXT NOT NULL,
    frequency TEXT NOT NULL CONSTRAINT programme_frequency_known CHECK (frequency IN ('NONE', 'MONTHLY', 'QUARTERLY', 'SEMI_ANNUAL',
        'ANNUAL', 'ONE_OFF', 'TRIGGERED_MONTHLY')),
    pay_unit TEXT NOT NULL CONSTRAINT programme_pay_unit_known
        CHECK (pay_unit IN ('PERSON', 'HOUSEHOLD_PER_PERSON', 'HOUSEHOLD', 'HOUSEHOLD_PER_CASE', 'FAMILY')),
    amount_mode TEXT NOT NULL CONSTRAINT programme_amount_mode_known CHECK (amount_mode IN ('DIFFERENCE_TO_STANDARD', 'STATUS_ONLY',
        'FIXED', 'FIXED_BY_TIER', 'FIXED_PER_TRIGGER', 'CASE_BY_CASE', 'MONTHLY_RATE_PAID_HALF_YEARLY', 'ANNUAL_RATE_BY_TIER',
        'EXTERNAL')),
    standard_unit TEXT NOT NULL,
    basis TEXT NOT NULL,
    eligibility {json} NOT NULL,
    start_rule TEXT NOT NULL,
    stop_rule TEXT NOT NULL,
    review_months INTEGER NOT NULL CONSTRAINT programme_review_months_sane CHECK (review_months BETWEEN 0 AND 60),
    publicity TEXT NOT NULL,
    approximate BOOLEAN NOT NULL
);
CREATE TABLE programme_tier (
    id {id},
    programme_id BIGINT NOT NULL CONSTRAINT programme_tier_programme REFERENCES programme (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT programme_tier_code_unique UNIQUE (programme_id, code)
);
CREATE TABLE programme_standard (
    id {id},
    programme_id BIGINT NOT NULL CONSTRAINT programme_standard_programme REFERENCES programme (id),
    tier_id BIGINT CONSTRAINT programme_standard_tier REFERENCES programme_tier (id),
    valid_from DATE NOT NULL,
    amount_fen BIGINT NOT NULL CONSTRAINT programme_standard_positive CHECK (amount_fen > 0)
);
CREATE UNIQUE INDEX programme_standard_once ON programme_standard (programme_id, COALESCE(tier_id, 0), valid_from);
CREATE TABLE programme_exclusion (
    id {id},
    programme_id BIGINT NOT NULL CONSTRAINT programme_exclusion_programme REFERENCES programme (id),
    other_id BIGINT NOT NULL CONSTRAINT programme_exclusion_other REFERENCES programme (id),
    kind TEXT NOT NULL CONSTRAINT programme_exclusion_kind_known CHECK (kind IN ('EXCLUSIVE', 'CHOOSE_HIGHER')),
    CONSTRAINT programme_exclusion_once UNIQUE (programme_id, other_id),
    CONSTRAINT programme_exclusion_two CHECK (programme_id <> other_id)
);
CREATE TABLE payee_account (
    id {id},
    number_cipher {bytes} NOT NULL,
    number_index {bytes} NOT NULL,
    holder_name TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT payee_account_kind_known CHECK (kind IN ('PERSONAL', 'INSTITUTION'))
);
CREATE INDEX payee_account_by_number ON payee_account (number_index);
CREATE TABLE agent_authorisation (
    id {id},
    payee_account_id BIGINT NOT NULL CONSTRAINT agent_authorisation_account REFERENCES payee_account (id),
    resident_id BIGINT NOT NULL CONSTRAINT agent_authorisation_resident REFERENCES resident (id),
    valid_from DATE NOT NULL,
    valid_to DATE,
    CONSTRAINT agent_authorisation_period CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE INDEX agent_authorisation_by_account ON agent_authorisation (payee_account_id, resident_id);
CREATE TABLE application (
    id {id},
    resident_id BIGINT NOT NULL CONSTRAINT application_resident REFERENCES resident (id),
    programme_id BIGINT NOT NULL CONSTRAINT application_programme REFERENCES programme (id),
    tier_id BIGINT CONSTRAINT application_tier REFERENCES programme_tier (id),
    unit_id BIGINT NOT NULL CONSTRAINT application_unit REFERENCES unit (id),
    state TEXT NOT NULL CONSTRAINT application_state_known CHECK (state IN ('DRAFT', 'ACCEPTED', 'COMMUNITY_CHECK',
        'SUBDISTRICT_REVIEW', 'PUBLICITY', 'CONFIRMED', 'REJECTED', 'WITHDRAWN')),
    applied_on DATE NOT NULL,
    state_since DATE NOT NULL,
    CONSTRAINT application_order CHECK (state_since >= applied_on)
);
CREATE INDEX application_by_unit ON application (unit_id, state, state_since);
CREATE INDEX application_by_resident ON application (resident_id);
CREATE TABLE enrolment (
    id {id},
    resident_id BIGINT NOT NULL CONSTRAINT enrolment_resident REFERENCES resident (id),
    person_id BIGINT NOT NULL CONSTRAINT enrolment_person REFERENCES resident (id),
    programme_id BIGINT NOT NULL CONSTRAINT enrolment_programme REFERENCES programme (id),
    tier_id BIGINT CONSTRAINT enrolment_tier REFERENCES programme_tier (id),
    unit_id BIGINT NOT NULL CONSTRAINT enrolment_unit REFERENCES unit (id),
    state TEXT NOT NULL CONSTRAINT enrolment_state_known CHECK (state IN ('ACTIVE', 'SUSPENDED', 'STOPPED')),
    start_month INTEGER NOT NULL CONSTRAINT enrolment_start_month_real CHECK (start_month % 100 BETWEEN 1 AND 12),
    end_month INTEGER CONSTRAINT enrolment_end_month_real CHECK (end_month % 100 BETWEEN 1 AND 12),
    stop_reason TEXT CONSTRAINT enrolment_stop_reason_known CHECK (stop_reason IN ('DEATH', 'MOVED_OUT', 'INCOME_OVER', 'CERT_EXPIRED',
        'AGED_OUT', 'OTHER_PROGRAMME', 'IMPRISONED', 'VOLUNTARY', 'REVIEW_FAILED')),
    payee_account_id BIGINT NOT NULL CONSTRAINT enrolment_payee_account REFERENCES payee_account (id),
    next_review_on DATE,
    origin TEXT NOT NULL CONSTRAINT enrolment_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    version INTEGER NOT NULL,
    CONSTRAINT enrolment_period CHECK (end_month IS NULL OR end_month >= start_month),
    CONSTRAINT enrolment_stop CHECK ((state = 'STOPPED') = (stop_reason IS NOT NULL) AND (state <> 'STOPPED' OR end_month IS NOT NULL))
);
CREATE INDEX enrolment_by_unit ON enrolment (unit_id, programme_id, state);
CREATE INDEX enrolment_by_resident ON enrolment (resident_id, programme_id);
CREATE INDEX enrolment_by_person ON enrolment (person_id, programme_id);
CREATE INDEX enrolment_by_start ON enrolment (start_month, id);
CREATE INDEX enrolment_by_review ON enrolment (next_review_on, id);
CREATE UNIQUE INDEX enrolment_one_live ON enrolment (person_id, programme_id)
    WHERE origin = 'PLATFORM' AND state <> 'STOPPED';
CREATE TABLE payroll (
    id {id},
    programme_id BIGINT NOT NULL CONSTRAINT payroll_programme REFERENCES programme (id),
    month INTEGER NOT NULL CONSTRAINT payroll_month_real CHECK (month % 100 BETWEEN 1 AND 12),
    kind TEXT NOT NULL CONSTRAINT payroll_kind_known CHECK (kind IN ('REGULAR', 'FOLLOW_UP', 'ARREARS', 'TOP_UP')),
    state TEXT NOT NULL CONSTRAINT payroll_state_known CHECK (state IN ('OPEN', 'CALCULATED', 'LOCKED', 'REVIEWED', 'APPROVED', 'SENT',
        'PARTLY_RECONCILED', 'RECONCILED', 'CLOSED', 'CANCELLED')),
    declared_count INTEGER NOT NULL CONSTRAINT payroll_count_sane CHECK (declared_count >= 0),
    declared_fen BIGINT NOT NULL CONSTRAINT payroll_declared_sane CHECK (declared_fen >= 0),
    paid_on DATE,
    origin TEXT NOT NULL CONSTRAINT payroll_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX payroll_one_regular ON payroll (programme_id, month) WHERE kind = 'REGULAR' AND state <> 'CANCELLED';
CREATE INDEX payroll_by_month ON payroll (month, id);
CREATE TABLE payment_line (
    id {id},
    payroll_id BIGINT NOT NULL CONSTRAINT payment_line_payroll REFERENCES payroll (id),
    reference TEXT NOT NULL CONSTRAINT payment_line_reference_unique UNIQUE,
    enrolment_id BIGINT CONSTRAINT payment_line_enrolment REFERENCES enrolment (id),
    resident_id BIGINT NOT NULL CONSTRAINT payment_line_resident REFERENCES resident (id),
    person_id BIGINT NOT NULL CONSTRAINT payment_line_person REFERENCES resident (id),
    programme_id BIGINT NOT NULL CONSTRAINT payment_line_programme REFERENCES programme (id),
    tier_id BIGINT CONSTRAINT payment_line_tier REFERENCES programme_tier (id),
    unit_id BIGINT NOT NULL CONSTRAINT payment_line_unit REFERENCES unit (id),
    payee_account_id BIGINT NOT NULL CONSTRAINT payment_line_payee_account REFERENCES payee_account (id),
    month INTEGER NOT NULL CONSTRAINT payment_line_month_real CHECK (month % 100 BETWEEN 1 AND 12),
    amount_fen BIGINT NOT NULL CONSTRAINT payment_line_positive CHECK (amount_fen > 0),
    state TEXT NOT NULL CONSTRAINT payment_line_state_known CHECK (state IN ('PLANNED', 'HELD', 'EXCLUDED', 'SENT', 'PAID', 'RETURNED',
        'REISSUED', 'CANCELLED')),
    reissue_of BIGINT CONSTRAINT payment_line_reissue_of REFERENCES payment_line (id),
    origin TEXT NOT NULL CONSTRAINT payment_line_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM'))
);
CREATE INDEX payment_line_by_unit ON payment_line (unit_id, month, id);
CREATE INDEX payment_line_by_month ON payment_line (month, id);
CREATE INDEX payment_line_by_amount ON payment_line (amount_fen, id);
CREATE INDEX payment_line_by_resident ON payment_line (resident_id, month, id);
CREATE INDEX payment_line_by_person ON payment_line (person_id, month);
CREATE INDEX payment_line_by_payroll ON payment_line (payroll_id, id);
CREATE INDEX payment_line_by_enrolment ON payment_line (enrolment_id, month);
CREATE UNIQUE INDEX payment_line_reissued_once ON payment_line (reissue_of) WHERE reissue_of IS NOT NULL;
CREATE UNIQUE INDEX payment_line_one_live ON payment_line (person_id, programme_id, COALESCE(tier_id, 0), month)
    WHERE origin = 'PLATFORM' AND state IN ('PLANNED', 'HELD', 'SENT', 'PAID', 'RETURNED');
CREATE TABLE bank_return (
    id {id},
    line_id BIGINT NOT NULL CONSTRAINT bank_return_line REFERENCES payment_line (id) CONSTRAINT bank_return_once UNIQUE,
    code TEXT NOT NULL CONSTRAINT bank_return_code_known CHECK (code IN ('HOLDER_MISMATCH', 'NO_SUCH_ACCOUNT', 'ACCOUNT_CLOSED',
        'ACCOUNT_FROZEN', 'ID_MISMATCH', 'LIMIT_EXCEEDED')),
    returned_on DATE NOT NULL
);
CREATE INDEX bank_return_by_day ON bank_return (returned_on, line_id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(
            manager,
            &[
                "bank_return",
                "payment_line",
                "payroll",
                "enrolment",
                "application",
                "agent_authorisation",
                "payee_account",
                "programme_exclusion",
                "programme_standard",
                "programme_tier",
                "programme",
            ],
        )
        .await
    }
}
