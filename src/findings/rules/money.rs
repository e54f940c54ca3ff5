//! Rules about money: price, arrears, deposit, bookkeeping, waivers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{PaymentMethod, PriceBasis, RentAccount, Severity},
};
use serde_json::json;

use super::case::{Case, percent, words};
use crate::{
    assets::{
        model::Receipt,
        rules::{
            lifecycle::{days_past, plus_days},
            price::ratio,
            schedule::{add_months, term_months},
        },
    },
    findings::model::Hit,
};

/// L02: rent is overdue.
pub(super) fn arrears(case: &Case<'_>) -> Option<Hit> {
    let arrears = case.lease.arrears_on(case.as_of, case.parameters.grace_days);
    let oldest = arrears.oldest_due_on?;
    let days = days_past(oldest, case.as_of);
    let rent = case.terms.annual_rent;
    let much = i128::from(arrears.amount.0) * 4 > i128::from(rent.0);
    let severity = match days {
        _ if much => Severity::High,
        91.. => Severity::High,
        31..=90 => Severity::Medium,
        _ => Severity::Low,
    };
    let evidence = json!({
        "overdue": arrears.amount.to_string(),
        "overdueBills": arrears.bills,
        "oldestDueOn": oldest.to_string(),
        "overdueDays": days,
        "graceDays": case.parameters.grace_days,
        "annualRent": rent.to_string(),
    });
    let explain = format!(
        "拖欠租金{}元，涉及{}期账单，最早一期应于{}前缴纳，已逾期{days}天。",
        arrears.amount,
        arrears.bills,
        words(oldest)
    );
    Some(Hit { amount: Some(arrears.amount), ..case.hit("L02", oldest, severity, evidence, explain) })
}

/// L03: the rent is far below the benchmark and nobody valued or accepted the price.
pub(super) fn underpriced(case: &Case<'_>) -> Option<Hit> {
    let kind = case.asset.filter(|_| case.possessed())?.kind;
    let benchmark = case.parameters.benchmarks.iter().find(|benchmark| benchmark.kind == kind)?;
    let (area, rent) = (case.terms.area?, case.terms.annual_rent);
    let share = ratio(case.terms, benchmark.unit, benchmark.low)?;
    let accepted = case.lease.tender.as_ref().is_some_and(|tender| {
        matches!(tender.price_basis, Some(PriceBasis::Valuation | PriceBasis::Resolution))
            && case.known(tender.price_basis_on)
    });
    if accepted || share >= case.parameters.least_ratio {
        return None;
    }
    let severity = if share >= 6_000 { Severity::Medium } else { Severity::High };
    let share_text = percent(i128::from(share));
    let (low, unit) = (benchmark.low, benchmark.unit);
    let evidence = json!({
        "annualRent": rent.to_string(),
        "area": area.to_string(),
        "benchmarkLow": low.to_string(),
        "benchmarkHigh": benchmark.high.to_string(),
        "benchmarkArea": unit.to_string(),
        "ratio": share_text,
        "leastRatio": percent(i128::from(case.parameters.least_ratio)),
    });
    let explain = format!(
        "年租金{rent}元、面积{area}平方米，只有指导价下限（每{unit}平方米每年{low}元）的{share_text}，且没有评估报告或议定价格的决议。"
    );
    Some(case.hit("L03", case.terms.effective_from, severity, evidence, explain))
}

/// L11: the deposit was not collected in time.
pub(super) fn deposit_unpaid(case: &Case<'_>) -> Option<Hit> {
    let terms = case.terms;
    let signed_on = terms.signed_on.or(case.lease.signed_on).filter(|_| case.possessed())?;
    let held = case.lease.deposit_on(case.as_of);
    let short = Fen(terms.deposit_due.0 - held.0);
    let late = case.as_of > plus_days(signed_on, case.parameters.deposit_days);
    if terms.deposit_due.0 <= 0 || short.0 <= 0 || !late {
        return None;
    }
    let little = i128::from(short.0) * 12 < i128::from(terms.annual_rent.0);
    let severity = if little { Severity::Low } else { Severity::Medium };
    let evidence = json!({
        "depositDue": terms.deposit_due.to_string(),
        "depositHeld": held.to_string(),
        "shortfall": short.to_string(),
        "signedOn": signed_on.to_string(),
        "depositDays": case.parameters.deposit_days,
    });
    let explain = format!(
        "合同约定押金{}元，{}签订后已超过{}天，实收{held}元，还差{short}元。",
        terms.deposit_due,
        words(signed_on),
        case.parameters.deposit_days
    );
    let hit = case.hit("L11", terms.effective_from, severity, evidence, explain);
    Some(Hit { amount: Some(short), ..hit })
}

/// What is wrong with a receipt: not booked in time, on a personal account, too much cash.
fn breaches(case: &Case<'_>, receipt: &Receipt) -> [bool; 3] {
    let late = plus_days(receipt.paid_on, case.parameters.book_days) < case.as_of;
    let private = receipt.account == RentAccount::Personal;
    let too_much = receipt.method == PaymentMethod::Cash && receipt.amount > case.parameters.cash_limit;
    [late && !case.known(receipt.booked_on), private, too_much]
}

/// L12: rent was not booked, went to a personal account, or too much was taken in cash.
pub(super) fn rent_not_booked(case: &Case<'_>) -> Option<Hit> {
    let receipts = case.lease.receipts.iter().filter(|receipt| receipt.paid_on <= case.as_of);
    let wrong: Vec<_> = receipts
        .map(|receipt| (receipt, breaches(case, receipt)))
        .filter(|(_, breaches)| breaches.contains(&true))
        .collect();
    let oldest = wrong.iter().map(|(receipt, _)| receipt.paid_on).min()?;
    let sum = Fen(wrong.iter().map(|(receipt, _)| receipt.amount.0).sum());
    let count = |breach: fn([bool; 3]) -> bool| wrong.iter().filter(|(_, breaches)| breach(*breaches)).count();
    let (late, personal) = (count(|[late, ..]| late), count(|[_, private, _]| private));
    let cash_over = count(|[.., too_much]| too_much);
    let evidence = json!({
        "receipts": wrong.len(),
        "amount": sum.to_string(),
        "oldestPaidOn": oldest.to_string(),
        "notBooked": late,
        "personalAccount": personal,
        "cashOverLimit": cash_over,
        "bookDays": case.parameters.book_days,
        "cashLimit": case.parameters.cash_limit.to_string(),
    });
    let reasons = [(late, "未按时入账"), (personal, "存入个人账户"), (cash_over, "超限额收取现金")];
    let reasons: Vec<String> =
        reasons.iter().filter(|(many, _)| *many > 0).map(|(many, what)| format!("{what}{many}笔")).collect();
    let explain =
        format!("{}笔租金共{sum}元收取不合规：{}，最早一笔收于{}。", wrong.len(), reasons.join("、"), words(oldest));
    Some(Hit { amount: Some(sum), ..case.hit("L12", oldest, Severity::High, evidence, explain) })
}

/// What was booked in one year beyond its share of a payment for several years.
struct Excess {
    from: NaiveDate,
    to: NaiveDate,
    year: i32,
    booked: Fen,
    share: Fen,
}

/// L14: rent for several years was booked as the income of one.
pub(super) fn prepaid_unamortised(case: &Case<'_>) -> Option<Hit> {
    let receipts = case.lease.receipts.iter().filter(|receipt| receipt.paid_on <= case.as_of);
    let found: Vec<Excess> = receipts.flat_map(|receipt| excesses(case, receipt)).collect();
    let first = found.iter().min_by_key(|excess| (excess.from, excess.year))?;
    let sum = Fen(found.iter().map(|excess| excess.booked.0 - excess.share.0).sum());
    let evidence = json!({
        "coversFrom": first.from.to_string(),
        "coversTo": first.to.to_string(),
        "year": first.year,
        "recognised": first.booked.to_string(),
        "yearShare": first.share.to_string(),
        "excess": sum.to_string(),
    });
    let explain = format!(
        "一次收取{}至{}的租金，{}年入账收入{}元，而每年应分摊{}元，多计收入共{sum}元。",
        words(first.from),
        words(first.to),
        first.year,
        first.booked,
        first.share
    );
    let hit = case.hit("L14", first.from, Severity::Medium, evidence, explain);
    Some(Hit { amount: Some(sum), ..hit })
}

/// The years in which more of the receipt was booked than its average share and the tolerance.
fn excesses(case: &Case<'_>, receipt: &Receipt) -> Vec<Excess> {
    let Some((from, to)) = receipt.covers else { return Vec::new() };
    let months = term_months(from, to);
    if months <= 12 {
        return Vec::new();
    }
    // Years as 4380ths: a month is 365 of them and a day beyond whole months is 12.
    let beyond = (plus_days(to, 1) - add_months(from, months - 1)).num_days();
    let exact = plus_days(to, 1) == add_months(from, months);
    let parts = if exact { i128::from(months) * 365 } else { i128::from(months - 1) * 365 + i128::from(beyond) * 12 };
    let mut years: BTreeMap<i32, i64> = BTreeMap::new();
    for entry in receipt.recognitions.iter().filter(|entry| entry.booked_on <= case.as_of) {
        *years.entry(entry.year).or_default() += entry.amount.0;
    }
    let yearly = i128::from(receipt.amount.0) * 4_380;
    let most = yearly * i128::from(10_000 + case.parameters.spread_tolerance);
    let share = Fen(i64::try_from((yearly * 2 + parts).div_euclid(parts * 2)).unwrap_or(i64::MAX));
    let above = years.into_iter().filter(|(_, booked)| i128::from(*booked) * parts * 10_000 > most);
    above.map(|(year, booked)| Excess { from, to, year, booked: Fen(booked), share }).collect()
}

/// L20: rent was waived and nobody approved it.
pub(super) fn waiver_unapproved(case: &Case<'_>) -> Option<Hit> {
    let waivers = case.lease.bills.iter().flat_map(|bill| &bill.waivers);
    let open: Vec<_> =
        waivers.filter(|waiver| waiver.requested_on <= case.as_of && !case.known(waiver.approved_on)).collect();
    let oldest = open.iter().map(|waiver| waiver.requested_on).min()?;
    let sum = Fen(open.iter().map(|waiver| waiver.amount.0).sum());
    let evidence = json!({
        "waivers": open.len(),
        "amount": sum.to_string(),
        "oldestRequestedOn": oldest.to_string(),
    });
    let explain =
        format!("{}笔租金减免共{sum}元未经审批，最早一笔申请于{}，减免不生效，仍应收取。", open.len(), words(oldest));
    Some(Hit { amount: Some(sum), ..case.hit("L20", oldest, Severity::Medium, evidence, explain) })
}
