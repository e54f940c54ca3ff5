//! Disabilities, and the pensions of those whose category qualifies.

use chrono::{Datelike, Months, NaiveDate};
use entity::{
    veteran_benefit, veteran_disability,
    vocab::{AccountKind, BenefitKind, BenefitState, DisabilityCause, EnrolmentState, RecordOrigin, VeteranCategory},
};

use super::{
    BenefitFact, DisabilityFact, VeteranFacts,
    benefits::blank,
    dates::{birthday, workday},
    member::Member,
    staff::COUNTY,
};
use crate::demo::{
    calendar::{day, month_of, plus, yyyymm},
    emit_benefits::card_number,
    emit_registry::next_id,
    facts::{Enrolment, Facts, PayeeAccount},
    random::Random,
};

use DisabilityCause::{Duty, Illness, War};

/// Tiers of the disability pension.
const TIERS: [(i32, DisabilityCause, &str); 26] = [
    (1, War, "G1.WAR"),
    (1, Duty, "G1.DUTY"),
    (1, Illness, "G1.ILLNESS"),
    (2, War, "G2.WAR"),
    (2, Duty, "G2.DUTY"),
    (2, Illness, "G2.ILLNESS"),
    (3, War, "G3.WAR"),
    (3, Duty, "G3.DUTY"),
    (3, Illness, "G3.ILLNESS"),
    (4, War, "G4.WAR"),
    (4, Duty, "G4.DUTY"),
    (4, Illness, "G4.ILLNESS"),
    (5, War, "G5.WAR"),
    (5, Duty, "G5.DUTY"),
    (5, Illness, "G5.ILLNESS"),
    (6, War, "G6.WAR"),
    (6, Duty, "G6.DUTY"),
    (6, Illness, "G6.ILLNESS"),
    (7, War, "G7.WAR"),
    (7, Duty, "G7.DUTY"),
    (8, War, "G8.WAR"),
    (8, Duty, "G8.DUTY"),
    (9, War, "G9.WAR"),
    (9, Duty, "G9.DUTY"),
    (10, War, "G10.WAR"),
    (10, Duty, "G10.DUTY"),
];

/// Writes the assessed disability of a member since a day.
pub fn disability(member: &Member, since: NaiveDate, rng: &mut Random, facts: &mut VeteranFacts) {
    let grade = match rng.range(0, 99) {
        ..4 => rng.range(1, 2),
        4..12 => rng.range(3, 4),
        12..32 => rng.range(5, 6),
        _ => rng.range(7, 10),
    };
    let cause = match rng.range(0, 99) {
        ..30 if grade <= 6 => Illness,
        30..48 if member.birth.year() < 1970 => War,
        _ => Duty,
    };
    let row = veteran_disability::Model {
        id: next_id(&facts.disabilities),
        veteran_id: member.id,
        unit_id: member.unit_id(),
        grade,
        cause,
        certificate_cipher: Vec::new(),
        issued_on: since,
        review_on: (cause == Illness || rng.chance(25)).then(|| plus(day(2023, 3, 1), rng.range(0, 1_000))),
        valid_from: since,
        valid_to: None,
    };
    let certificate = format!("苏军F{:06}", 12_345 + 371 * row.id);
    facts.disabilities.push(DisabilityFact { row, certificate });
}

/// Programme and tier of a member's category.
fn programme(member: &Member, facts: &VeteranFacts) -> Option<(&'static str, Option<&'static str>)> {
    use VeteranCategory as Category;
    match member.category {
        Category::Disabled => {
            let fact = facts.disabilities.iter().find(|fact| fact.row.veteran_id == member.id)?;
            let tier = TIERS.iter().find(|(grade, cause, _)| (*grade, *cause) == (fact.row.grade, fact.row.cause))?;
            Some(("YF01", Some(tier.2)))
        }
        Category::MartyrFamily => Some(("YF02", Some("MARTYR"))),
        Category::DutyDeathFamily => Some(("YF02", Some("DUTY"))),
        Category::IllnessDeathFamily => Some(("YF02", Some("ILLNESS"))),
        Category::RuralDemobilised => Some(("YF03", None)),
        Category::Illness => Some(("YF04", None)),
        Category::Combat | Category::NuclearTest => Some(("YF05", None)),
        Category::Rural60 => Some(("YF06", None)),
        Category::MartyrChild60 => Some(("YF07", None)),
        _ => None,
    }
}

/// First day of the first month of a pension.
fn start(member: &Member, since: NaiveDate) -> NaiveDate {
    use VeteranCategory as Category;
    let first = |date: NaiveDate| date.with_day(1).unwrap_or(date);
    let wanted = match member.category {
        Category::Rural60 | Category::MartyrChild60 => first(birthday(member.birth, 60)),
        _ => first(since) + Months::new(1),
    };
    wanted.max(day(2011, 8, 1)).min(day(2021, 12, 1))
}

/// Writes the pensions of all who qualify, but for the gaps, with accounts and enrolments.
pub fn write(members: &[Member], base: &mut Facts, rng: &mut Random, facts: &mut VeteranFacts) {
    for member in members.iter().filter(|member| !member.gap) {
        let Some((programme, tier)) = programme(member, facts) else { continue };
        let open = facts.categories.iter().find(|row| row.veteran_id == member.id && row.valid_to.is_none());
        let start = start(member, open.map_or(day(2011, 8, 1), |row| row.valid_from));
        let account = next_id(&base.accounts);
        base.accounts.push(PayeeAccount {
            id: account,
            number: card_number(0, u64::try_from(account).unwrap_or_default()),
            holder_name: member.name.clone(),
            kind: AccountKind::Personal,
        });
        let enrolment = next_id(&base.enrolments);
        base.enrolments.push(Enrolment {
            id: enrolment,
            resident: member.resident,
            programme,
            tier,
            unit: member.unit,
            state: EnrolmentState::Active,
            start_month: yyyymm(month_of(start)),
            end_month: None,
            stop_reason: None,
            account,
            next_review_on: Some(plus(day(2023, 2, 1), rng.range(0, 320))),
            assessed_income: None,
        });
        let row = veteran_benefit::Model {
            id: next_id(&facts.benefits),
            year: start.year(),
            state: BenefitState::Delivered,
            approved_on: Some(workday(plus(start, -8))),
            approved_by: Some(COUNTY.to_owned()),
            delivered_on: Some(plus(start, 9)),
            enrolment_id: Some(enrolment),
            provider: Some(COUNTY.to_owned()),
            document: Some(format!("FX-{}-{enrolment:05}", start.year())),
            origin: RecordOrigin::History,
            ..blank(member, BenefitKind::Pension, workday(plus(start, -25)))
        };
        facts.benefits.push(BenefitFact { row, pension: Some((programme, tier)) });
    }
}
