//! Figures of payments added up as they change, with the persons and households behind them.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &str = "
CREATE TABLE payment_rollup (
    id {id},
    programme_id BIGINT NOT NULL CONSTRAINT payment_rollup_programme REFERENCES programme (id),
    tier_id BIGINT CONSTRAINT payment_rollup_tier REFERENCES programme_tier (id),
    unit_id BIGINT NOT NULL CONSTRAINT payment_rollup_unit REFERENCES unit (id),
    month INTEGER NOT NULL CONSTRAINT payment_rollup_month_real CHECK (month % 100 BETWEEN 1 AND 12),
    state TEXT NOT NULL,
    person_times BIGINT NOT NULL CONSTRAINT payment_rollup_lines CHECK (person_times > 0),
    amount_fen BIGINT NOT NULL CONSTRAINT payment_rollup_amount CHECK (amount_fen > 0),
    largest_fen BIGINT NOT NULL CONSTRAINT payment_rollup_largest CHECK (largest_fen BETWEEN 1 AND amount_fen),
    persons {bytes} NOT NULL,
    households {bytes} NOT NULL
);
CREATE UNIQUE INDEX payment_rollup_once ON payment_rollup (programme_id, month, COALESCE(tier_id, 0), unit_id, state);
CREATE TABLE payment_rollup_slice (
    id {id},
    programme_id BIGINT NOT NULL CONSTRAINT payment_rollup_slice_programme REFERENCES programme (id),
    month INTEGER NOT NULL CONSTRAINT payment_rollup_slice_month_real CHECK (month % 100 BETWEEN 1 AND 12),
    revision BIGINT NOT NULL,
    CONSTRAINT payment_rollup_slice_once UNIQUE (programme_id, month)
);
CREATE INDEX payment_rollup_slice_by_revision ON payment_rollup_slice (revision)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(manager, &["payment_rollup_slice", "payment_rollup"]).await
    }
}
