//! The asset behind a lease: ledger and visits.

use chrono::NaiveDate;
use entity::{
    area::Area,
    money::Fen,
    vocab::{AssetStatus, SafetyClass},
};

use super::{
    dates::{on, plus},
    kinds::{self, HUNDRED},
    plans::Plan,
    plants::Act,
    villages::Village,
};
use crate::{
    assets::model::{AssetFile, Inspection, LeaseFile, LedgerEntry},
    demo::random::Random,
};

/// The asset of `lease`; `number` counts the assets of the kind in the village.
pub fn asset(rng: &mut Random, village: &Village, plan: &Plan, lease: &LeaseFile, number: usize) -> AssetFile {
    let building = kinds::building(plan.kind);
    let location = format!("天生港镇街道{}{}", village.name, kinds::place(plan.kind, rng.range(1, 18), number));
    let acquired_on = on((rng.range(2003, 2016), u32::try_from(rng.range(1, 12)).unwrap_or(1), 20));
    let certificate = rng.range(10_000, 99_999);
    let safety = if rng.chance(70) { SafetyClass::A } else { SafetyClass::B };
    AssetFile {
        id: 0,
        collective: lease.collective,
        number: format!("{}-{}-{number:03}", village.prefix, kinds::code(plan.kind)),
        class: kinds::class(plan.kind),
        kind: plan.kind,
        location,
        certificate: (building && rng.chance(55)).then(|| format!("通集产权证字第{certificate:07}号")),
        original_value: building.then(|| Fen(plan.rent.0 * i64::from(rng.range(8, 14)) / HUNDRED * HUNDRED)),
        safety: if building { safety } else { SafetyClass::None },
        acquired_on,
        ledger: ledger(plan, lease, acquired_on),
        inspections: inspections(rng, village, plan, lease),
    }
}

fn ledger(plan: &Plan, lease: &LeaseFile, acquired_on: NaiveDate) -> Vec<LedgerEntry> {
    let entry = |effective_on, area, status| LedgerEntry { id: 0, effective_on, area, status };
    let mut entries =
        vec![entry(acquired_on, plan.area, AssetStatus::SelfUse), entry(plan.start, plan.area, AssetStatus::Leased)];
    for act in plan.acts {
        match *act {
            Act::Larger { points, booked } => {
                entries.push(entry(on(booked), larger(plan.area, points), AssetStatus::Leased));
            }
            Act::Vacate => entries.extend(lease.vacated_on.map(|day| entry(day, plan.area, AssetStatus::Idle))),
            Act::Terminate { status, .. } => {
                entries.extend(lease.terminated_on.map(|day| entry(day, plan.area, status)));
            }
            _ => (),
        }
    }
    entries
}

/// The area and so many hundredths of a percent of it.
fn larger(area: Area, points: i64) -> Area {
    Area(area.0 * (10_000 + points) / 10_000)
}

fn inspections(rng: &mut Random, village: &Village, plan: &Plan, lease: &LeaseFile) -> Vec<Inspection> {
    let agreed = lease.terms.first().and_then(|terms| terms.usage);
    let inspector = rng.pick(&village.inspectors).unwrap_or("顾建平").to_owned();
    let mut visit = Inspection {
        id: 0,
        inspected_on: plan.inspected,
        measured_area: Some(larger(plan.area, i64::from(rng.range(-70, 70)))),
        actual_use: agreed,
        inspector,
    };
    let mut again = Vec::new();
    for act in plan.acts {
        match *act {
            Act::Larger { points, .. } => visit.measured_area = Some(larger(plan.area, points)),
            Act::Misuse { usage, back } => {
                visit.actual_use = Some(usage);
                again.push(Inspection { inspected_on: on(back), actual_use: agreed, ..visit.clone() });
            }
            Act::Vacate => {
                let left = lease.vacated_on.map(|day| plus(day, 1));
                again.extend(left.map(|day| Inspection { inspected_on: day, actual_use: None, ..visit.clone() }));
            }
            _ => (),
        }
    }
    again.insert(0, visit);
    again
}
