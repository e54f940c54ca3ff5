//! Days and rank of military service, by category and age.

use chrono::{Datelike, NaiveDate};
use entity::vocab::VeteranCategory;

use super::member::{officer, relative};
use crate::demo::{
    calendar::{day, plus},
    random::Random,
};

use VeteranCategory::{
    Combat, Disabled, MonthlyPension, NuclearTest, PlacedSoldier, RetiredOfficer, RuralDemobilised, TransferredOfficer,
};

/// Somebody's years in the army.
#[derive(Debug, Clone)]
pub struct Service {
    pub enlist_on: NaiveDate,
    pub discharge_on: NaiveDate,
    pub rank: &'static str,
    /// Code name of the military unit.
    pub unit: String,
}

/// The service of a person; none of those who did not serve themselves.
pub fn service(rng: &mut Random, category: VeteranCategory, birth: NaiveDate) -> Option<Service> {
    if relative(category) {
        return None;
    }
    let (least, most) = years(category);
    // Whoever came back by 2021 is on the register.
    let mut enlist_year = (birth.year() + rng.range(18, 20)).min(2019);
    let mut years = rng.range(least, most);
    if category == RuralDemobilised {
        enlist_year = (birth.year() + 18).min(1953);
    }
    if category == MonthlyPension {
        years = years.max(2_001 - enlist_year);
    }
    years = years.min(2_021 - enlist_year).max(2);
    let enlist_on = if enlist_year < 2013 {
        day(enlist_year, 12, 1 + rng.range(0, 20).unsigned_abs())
    } else {
        day(enlist_year, 9, 10 + rng.range(0, 9).unsigned_abs())
    };
    let discharge_year = enlist_year + years;
    let discharge_on = if discharge_year < 2013 {
        plus(day(discharge_year, 11, 25), rng.range(0, 20))
    } else {
        day(discharge_year, 9, 1)
    };
    let rank = rank(rng, category, years);
    Some(Service { enlist_on, discharge_on, rank, unit: format!("{}部队", rng.range(31_001, 96_999)) })
}

/// Least and most years of service.
fn years(category: VeteranCategory) -> (i32, i32) {
    match category {
        PlacedSoldier => (12, 16),
        TransferredOfficer => (10, 22),
        VeteranCategory::DemobilisedCadre => (10, 18),
        MonthlyPension => (18, 24),
        RetiredOfficer => (30, 36),
        Disabled => (2, 8),
        Combat | NuclearTest | RuralDemobilised => (3, 5),
        _ => (2, 5),
    }
}

fn rank(rng: &mut Random, category: VeteranCategory, years: i32) -> &'static str {
    let ranks: &[&'static str] = match years {
        _ if category == RetiredOfficer => &["上校", "大校", "中校"],
        ..13 if officer(category) => &["上尉", "中尉"],
        _ if officer(category) => &["少校", "中校"],
        ..3 => &["上等兵"],
        3..6 => &["下士", "中士"],
        6..12 => &["中士", "上士"],
        _ => &["三级军士长", "四级军士长"],
    };
    rng.pick(ranks).unwrap_or("上等兵")
}
