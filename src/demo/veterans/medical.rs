//! Reimbursement of medical costs: 83 cases of 2022 that add up to 96,412.00.

use entity::{
    money::Fen,
    veteran_benefit,
    vocab::{BenefitKind, BenefitState},
};

use super::{
    VeteranFacts,
    benefits::{blank, enough, push},
    dates::{between, later},
    member::{Member, key},
    staff::COUNTY,
};
use crate::demo::{calendar::day, dataset::DemoError, random::Random};

const CASES: usize = 83;
const TOTAL: i64 = 9_641_200;
/// Persons with cases; the others of the cases are second and third ones.
const PATIENTS: usize = 58;
const HOSPITALS: [&str; 4] = ["区人民医院", "市第一人民医院", "市中医院", "市肿瘤医院"];

/// Writes the cases.
pub fn write(members: &[Member], rng: &mut Random, facts: &mut VeteranFacts) -> Result<(), DemoError> {
    let mut patients: Vec<&Member> = members.iter().filter(|member| key(member.category)).collect();
    rng.shuffle(&mut patients);
    enough(patients.len(), PATIENTS, "reimbursements")?;
    patients.truncate(PATIENTS);
    for (number, amount) in amounts(rng).into_iter().enumerate() {
        let Some(member) = patients.get(number % PATIENTS) else { continue };
        let registered_on = between(rng, day(2022, 1, 10), day(2022, 11, 18));
        let approved_on = later(rng, registered_on, 2, 10);
        let rate = i64::from(rng.range(55, 95));
        let row = veteran_benefit::Model {
            state: BenefitState::Delivered,
            approved_on: Some(approved_on),
            approved_by: Some(COUNTY.to_owned()),
            delivered_on: Some(later(rng, approved_on, 3, 12)),
            claimed_fen: Some(Fen(amount * 100 / rate)),
            amount_fen: Some(Fen(amount)),
            provider: rng.pick(&HOSPITALS).map(str::to_owned),
            document: Some(format!("YB-2022-{:03}", number + 1)),
            ..blank(member, BenefitKind::Reimbursement, registered_on)
        };
        push(facts, row);
    }
    Ok(())
}

/// Amounts of different size; the last takes the rest.
fn amounts(rng: &mut Random) -> Vec<i64> {
    let weights: Vec<i64> = (0..CASES).map(|_| i64::from(rng.range(20, 260))).collect();
    let sum: i64 = weights.iter().sum();
    let mut amounts: Vec<i64> = weights.iter().map(|weight| TOTAL * weight / sum).collect();
    let rest = TOTAL - amounts.iter().sum::<i64>();
    if let Some(last) = amounts.last_mut() {
        *last += rest;
    }
    amounts
}
