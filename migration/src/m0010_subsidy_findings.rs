//! Findings about subsidies: what they are about, whose they are; what a rule does before a payroll is locked.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A finding about a subsidy is the paying unit's, or the street's when it names none.
const COLUMNS: &str = "
ALTER TABLE finding ADD COLUMN paying_unit_id BIGINT CONSTRAINT finding_paying_unit REFERENCES unit (id);
ALTER TABLE finding ADD COLUMN resident_id BIGINT CONSTRAINT finding_resident REFERENCES resident (id);
ALTER TABLE finding ADD COLUMN enrolment_id BIGINT CONSTRAINT finding_enrolment REFERENCES enrolment (id);
ALTER TABLE finding ADD COLUMN payment_line_id BIGINT CONSTRAINT finding_payment_line REFERENCES payment_line (id);
ALTER TABLE finding ADD COLUMN payroll_id BIGINT CONSTRAINT finding_payroll REFERENCES payroll (id);
ALTER TABLE finding_step ADD COLUMN paying_unit_id BIGINT CONSTRAINT finding_step_paying_unit REFERENCES unit (id);
CREATE INDEX finding_by_paying_unit ON finding (paying_unit_id, state, id);
CREATE INDEX finding_by_resident ON finding (resident_id, id);
CREATE INDEX finding_by_enrolment ON finding (enrolment_id, id);
CREATE INDEX finding_by_payment_line ON finding (payment_line_id);
CREATE INDEX finding_by_payroll ON finding (payroll_id);
UPDATE programme SET amount_mode = 'ANNUAL_RATE_BY_TIER' WHERE code = 'YF02'";

/// Parameters that rules of a running office get, as JSON text.
const PARAMETERS: [(&str, &str, &[&str]); 5] = [
    ("beforeLock", "\"BLOCK\"", &["S01", "S02", "S03", "S04", "S06", "S07", "S08", "S15", "S16"]),
    ("beforeLock", "\"WARN\"", &["S05", "S09", "S10", "S11", "S12", "S18"]),
    ("beforeLock", "\"NONE\"", &["S13", "S14", "S17"]),
    ("anywhere", "[\"LS01\"]", &["S06"]),
    ("backPayMonths", "3", &["S08"]),
];

async fn parameters(manager: &SchemaManager<'_>, up: bool) -> Result<(), DbErr> {
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    for (name, value, rules) in PARAMETERS {
        let new = match (postgres, up) {
            (true, true) => format!("jsonb_set(parameters, '{{{name}}}', '{value}')"),
            (true, false) => format!("parameters - '{name}'"),
            (false, true) => format!("json_set(parameters, '$.{name}', json('{value}'))"),
            (false, false) => format!("json_remove(parameters, '$.{name}')"),
        };
        let rules = rules.join("', '");
        let sql = format!("UPDATE rule SET parameters = {new} WHERE number IN ('{rules}')");
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, COLUMNS).await?;
        parameters(manager, true).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        parameters(manager, false).await?;
        // The rules on subsidies had no findings before; everything they found goes.
        let columns = "
            DELETE FROM finding_step WHERE finding_id IN
                (SELECT f.id FROM finding f JOIN rule r ON r.id = f.rule_id WHERE r.domain = 'SUBSIDY');
            DELETE FROM finding WHERE rule_id IN (SELECT id FROM rule WHERE domain = 'SUBSIDY');
            DROP INDEX finding_by_paying_unit; DROP INDEX finding_by_resident; DROP INDEX finding_by_enrolment;
            DROP INDEX finding_by_payment_line; DROP INDEX finding_by_payroll;
            ALTER TABLE finding DROP COLUMN paying_unit_id; ALTER TABLE finding DROP COLUMN resident_id;
            ALTER TABLE finding DROP COLUMN enrolment_id; ALTER TABLE finding DROP COLUMN payment_line_id;
            ALTER TABLE finding DROP COLUMN payroll_id; ALTER TABLE finding_step DROP COLUMN paying_unit_id;
            UPDATE programme SET amount_mode = 'FIXED' WHERE code = 'YF02'";
        dialect::run(manager, columns).await
    }
}
