//! What a review and an approval bind: the hash of a locked payroll.

use serde_json::{Value as Json, json};

use crate::{
    kernel::vault::digest,
    payrolls::model::{Line, Payroll, payable},
};

/// SHA-256, in hexadecimal, over programme, month, kind and, of every line, who, what for, how much, to which account
/// and whether it is payable. What the bank does with a line later is not part of it: the hash of a payroll that was
/// not tampered with is the same from the lock to the archive.
#[must_use]
pub fn content_hash(payroll: &Payroll, lines: &[Line]) -> String {
    let sealed = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(hex::encode);
    let line = |line: &Line| -> Json {
        json!([
            line.reference,
            line.enrolment_id,
            line.resident_id,
            line.person_id,
            line.tier_id,
            line.unit_id,
            line.payee_account_id,
            line.month,
            line.amount_fen.0,
            payable(line),
            line.payee_name,
            sealed(&line.id_number_cipher),
            sealed(&line.account_cipher),
            line.reissue_of
        ])
    };
    let lines: Vec<Json> = lines.iter().map(line).collect();
    let text = json!([payroll.programme_id, payroll.month, payroll.kind, payroll.source_id, lines]);
    hex::encode(digest(text.to_string().as_bytes()))
}
