//! Who is on the register, in which category.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use entity::vocab::{HouseholdRole, HukouKind, IdNumberKind, LifeEventKind, Sex, VeteranCategory};

use crate::demo::{
    calendar::day,
    dataset::DemoError,
    facts::{Facts, Resident},
    random::Random,
};

use VeteranCategory::{
    ActiveFamily, Combat, DemobilisedCadre, Disabled, DutyDeathFamily, Illness, IllnessDeathFamily, MartyrChild60,
    MartyrFamily, MonthlyPension, NuclearTest, PlacedSoldier, RetiredOfficer, Rural60, RuralDemobilised,
    SelfEmployedSoldier, TransferredOfficer,
};

/// Persons on the register by index of the unit.
const PER_UNIT: [usize; 12] = [91, 95, 66, 107, 130, 92, 73, 102, 89, 88, 121, 73];
/// Programmes of old people that go with everything.
const HARMLESS: [&str; 2] = ["ZLJ", "YL01"];

/// A person's part.
#[derive(Debug, Clone)]
pub struct Part {
    pub resident: Resident,
    pub category: VeteranCategory,
    /// Qualifies for a pension and draws none.
    pub gap: bool,
}

/// Whom a category fits: sexes, and birthdays from the first to the last day.
#[derive(Debug, Clone, Copy)]
struct Fit {
    sex: Option<Sex>,
    farmer: bool,
    from: NaiveDate,
    to: NaiveDate,
}

impl Fit {
    /// Men born in these years.
    fn men(from: i32, to: i32) -> Self {
        Self { sex: Some(Sex::Male), farmer: false, from: day(from, 1, 1), to: day(to, 12, 31) }
    }

    fn women(from: i32, to: i32) -> Self {
        Self { sex: Some(Sex::Female), ..Self::men(from, to) }
    }

    fn anybody(from: i32, to: i32) -> Self {
        Self { sex: None, ..Self::men(from, to) }
    }

    /// Men with a farmer's hukou born between these days.
    fn farmers(from: NaiveDate, to: NaiveDate) -> Self {
        Self { sex: Some(Sex::Male), farmer: true, from, to }
    }

    fn takes(self, row: &Resident) -> bool {
        self.sex.is_none_or(|sex| sex == row.sex)
            && (!self.farmer || row.hukou_kind == HukouKind::Agricultural)
            && (self.from..=self.to).contains(&row.birth_date)
    }
}

struct Cast<'a> {
    /// Everybody who may be on the register, shuffled.
    people: Vec<&'a Resident>,
    /// The same by household, shuffled.
    homes: Vec<Vec<&'a Resident>>,
    room: [usize; 12],
    /// Households with somebody on the register.
    taken: BTreeSet<i64>,
    parts: Vec<Part>,
}

impl<'a> Cast<'a> {
    fn room(&self, row: &Resident) -> usize {
        self.room.get(row.hukou_unit).copied().unwrap_or_default()
    }

    fn enter(&mut self, row: &'a Resident, category: VeteranCategory, gap: bool) {
        if let Some(room) = self.room.get_mut(row.hukou_unit) {
            *room = room.saturating_sub(1);
        }
        self.taken.insert(row.household);
        self.parts.push(Part { resident: row.clone(), category, gap });
    }

    /// Enters `count` persons who are the only ones of their household.
    fn single(&mut self, category: VeteranCategory, count: usize, fit: Fit, gap: bool) -> Result<(), DemoError> {
        let mut left = count;
        for row in self.people.clone() {
            if left == 0 {
                break;
            }
            if fit.takes(row) && self.room(row) > 0 && !self.taken.contains(&row.household) {
                self.enter(row, category, gap);
                left -= 1;
            }
        }
        missing(left, category)
    }

    /// Enters both persons of `count` households.
    fn pair(
        &mut self,
        categories: (VeteranCategory, VeteranCategory),
        count: usize,
        fits: impl Fn(&Resident, &Resident) -> bool,
    ) -> Result<(), DemoError> {
        let mut left = count;
        for home in self.homes.clone() {
            if left == 0 {
                break;
            }
            let both = home.iter().flat_map(|one| home.iter().map(move |other| (*one, *other)));
            let mut both = both.filter(|(one, other)| one.id != other.id && one.hukou_unit == other.hukou_unit);
            let Some((one, other)) = both.find(|(one, other)| fits(one, other)) else { continue };
            if self.room(one) > 1 && !self.taken.contains(&one.household) {
                self.enter(one, categories.0, false);
                self.enter(other, categories.1, false);
                left -= 1;
            }
        }
        missing(left, categories.0)
    }

    /// A father of a category and a son who was a soldier.
    fn fathers(&mut self, category: VeteranCategory, count: usize, fit: Fit) -> Result<(), DemoError> {
        let sons = Fit::men(1966, 1999);
        let grown = |father: &Resident, son: &Resident| son.birth_date.year() - father.birth_date.year() >= 20;
        self.pair((category, SelfEmployedSoldier), count, |father, son| {
            fit.takes(father) && sons.takes(son) && grown(father, son)
        })
    }
}

fn missing(left: usize, category: VeteranCategory) -> Result<(), DemoError> {
    match left {
        0 => Ok(()),
        _ => Err(DemoError::Impossible(format!("{left} persons missing for {category:?}"))),
    }
}

/// The parts of everybody on the register, in the order of residents.
pub fn cast(facts: &Facts, rng: &mut Random) -> Result<Vec<Part>, DemoError> {
    let mut people = eligible(facts);
    let mut homes: BTreeMap<i64, Vec<&Resident>> = BTreeMap::new();
    for row in &people {
        homes.entry(row.household).or_default().push(row);
    }
    let mut homes: Vec<Vec<&Resident>> = homes.into_values().filter(|home| home.len() > 1).collect();
    rng.shuffle(&mut people);
    rng.shuffle(&mut homes);
    let mut cast = Cast { people, homes, room: PER_UNIT, taken: BTreeSet::new(), parts: Vec::new() };
    pairs(&mut cast)?;
    gaps(&mut cast)?;
    singles(&mut cast)?;
    cast.parts.sort_by_key(|part| part.resident.id);
    Ok(cast.parts)
}

/// Who lives here for long, under a valid number, without a benefit that could exclude another.
fn eligible(facts: &Facts) -> Vec<&Resident> {
    let arrived = facts.life_events.iter().filter(|event| event.kind == LifeEventKind::MovedIn);
    let mut out: BTreeSet<i64> = arrived.map(|event| event.resident).collect();
    out.extend(facts.residents.iter().filter(|row| row.person != row.id).map(|row| row.person));
    let other = facts.enrolments.iter().filter(|enrolment| !HARMLESS.contains(&enrolment.programme));
    out.extend(other.map(|enrolment| enrolment.resident));
    let here = |row: &&Resident| {
        row.person == row.id
            && row.died_on.is_none()
            && row.moved_out_on.is_none()
            && row.id_number_kind == IdNumberKind::Standard
            && !out.contains(&row.id)
    };
    facts.residents.iter().filter(here).collect()
}

/// 143 households with two persons on the register.
fn pairs(cast: &mut Cast<'_>) -> Result<(), DemoError> {
    let parents = Fit::anybody(1967, 1981);
    cast.pair((ActiveFamily, ActiveFamily), 18, |one, other| {
        let couple = (one.household_role, other.household_role) == (HouseholdRole::Head, HouseholdRole::Spouse);
        couple && parents.takes(one) && parents.takes(other)
    })?;
    cast.fathers(Rural60, 70, Fit::farmers(day(1948, 2, 1), day(1961, 11, 30)))?;
    cast.fathers(PlacedSoldier, 25, Fit::men(1943, 1962))?;
    cast.fathers(Combat, 12, Fit::men(1956, 1966))?;
    cast.fathers(TransferredOfficer, 12, Fit::men(1943, 1966))?;
    cast.fathers(Disabled, 6, Fit::men(1943, 1962))
}

/// The five who qualify for a pension and draw none.
fn gaps(cast: &mut Cast<'_>) -> Result<(), DemoError> {
    cast.single(Rural60, 2, Fit::farmers(day(1962, 2, 1), day(1962, 9, 30)), true)?;
    cast.single(Combat, 1, Fit::men(1958, 1964), true)?;
    cast.single(Disabled, 1, Fit::men(1975, 1992), true)?;
    cast.single(Illness, 1, Fit::men(1960, 1972), true)
}

/// Everybody else, the rare ones first.
fn singles(cast: &mut Cast<'_>) -> Result<(), DemoError> {
    let wanted = [
        (RuralDemobilised, 4, Fit::men(1930, 1936)),
        (MartyrFamily, 4, Fit::women(1930, 1955)),
        (MartyrFamily, 1, Fit::men(1935, 1955)),
        (DutyDeathFamily, 3, Fit::women(1940, 1968)),
        (IllnessDeathFamily, 4, Fit::women(1940, 1972)),
        (MartyrChild60, 6, Fit::anybody(1940, 1960)),
        (RetiredOfficer, 6, Fit::men(1935, 1957)),
        (DemobilisedCadre, 12, Fit::men(1940, 1965)),
        (MonthlyPension, 9, Fit::men(1964, 1976)),
        (NuclearTest, 8, Fit::men(1944, 1965)),
        (Rural60, 15, Fit::farmers(day(1937, 1, 1), day(1947, 11, 30))),
        (Rural60, 81, Fit::farmers(day(1948, 2, 1), day(1961, 11, 30))),
        (Combat, 10, Fit::men(1945, 1953)),
        (Combat, 20, Fit::men(1956, 1966)),
        (Illness, 16, Fit::men(1945, 1974)),
        (Disabled, 1, Fit::women(1965, 1990)),
        (Disabled, 23, Fit::men(1942, 1995)),
        (ActiveFamily, 22, Fit::anybody(1967, 1981)),
        (TransferredOfficer, 5, Fit::women(1950, 1978)),
        (TransferredOfficer, 57, Fit::men(1940, 1978)),
        (PlacedSoldier, 3, Fit::women(1960, 1985)),
        (PlacedSoldier, 103, Fit::men(1945, 1985)),
        (SelfEmployedSoldier, 15, Fit::women(1970, 2000)),
        (SelfEmployedSoldier, 408, Fit::men(1963, 2000)),
    ];
    for (category, count, fit) in wanted {
        cast.single(category, count, fit, false)?;
    }
    Ok(())
}
