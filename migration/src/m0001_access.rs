//! Units, accounts, tokens and the audit chain.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &str = "
CREATE TABLE unit (
    id {id},
    code TEXT NOT NULL CONSTRAINT unit_code_unique UNIQUE CONSTRAINT unit_code_digits CHECK (length(code) = 12),
    name TEXT NOT NULL CONSTRAINT unit_name_unique UNIQUE,
    kind TEXT NOT NULL CONSTRAINT unit_kind_known CHECK (kind IN ('COMMUNITY', 'VILLAGE'))
);
CREATE TABLE unit_code (
    id {id},
    unit_id BIGINT NOT NULL CONSTRAINT unit_code_unit REFERENCES unit (id),
    code TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    CONSTRAINT unit_code_once UNIQUE (code, valid_from),
    CONSTRAINT unit_code_period CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE TABLE account (
    id {id},
    name TEXT NOT NULL CONSTRAINT account_name_unique UNIQUE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL CONSTRAINT account_role_known CHECK (role IN ('STREET_STAFF', 'COMMUNITY_WORKER', 'VETERAN_STATION',
        'FINANCE', 'COOPERATIVE', 'AGRI_ECONOMY', 'BI', 'AUDITOR', 'ADMIN')),
    unit_id BIGINT CONSTRAINT account_unit REFERENCES unit (id),
    disabled BOOLEAN NOT NULL,
    CONSTRAINT account_bound CHECK (unit_id IS NOT NULL OR role NOT IN ('COMMUNITY_WORKER', 'COOPERATIVE'))
);
CREATE TABLE access_token (
    id {id},
    account_id BIGINT NOT NULL CONSTRAINT access_token_account REFERENCES account (id),
    digest {bytes} NOT NULL CONSTRAINT access_token_digest_unique UNIQUE,
    issued_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    revoked_at {time}
);
CREATE TABLE audit_act (
    id {id},
    at {time} NOT NULL,
    actor TEXT NOT NULL,
    role TEXT,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail {json} NOT NULL,
    prev_hash {bytes} NOT NULL CONSTRAINT audit_act_chain_unique UNIQUE,
    hash {bytes} NOT NULL
);
CREATE TABLE audit_head (
    id BIGINT PRIMARY KEY CONSTRAINT audit_head_single CHECK (id = 1),
    seq BIGINT NOT NULL,
    hash {bytes} NOT NULL,
    seal {bytes} NOT NULL
)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(manager, &["audit_head", "audit_act", "access_token", "account", "unit_code", "unit"]).await
    }
}
