//! References, ids, uniqueness, plausibility of the population, and determinism.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocab::{IdNumberKind, LifeEventKind, ResidencyKind, Sex};

use super::*;
use crate::demo::dataset::Dataset;
use crate::residents::identity::{CertificateNumber, IdentityNumber, canonical_key};

/// FNV-1a over the `Debug` text; any drift of the data set shows here.
const DIGEST: u64 = 0xF6E3_6B71_74C6_216E;

struct Fnv(u64);

impl std::fmt::Write for Fnv {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
        Ok(())
    }
}

fn digest(facts: &Facts) -> u64 {
    use std::fmt::Write;
    let mut hash = Fnv(0xCBF2_9CE4_8422_2325);
    write!(hash, "{facts:?}").unwrap();
    hash.0
}

#[test]
fn the_same_every_time() {
    assert!(generate().unwrap() == *facts());
    assert_eq!(digest(facts()), DIGEST, "0x{:016X}", digest(facts()));
}

fn dense(ids: impl Iterator<Item = i64>) -> i64 {
    let mut last = 0;
    for id in ids {
        assert_eq!(id, last + 1);
        last = id;
    }
    last
}

#[test]
fn ids_are_dense_and_references_exist() {
    let f = facts();
    let households = dense(f.households.iter().map(|row| row.id));
    let residents = dense(f.residents.iter().map(|row| row.id));
    let accounts = dense(f.accounts.iter().map(|row| row.id));
    let enrolments = dense(f.enrolments.iter().map(|row| row.id));
    let payrolls = dense(f.payrolls.iter().map(|row| row.id));
    let lines = dense(f.lines.iter().map(|row| row.id));
    dense(f.residencies.iter().map(|row| row.id));
    dense(f.life_events.iter().map(|row| row.id));
    dense(f.certificates.iter().map(|row| row.id));
    dense(f.authorisations.iter().map(|row| row.id));
    dense(f.applications.iter().map(|row| row.id));
    dense(f.returns.iter().map(|row| row.id));
    let within = |id: i64, count: i64| assert!((1..=count).contains(&id));
    for row in &f.residents {
        within(row.household, households);
        within(row.person, residents);
        assert_eq!(resident(row.person).person, row.person);
    }
    f.residencies.iter().for_each(|row| within(row.resident, residents));
    f.life_events.iter().for_each(|row| within(row.resident, residents));
    f.certificates.iter().for_each(|row| within(row.resident, residents));
    f.applications.iter().for_each(|row| within(row.resident, residents));
    f.returns.iter().for_each(|row| within(row.line, lines));
    for row in &f.authorisations {
        within(row.account, accounts);
        within(row.resident, residents);
    }
    for row in &f.enrolments {
        within(row.resident, residents);
        within(row.account, accounts);
    }
    for row in &f.lines {
        within(row.payroll, payrolls);
        within(row.resident, residents);
        within(row.account, accounts);
        row.reissue_of.into_iter().for_each(|line| within(line, lines));
        let Some(id) = row.enrolment else { continue };
        within(id, enrolments);
        let enrolment = &f.enrolments[usize::try_from(id).unwrap() - 1];
        assert_eq!((enrolment.resident, enrolment.programme), (row.resident, row.programme));
        assert_eq!((enrolment.tier, enrolment.unit), (row.tier, row.unit));
        assert!(enrolment.start_month <= row.month);
        assert!(enrolment.end_month.is_none_or(|end| row.month <= end));
    }
}

#[test]
fn units_have_their_population() {
    let mut counts = vec![0; 12];
    for resident in facts().residents.iter().filter(|r| r.person == r.id) {
        counts[resident.hukou_unit] += 1;
    }
    let data = Dataset::load().unwrap();
    let expected: Vec<usize> = data.units.iter().map(|unit| unit.population).collect();
    assert_eq!(counts, expected);
    assert_eq!(counts.iter().sum::<usize>(), 36_840);
    assert_eq!(facts().residents.len(), 36_841);
}

#[test]
fn population_is_plausible() {
    let living: Vec<_> = facts().residents.iter().filter(|r| r.died_on.is_none()).collect();
    let share = |least: i32| {
        let count = living.iter().filter(|r| age(r.birth_date, today()) >= least).count();
        count * 1000 / living.len()
    };
    assert!((300..=330).contains(&share(60)), "{}", share(60));
    assert!((50..=60).contains(&share(80)), "{}", share(80));
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    facts().residents.iter().for_each(|r| *sizes.entry(r.household).or_default() += 1);
    assert_eq!(sizes.len(), facts().households.len());
    assert!(sizes.values().all(|size| (1..=6).contains(size)));
    let han = facts().residents.iter().filter(|r| r.nation == "01").count();
    assert!((980..=998).contains(&(han * 1000 / facts().residents.len())));
}

#[test]
fn identity_numbers_fit_the_person_and_are_unique() {
    let mut keys = BTreeSet::new();
    for resident in &facts().residents {
        let parsed = IdentityNumber::parse(&resident.id_number, today());
        match resident.id_number_kind {
            IdNumberKind::Invalid => assert!(parsed.is_err()),
            kind => {
                let number = parsed.unwrap();
                assert_eq!(number.kind(), kind);
                assert_eq!(number.birth_date(), resident.birth_date);
                assert_eq!(number.sex(), resident.sex);
            }
        }
        let fresh = keys.insert(canonical_key(&resident.id_number, today()));
        assert_eq!(fresh, resident.person == resident.id);
        assert!(resident.id_number.starts_with("320699"));
        assert!(resident.birth_date <= today() && resident.sex != Sex::Unknown);
    }
}

#[test]
fn certificates_accounts_and_references_are_valid() {
    let mut seen = BTreeSet::new();
    for paper in &facts().certificates {
        let number = CertificateNumber::parse(&paper.number, today()).unwrap();
        assert_eq!((number.kind, number.grade), (paper.kind, paper.grade));
        let holder = resident(paper.resident);
        assert_eq!(number.identity.canonical(), holder.id_number);
        assert!(holder.birth_date < paper.issued_on && paper.issued_on < paper.valid_until);
        assert!(paper.issued_on <= today());
        assert!(seen.insert(paper.number.clone()) && certificates()[&holder.id].len() == 1);
    }
    let mut numbers = BTreeSet::new();
    for account in &facts().accounts {
        assert!(account.number.starts_with("629999") && account.number.len() == 19);
        let (body, check) = account.number.split_at(18);
        assert_eq!(super::super::emit_benefits::luhn_digit(body).to_string(), check);
        assert!(numbers.insert(&account.number));
    }
    let references: BTreeSet<_> = facts().lines.iter().map(|line| &line.reference).collect();
    assert_eq!(references.len(), facts().lines.len());
    let households: BTreeSet<_> = facts().households.iter().map(|home| &home.number).collect();
    assert_eq!(households.len(), facts().households.len());
}

#[test]
fn luhn_vectors() {
    let digit = super::super::emit_benefits::luhn_digit;
    for card in ["6299990000000000012", "6299990000000000020", "6299997654321094"] {
        let (body, check) = card.split_at(card.len() - 1);
        assert_eq!(digit(body).to_string(), check);
    }
}

#[test]
fn dated_facts_agree() {
    for event in &facts().life_events {
        let holder = resident(event.resident);
        assert!(event.happened_on <= event.recorded_on && event.recorded_on <= today());
        match event.kind {
            LifeEventKind::Death => assert_eq!(holder.died_on, Some(event.happened_on)),
            LifeEventKind::MovedOut => assert_eq!(holder.moved_out_on, Some(event.happened_on)),
            _ => (),
        }
    }
    let mut open: BTreeMap<(i64, ResidencyKind), usize> = BTreeMap::new();
    for row in &facts().residencies {
        let holder = resident(row.resident);
        assert!(row.valid_to.is_none_or(|end| row.valid_from < end), "{row:?}");
        if row.valid_to.is_none() {
            *open.entry((row.resident, row.kind)).or_default() += 1;
            let unit = match row.kind {
                ResidencyKind::Hukou => holder.hukou_unit,
                ResidencyKind::Residence => holder.residence_unit,
            };
            assert_eq!(row.unit, unit);
        }
    }
    for resident in &facts().residents {
        let here = resident.died_on.is_none() && resident.moved_out_on.is_none();
        for kind in [ResidencyKind::Hukou, ResidencyKind::Residence] {
            let rows = open.get(&(resident.id, kind)).copied().unwrap_or_default();
            assert_eq!(rows, usize::from(here));
        }
    }
}

#[test]
fn households_have_one_head() {
    let mut heads: BTreeMap<i64, usize> = BTreeMap::new();
    for resident in &facts().residents {
        let head = resident.household_role == entity::vocab::HouseholdRole::Head;
        *heads.entry(resident.household).or_default() += usize::from(head);
    }
    let odd = heads.values().filter(|heads| **heads != 1).count();
    assert_eq!(odd, 0);
}

#[test]
fn villagers_of_two_villages_live_in_the_estates() {
    for (village, estate) in [(10, 4), (7, 3)] {
        let all = facts().residents.iter().filter(|r| r.hukou_unit == village);
        let moved = all.filter(|r| r.residence_unit == estate).count();
        assert!(moved > 1_000, "{moved}");
    }
}
