//! Rules about days: certificates that ended, reviews, returns and payrolls that are late.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use entity::vocab::{PaymentState, PayrollKind, Severity};
use serde_json::json;

use super::world::{Drawn, Index, dated, words};
use crate::{
    kernel::time::Month,
    subsidies::{
        model::facts::{Asked, Breach, CertificateFact, EnrolmentFact},
        rules::amount::later,
    },
};

/// Programmes that need a valid certificate.
const CERTIFIED: [&str; 2] = ["CJ01", "CJ02"];
/// Days after which an overdue review is more than a trifle.
const LONG_OVERDUE: i64 = 30;

/// S08: paid for a month after that in which the certificate ended; a new one pays back a few months.
pub(super) fn certificate_expired(drawn: &Drawn<'_>, found: &mut Vec<Breach>) {
    let parameters = drawn.index.world.parameters;
    let month = drawn.month;
    let papers = &drawn.person.certificates;
    let in_grace = |one: &CertificateFact| {
        let (from, to) = (Month::of(one.issued_on), later(Month::of(one.valid_until), parameters.certificate_grace));
        from <= month && month <= to
    };
    let ended = |one: &&CertificateFact| Month::of(one.valid_until) < month;
    let last = papers.iter().filter(ended).map(|one| one.valid_until).max();
    let paid_back = |one: &CertificateFact| {
        let from = Month::of(one.issued_on);
        last.is_some() && month < from && from <= later(month, parameters.back_pay_months)
    };
    if papers.iter().any(|one| in_grace(one) || paid_back(one)) {
        return;
    }
    let explain = last.map_or_else(
        || "发放月份没有有效的残疾人证,请补登证件或停发。".to_owned(),
        |last| format!("残疾人证{}到期,自次月起应停发,换证后可补发。", words(last)),
    );
    for line in drawn.asked().filter(|line| CERTIFIED.contains(&drawn.index.code(line.programme))) {
        let evidence = last.map_or_else(|| json!({}), |last| dated("validUntil", last));
        found.push(drawn.breach("S08", Severity::Medium, line, evidence, explain.clone()));
    }
}

/// S11: the annual review is overdue.
pub(super) fn review_overdue(index: &Index<'_>, found: &mut Vec<Breach>) {
    let day = index.world.as_of;
    let overdue = |one: &EnrolmentFact| one.next_review_on.filter(|due| *due < day);
    let breach = |one: &EnrolmentFact, due: NaiveDate| {
        let days = (day - due).num_days();
        let severity = if days > LONG_OVERDUE { Severity::Medium } else { Severity::Low };
        let evidence = json!({ "dueOn": due.to_string(), "days": days });
        let explain = format!("年审应于{}前完成,已超期{days}天,请复核或暂停。", words(due));
        let breach = index.on_enrolment("S11", severity, one, evidence, explain);
        Breach { key: Some(due.to_string()), ..breach }
    };
    if index.world.asked == Asked::Planned {
        let lines = index.asked_lines().filter_map(|line| {
            let one = index.enrolments.get(&line.enrolment?)?;
            Some(Index::of_line(breach(one, overdue(one)?), line))
        });
        found.extend(lines);
        return;
    }
    let drawn = index.world.facts.enrolments.iter().filter(|one| one.drawn_on(day));
    found.extend(drawn.filter_map(|one| Some(breach(one, overdue(one)?))));
}

/// S13: the bank returned it long ago and it was not paid again.
pub(super) fn return_open(index: &Index<'_>, found: &mut Vec<Breach>) {
    let day = index.world.as_of;
    let Some(limit) = day.checked_sub_days(Days::new(index.world.parameters.return_days)) else { return };
    let lines = &index.world.facts.lines;
    let again: BTreeSet<i64> = lines
        .iter()
        .filter(|line| line.paid_on.is_none_or(|on| on <= day))
        .filter_map(|line| line.reissue_of)
        .collect();
    for line in lines {
        let open = matches!(line.state, PaymentState::Returned | PaymentState::Reissued);
        if let Some(back) = line.returned_on.filter(|back| open && *back < limit)
            && !again.contains(&line.id)
        {
            let days = (day - back).num_days();
            let evidence = json!({ "returnedOn": back.to_string(), "days": days, "reference": line.reference });
            let explain =
                format!("银行{}退汇,已{days}天未重发(明细编号{}),请核实账户重发。", words(back), line.reference);
            let breach = index.on_line("S13", Severity::Medium, line, line.amount, evidence, explain);
            found.push(Breach { key: Some(back.to_string()), settled: false, ..breach });
        }
    }
}

/// S17: a regular payroll was paid after the day of the month by which it is due.
pub(super) fn late_payroll(index: &Index<'_>, found: &mut Vec<Breach>) {
    for payroll in index.world.facts.payrolls.iter().filter(|one| one.kind == PayrollKind::Regular) {
        let first = payroll.month.first_day();
        let due = first.and_then(|day| {
            day.checked_add_days(Days::new(u64::from(index.world.parameters.due_day).saturating_sub(1)))
        });
        let paid = payroll.paid_on.filter(|on| *on <= index.world.as_of);
        let Some((due, paid)) = due.zip(paid).filter(|(due, paid)| paid > due) else { continue };
        let code = index.code(payroll.programme);
        let evidence = json!({ "programme": code, "month": payroll.month.to_string(), "dueOn": due.to_string(),
            "paidOn": paid.to_string(), "count": payroll.lines });
        let explain = format!("{code} {}批次应于{}前发放,实际{}发放。", payroll.month, words(due), words(paid));
        found.push(Breach {
            rule: "S17",
            severity: Severity::Low,
            line: None,
            enrolment: None,
            person: None,
            resident: None,
            programme: Some(payroll.programme),
            unit: None,
            account: None,
            payroll: Some(payroll.id),
            month: Some(payroll.month),
            amount: Some(payroll.amount),
            key: Some(paid.to_string()),
            settled: false,
            evidence,
            explain,
        });
    }
}
