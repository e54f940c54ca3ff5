//! Residents, households, dated residencies, life events, disability certificates.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &str = "
CREATE TABLE household (
    id {id},
    number TEXT NOT NULL CONSTRAINT household_number_unique UNIQUE,
    unit_id BIGINT NOT NULL CONSTRAINT household_unit REFERENCES unit (id),
    address TEXT NOT NULL,
    income_per_capita_fen BIGINT CONSTRAINT household_income_positive CHECK (income_per_capita_fen >= 0),
    origin TEXT NOT NULL CONSTRAINT household_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM'))
);
CREATE INDEX household_by_unit ON household (unit_id, id);
CREATE TABLE resident (
    id {id},
    person_id BIGINT NOT NULL CONSTRAINT resident_person REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED,
    household_id BIGINT NOT NULL CONSTRAINT resident_household REFERENCES household (id),
    household_role TEXT NOT NULL CONSTRAINT resident_household_role_known
        CHECK (household_role IN ('HEAD', 'SPOUSE', 'CHILD', 'PARENT', 'GRANDCHILD', 'OTHER')),
    name TEXT NOT NULL CONSTRAINT resident_name_given CHECK (name <> ''),
    name_pinyin TEXT NOT NULL,
    name_initials TEXT NOT NULL,
    sex TEXT NOT NULL CONSTRAINT resident_sex_known CHECK (sex IN ('UNKNOWN', 'MALE', 'FEMALE')),
    nation TEXT NOT NULL,
    birth_date DATE NOT NULL,
    id_number_cipher {bytes} NOT NULL,
    id_number_index {bytes} NOT NULL,
    id_number_kind TEXT NOT NULL CONSTRAINT resident_id_number_kind_known
        CHECK (id_number_kind IN ('STANDARD', 'LEGACY', 'INVALID')),
    phone_cipher {bytes},
    hukou_kind TEXT NOT NULL CONSTRAINT resident_hukou_kind_known CHECK (hukou_kind IN ('AGRICULTURAL', 'NON_AGRICULTURAL')),
    hukou_unit_id BIGINT NOT NULL CONSTRAINT resident_hukou_unit REFERENCES unit (id),
    residence_unit_id BIGINT NOT NULL CONSTRAINT resident_residence_unit REFERENCES unit (id),
    died_on DATE,
    moved_out_on DATE,
    origin TEXT NOT NULL CONSTRAINT resident_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    version INTEGER NOT NULL,
    CONSTRAINT resident_valid_id_number CHECK (origin = 'HISTORY' OR id_number_kind = 'STANDARD')
);
CREATE INDEX resident_by_hukou_unit ON resident (hukou_unit_id, birth_date);
CREATE INDEX resident_by_residence_unit ON resident (residence_unit_id, birth_date);
CREATE INDEX resident_by_birth_date ON resident (birth_date, id);
CREATE INDEX resident_by_name ON resident (name_pinyin, id);
CREATE INDEX resident_by_household ON resident (household_id, id);
CREATE INDEX resident_by_person ON resident (person_id);
CREATE INDEX resident_by_id_number ON resident (id_number_index);
CREATE UNIQUE INDEX resident_id_number_unique ON resident (id_number_index) WHERE origin = 'PLATFORM';
CREATE TABLE residency (
    id {id},
    resident_id BIGINT NOT NULL CONSTRAINT residency_resident REFERENCES resident (id),
    kind TEXT NOT NULL CONSTRAINT residency_kind_known CHECK (kind IN ('HUKOU', 'RESIDENCE')),
    unit_id BIGINT NOT NULL CONSTRAINT residency_unit REFERENCES unit (id),
    valid_from DATE NOT NULL,
    valid_to DATE,
    CONSTRAINT residency_once UNIQUE (resident_id, kind, valid_from),
    CONSTRAINT residency_period CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE TABLE life_event (
    id {id},
    resident_id BIGINT NOT NULL CONSTRAINT life_event_resident REFERENCES resident (id),
    kind TEXT NOT NULL CONSTRAINT life_event_kind_known CHECK (kind IN ('DEATH', 'MOVED_OUT', 'MOVED_IN', 'MARRIAGE')),
    happened_on DATE NOT NULL,
    month INTEGER NOT NULL CONSTRAINT life_event_month_real CHECK (month % 100 BETWEEN 1 AND 12),
    recorded_on DATE NOT NULL,
    CONSTRAINT life_event_order CHECK (recorded_on >= happened_on)
);
CREATE INDEX life_event_by_resident ON life_event (resident_id, happened_on, id);
CREATE UNIQUE INDEX life_event_one_death ON life_event (resident_id) WHERE kind = 'DEATH';
CREATE TABLE disability_certificate (
    id {id},
    resident_id BIGINT NOT NULL CONSTRAINT disability_certificate_resident REFERENCES resident (id),
    number_cipher {bytes} NOT NULL,
    kind TEXT NOT NULL CONSTRAINT disability_certificate_kind_known
        CHECK (kind IN ('VISUAL', 'HEARING', 'SPEECH', 'PHYSICAL', 'INTELLECTUAL', 'MENTAL', 'MULTIPLE')),
    grade INTEGER NOT NULL CONSTRAINT disability_certificate_grade_known CHECK (grade BETWEEN 1 AND 4),
    issued_on DATE NOT NULL,
    valid_until DATE NOT NULL,
    CONSTRAINT disability_certificate_period CHECK (valid_until > issued_on)
);
CREATE INDEX disability_certificate_by_resident ON disability_certificate (resident_id, valid_until);
CREATE INDEX disability_certificate_by_end ON disability_certificate (valid_until, resident_id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(manager, &["disability_certificate", "life_event", "residency", "resident", "household"]).await
    }
}
