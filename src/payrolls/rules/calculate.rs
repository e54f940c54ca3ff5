//! Which lines a payroll has, and what each is for.

use std::collections::BTreeMap;

use entity::vocab::{
    AmountMode, BankReturnCode, EnrolmentState, Frequency, PaymentState, PayrollDecisionKind, PayrollKind, RecordOrigin,
};
use serde_json::{Value as Json, json};

use super::restrict::note;
use crate::{
    kernel::{
        money::Fen,
        problem::Problem,
        time::{Month, age_on},
    },
    payrolls::model::{Candidate, Check, Decision, Line, Payroll, Returned},
    subsidies::{
        model::ProgrammeRecord,
        rules::{
            amount::{Granted, ceiling, due},
            tier::{Claimant, correct_tier},
        },
    },
};

/// Why a line is left out or held, where it is not the number of a rule.
pub mod exclusion {
    /// The entitlement is suspended.
    pub const SUSPENDED: &str = "SUSPENDED";
    /// The person has a line of the programme for the month elsewhere.
    pub const ALREADY_PAID: &str = "ALREADY_PAID";
    /// Somebody decided to leave it out.
    pub const DECIDED: &str = "DECIDED";
    /// An objection has no answer yet.
    pub const OBJECTION: &str = "OBJECTION";
}

/// What lines are calculated from.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub payroll: &'a Payroll,
    pub programme: &'a ProgrammeRecord,
    /// What is wanted for which month, in the order of the lines.
    pub wanted: &'a [(&'a Candidate, Month)],
    pub decisions: &'a [Decision],
}

/// Whether a programme pays anything in a month.
#[must_use]
pub fn pays_in(programme: &ProgrammeRecord, month: Month) -> bool {
    let elsewhere = matches!(programme.row.amount_mode, AmountMode::StatusOnly | AmountMode::External);
    if elsewhere || programme.row.frequency == Frequency::None {
        return false;
    }
    let months = programme.row.pay_months.as_ref().and_then(Json::as_array);
    months.is_none_or(|months| months.iter().any(|one| one.as_i64() == Some(i64::from(month.number()))))
}

/// Whether there is a standard to pay by in a month: always where amounts are granted case by case.
#[must_use]
pub fn has_standard(programme: &ProgrammeRecord, month: Month) -> bool {
    let bounded = |tier| ceiling(programme, tier, month).is_some();
    programme.row.amount_mode == AmountMode::CaseByCase
        || bounded(None)
        || programme.tiers.iter().any(|tier| bounded(Some(tier.id)))
}

/// The lines as they would be before any rule is asked.
///
/// # Errors
/// `NO_STANDARD`, `NOTHING_DUE` and the like: one problem each, which names who is concerned.
pub fn draft(case: Case<'_>) -> Result<Vec<Line>, Vec<Problem>> {
    let decisions: BTreeMap<i64, &Decision> = case.decisions.iter().map(|one| (one.enrolment_id, one)).collect();
    let (mut lines, mut without) = (Vec::new(), BTreeMap::<&'static str, (String, Vec<&str>)>::new());
    for (candidate, month) in case.wanted {
        let enrolment = &candidate.enrolment;
        let tier = tier(case.programme, candidate, *month);
        let granted = Granted { assessed_income: enrolment.assessed_income_fen, amount: enrolment.amount_fen };
        match due(case.programme, tier, *month, granted) {
            Ok(amount) => {
                let decision = decisions.get(&enrolment.id).copied();
                lines.push(line(case, candidate, (*month, tier, amount), lines.len(), decision));
            }
            Err(reason) => {
                let (_, names) = without.entry(reason.code()).or_insert_with(|| (reason.message(), Vec::new()));
                names.push(candidate.name.as_str());
            }
        }
    }
    let problem = |(code, (message, names)): (&'static str, (String, Vec<&str>))| {
        Problem::new(code, "payroll", format!("{}:{message}", named(&names)))
    };
    let problems: Vec<Problem> = without.into_iter().map(problem).collect();
    if problems.is_empty() { Ok(lines) } else { Err(problems) }
}

/// The tier that the age on the last day calls for, where it does; otherwise the one that was granted.
fn tier(programme: &ProgrammeRecord, candidate: &Candidate, month: Month) -> Option<i64> {
    let claimant = Claimant { birth_date: candidate.birth_date, certificates: &[], dibao: false };
    correct_tier(programme, claimant, month).or(candidate.enrolment.tier_id)
}

/// The first few of `names`, and how many there are.
fn named(names: &[&str]) -> String {
    let more = if names.len() > 5 { format!("等 {} 人", names.len()) } else { String::new() };
    format!("{}{more}", names.iter().take(5).copied().collect::<Vec<_>>().join("、"))
}

fn line(
    case: Case<'_>,
    candidate: &Candidate,
    (month, tier, amount): (Month, Option<i64>, Fen),
    position: usize,
    decision: Option<&Decision>,
) -> Line {
    let enrolment = &candidate.enrolment;
    let paid = candidate.paid.iter().find(|(paid, _)| *paid == month);
    let (state, exclusion) = match (decision.map(|one| (one.kind, &one.reason)), paid) {
        _ if enrolment.state == EnrolmentState::Suspended => {
            (PaymentState::Excluded, Some((exclusion::SUSPENDED, "待遇已暂停,恢复后补发".to_owned())))
        }
        (_, Some((_, reference))) => {
            (PaymentState::Excluded, Some((exclusion::ALREADY_PAID, format!("同一项目同一月份已有明细 {reference}"))))
        }
        (Some((PayrollDecisionKind::Exclude, reason)), None) => {
            (PaymentState::Excluded, Some((exclusion::DECIDED, reason.clone())))
        }
        (Some((PayrollDecisionKind::Hold, reason)), None) => {
            (PaymentState::Held, Some((exclusion::OBJECTION, reason.clone())))
        }
        (None, None) => (PaymentState::Planned, None),
    };
    Line {
        id: 0,
        payroll_id: case.payroll.id,
        reference: format!("{}-{}", case.payroll.id, position + 1),
        enrolment_id: Some(enrolment.id),
        resident_id: enrolment.resident_id,
        person_id: enrolment.person_id,
        programme_id: enrolment.programme_id,
        tier_id: tier,
        unit_id: enrolment.unit_id,
        payee_account_id: enrolment.payee_account_id,
        month,
        amount_fen: amount,
        state,
        reissue_of: None,
        payee_name: Some(candidate.name.clone()),
        id_number_cipher: Some(candidate.id_number_cipher.clone()),
        account_cipher: Some(candidate.account_cipher.clone()),
        basis: Some(basis(case.programme, candidate, (month, tier))),
        exclusion: exclusion.as_ref().map(|(word, _)| (*word).to_owned()),
        exclusion_note: exclusion.map(|(_, note)| note),
        origin: RecordOrigin::Platform,
    }
}

/// The facts that an amount follows from.
fn basis(programme: &ProgrammeRecord, candidate: &Candidate, (month, tier): (Month, Option<i64>)) -> Json {
    let enrolment = &candidate.enrolment;
    let standard = programme.standard_row(tier, month);
    json!({
        "programmeVersion": programme.row.version,
        "tier": programme.tier_code(tier),
        "enrolledTier": programme.tier_code(enrolment.tier_id),
        "standard": standard.map(|one| one.amount.to_string()),
        "standardFrom": standard.map(|one| one.valid_from.to_string()),
        "mode": programme.row.amount_mode,
        "enrolledFrom": enrolment.start_month.to_string(),
        "age": month.last_day().map(|day| age_on(candidate.birth_date, day)),
        "assessedIncome": enrolment.assessed_income_fen.map(|fen| fen.to_string()),
        "granted": enrolment.amount_fen.map(|fen| fen.to_string()),
    })
}

/// Leaves out what a rule forbids to pay, and notes what else the rules say.
pub fn apply(lines: &mut [Line], checks: &[Check]) {
    for check in checks {
        let Some(line) = lines.get_mut(check.line) else { continue };
        if line.state == PaymentState::Planned && check.blocks {
            line.state = PaymentState::Excluded;
            line.exclusion = Some(check.rule.clone());
            line.exclusion_note = Some(check.explain.clone());
        } else {
            note(line, &check.rule, &check.explain);
        }
    }
}

/// What the bank refuses as long as the account stays what it is.
#[must_use]
pub const fn of_account(code: BankReturnCode) -> bool {
    use BankReturnCode::{AccountClosed, HolderMismatch, NoSuchAccount};
    matches!(code, AccountClosed | HolderMismatch | NoSuchAccount)
}

/// Returned lines again: the same entitlement, month and amount, to the account as it is now.
///
/// # Errors
/// `SAME_ACCOUNT` for what the bank would return again.
pub fn again(payroll: &Payroll, returned: &[Returned]) -> Result<Vec<Line>, Vec<Problem>> {
    let unchanged = |one: &&Returned| {
        one.code.is_some_and(of_account)
            && one.account == one.line.payee_account_id
            && payroll.kind == PayrollKind::FollowUp
    };
    let same: Vec<&str> = returned.iter().filter(unchanged).map(|one| one.line.reference.as_str()).collect();
    if !same.is_empty() {
        let message = format!("明细 {}的账户被银行退回后没有变更,请先更正收款账户", named(&same));
        return Err(vec![Problem::new("SAME_ACCOUNT", "lines", message)]);
    }
    let line = |(position, one): (usize, &Returned)| Line {
        id: 0,
        payroll_id: payroll.id,
        reference: format!("{}-{}", payroll.id, position + 1),
        payee_account_id: one.account,
        state: PaymentState::Planned,
        reissue_of: Some(one.line.id),
        payee_name: Some(one.name.clone()),
        id_number_cipher: Some(one.id_number_cipher.clone()),
        account_cipher: Some(one.account_cipher.clone()),
        basis: Some(json!({ "reissueOf": one.line.reference, "code": one.code })),
        exclusion: None,
        exclusion_note: None,
        origin: RecordOrigin::Platform,
        ..one.line.clone()
    };
    Ok(returned.iter().enumerate().map(line).collect())
}
