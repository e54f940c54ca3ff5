//! Distributing units, the share register, distribution plans, payout lines; findings on them.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const REGISTER: &str = "
CREATE TABLE distributing_unit (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT distributing_unit_collective REFERENCES collective (id),
    number TEXT NOT NULL,
    kind TEXT NOT NULL
        CONSTRAINT distributing_unit_kind_known CHECK (kind IN ('VILLAGE_COOP', 'VILLAGER_GROUP', 'SHARE_GROUP')),
    name TEXT NOT NULL,
    membership_mode TEXT NOT NULL
        CONSTRAINT distributing_unit_mode_known CHECK (membership_mode IN ('DYNAMIC', 'STATIC')),
    basis TEXT NOT NULL CONSTRAINT distributing_unit_basis_known CHECK (basis IN ('PER_HEAD', 'PER_SHARE')),
    rounding TEXT NOT NULL
        CONSTRAINT distributing_unit_rounding_known CHECK (rounding IN ('LARGEST_REMAINDER', 'CARRY_FORWARD')),
    reserve_points INTEGER NOT NULL CONSTRAINT distributing_unit_reserve CHECK (reserve_points BETWEEN 0 AND 10000),
    publicity_days INTEGER NOT NULL CONSTRAINT distributing_unit_publicity CHECK (publicity_days > 0),
    founded_on DATE NOT NULL,
    origin TEXT NOT NULL CONSTRAINT distributing_unit_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    version INTEGER NOT NULL,
    CONSTRAINT distributing_unit_number_unique UNIQUE (collective_id, number)
);
CREATE TABLE vote_threshold (
    id {id},
    kind TEXT NOT NULL
        CONSTRAINT vote_threshold_kind_known CHECK (kind IN ('VILLAGE_COOP', 'VILLAGER_GROUP', 'SHARE_GROUP')),
    valid_from DATE NOT NULL,
    present_numerator INTEGER NOT NULL,
    present_denominator INTEGER NOT NULL,
    favour_numerator INTEGER NOT NULL,
    favour_denominator INTEGER NOT NULL,
    favour_of TEXT NOT NULL CONSTRAINT vote_threshold_base_known CHECK (favour_of IN ('PRESENT', 'ELIGIBLE')),
    favour_strict BOOLEAN NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT vote_threshold_once UNIQUE (kind, valid_from),
    CONSTRAINT vote_threshold_shares CHECK (present_denominator > 0 AND favour_denominator > 0
        AND present_numerator BETWEEN 0 AND present_denominator AND favour_numerator BETWEEN 0 AND favour_denominator)
);
CREATE TABLE member (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT member_collective REFERENCES collective (id),
    distributing_unit_id BIGINT NOT NULL CONSTRAINT member_unit REFERENCES distributing_unit (id),
    number INTEGER NOT NULL CONSTRAINT member_number_positive CHECK (number > 0),
    resident_id BIGINT NOT NULL CONSTRAINT member_resident REFERENCES resident (id),
    person_id BIGINT NOT NULL CONSTRAINT member_person REFERENCES resident (id),
    name TEXT NOT NULL,
    account_cipher {bytes},
    origin TEXT NOT NULL CONSTRAINT member_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    CONSTRAINT member_number_unique UNIQUE (distributing_unit_id, number)
);
CREATE UNIQUE INDEX member_once ON member (distributing_unit_id, person_id) WHERE origin = 'PLATFORM';
CREATE INDEX member_by_collective ON member (collective_id, id);
CREATE INDEX member_by_resident ON member (resident_id);
CREATE INDEX member_by_person ON member (person_id);
CREATE TABLE register_event (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT register_event_collective REFERENCES collective (id),
    distributing_unit_id BIGINT NOT NULL CONSTRAINT register_event_unit REFERENCES distributing_unit (id),
    member_id BIGINT CONSTRAINT register_event_member REFERENCES member (id),
    kind TEXT NOT NULL
        CONSTRAINT register_event_kind_known CHECK (kind IN ('JOIN', 'LEAVE', 'ISSUE', 'TRANSFER', 'INHERIT', 'CORRECT')),
    reason TEXT CONSTRAINT register_event_reason_known CHECK (reason IN ('FOUNDING', 'BIRTH', 'MARRIAGE_IN', 'ADOPTION',
        'POLICY_MIGRATION', 'RECONFIRMED', 'DEATH', 'JOINED_OTHER_COLLECTIVE', 'CIVIL_SERVANT', 'LOST_NATIONALITY', 'OTHER')),
    class TEXT CONSTRAINT register_event_class_known CHECK (class IN ('POPULATION', 'FARMING_YEARS', 'COLLECTIVE')),
    shares BIGINT NOT NULL,
    effective_on DATE NOT NULL,
    recorded_on DATE NOT NULL,
    recorded_by TEXT NOT NULL,
    evidence TEXT NOT NULL,
    resolution TEXT,
    counterpart_id BIGINT CONSTRAINT register_event_counterpart REFERENCES member (id),
    corrects_id BIGINT CONSTRAINT register_event_corrects REFERENCES register_event (id),
    origin TEXT NOT NULL CONSTRAINT register_event_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    CONSTRAINT register_event_parts CHECK (
        (kind IN ('JOIN', 'LEAVE')) = (reason IS NOT NULL)
        AND (kind IN ('ISSUE', 'TRANSFER', 'INHERIT')) = (class IS NOT NULL AND shares <> 0)
        AND (kind = 'CORRECT') = (corrects_id IS NOT NULL)
        AND (kind IN ('ISSUE', 'TRANSFER', 'INHERIT') OR shares = 0)
        AND (member_id IS NOT NULL OR COALESCE(class, '') = 'COLLECTIVE' OR kind = 'CORRECT')),
    CONSTRAINT register_event_corrected_once UNIQUE (corrects_id)
);
CREATE INDEX register_event_by_unit ON register_event (distributing_unit_id, effective_on, id);
CREATE INDEX register_event_by_member ON register_event (member_id, kind, effective_on);
CREATE INDEX register_event_by_collective ON register_event (collective_id, effective_on);
CREATE TABLE membership (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT membership_collective REFERENCES collective (id),
    distributing_unit_id BIGINT NOT NULL CONSTRAINT membership_unit REFERENCES distributing_unit (id),
    member_id BIGINT NOT NULL CONSTRAINT membership_member REFERENCES member (id),
    valid_from DATE NOT NULL,
    valid_to DATE,
    CONSTRAINT membership_period CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE INDEX membership_by_unit ON membership (distributing_unit_id, valid_from);
CREATE INDEX membership_by_member ON membership (member_id, valid_from);
CREATE UNIQUE INDEX membership_one_open ON membership (member_id) WHERE valid_to IS NULL;
CREATE TABLE holding (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT holding_collective REFERENCES collective (id),
    distributing_unit_id BIGINT NOT NULL CONSTRAINT holding_unit REFERENCES distributing_unit (id),
    member_id BIGINT CONSTRAINT holding_member REFERENCES member (id),
    class TEXT NOT NULL CONSTRAINT holding_class_known CHECK (class IN ('POPULATION', 'FARMING_YEARS', 'COLLECTIVE')),
    shares BIGINT NOT NULL CONSTRAINT holding_positive CHECK (shares > 0),
    valid_from DATE NOT NULL,
    valid_to DATE,
    CONSTRAINT holding_period CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT holding_of CHECK (member_id IS NOT NULL OR class = 'COLLECTIVE')
);
CREATE INDEX holding_by_unit ON holding (distributing_unit_id, valid_from);
CREATE INDEX holding_by_member ON holding (member_id, valid_from);
CREATE INDEX holding_by_collective ON holding (collective_id, id);
CREATE UNIQUE INDEX holding_one_open ON holding (member_id, class) WHERE valid_to IS NULL";

const PLANS: &str = "
CREATE TABLE distribution_plan (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT distribution_plan_collective REFERENCES collective (id),
    distributing_unit_id BIGINT NOT NULL CONSTRAINT distribution_plan_unit REFERENCES distributing_unit (id),
    year INTEGER NOT NULL,
    source TEXT NOT NULL
        CONSTRAINT distribution_plan_source_known CHECK (source IN ('RENT', 'LAND_COMPENSATION', 'INVESTMENT')),
    record_date DATE NOT NULL,
    net_income_fen BIGINT NOT NULL,
    opening_fen BIGINT NOT NULL,
    losses_fen BIGINT NOT NULL CONSTRAINT distribution_plan_losses CHECK (losses_fen >= 0),
    reserve_fen BIGINT NOT NULL CONSTRAINT distribution_plan_reserve CHECK (reserve_fen >= 0),
    distributable_fen BIGINT NOT NULL CONSTRAINT distribution_plan_distributable CHECK (distributable_fen >= 0),
    basis TEXT NOT NULL CONSTRAINT distribution_plan_basis_known CHECK (basis IN ('PER_HEAD', 'PER_SHARE')),
    rounding TEXT NOT NULL
        CONSTRAINT distribution_plan_rounding_known CHECK (rounding IN ('LARGEST_REMAINDER', 'CARRY_FORWARD')),
    unit_price_fen BIGINT,
    carried_forward_fen BIGINT NOT NULL CONSTRAINT distribution_plan_carried CHECK (carried_forward_fen >= 0),
    withdrawn_fen BIGINT NOT NULL CONSTRAINT distribution_plan_withdrawn CHECK (withdrawn_fen BETWEEN 0 AND distributable_fen),
    participants INTEGER NOT NULL,
    total_shares BIGINT NOT NULL,
    content_hash TEXT,
    state TEXT NOT NULL CONSTRAINT distribution_plan_state_known CHECK (state IN ('DRAFT', 'CALCULATED', 'CHECKED',
        'REVIEWED', 'VOTED', 'PUBLISHED', 'APPROVED', 'PAYING', 'PAID', 'CLOSED', 'CANCELLED')),
    drafted_by TEXT NOT NULL,
    calculated_by TEXT,
    calculated_on DATE,
    publicity_from DATE,
    publicity_to DATE,
    approved_by TEXT,
    approved_on DATE,
    pay_started_on DATE,
    closed_on DATE,
    origin TEXT NOT NULL CONSTRAINT distribution_plan_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    version INTEGER NOT NULL,
    CONSTRAINT distribution_plan_calculated CHECK (state IN ('DRAFT', 'CANCELLED')
        OR (content_hash IS NOT NULL AND unit_price_fen IS NOT NULL AND calculated_by IS NOT NULL AND calculated_on IS NOT NULL)),
    CONSTRAINT distribution_plan_publicity CHECK ((publicity_from IS NULL) = (publicity_to IS NULL)),
    CONSTRAINT distribution_plan_approved CHECK (origin = 'HISTORY' OR state NOT IN ('APPROVED', 'PAYING', 'PAID', 'CLOSED')
        OR (approved_by IS NOT NULL AND approved_on IS NOT NULL AND publicity_to IS NOT NULL
            AND approved_by <> drafted_by AND approved_by <> calculated_by AND approved_on > publicity_to)),
    CONSTRAINT distribution_plan_paying CHECK (state NOT IN ('PAYING', 'PAID', 'CLOSED') OR pay_started_on IS NOT NULL)
);
CREATE UNIQUE INDEX distribution_plan_once ON distribution_plan (distributing_unit_id, year, source)
    WHERE state <> 'CANCELLED';
CREATE INDEX distribution_plan_by_unit ON distribution_plan (distributing_unit_id, year);
CREATE INDEX distribution_plan_by_collective ON distribution_plan (collective_id, year, id);
CREATE INDEX distribution_plan_by_year ON distribution_plan (year, id);
CREATE TABLE plan_step (
    id {id},
    plan_id BIGINT NOT NULL CONSTRAINT plan_step_plan REFERENCES distribution_plan (id),
    collective_id BIGINT NOT NULL CONSTRAINT plan_step_collective REFERENCES collective (id),
    act TEXT NOT NULL CONSTRAINT plan_step_act_known CHECK (act IN ('DRAFT', 'REVISE', 'CALCULATE', 'CHECK', 'REVIEW', 'VOTE',
        'PUBLISH', 'OBJECT', 'ANSWER', 'APPROVE', 'PAY', 'CONFIRM', 'RESEND', 'INHERIT', 'WITHDRAW', 'SETTLE', 'CLOSE', 'RETURN', 'CANCEL')),
    done_on DATE NOT NULL,
    actor TEXT NOT NULL,
    note TEXT NOT NULL,
    content_hash TEXT,
    document TEXT
);
CREATE INDEX plan_step_by_plan ON plan_step (plan_id, id);
CREATE TABLE plan_vote (
    id {id},
    plan_id BIGINT NOT NULL CONSTRAINT plan_vote_plan REFERENCES distribution_plan (id),
    collective_id BIGINT NOT NULL CONSTRAINT plan_vote_collective REFERENCES collective (id),
    resolution TEXT NOT NULL,
    body TEXT NOT NULL CONSTRAINT plan_vote_body_known
        CHECK (body IN ('VILLAGERS_ASSEMBLY', 'REPRESENTATIVES', 'GROUP_ASSEMBLY', 'MEMBERS_ASSEMBLY')),
    held_on DATE NOT NULL,
    eligible INTEGER NOT NULL,
    present INTEGER NOT NULL,
    in_favour INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    CONSTRAINT plan_vote_counts CHECK (in_favour BETWEEN 0 AND present AND present <= eligible)
);
CREATE INDEX plan_vote_by_plan ON plan_vote (plan_id, id);
CREATE TABLE payout_line (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT payout_line_collective REFERENCES collective (id),
    distributing_unit_id BIGINT NOT NULL CONSTRAINT payout_line_unit REFERENCES distributing_unit (id),
    plan_id BIGINT NOT NULL CONSTRAINT payout_line_plan REFERENCES distribution_plan (id),
    year INTEGER NOT NULL,
    parent_id BIGINT CONSTRAINT payout_line_parent REFERENCES payout_line (id),
    member_id BIGINT NOT NULL CONSTRAINT payout_line_member REFERENCES member (id),
    resident_id BIGINT CONSTRAINT payout_line_resident REFERENCES resident (id),
    person_id BIGINT CONSTRAINT payout_line_person REFERENCES resident (id),
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    shares BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL CONSTRAINT payout_line_amount CHECK (amount_fen >= 0),
    extra_fen BIGINT NOT NULL CONSTRAINT payout_line_extra CHECK (extra_fen >= 0 AND extra_fen <= amount_fen),
    account_cipher {bytes},
    state TEXT NOT NULL CONSTRAINT payout_line_state_known
        CHECK (state IN ('PLANNED', 'SENT', 'PAID', 'RETURNED', 'UNCLAIMED', 'INHERITED', 'WITHDRAWN')),
    reason TEXT CONSTRAINT payout_line_reason_known
        CHECK (reason IN ('NO_BANK_CARD', 'DECEASED_INHERITANCE_PENDING', 'RETURNED_BY_BANK', 'DISPUTED')),
    reference TEXT NOT NULL,
    sent_on DATE,
    return_code TEXT CONSTRAINT payout_line_return_known CHECK (return_code IN ('HOLDER_MISMATCH', 'NO_SUCH_ACCOUNT',
        'ACCOUNT_CLOSED', 'ACCOUNT_FROZEN', 'ID_MISMATCH', 'LIMIT_EXCEEDED')),
    unclaimed_on DATE,
    settled_on DATE,
    document TEXT,
    origin TEXT NOT NULL CONSTRAINT payout_line_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    CONSTRAINT payout_line_reference_once UNIQUE (reference),
    CONSTRAINT payout_line_person_known CHECK (parent_id IS NOT NULL OR (person_id IS NOT NULL AND resident_id IS NOT NULL)),
    CONSTRAINT payout_line_unclaimed CHECK ((state = 'UNCLAIMED') = (reason IS NOT NULL)
        AND (state <> 'UNCLAIMED' OR unclaimed_on IS NOT NULL)),
    CONSTRAINT payout_line_settled CHECK ((state IN ('PAID', 'INHERITED', 'WITHDRAWN')) = (settled_on IS NOT NULL)),
    CONSTRAINT payout_line_returned CHECK (state <> 'RETURNED' OR return_code IS NOT NULL),
    CONSTRAINT payout_line_sent CHECK (state <> 'SENT' OR (sent_on IS NOT NULL AND account_cipher IS NOT NULL))
);
CREATE UNIQUE INDEX payout_line_once ON payout_line (plan_id, person_id) WHERE origin = 'PLATFORM' AND parent_id IS NULL;
CREATE INDEX payout_line_by_plan ON payout_line (plan_id, number, id);
CREATE INDEX payout_line_by_unit ON payout_line (distributing_unit_id, id);
CREATE INDEX payout_line_by_collective ON payout_line (collective_id, year, id);
CREATE INDEX payout_line_by_year ON payout_line (year, id);
CREATE INDEX payout_line_by_resident ON payout_line (resident_id);
CREATE INDEX payout_line_by_member ON payout_line (member_id, year);
CREATE INDEX payout_line_by_parent ON payout_line (parent_id);
CREATE INDEX payout_line_unclaimed_by ON payout_line (collective_id, id) WHERE state = 'UNCLAIMED';
CREATE TABLE plan_objection (
    id {id},
    plan_id BIGINT NOT NULL CONSTRAINT plan_objection_plan REFERENCES distribution_plan (id),
    collective_id BIGINT NOT NULL CONSTRAINT plan_objection_collective REFERENCES collective (id),
    member_id BIGINT CONSTRAINT plan_objection_member REFERENCES member (id),
    raised_on DATE NOT NULL,
    raised_by TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    resolved_on DATE,
    outcome TEXT CONSTRAINT plan_objection_outcome_known CHECK (outcome IN ('UPHELD', 'REJECTED')),
    resolved_by TEXT,
    answer TEXT,
    CONSTRAINT plan_objection_resolved CHECK ((resolved_on IS NULL) = (outcome IS NULL)
        AND (outcome IS NULL) = (resolved_by IS NULL) AND (outcome IS NULL) = (answer IS NULL))
);
CREATE INDEX plan_objection_by_plan ON plan_objection (plan_id, id);
CREATE INDEX plan_objection_by_member ON plan_objection (member_id);
ALTER TABLE finding ADD COLUMN plan_id BIGINT CONSTRAINT finding_plan REFERENCES distribution_plan (id);
ALTER TABLE finding ADD COLUMN payout_line_id BIGINT CONSTRAINT finding_payout_line REFERENCES payout_line (id);
CREATE INDEX finding_by_plan ON finding (plan_id)";

/// Before 2025-05-01: two thirds present, more than half of them in favour. From then on the assembly of an
/// organisation needs two thirds of all; a villager group without one goes on as before.
const THRESHOLDS: &str = "
INSERT INTO vote_threshold (kind, valid_from, present_numerator, present_denominator, favour_numerator, favour_denominator,
    favour_of, favour_strict, source) VALUES
    ('VILLAGE_COOP', '1998-11-04', 2, 3, 1, 2, 'PRESENT', TRUE, '村民委员会组织法第二十六条'),
    ('VILLAGER_GROUP', '1998-11-04', 2, 3, 1, 2, 'PRESENT', TRUE, '村民委员会组织法第二十八条'),
    ('SHARE_GROUP', '1998-11-04', 2, 3, 1, 2, 'PRESENT', TRUE, '村民委员会组织法第二十八条'),
    ('VILLAGE_COOP', '2025-05-01', 2, 3, 2, 3, 'ELIGIBLE', FALSE, '农村集体经济组织法第二十七条'),
    ('SHARE_GROUP', '2025-05-01', 2, 3, 2, 3, 'ELIGIBLE', FALSE, '农村集体经济组织法第二十七条')";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for part in [REGISTER, PLANS, THRESHOLDS] {
            dialect::run(manager, part).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = "DROP INDEX finding_by_plan; ALTER TABLE finding DROP COLUMN plan_id;
            ALTER TABLE finding DROP COLUMN payout_line_id";
        dialect::run(manager, columns).await?;
        let tables = [
            "plan_objection",
            "payout_line",
            "plan_vote",
            "plan_step",
            "distribution_plan",
            "holding",
            "membership",
            "register_event",
            "member",
            "vote_threshold",
            "distributing_unit",
        ];
        dialect::drop(manager, &tables).await
    }
}
