//! Reported indicators of the annual report; corrections append.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDICATORS: &str = "
CREATE TABLE reported_indicator (
    id {id},
    code TEXT NOT NULL CONSTRAINT reported_indicator_code_length CHECK (length(code) BETWEEN 2 AND 60),
    year INTEGER NOT NULL CONSTRAINT reported_indicator_year_real CHECK (year BETWEEN 1949 AND 9998),
    label TEXT NOT NULL CONSTRAINT reported_indicator_label_given CHECK (length(label) > 0),
    unit TEXT NOT NULL CONSTRAINT reported_indicator_unit_given CHECK (length(unit) > 0),
    value BIGINT NOT NULL CONSTRAINT reported_indicator_value_sane
        CHECK (value BETWEEN -100000000000000000 AND 100000000000000000),
    rounded_to BIGINT NOT NULL CONSTRAINT reported_indicator_rounding_positive
        CHECK (rounded_to BETWEEN 1 AND 100000000000000000),
    comparison TEXT NOT NULL CONSTRAINT reported_indicator_comparison_known
        CHECK (comparison IN ('EXACT', 'AT_LEAST', 'MORE_THAN', 'ABOUT')),
    kind TEXT NOT NULL CONSTRAINT reported_indicator_kind_known CHECK (kind IN ('ACTUAL', 'TARGET')),
    phrase TEXT NOT NULL CONSTRAINT reported_indicator_phrase_given CHECK (length(phrase) > 0),
    source TEXT NOT NULL CONSTRAINT reported_indicator_source_given CHECK (length(source) > 0),
    recorded_by TEXT NOT NULL,
    recorded_at {time} NOT NULL,
    supersedes BIGINT CONSTRAINT reported_indicator_superseded_once UNIQUE,
    CONSTRAINT reported_indicator_identity UNIQUE (id, code, year),
    CONSTRAINT reported_indicator_supersedes FOREIGN KEY (supersedes, code, year)
        REFERENCES reported_indicator (id, code, year),
    CONSTRAINT reported_indicator_supersedes_earlier CHECK (supersedes < id)
);
CREATE UNIQUE INDEX reported_indicator_first_once ON reported_indicator (code, year) WHERE supersedes IS NULL;
CREATE INDEX reported_indicator_by_year ON reported_indicator (year, code, id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, INDICATORS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(manager, &["reported_indicator"]).await
    }
}
