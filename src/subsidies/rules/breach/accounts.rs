//! Rules about accounts: whose name they are in, and how many are paid to one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::vocab::{AccountKind, Severity};
use serde_json::json;

use super::world::Index;
use crate::{
    kernel::time::Month,
    subsidies::{
        model::facts::{AccountFact, Asked, Breach, EnrolmentFact, LineFact},
        rules::amount::later,
    },
};

/// Months for which a single payment to an account counts as use of it.
const RECENT: u32 = 12;

/// S09: the account is in another name, and nobody authorised its holder.
pub(super) fn payee_mismatch(index: &Index<'_>, found: &mut Vec<Breach>) {
    const EXPLAIN: &str = "账户户名与领取人不符,也没有代领授权,请变更账户或补办授权。";
    let severity = Severity::Medium;
    match index.world.asked {
        Asked::Paid => {
            let day = index.world.as_of;
            let drawn = index.world.facts.enrolments.iter().filter(|one| one.drawn_on(day));
            let wrong = drawn.filter(|one| mismatch(index, one.account, one.resident, (day, day)));
            found.extend(wrong.map(|one| {
                let breach = index.on_enrolment("S09", severity, one, json!({}), EXPLAIN.to_owned());
                Breach { key: Some(one.start_month.to_string()), ..breach }
            }));
        }
        Asked::Planned => {
            let days = |line: &LineFact| line.month.first_day().zip(line.month.last_day());
            let wrong = index
                .asked_lines()
                .filter(|line| days(line).is_some_and(|days| mismatch(index, line.account, line.resident, days)));
            found.extend(
                wrong.map(|line| index.on_line("S09", severity, line, line.amount, json!({}), EXPLAIN.to_owned())),
            );
        }
    }
}

/// The holder is not the beneficiary, nor authorised on some day from `from` to `to`.
fn mismatch(index: &Index<'_>, account: i64, resident: i64, (from, to): (NaiveDate, NaiveDate)) -> bool {
    let Some((account, record)) = index.accounts.get(&account).zip(index.record(resident)) else { return false };
    let authorised = || {
        index.world.facts.authorisations.iter().any(|one| {
            let valid = one.valid_from <= to && one.valid_to.is_none_or(|end| from < end);
            one.account == account.id && one.resident == resident && valid
        })
    };
    account.holder != record.name && !authorised()
}

/// Who is paid to accounts of one number.
#[derive(Default)]
struct Users<'a> {
    persons: BTreeSet<i64>,
    households: BTreeSet<i64>,
    units: BTreeSet<i64>,
    account: Option<&'a AccountFact>,
    lines: Vec<&'a LineFact>,
}

/// S12: several persons of several households are paid to one account.
pub(super) fn shared_account(index: &Index<'_>, found: &mut Vec<Breach>) {
    let least = index.world.parameters.shared_by;
    let of_households = |users: &&Users<'_>| users.persons.len() >= least && users.households.len() > 1;
    for users in users(index).values().filter(of_households) {
        let Some(account) = users.account.filter(|account| account.kind != AccountKind::Institution) else { continue };
        let breach = sharing(users, account);
        match index.world.asked {
            Asked::Paid => found.push(breach),
            Asked::Planned => {
                let own = |line: &LineFact| Breach {
                    person: Some(index.person_of(line.resident, line.person)),
                    resident: Some(line.resident),
                    unit: index.owner(line.programme, line.unit),
                    ..Index::of_line(breach.clone(), line)
                };
                found.extend(users.lines.iter().map(|line| own(line)));
            }
        }
    }
}

fn sharing(users: &Users<'_>, account: &AccountFact) -> Breach {
    let count = users.persons.len();
    let unit = users.units.first().copied().filter(|unit| *unit > 0 && users.units.len() == 1);
    Breach {
        rule: "S12",
        severity: Severity::High,
        line: None,
        enrolment: None,
        person: None,
        resident: None,
        programme: None,
        unit,
        account: Some(account.id),
        payroll: None,
        month: None,
        amount: None,
        key: Some("SHARED".to_owned()),
        settled: false,
        evidence: json!({ "persons": count, "households": users.households.len() }),
        explain: format!("{count}名不同家庭的人员共用同一个银行账户,请核查是否被截留冒领。"),
    }
}

fn users<'a>(index: &Index<'a>) -> BTreeMap<&'a [u8], Users<'a>> {
    let facts = index.world.facts;
    let mut users: BTreeMap<&[u8], Users<'_>> = BTreeMap::new();
    for account in &facts.accounts {
        let one = users.entry(account.number.as_slice()).or_default();
        one.account = one.account.filter(|known| known.id < account.id).or(Some(account));
    }
    let day = index.world.as_of;
    for one in facts.enrolments.iter().filter(|one| one.drawn_on(day)) {
        uses(index, &mut users, (one.account, one.resident), unit_of(index, one));
    }
    let since = |line: &LineFact| later(line.month, RECENT) > Month::of(day);
    for line in index.asked_lines() {
        let planned = index.world.asked == Asked::Planned;
        if planned || (line.enrolment.is_none() && since(line)) {
            uses(index, &mut users, (line.account, line.resident), index.owner(line.programme, line.unit));
        }
        if planned
            && let Some(account) = index.accounts.get(&line.account)
            && let Some(one) = users.get_mut(account.number.as_slice())
        {
            one.lines.push(line);
        }
    }
    users
}

fn unit_of(index: &Index<'_>, enrolment: &EnrolmentFact) -> Option<i64> {
    index.owner(enrolment.programme, enrolment.unit)
}

fn uses<'a>(
    index: &Index<'a>,
    users: &mut BTreeMap<&'a [u8], Users<'a>>,
    (account, resident): (i64, i64),
    unit: Option<i64>,
) {
    let Some((account, record)) = index.accounts.get(&account).zip(index.record(resident)) else { return };
    let home = index.persons.get(&record.person).map_or(record.household, |person| person.record.household);
    if let Some(one) = users.get_mut(account.number.as_slice()) {
        one.persons.insert(record.person);
        one.households.insert(home);
        // What is the street's counts as a unit of its own.
        one.units.insert(unit.unwrap_or_default());
    }
}
