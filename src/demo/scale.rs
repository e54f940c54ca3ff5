//! Copies of the base data set for load tests: the same facts, other persons.

use entity::vocab::IdNumberKind;

use super::emit_benefits::card_number;
use super::facts::{Facts, Line, Resident};
use super::identities::{PER_DAY, compose, sequence, spoil_check};

/// Largest `k` for which [`replica`] still finds free sequence numbers: a day and sex have 497
/// numbers below the centenarian block, and every copy uses up to 23 of them.
pub const MAX_COPIES: u32 = 20;

/// The `k`-th copy (`k` from 1 to [`MAX_COPIES`]): ids are shifted by `k` times the number of
/// rows of their table, and household numbers, identity and certificate numbers, accounts and
/// payment references differ from those of the base and of every other copy. Names, dates,
/// amounts, telephone numbers and planted anomalies stay; legacy and invalid identity numbers
/// stay of their kind.
#[must_use]
pub fn replica(base: &Facts, k: u32) -> Facts {
    debug_assert!((1..=MAX_COPIES).contains(&k), "copy out of range");
    let shift = Shift::new(base, k);
    let mut copy = base.clone();
    registry(&mut copy, &shift);
    benefits(&mut copy, &shift);
    payments(&mut copy, &shift);
    copy
}

/// What is added to the ids of each table.
struct Shift {
    k: u32,
    household: i64,
    resident: i64,
    residency: i64,
    life_event: i64,
    certificate: i64,
    account: i64,
    authorisation: i64,
    application: i64,
    enrolment: i64,
    line: i64,
    bank_return: i64,
}

impl Shift {
    fn new(base: &Facts, k: u32) -> Self {
        let times = |count: usize| i64::try_from(count).unwrap_or(0) * i64::from(k);
        Self {
            k,
            household: times(base.households.len()),
            resident: times(base.residents.len()),
            residency: times(base.residencies.len()),
            life_event: times(base.life_events.len()),
            certificate: times(base.certificates.len()),
            account: times(base.accounts.len()),
            authorisation: times(base.authorisations.len()),
            application: times(base.applications.len()),
            enrolment: times(base.enrolments.len()),
            line: times(base.lines.len()),
            bank_return: times(base.returns.len()),
        }
    }
}

fn registry(copy: &mut Facts, shift: &Shift) {
    for household in &mut copy.households {
        household.id += shift.household;
        household.number = household_number(&household.number, shift.k);
    }
    for resident in &mut copy.residents {
        resident.id += shift.resident;
        resident.person += shift.resident;
        resident.household += shift.household;
        resident.id_number = identity(resident, shift.k);
    }
    for residency in &mut copy.residencies {
        residency.id += shift.residency;
        residency.resident += shift.resident;
    }
    for event in &mut copy.life_events {
        event.id += shift.life_event;
        event.resident += shift.resident;
    }
    for certificate in &mut copy.certificates {
        certificate.id += shift.certificate;
        certificate.resident += shift.resident;
        let (holder, tail) = certificate.number.split_at(18.min(certificate.number.len()));
        certificate.number = format!("{}{tail}", standard(holder, shift.k));
    }
}

fn benefits(copy: &mut Facts, shift: &Shift) {
    for account in &mut copy.accounts {
        account.number = card_number(shift.k, u64::try_from(account.id).unwrap_or(0));
        account.id += shift.account;
    }
    for authorisation in &mut copy.authorisations {
        authorisation.id += shift.authorisation;
        authorisation.account += shift.account;
        authorisation.resident += shift.resident;
    }
    for application in &mut copy.applications {
        application.id += shift.application;
        application.resident += shift.resident;
    }
    for enrolment in &mut copy.enrolments {
        enrolment.id += shift.enrolment;
        enrolment.resident += shift.resident;
        enrolment.account += shift.account;
    }
}

fn payments(copy: &mut Facts, shift: &Shift) {
    // A programme has one payroll a month, however many people are on it.
    copy.payrolls.clear();
    for line in &mut copy.lines {
        line.id += shift.line;
        line.reference = reference(line, shift.k);
        line.resident += shift.resident;
        line.account += shift.account;
        line.enrolment = line.enrolment.map(|id| id + shift.enrolment);
        line.reissue_of = line.reissue_of.map(|id| id + shift.line);
    }
    for bank_return in &mut copy.returns {
        bank_return.id += shift.bank_return;
        bank_return.line += shift.line;
    }
}

/// `H205-00042` becomes `H205-300042` in the third copy.
fn household_number(number: &str, k: u32) -> String {
    let (unit, running) = number.split_once('-').unwrap_or((number, "0"));
    let running = running.parse::<u32>().unwrap_or(0) + k * 100_000;
    format!("{unit}-{running:05}")
}

/// A running number of the line's payroll that neither the base nor another copy has.
fn reference(line: &Line, k: u32) -> String {
    let running = line.reference.split_once('-').and_then(|(_, running)| running.parse::<u64>().ok()).unwrap_or(0);
    format!("{}-{}", line.payroll, running + u64::from(k) * 1_000_000)
}

fn identity(resident: &Resident, k: u32) -> String {
    let number = resident.id_number.as_str();
    if resident.id_number_kind == IdNumberKind::Legacy {
        let (head, tail) = number.split_at(12.min(number.len()));
        return format!("{head}{:03}", moved(tail, k));
    }
    standard(number, k)
}

/// The number of the same birth date and sex in the `k`-th copy; a wrong check digit stays wrong.
fn standard(number: &str, k: u32) -> String {
    let birth = number.get(6..14).unwrap_or_default();
    let running = number.get(14..17).unwrap_or_default();
    let fresh = compose(birth, moved(running, k));
    let original = running.parse().map_or(String::new(), |running| compose(birth, running));
    if original == number { fresh } else { spoil_check(&fresh) }
}

/// Sequence number of the `k`-th copy.
fn moved(running: &str, k: u32) -> u32 {
    let running: u32 = running.parse().unwrap_or(1);
    let ordinal = running.saturating_sub(1) / 2;
    sequence(ordinal + k * PER_DAY, running % 2 == 1)
}
