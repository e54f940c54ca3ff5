//! Relatives of the planned persons and ordinary families, so that every unit reaches its size.

use chrono::{Datelike, NaiveDate};
use entity::vocab::{HouseholdRole, Sex};

use super::calendar::{day, plus};
use super::draft::Draft;
use super::names;
use super::world::{FIRST_VILLAGE, World};

/// Builds households inside one unit while there is room.
pub struct Families<'a> {
    pub world: &'a mut World,
    pub unit: usize,
    /// Persons that may still be added to the unit.
    pub room: usize,
}

impl Families<'_> {
    /// The household of a planned person, in the order of its booklet.
    pub fn around(&mut self, anchor: usize) -> Vec<usize> {
        let age = self.world.people.get(anchor).map_or(40, Draft::age);
        let orphan = self
            .world
            .people
            .get(anchor)
            .is_some_and(|draft| draft.spells.iter().any(|spell| spell.programme.starts_with("ET")));
        let dice = self.world.rng.range(0, 99);
        match age {
            ..18 if orphan => self.with_grandparents(anchor),
            ..27 => self.with_parents(anchor),
            27..58 if dice < 35 => self.with_parents(anchor),
            27..60 => self.couple(anchor, 1),
            60..80 if dice < 15 => vec![anchor],
            60..80 if dice < 75 => self.couple(anchor, 0),
            60..80 => self.three_generations(anchor),
            _ if dice < 35 => vec![anchor],
            80..88 if dice < 50 => self.couple(anchor, 0),
            _ => self.three_generations(anchor),
        }
    }

    /// An ordinary family without planned persons; empty if there is no room.
    pub fn ordinary(&mut self) -> Vec<usize> {
        let dice = self.world.rng.range(0, 99);
        let (from, to) = match dice {
            0..24 => (1943, 1962),
            24..44 => (1943, 1961),
            44..54 => (1960, 1995),
            _ => (1966, 1994),
        };
        let year = self.world.rng.range(from, to);
        let sex = self.world.sex();
        let birth = self.world.born_in(year, sex).birth;
        let Some(head) = self.person(birth, sex, None) else {
            return Vec::new();
        };
        match dice {
            0..5 | 44..54 => vec![head],
            5..24 => self.couple(head, 0),
            24..44 => self.three_generations(head),
            54..68 => self.couple(head, 2),
            _ => self.couple(head, 1),
        }
    }

    fn person(&mut self, birth: NaiveDate, sex: Sex, surname: Option<&'static str>) -> Option<usize> {
        self.room = self.room.checked_sub(1)?;
        let birth = if birth < day(1943, 1, 8) {
            // Everybody of 80 and more is planned elsewhere.
            plus(day(1943, 1, 8), self.world.rng.range(0, 1500))
        } else {
            birth.min(day(2022, 11, 20))
        };
        let mut draft = Draft::new(birth, sex, self.unit);
        draft.surname = surname;
        let farming = if self.unit >= FIRST_VILLAGE { 88 } else { 12 };
        draft.agricultural = self.world.rng.chance(farming);
        Some(self.world.add(draft))
    }

    fn role(&mut self, index: usize, role: HouseholdRole) {
        self.world.edit(index, |draft| draft.role = role);
    }

    fn facts(&self, index: usize) -> (NaiveDate, Sex) {
        let draft = self.world.people.get(index);
        draft.map_or((day(1970, 1, 1), Sex::Male), |draft| (draft.birth, draft.sex))
    }

    fn surname(&mut self, index: usize) -> Option<&'static str> {
        if self.world.people.get(index).is_some_and(|draft| draft.surname.is_none()) {
            let surname = names::surname(&mut self.world.rng);
            self.world.edit(index, |draft| draft.surname = Some(surname));
        }
        self.world.people.get(index).and_then(|draft| draft.surname)
    }

    fn spouse(&mut self, of: usize, role: HouseholdRole) -> Option<usize> {
        let (birth, sex) = self.facts(of);
        let shift = self.world.rng.range(-900, 1300);
        let (other, shift) = match sex {
            Sex::Male => (Sex::Female, shift),
            _ => (Sex::Male, -shift),
        };
        let spouse = self.person(plus(birth, shift), other, None)?;
        self.role(spouse, role);
        if birth.year() > 1988 && self.world.rng.chance(20) {
            let days = self.world.rng.range(0, 700);
            let wedding = Some(plus(day(2021, 1, 4), days));
            self.world.edit(of, |draft| draft.married_on = wedding);
            self.world.edit(spouse, |draft| draft.married_on = wedding);
        }
        Some(spouse)
    }

    /// A child with the father's surname; `years` are counted from the younger parent.
    fn child(&mut self, of: &[usize], years: (i32, i32), role: HouseholdRole) -> Option<usize> {
        let father = of.iter().copied().find(|index| self.facts(*index).1 == Sex::Male);
        let surname = father.or(of.first().copied()).and_then(|index| self.surname(index));
        let youngest = of.iter().map(|index| self.facts(*index).0).max()?;
        let days = self.world.rng.range(years.0 * 365, years.1 * 365);
        let birth = plus(youngest, days);
        if birth > day(2022, 11, 20) {
            return None;
        }
        let sex = self.world.sex();
        let child = self.person(birth, sex, surname)?;
        self.role(child, role);
        Some(child)
    }

    fn couple(&mut self, head: usize, children: usize) -> Vec<usize> {
        self.role(head, HouseholdRole::Head);
        let mut members = vec![head];
        members.extend(self.spouse(head, HouseholdRole::Spouse));
        let parents = members.clone();
        for number in 0..children {
            let later = i32::try_from(number).unwrap_or(0) * 4;
            members.extend(self.child(&parents, (22 + later, 26 + later), HouseholdRole::Child));
        }
        members
    }

    /// The elder lives with a child's family: child is the head.
    fn three_generations(&mut self, elder: usize) -> Vec<usize> {
        let mut elders = vec![elder];
        let (birth, _) = self.facts(elder);
        if birth.year() > 1945 && self.world.rng.chance(60) {
            elders.extend(self.spouse(elder, HouseholdRole::Parent));
        }
        let Some(head) = self.child(&elders, (23, 30), HouseholdRole::Head) else {
            self.role(elder, HouseholdRole::Head);
            return elders;
        };
        for index in &elders {
            self.role(*index, HouseholdRole::Parent);
        }
        let mut members = vec![head];
        members.extend(self.spouse(head, HouseholdRole::Spouse));
        let parents = members.clone();
        members.extend(self.child(&parents, (23, 27), HouseholdRole::Child));
        if self.world.rng.chance(25) {
            members.extend(self.child(&parents, (28, 33), HouseholdRole::Child));
        }
        members.extend(elders);
        members
    }

    fn with_parents(&mut self, child: usize) -> Vec<usize> {
        let Some(parents) = self.elder_couple(child, (23, 30)) else {
            return vec![child];
        };
        self.role(child, HouseholdRole::Child);
        let mut members = parents;
        members.push(child);
        members
    }

    fn with_grandparents(&mut self, child: usize) -> Vec<usize> {
        let Some(elders) = self.elder_couple(child, (48, 58)) else {
            return vec![child];
        };
        self.role(child, HouseholdRole::Grandchild);
        let mut members = elders;
        members.push(child);
        members
    }

    /// A couple older than somebody; the husband gives the surname.
    fn elder_couple(&mut self, child: usize, years: (i32, i32)) -> Option<Vec<usize>> {
        let (birth, _) = self.facts(child);
        let surname = self.surname(child);
        let days = self.world.rng.range(years.0 * 365, years.1 * 365);
        let husband = self.person(plus(birth, -days), Sex::Male, surname)?;
        let mut members = vec![husband];
        members.extend(self.spouse(husband, HouseholdRole::Spouse));
        Some(members)
    }
}
