//! The register of veterans, services, benefits, cards, contacts; the policy they follow.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const REGISTER: &str = "
CREATE TABLE veteran (
    id {id},
    resident_id BIGINT NOT NULL CONSTRAINT veteran_resident REFERENCES resident (id),
    person_id BIGINT NOT NULL CONSTRAINT veteran_person REFERENCES resident (id),
    unit_id BIGINT NOT NULL CONSTRAINT veteran_unit REFERENCES unit (id),
    registered_on DATE NOT NULL,
    archive_on DATE,
    enlist_on DATE,
    discharge_on DATE,
    service_unit_cipher {bytes},
    rank TEXT,
    employment TEXT NOT NULL CONSTRAINT veteran_employment_known
        CHECK (employment IN ('EMPLOYED', 'FLEXIBLE', 'UNEMPLOYED', 'RETIRED', 'NOT_WORKING')),
    health TEXT CONSTRAINT veteran_health_known CHECK (health IN ('GOOD', 'CHRONIC', 'SERIOUS', 'DEPENDENT')),
    housing TEXT CONSTRAINT veteran_housing_known CHECK (housing IN ('OWNED', 'RENTED', 'WITH_FAMILY', 'INSTITUTION')),
    hardship BOOLEAN NOT NULL,
    party_member BOOLEAN NOT NULL,
    contact_class TEXT NOT NULL
        CONSTRAINT veteran_contact_class_known CHECK (contact_class IN ('KEY', 'REGULAR', 'GENERAL')),
    ended_on DATE,
    end_reason TEXT,
    origin TEXT NOT NULL CONSTRAINT veteran_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    version INTEGER NOT NULL,
    CONSTRAINT veteran_once UNIQUE (person_id),
    CONSTRAINT veteran_service CHECK (discharge_on IS NULL OR enlist_on IS NULL OR discharge_on > enlist_on),
    CONSTRAINT veteran_end CHECK ((ended_on IS NULL) = (end_reason IS NULL) AND (ended_on IS NULL OR ended_on >= registered_on))
);
CREATE INDEX veteran_by_unit ON veteran (unit_id, id);
CREATE INDEX veteran_by_resident ON veteran (resident_id);
CREATE TABLE veteran_category (
    id {id},
    veteran_id BIGINT NOT NULL CONSTRAINT veteran_category_veteran REFERENCES veteran (id),
    unit_id BIGINT NOT NULL CONSTRAINT veteran_category_unit REFERENCES unit (id),
    category TEXT NOT NULL CONSTRAINT veteran_category_known CHECK (category IN ('SELF_EMPLOYED_SOLDIER', 'PLACED_SOLDIER',
        'TRANSFERRED_OFFICER', 'DEMOBILISED_CADRE', 'MONTHLY_PENSION', 'RETIRED_OFFICER', 'DISABLED', 'RURAL_DEMOBILISED',
        'ILLNESS', 'COMBAT', 'NUCLEAR_TEST', 'RURAL_60', 'MARTYR_FAMILY', 'DUTY_DEATH_FAMILY', 'ILLNESS_DEATH_FAMILY',
        'MARTYR_CHILD_60', 'ACTIVE_FAMILY')),
    is_primary BOOLEAN NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    document TEXT,
    CONSTRAINT veteran_category_period CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE UNIQUE INDEX veteran_category_one_open ON veteran_category (veteran_id, category) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX veteran_category_one_primary ON veteran_category (veteran_id) WHERE valid_to IS NULL AND is_primary;
CREATE INDEX veteran_category_by_unit ON veteran_category (unit_id, category, veteran_id);
CREATE TABLE veteran_disability (
    id {id},
    veteran_id BIGINT NOT NULL CONSTRAINT veteran_disability_veteran REFERENCES veteran (id),
    unit_id BIGINT NOT NULL CONSTRAINT veteran_disability_unit REFERENCES unit (id),
    grade INTEGER NOT NULL CONSTRAINT veteran_disability_grade CHECK (grade BETWEEN 1 AND 10),
    cause TEXT NOT NULL CONSTRAINT veteran_disability_cause_known CHECK (cause IN ('WAR', 'DUTY', 'ILLNESS')),
    certificate_cipher {bytes} NOT NULL,
    issued_on DATE NOT NULL,
    review_on DATE,
    valid_from DATE NOT NULL,
    valid_to DATE,
    CONSTRAINT veteran_disability_by_illness CHECK (cause <> 'ILLNESS' OR grade <= 6),
    CONSTRAINT veteran_disability_period CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE UNIQUE INDEX veteran_disability_one_open ON veteran_disability (veteran_id) WHERE valid_to IS NULL;
CREATE TABLE veteran_honour (
    id {id},
    veteran_id BIGINT NOT NULL CONSTRAINT veteran_honour_veteran REFERENCES veteran (id),
    unit_id BIGINT NOT NULL CONSTRAINT veteran_honour_unit REFERENCES unit (id),
    level TEXT NOT NULL CONSTRAINT veteran_honour_level_known
        CHECK (level IN ('FIRST_CLASS', 'SECOND_CLASS', 'THIRD_CLASS', 'EXCELLENT')),
    awarded_on DATE NOT NULL,
    authority TEXT NOT NULL,
    CONSTRAINT veteran_honour_once UNIQUE (veteran_id, level, awarded_on)
);
CREATE TABLE veteran_contact (
    id {id},
    veteran_id BIGINT NOT NULL CONSTRAINT veteran_contact_veteran REFERENCES veteran (id),
    unit_id BIGINT NOT NULL CONSTRAINT veteran_contact_unit REFERENCES unit (id),
    contacted_on DATE NOT NULL,
    channel TEXT NOT NULL
        CONSTRAINT veteran_contact_channel_known CHECK (channel IN ('VISIT', 'PHONE', 'ONLINE', 'STATION')),
    visitor TEXT NOT NULL,
    content TEXT NOT NULL,
    recorded_by TEXT NOT NULL
);
CREATE INDEX veteran_contact_by_veteran ON veteran_contact (veteran_id, contacted_on);
CREATE INDEX veteran_contact_by_unit ON veteran_contact (unit_id, contacted_on)";

const FILES: &str = "
CREATE TABLE veteran_card (
    id {id},
    veteran_id BIGINT NOT NULL CONSTRAINT veteran_card_veteran REFERENCES veteran (id),
    unit_id BIGINT NOT NULL CONSTRAINT veteran_card_unit REFERENCES unit (id),
    kind TEXT NOT NULL CONSTRAINT veteran_card_kind_known CHECK (kind IN ('VETERAN', 'THREE_FAMILIES')),
    state TEXT NOT NULL CONSTRAINT veteran_card_state_known
        CHECK (state IN ('APPLIED', 'ACCEPTED', 'REVIEWED', 'PRINTED', 'RECEIVED', 'ISSUED', 'REFUSED')),
    state_since DATE NOT NULL,
    applied_on DATE NOT NULL,
    issued_on DATE,
    refusal TEXT,
    bank TEXT,
    number_cipher {bytes},
    origin TEXT NOT NULL CONSTRAINT veteran_card_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    version INTEGER NOT NULL,
    CONSTRAINT veteran_card_issue CHECK ((state = 'ISSUED') = (issued_on IS NOT NULL) AND (state <> 'ISSUED' OR number_cipher IS NOT NULL)),
    CONSTRAINT veteran_card_refusal CHECK ((state = 'REFUSED') = (refusal IS NOT NULL)),
    CONSTRAINT veteran_card_order CHECK (state_since >= applied_on AND (issued_on IS NULL OR issued_on >= applied_on))
);
CREATE UNIQUE INDEX veteran_card_one_live ON veteran_card (veteran_id) WHERE state <> 'REFUSED';
CREATE INDEX veteran_card_by_unit ON veteran_card (unit_id, state, applied_on);
CREATE TABLE veteran_benefit (
    id {id},
    veteran_id BIGINT NOT NULL CONSTRAINT veteran_benefit_veteran REFERENCES veteran (id),
    unit_id BIGINT NOT NULL CONSTRAINT veteran_benefit_unit REFERENCES unit (id),
    household_id BIGINT CONSTRAINT veteran_benefit_household REFERENCES household (id),
    kind TEXT NOT NULL CONSTRAINT veteran_benefit_kind_known
        CHECK (kind IN ('PLAQUE', 'MERIT_REPORT', 'CHECK_UP', 'RECUPERATION', 'REIMBURSEMENT', 'PENSION')),
    year INTEGER NOT NULL,
    state TEXT NOT NULL CONSTRAINT veteran_benefit_state_known
        CHECK (state IN ('REGISTERED', 'APPROVED', 'DELIVERED', 'DAMAGED', 'MISSING', 'REFUSED', 'ENDED')),
    registered_on DATE NOT NULL,
    approved_on DATE,
    approved_by TEXT,
    delivered_on DATE,
    ended_on DATE,
    honour_level TEXT CONSTRAINT veteran_benefit_honour_known
        CHECK (honour_level IN ('FIRST_CLASS', 'SECOND_CLASS', 'THIRD_CLASS', 'EXCELLENT')),
    programme_id BIGINT CONSTRAINT veteran_benefit_programme REFERENCES programme (id),
    tier_id BIGINT CONSTRAINT veteran_benefit_tier REFERENCES programme_tier (id),
    enrolment_id BIGINT CONSTRAINT veteran_benefit_enrolment REFERENCES enrolment (id),
    claimed_fen BIGINT CONSTRAINT veteran_benefit_claimed CHECK (claimed_fen > 0),
    amount_fen BIGINT,
    provider TEXT,
    reason TEXT,
    document TEXT,
    origin TEXT NOT NULL CONSTRAINT veteran_benefit_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    version INTEGER NOT NULL,
    CONSTRAINT veteran_benefit_parts CHECK ((kind = 'PLAQUE') = (household_id IS NOT NULL)
        AND (kind = 'MERIT_REPORT') = (honour_level IS NOT NULL) AND (kind = 'PENSION') = (programme_id IS NOT NULL)
        AND (kind = 'REIMBURSEMENT') = (claimed_fen IS NOT NULL) AND (kind = 'PENSION' OR enrolment_id IS NULL)),
    CONSTRAINT veteran_benefit_amount CHECK (amount_fen IS NULL OR (amount_fen > 0 AND amount_fen <= claimed_fen)),
    CONSTRAINT veteran_benefit_states CHECK ((kind = 'PLAQUE' OR state NOT IN ('DAMAGED', 'MISSING'))
        AND (kind IN ('PLAQUE', 'PENSION') OR state <> 'ENDED') AND (state = 'ENDED') = (ended_on IS NOT NULL)
        AND (state <> 'DELIVERED' OR delivered_on IS NOT NULL) AND (state <> 'REFUSED' OR reason IS NOT NULL)),
    CONSTRAINT veteran_benefit_order CHECK ((approved_on IS NULL OR approved_on >= registered_on)
        AND (delivered_on IS NULL OR delivered_on >= registered_on) AND (ended_on IS NULL OR ended_on >= registered_on))
);
CREATE UNIQUE INDEX veteran_benefit_one_plaque ON veteran_benefit (household_id)
    WHERE kind = 'PLAQUE' AND state NOT IN ('REFUSED', 'ENDED');
CREATE UNIQUE INDEX veteran_benefit_once_a_year ON veteran_benefit (veteran_id, kind, year)
    WHERE kind IN ('CHECK_UP', 'RECUPERATION') AND state <> 'REFUSED';
CREATE UNIQUE INDEX veteran_benefit_one_pension ON veteran_benefit (veteran_id)
    WHERE kind = 'PENSION' AND state NOT IN ('REFUSED', 'ENDED');
CREATE INDEX veteran_benefit_by_unit ON veteran_benefit (unit_id, kind, year, state);
CREATE INDEX veteran_benefit_by_veteran ON veteran_benefit (veteran_id, kind);
CREATE INDEX veteran_benefit_by_household ON veteran_benefit (household_id);
CREATE INDEX veteran_benefit_by_enrolment ON veteran_benefit (enrolment_id);
CREATE TABLE service_event (
    id {id},
    veteran_id BIGINT NOT NULL CONSTRAINT service_event_veteran REFERENCES veteran (id),
    unit_id BIGINT NOT NULL CONSTRAINT service_event_unit REFERENCES unit (id),
    station_id BIGINT NOT NULL CONSTRAINT service_event_station REFERENCES service_point (id),
    kind TEXT NOT NULL CONSTRAINT service_event_kind_known
        CHECK (kind IN ('TRAINING', 'ASSISTANCE', 'EMPLOYMENT', 'CONSULTATION', 'PREFERENTIAL')),
    state TEXT NOT NULL CONSTRAINT service_event_state_known CHECK (state IN ('REGISTERED', 'ACCEPTED', 'ASSIGNED',
        'IN_SERVICE', 'REFERRED_UP', 'COMPLETED', 'FOLLOW_UP', 'CLOSED', 'WITHDRAWN')),
    registered_on DATE NOT NULL,
    summary TEXT NOT NULL,
    handler TEXT,
    started_on DATE,
    completed_on DATE,
    minutes INTEGER CONSTRAINT service_event_minutes CHECK (minutes > 0),
    outcome TEXT CONSTRAINT service_event_outcome_known CHECK (outcome IN ('RESOLVED', 'PARTLY_RESOLVED', 'UNRESOLVED')),
    outcome_note TEXT,
    follow_up_due DATE,
    followed_up_on DATE,
    follow_up_note TEXT,
    closed_on DATE,
    reason TEXT,
    course TEXT,
    hours INTEGER CONSTRAINT service_event_hours CHECK (hours > 0),
    certificate TEXT,
    result TEXT,
    assistance_kind TEXT CONSTRAINT service_event_assistance_known CHECK (assistance_kind IN ('VISIT', 'GRANT', 'MATERIAL')),
    amount_fen BIGINT CONSTRAINT service_event_amount CHECK (amount_fen > 0),
    source TEXT,
    visitor TEXT,
    employer TEXT,
    position TEXT,
    employment_result TEXT
        CONSTRAINT service_event_employment_known CHECK (employment_result IN ('HIRED', 'NOT_HIRED')),
    employed_from DATE,
    topic TEXT,
    channel TEXT CONSTRAINT service_event_channel_known CHECK (channel IN ('VISIT', 'PHONE', 'ONLINE', 'STATION')),
    answered_on DATE,
    satisfaction INTEGER CONSTRAINT service_event_satisfaction CHECK (satisfaction BETWEEN 1 AND 5),
    preferential_kind TEXT CONSTRAINT service_event_preferential_known CHECK (preferential_kind IN ('PENSION', 'CHECK_UP',
        'RECUPERATION', 'REIMBURSEMENT', 'PLAQUE', 'MERIT_REPORT', 'CONDOLENCE')),
    period TEXT,
    origin TEXT NOT NULL CONSTRAINT service_event_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    version INTEGER NOT NULL,
    CONSTRAINT service_event_completed CHECK (state NOT IN ('COMPLETED', 'FOLLOW_UP', 'CLOSED')
        OR (completed_on IS NOT NULL AND outcome IS NOT NULL)),
    CONSTRAINT service_event_closed CHECK ((state = 'CLOSED') = (closed_on IS NOT NULL)
        AND (state <> 'CLOSED' OR followed_up_on IS NOT NULL)),
    CONSTRAINT service_event_withdrawn CHECK ((state = 'WITHDRAWN') = (reason IS NOT NULL)),
    CONSTRAINT service_event_order CHECK ((started_on IS NULL OR started_on >= registered_on)
        AND (completed_on IS NULL OR completed_on >= registered_on) AND (closed_on IS NULL OR closed_on >= completed_on))
);
CREATE INDEX service_event_by_unit ON service_event (unit_id, registered_on, id);
CREATE INDEX service_event_by_veteran ON service_event (veteran_id, registered_on);
CREATE INDEX service_event_by_station ON service_event (station_id, state);
CREATE INDEX service_event_by_day ON service_event (registered_on, id);
CREATE TABLE veteran_step (
    id {id},
    veteran_id BIGINT NOT NULL CONSTRAINT veteran_step_veteran REFERENCES veteran (id),
    unit_id BIGINT NOT NULL CONSTRAINT veteran_step_unit REFERENCES unit (id),
    event_id BIGINT CONSTRAINT veteran_step_event REFERENCES service_event (id),
    benefit_id BIGINT CONSTRAINT veteran_step_benefit REFERENCES veteran_benefit (id),
    card_id BIGINT CONSTRAINT veteran_step_card REFERENCES veteran_card (id),
    act TEXT NOT NULL CONSTRAINT veteran_step_act_known CHECK (act IN ('REGISTER', 'ACCEPT', 'ASSIGN', 'START', 'REFER',
        'RETURN', 'COMPLETE', 'FOLLOW_UP', 'CLOSE', 'WITHDRAW', 'APPROVE', 'REFUSE', 'DELIVER', 'REPORT', 'REPLACE', 'END',
        'APPLY', 'REVIEW', 'PRINT', 'RECEIVE', 'ISSUE')),
    done_on DATE NOT NULL,
    actor TEXT NOT NULL,
    note TEXT NOT NULL,
    document TEXT,
    CONSTRAINT veteran_step_of_one CHECK ((event_id IS NOT NULL AND benefit_id IS NULL AND card_id IS NULL)
        OR (event_id IS NULL AND benefit_id IS NOT NULL AND card_id IS NULL)
        OR (event_id IS NULL AND benefit_id IS NULL AND card_id IS NOT NULL))
);
CREATE INDEX veteran_step_by_event ON veteran_step (event_id, id);
CREATE INDEX veteran_step_by_benefit ON veteran_step (benefit_id, id);
CREATE INDEX veteran_step_by_card ON veteran_step (card_id, id)";

/// Policy as data: changed by rows, not by code.
const POLICY: &str = "
CREATE TABLE contact_interval (
    id {id},
    class TEXT NOT NULL CONSTRAINT contact_interval_class_known CHECK (class IN ('KEY', 'REGULAR', 'GENERAL')),
    valid_from DATE NOT NULL,
    months INTEGER NOT NULL CONSTRAINT contact_interval_months CHECK (months IN (1, 2, 3, 4, 6, 12)),
    source TEXT NOT NULL,
    CONSTRAINT contact_interval_once UNIQUE (class, valid_from)
);
CREATE TABLE card_step_limit (
    id {id},
    state TEXT NOT NULL CONSTRAINT card_step_limit_once UNIQUE CONSTRAINT card_step_limit_state_known
        CHECK (state IN ('APPLIED', 'ACCEPTED', 'REVIEWED', 'PRINTED', 'RECEIVED', 'ISSUED', 'REFUSED')),
    days INTEGER NOT NULL CONSTRAINT card_step_limit_days CHECK (days > 0),
    source TEXT NOT NULL
);
CREATE TABLE veteran_entitlement (
    id {id},
    kind TEXT NOT NULL CONSTRAINT veteran_entitlement_kind_known
        CHECK (kind IN ('PLAQUE', 'MERIT_REPORT', 'CHECK_UP', 'RECUPERATION', 'REIMBURSEMENT', 'PENSION')),
    category TEXT NOT NULL CONSTRAINT veteran_entitlement_category_known CHECK (category IN ('SELF_EMPLOYED_SOLDIER',
        'PLACED_SOLDIER', 'TRANSFERRED_OFFICER', 'DEMOBILISED_CADRE', 'MONTHLY_PENSION', 'RETIRED_OFFICER', 'DISABLED',
        'RURAL_DEMOBILISED', 'ILLNESS', 'COMBAT', 'NUCLEAR_TEST', 'RURAL_60', 'MARTYR_FAMILY', 'DUTY_DEATH_FAMILY',
        'ILLNESS_DEATH_FAMILY', 'MARTYR_CHILD_60', 'ACTIVE_FAMILY')),
    programme TEXT,
    min_age INTEGER,
    valid_from DATE NOT NULL,
    valid_to DATE,
    source TEXT NOT NULL,
    CONSTRAINT veteran_entitlement_once UNIQUE (kind, category, valid_from),
    CONSTRAINT veteran_entitlement_programme CHECK ((kind = 'PENSION') = (programme IS NOT NULL))
);
INSERT INTO contact_interval (class, valid_from, months, source) VALUES
    ('KEY', '2019-01-01', 1, '常态化联系退役军人制度:重点对象每月'),
    ('REGULAR', '2019-01-01', 3, '常态化联系退役军人制度:每季度'),
    ('GENERAL', '2019-01-01', 6, '常态化联系退役军人制度:每半年');
INSERT INTO card_step_limit (state, days, source) VALUES
    ('APPLIED', 5, '街道受理'), ('ACCEPTED', 30, '区、市、省审核'), ('REVIEWED', 30, '银行制证'),
    ('PRINTED', 10, '街道领回'), ('RECEIVED', 15, '发放到本人');
INSERT INTO veteran_entitlement (kind, category, programme, min_age, valid_from, source) VALUES
    ('PENSION', 'DISABLED', 'YF01', NULL, '2011-08-01', '军人抚恤优待条例'),
    ('PENSION', 'MARTYR_FAMILY', 'YF02', NULL, '2011-08-01', '军人抚恤优待条例'),
    ('PENSION', 'DUTY_DEATH_FAMILY', 'YF02', NULL, '2011-08-01', '军人抚恤优待条例'),
    ('PENSION', 'ILLNESS_DEATH_FAMILY', 'YF02', NULL, '2011-08-01', '军人抚恤优待条例'),
    ('PENSION', 'RURAL_DEMOBILISED', 'YF03', NULL, '2011-08-01', '军人抚恤优待条例'),
    ('PENSION', 'ILLNESS', 'YF04', NULL, '2011-08-01', '军人抚恤优待条例'),
    ('PENSION', 'COMBAT', 'YF05', NULL, '2011-08-01', '参战参试退役人员生活补助'),
    ('PENSION', 'NUCLEAR_TEST', 'YF05', NULL, '2011-08-01', '参战参试退役人员生活补助'),
    ('PENSION', 'RURAL_60', 'YF06', 60, '2011-08-01', '60周岁以上农村籍退役士兵老年生活补助'),
    ('PENSION', 'MARTYR_CHILD_60', 'YF07', 60, '2011-08-01', '60周岁以上烈士子女生活补助'),
    ('CHECK_UP', 'DISABLED', NULL, NULL, '2019-01-01', '重点优抚对象免费体检'),
    ('CHECK_UP', 'RURAL_DEMOBILISED', NULL, NULL, '2019-01-01', '重点优抚对象免费体检'),
    ('CHECK_UP', 'ILLNESS', NULL, NULL, '2019-01-01', '重点优抚对象免费体检'),
    ('CHECK_UP', 'COMBAT', NULL, NULL, '2019-01-01', '重点优抚对象免费体检'),
    ('CHECK_UP', 'NUCLEAR_TEST', NULL, NULL, '2019-01-01', '重点优抚对象免费体检'),
    ('CHECK_UP', 'MARTYR_FAMILY', NULL, NULL, '2019-01-01', '重点优抚对象免费体检'),
    ('CHECK_UP', 'DUTY_DEATH_FAMILY', NULL, NULL, '2019-01-01', '重点优抚对象免费体检'),
    ('CHECK_UP', 'ILLNESS_DEATH_FAMILY', NULL, NULL, '2019-01-01', '重点优抚对象免费体检'),
    ('CHECK_UP', 'MARTYR_CHILD_60', NULL, NULL, '2019-01-01', '重点优抚对象免费体检'),
    ('CHECK_UP', 'RURAL_60', NULL, 75, '2019-01-01', '重点优抚对象免费体检:75周岁以上'),
    ('MERIT_REPORT', 'ACTIVE_FAMILY', NULL, NULL, '2018-01-01', '立功送喜');
INSERT INTO veteran_entitlement (kind, category, programme, min_age, valid_from, source)
    SELECT 'RECUPERATION', category, NULL, NULL, valid_from, '重点优抚对象短期疗养' FROM veteran_entitlement
    WHERE kind = 'CHECK_UP' AND min_age IS NULL;
INSERT INTO veteran_entitlement (kind, category, programme, min_age, valid_from, source)
    SELECT 'REIMBURSEMENT', category, NULL, NULL, valid_from, '优抚对象医疗保障办法' FROM veteran_entitlement
    WHERE kind = 'CHECK_UP' AND min_age IS NULL;
INSERT INTO veteran_entitlement (kind, category, programme, min_age, valid_from, source) VALUES
    ('PLAQUE', 'SELF_EMPLOYED_SOLDIER', NULL, NULL, '2018-07-29', '为烈属、军属和退役军人等家庭悬挂光荣牌工作实施办法'),
    ('PLAQUE', 'PLACED_SOLDIER', NULL, NULL, '2018-07-29', '为烈属、军属和退役军人等家庭悬挂光荣牌工作实施办法'),
    ('PLAQUE', 'TRANSFERRED_OFFICER', NULL, NULL, '2018-07-29', '为烈属、军属和退役军人等家庭悬挂光荣牌工作实施办法'),
    ('PLAQUE', 'DEMOBILISED_CADRE', NULL, NULL, '2018-07-29', '为烈属、军属和退役军人等家庭悬挂光荣牌工作实施办法'),
    ('PLAQUE', 'MONTHLY_PENSION', NULL, NULL, '2018-07-29', '为烈属、军属和退役军人等家庭悬挂光荣牌工作实施办法'),
    ('PLAQUE', 'RETIRED_OFFICER', NULL, NULL, '2018-07-29', '为烈属、军属和退役军人等家庭悬挂光荣牌工作实施办法'),
    ('PLAQUE', 'ACTIVE_FAMILY', NULL, NULL, '2018-07-29', '为烈属、军属和退役军人等家庭悬挂光荣牌工作实施办法'),
    ('PLAQUE', 'RURAL_60', NULL, NULL, '2018-07-29', '为烈属、军属和退役军人等家庭悬挂光荣牌工作实施办法');
INSERT INTO veteran_entitlement (kind, category, programme, min_age, valid_from, source)
    SELECT 'PLAQUE', category, NULL, NULL, '2018-07-29', '为烈属、军属和退役军人等家庭悬挂光荣牌工作实施办法'
    FROM veteran_entitlement WHERE kind = 'CHECK_UP' AND min_age IS NULL";

/// Findings of veterans belong to a unit, not to a collective.
const FINDING_COLUMNS: &str = "
ALTER TABLE finding ADD COLUMN unit_id BIGINT CONSTRAINT finding_unit REFERENCES unit (id);
ALTER TABLE finding ADD COLUMN veteran_id BIGINT CONSTRAINT finding_veteran REFERENCES veteran (id);
ALTER TABLE finding_step ADD COLUMN unit_id BIGINT CONSTRAINT finding_step_unit REFERENCES unit (id);
CREATE INDEX finding_by_unit ON finding (unit_id, state, id);
CREATE INDEX finding_by_veteran ON finding (veteran_id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for part in [REGISTER, FILES, POLICY, FINDING_COLUMNS] {
            dialect::run(manager, part).await?;
        }
        dialect::set_required(manager, "finding", "collective_id", false).await?;
        dialect::set_required(manager, "finding_step", "collective_id", false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let findings = "
            DELETE FROM finding_step WHERE unit_id IS NOT NULL; DELETE FROM finding WHERE unit_id IS NOT NULL;
            DROP INDEX finding_by_unit; DROP INDEX finding_by_veteran;
            ALTER TABLE finding DROP COLUMN unit_id; ALTER TABLE finding DROP COLUMN veteran_id;
            ALTER TABLE finding_step DROP COLUMN unit_id";
        dialect::run(manager, findings).await?;
        dialect::set_required(manager, "finding", "collective_id", true).await?;
        dialect::set_required(manager, "finding_step", "collective_id", true).await?;
        let tables = [
            "veteran_entitlement",
            "card_step_limit",
            "contact_interval",
            "veteran_step",
            "service_event",
            "veteran_benefit",
            "veteran_card",
            "veteran_contact",
            "veteran_honour",
            "veteran_disability",
            "veteran_category",
            "veteran",
        ];
        dialect::drop(manager, &tables).await
    }
}
