//! Rules, campaigns, findings with their steps, rule runs.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &str = "
CREATE TABLE rule (
    id {id},
    number TEXT NOT NULL,
    domain TEXT NOT NULL CONSTRAINT rule_domain_known CHECK (domain IN ('LEASE', 'SUBSIDY', 'DIVIDEND', 'VETERAN')),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    predicate TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    remedy TEXT NOT NULL,
    parameters {json} NOT NULL,
    suppresses {json} NOT NULL,
    CONSTRAINT rule_number_unique UNIQUE (number)
);
CREATE TABLE campaign (
    id {id},
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    year INTEGER NOT NULL,
    found_from DATE NOT NULL,
    found_to DATE NOT NULL,
    snapshot_on DATE NOT NULL,
    rules {json} NOT NULL,
    state TEXT NOT NULL CONSTRAINT campaign_state_known CHECK (state IN ('OPEN', 'CLOSED')),
    closed_on DATE,
    version INTEGER NOT NULL,
    CONSTRAINT campaign_code_unique UNIQUE (code),
    CONSTRAINT campaign_end CHECK ((state = 'CLOSED') = (closed_on IS NOT NULL)),
    CONSTRAINT campaign_window CHECK (found_to >= found_from)
);
CREATE TABLE campaign_result (
    id {id},
    campaign_id BIGINT NOT NULL CONSTRAINT campaign_result_campaign REFERENCES campaign (id),
    collective_id BIGINT NOT NULL CONSTRAINT campaign_result_collective REFERENCES collective (id),
    lease_id BIGINT NOT NULL CONSTRAINT campaign_result_lease REFERENCES lease (id),
    inspected_on DATE NOT NULL,
    inspector TEXT NOT NULL,
    CONSTRAINT campaign_result_once UNIQUE (campaign_id, lease_id)
);
CREATE INDEX campaign_result_by_collective ON campaign_result (collective_id, campaign_id);
CREATE INDEX campaign_result_by_lease ON campaign_result (lease_id);
CREATE TABLE finding (
    id {id},
    rule_id BIGINT NOT NULL CONSTRAINT finding_rule REFERENCES rule (id),
    collective_id BIGINT NOT NULL CONSTRAINT finding_collective REFERENCES collective (id),
    subject TEXT NOT NULL,
    lease_id BIGINT CONSTRAINT finding_lease REFERENCES lease (id),
    asset_id BIGINT CONSTRAINT finding_asset REFERENCES asset (id),
    evidence_key TEXT NOT NULL,
    severity TEXT NOT NULL CONSTRAINT finding_severity_known CHECK (severity IN ('INFO', 'LOW', 'MEDIUM', 'HIGH')),
    amount_fen BIGINT,
    evidence {json} NOT NULL,
    explanation TEXT NOT NULL,
    campaign_id BIGINT CONSTRAINT finding_campaign REFERENCES campaign (id),
    discovered_on DATE NOT NULL,
    first_seen_on DATE NOT NULL,
    last_seen_on DATE NOT NULL,
    candidate_since DATE,
    state TEXT NOT NULL
        CONSTRAINT finding_state_known CHECK (state IN ('DISCOVERED', 'ASSIGNED', 'RECTIFYING', 'SUBMITTED', 'CLOSED', 'REOPENED', 'WAIVED')),
    owner TEXT,
    deadline_on DATE,
    closed_on DATE,
    recovered_fen BIGINT NOT NULL,
    uplift_fen BIGINT NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT finding_once UNIQUE (rule_id, subject, evidence_key),
    CONSTRAINT finding_end CHECK ((state IN ('CLOSED', 'WAIVED')) = (closed_on IS NOT NULL)),
    CONSTRAINT finding_assigned CHECK (state IN ('DISCOVERED', 'WAIVED') OR (owner IS NOT NULL AND deadline_on IS NOT NULL))
);
CREATE INDEX finding_by_collective ON finding (collective_id, state, id);
CREATE INDEX finding_by_lease ON finding (lease_id);
CREATE INDEX finding_by_asset ON finding (asset_id);
CREATE INDEX finding_by_campaign ON finding (campaign_id);
CREATE INDEX finding_by_day ON finding (discovered_on, id);
CREATE TABLE finding_step (
    id {id},
    finding_id BIGINT NOT NULL CONSTRAINT finding_step_finding REFERENCES finding (id),
    collective_id BIGINT NOT NULL CONSTRAINT finding_step_collective REFERENCES collective (id),
    act TEXT NOT NULL
        CONSTRAINT finding_step_act_known CHECK (act IN ('DISCOVER', 'ASSIGN', 'START', 'SUBMIT', 'CLOSE', 'REOPEN', 'WAIVE', 'EXTEND')),
    done_on DATE NOT NULL,
    actor TEXT NOT NULL,
    note TEXT NOT NULL,
    document TEXT,
    deadline_on DATE
);
CREATE INDEX finding_step_by_finding ON finding_step (finding_id, id);
CREATE INDEX finding_step_by_collective ON finding_step (collective_id);
CREATE TABLE rule_run (
    id {id},
    domain TEXT NOT NULL CONSTRAINT rule_run_domain_known CHECK (domain IN ('LEASE', 'SUBSIDY', 'DIVIDEND', 'VETERAN')),
    as_of DATE NOT NULL,
    collective_id BIGINT CONSTRAINT rule_run_collective REFERENCES collective (id),
    ran_at {time} NOT NULL,
    actor TEXT NOT NULL,
    hits INTEGER NOT NULL,
    created INTEGER NOT NULL,
    reopened INTEGER NOT NULL,
    candidates INTEGER NOT NULL
);
CREATE UNIQUE INDEX rule_run_once ON rule_run (domain, as_of, COALESCE(collective_id, 0))";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(manager, &["rule_run", "finding_step", "finding", "campaign_result", "campaign", "rule"]).await
    }
}
