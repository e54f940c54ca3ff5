//! Running payrolls: steps, decisions on lines, what the bank said that did not fit, bank formats, recoveries, files.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &str = "
ALTER TABLE programme ADD COLUMN pay_months {json};
ALTER TABLE programme ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
UPDATE programme SET pay_months = '[6, 12]' WHERE code = 'JS01';
UPDATE programme SET pay_months = '[10]' WHERE code = 'JS02';
UPDATE programme SET pay_months = '[1]' WHERE code = 'WW01';
ALTER TABLE enrolment ADD COLUMN assessed_income_fen BIGINT
    CONSTRAINT enrolment_assessed_income_sane CHECK (assessed_income_fen >= 0);
ALTER TABLE enrolment ADD COLUMN amount_fen BIGINT CONSTRAINT enrolment_amount_positive CHECK (amount_fen > 0);
CREATE TABLE stored_file (
    id {id},
    kind TEXT NOT NULL CONSTRAINT stored_file_kind_known CHECK (kind IN ('UPLOAD', 'BANK_FILE')),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL CONSTRAINT stored_file_size_sane CHECK (size >= 0),
    digest TEXT NOT NULL,
    content_cipher {bytes} NOT NULL,
    account TEXT NOT NULL,
    stored_at {time} NOT NULL
);
CREATE INDEX stored_file_by_account ON stored_file (account, digest);
CREATE TABLE bank_format (
    id {id},
    code TEXT NOT NULL CONSTRAINT bank_format_code_unique UNIQUE,
    name TEXT NOT NULL,
    layout TEXT NOT NULL CONSTRAINT bank_format_layout_known CHECK (layout IN ('CSV', 'FIXED_WIDTH')),
    encoding TEXT NOT NULL CONSTRAINT bank_format_encoding_known CHECK (encoding IN ('UTF_8', 'GB18030')),
    spec {json} NOT NULL,
    valid_from DATE NOT NULL
);
ALTER TABLE payroll ADD COLUMN source_id BIGINT CONSTRAINT payroll_source REFERENCES payroll (id);
ALTER TABLE payroll ADD COLUMN content_hash TEXT;
ALTER TABLE payroll ADD COLUMN sent_on DATE;
ALTER TABLE payroll ADD COLUMN bank_format_id BIGINT CONSTRAINT payroll_bank_format REFERENCES bank_format (id);
ALTER TABLE payroll ADD COLUMN file_id BIGINT CONSTRAINT payroll_file REFERENCES stored_file (id);
ALTER TABLE payment_line ADD COLUMN payee_name TEXT;
ALTER TABLE payment_line ADD COLUMN id_number_cipher {bytes};
ALTER TABLE payment_line ADD COLUMN account_cipher {bytes};
ALTER TABLE payment_line ADD COLUMN basis {json};
ALTER TABLE payment_line ADD COLUMN exclusion TEXT;
ALTER TABLE payment_line ADD COLUMN exclusion_note TEXT;
CREATE TABLE bank_result (
    id {id},
    line_id BIGINT NOT NULL CONSTRAINT bank_result_line REFERENCES payment_line (id) CONSTRAINT bank_result_once UNIQUE,
    bank_reference TEXT NOT NULL CONSTRAINT bank_result_reference_unique UNIQUE,
    file_id BIGINT NOT NULL CONSTRAINT bank_result_file REFERENCES stored_file (id),
    settled_on DATE NOT NULL
);
CREATE INDEX payment_line_by_programme ON payment_line (programme_id, month, person_id);
CREATE TABLE payroll_step (
    id {id},
    payroll_id BIGINT NOT NULL CONSTRAINT payroll_step_payroll REFERENCES payroll (id),
    act TEXT NOT NULL CONSTRAINT payroll_step_act_known CHECK (act IN ('OPEN', 'CALCULATE', 'DECIDE', 'LOCK', 'REVIEW', 'APPROVE',
        'REJECT', 'CANCEL', 'EXPORT', 'RECONCILE', 'RESOLVE', 'REISSUE', 'WITHDRAW', 'CLOSE')),
    done_on DATE NOT NULL,
    actor TEXT NOT NULL,
    note TEXT NOT NULL,
    content_hash TEXT
);
CREATE INDEX payroll_step_by_payroll ON payroll_step (payroll_id, id);
CREATE TABLE payroll_decision (
    id {id},
    payroll_id BIGINT NOT NULL CONSTRAINT payroll_decision_payroll REFERENCES payroll (id),
    enrolment_id BIGINT NOT NULL CONSTRAINT payroll_decision_enrolment REFERENCES enrolment (id),
    kind TEXT NOT NULL CONSTRAINT payroll_decision_kind_known CHECK (kind IN ('HOLD', 'EXCLUDE')),
    reason TEXT NOT NULL,
    decided_on DATE NOT NULL,
    decided_by TEXT NOT NULL,
    lifted_on DATE,
    lifted_by TEXT
);
CREATE UNIQUE INDEX payroll_decision_one_open ON payroll_decision (payroll_id, enrolment_id) WHERE lifted_on IS NULL;
CREATE TABLE payroll_exception (
    id {id},
    payroll_id BIGINT NOT NULL CONSTRAINT payroll_exception_payroll REFERENCES payroll (id),
    file_id BIGINT NOT NULL CONSTRAINT payroll_exception_file REFERENCES stored_file (id),
    \"row\" INTEGER NOT NULL CONSTRAINT payroll_exception_row_sane CHECK (\"row\" >= 1),
    reference TEXT NOT NULL,
    code TEXT NOT NULL CONSTRAINT payroll_exception_code_known CHECK (code IN ('UNREADABLE', 'UNKNOWN_REFERENCE', 'NOT_SENT',
        'WRONG_AMOUNT', 'WRONG_ACCOUNT', 'REFERENCE_TWICE', 'BANK_REFERENCE_USED', 'BANK_REFERENCE_MISSING', 'UNKNOWN_RESULT')),
    message TEXT NOT NULL,
    recorded_on DATE NOT NULL,
    resolved_on DATE,
    resolved_by TEXT,
    answer TEXT,
    CONSTRAINT payroll_exception_resolved CHECK ((resolved_on IS NULL) = (resolved_by IS NULL))
);
CREATE UNIQUE INDEX payroll_exception_once ON payroll_exception (file_id, \"row\");
CREATE INDEX payroll_exception_by_payroll ON payroll_exception (payroll_id, id);
CREATE TABLE recovery (
    id {id},
    line_id BIGINT NOT NULL CONSTRAINT recovery_line REFERENCES payment_line (id) CONSTRAINT recovery_once UNIQUE,
    resident_id BIGINT NOT NULL CONSTRAINT recovery_resident REFERENCES resident (id),
    programme_id BIGINT NOT NULL CONSTRAINT recovery_programme REFERENCES programme (id),
    unit_id BIGINT NOT NULL CONSTRAINT recovery_unit REFERENCES unit (id),
    amount_fen BIGINT NOT NULL CONSTRAINT recovery_amount_positive CHECK (amount_fen > 0),
    recovered_fen BIGINT NOT NULL CONSTRAINT recovery_recovered_sane CHECK (recovered_fen BETWEEN 0 AND amount_fen),
    state TEXT NOT NULL CONSTRAINT recovery_state_known CHECK (state IN ('OPEN', 'PARTIAL', 'RECOVERED', 'WRITTEN_OFF')),
    reason TEXT NOT NULL,
    opened_on DATE NOT NULL,
    opened_by TEXT NOT NULL,
    closed_on DATE,
    approved_by TEXT,
    document TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT recovery_settled CHECK ((state = 'RECOVERED') = (recovered_fen = amount_fen))
);
CREATE INDEX recovery_by_unit ON recovery (unit_id, state, id);
CREATE INDEX recovery_by_resident ON recovery (resident_id);
CREATE TABLE recovery_receipt (
    id {id},
    recovery_id BIGINT NOT NULL CONSTRAINT recovery_receipt_recovery REFERENCES recovery (id),
    received_on DATE NOT NULL,
    amount_fen BIGINT NOT NULL CONSTRAINT recovery_receipt_positive CHECK (amount_fen > 0),
    voucher TEXT NOT NULL CONSTRAINT recovery_receipt_voucher_unique UNIQUE,
    actor TEXT NOT NULL
);
CREATE INDEX recovery_receipt_by_recovery ON recovery_receipt (recovery_id, id)";

/// Two layouts that banks of the district take, both with the columns of the reference: number, name, identity number,
/// account, amount, purpose, reference; and what comes back.
const FORMATS: &str = r#"
INSERT INTO bank_format (code, name, layout, encoding, spec, valid_from) VALUES
('CSV', '通用代发格式(CSV)', 'CSV', 'UTF_8', '{
  "header": true, "delimiter": ",",
  "out": [{"field": "NUMBER", "title": "序号"}, {"field": "NAME", "title": "姓名"}, {"field": "ID_NUMBER", "title": "身份证号"},
    {"field": "ACCOUNT", "title": "账号"}, {"field": "AMOUNT", "title": "金额"}, {"field": "PURPOSE", "title": "摘要"},
    {"field": "REFERENCE", "title": "明细编号"}],
  "back": [{"field": "REFERENCE", "title": "明细编号"}, {"field": "ACCOUNT", "title": "账号"}, {"field": "AMOUNT", "title": "金额"},
    {"field": "RESULT", "title": "结果码"}, {"field": "REASON", "title": "原因"}, {"field": "BANK_REFERENCE", "title": "银行流水号"}],
  "paid": ["0000"],
  "returned": {"1001": "HOLDER_MISMATCH", "1002": "NO_SUCH_ACCOUNT", "1003": "ACCOUNT_CLOSED", "1004": "ACCOUNT_FROZEN",
    "1005": "ID_MISMATCH", "1006": "LIMIT_EXCEEDED"}}', '2021-01-01'),
('FIXED', '定长代发格式(国标编码)', 'FIXED_WIDTH', 'GB18030', '{
  "header": false, "delimiter": "",
  "out": [{"field": "NUMBER", "title": "序号", "width": 8, "align": "RIGHT", "pad": "0"}, {"field": "NAME", "title": "姓名", "width": 40},
    {"field": "ID_NUMBER", "title": "身份证号", "width": 18}, {"field": "ACCOUNT", "title": "账号", "width": 32},
    {"field": "AMOUNT", "title": "金额", "width": 15, "align": "RIGHT"}, {"field": "PURPOSE", "title": "摘要", "width": 60},
    {"field": "REFERENCE", "title": "明细编号", "width": 24}],
  "back": [{"field": "REFERENCE", "title": "明细编号", "width": 24}, {"field": "ACCOUNT", "title": "账号", "width": 32},
    {"field": "AMOUNT", "title": "金额", "width": 15, "align": "RIGHT"}, {"field": "RESULT", "title": "结果码", "width": 4},
    {"field": "REASON", "title": "原因", "width": 40}, {"field": "BANK_REFERENCE", "title": "银行流水号", "width": 32}],
  "paid": ["0000"],
  "returned": {"1001": "HOLDER_MISMATCH", "1002": "NO_SUCH_ACCOUNT", "1003": "ACCOUNT_CLOSED", "1004": "ACCOUNT_FROZEN",
    "1005": "ID_MISMATCH", "1006": "LIMIT_EXCEEDED"}}', '2021-01-01')"#;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await?;
        dialect::run(manager, FORMATS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(
            manager,
            &["bank_result", "recovery_receipt", "recovery", "payroll_exception", "payroll_decision", "payroll_step"],
        )
        .await?;
        let columns = "
            DROP INDEX payment_line_by_programme;
            ALTER TABLE payment_line DROP COLUMN payee_name; ALTER TABLE payment_line DROP COLUMN id_number_cipher;
            ALTER TABLE payment_line DROP COLUMN account_cipher; ALTER TABLE payment_line DROP COLUMN basis;
            ALTER TABLE payment_line DROP COLUMN exclusion; ALTER TABLE payment_line DROP COLUMN exclusion_note;
            ALTER TABLE payroll DROP COLUMN source_id; ALTER TABLE payroll DROP COLUMN content_hash;
            ALTER TABLE payroll DROP COLUMN sent_on; ALTER TABLE payroll DROP COLUMN bank_format_id;
            ALTER TABLE payroll DROP COLUMN file_id;
            ALTER TABLE enrolment DROP COLUMN assessed_income_fen; ALTER TABLE enrolment DROP COLUMN amount_fen;
            ALTER TABLE programme DROP COLUMN pay_months; ALTER TABLE programme DROP COLUMN version";
        dialect::run(manager, columns).await?;
        dialect::drop(manager, &["bank_format", "stored_file"]).await
    }
}
