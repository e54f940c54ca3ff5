//! Tests of what statistics of veterans hide.

use super::*;
use crate::kernel::disclosure::Thresholds;

const FEW: i64 = 11;

fn category(place: usize) -> Option<VeteranCategory> {
    use VeteranCategory::{Combat, Disabled, PlacedSoldier, SelfEmployedSoldier};
    [None, Some(Disabled), Some(Combat), Some(PlacedSoldier), Some(SelfEmployedSoldier)][place % 5]
}

fn registered(place: usize, unit: i64, persons: i64) -> VeteranCell {
    let key = VeteranKey { category: Some(category(place)), unit: Some(unit), ..VeteranKey::default() };
    VeteranCell { key, persons: Some(persons), ..VeteranCell::default() }
}

fn served(veteran: i64, place: usize, unit: i64, kind: ServiceKind) -> Served {
    Served { veteran, category: category(place), unit, kind, month: Month(202_207), assistance: Fen(0) }
}

fn of_category(place: usize) -> VeteranKey {
    VeteranKey { category: Some(category(place)), ..VeteranKey::default() }
}

fn of_unit(unit: i64) -> VeteranKey {
    VeteranKey { unit: Some(unit), ..VeteranKey::default() }
}

fn both(place: usize, unit: i64) -> VeteranKey {
    VeteranKey { unit: Some(unit), ..of_category(place) }
}

#[test]
fn nothing_small_nothing_hidden() {
    let register = [registered(1, 1, 11), registered(2, 1, 12), registered(1, 2, 40), registered(2, 2, 50)];
    assert_eq!(hide(&register, &[], FEW), Hidden::default());
    assert_eq!(hide(&[], &[], FEW), Hidden::default());
}

#[test]
fn a_small_group_takes_a_rectangle_with_it() {
    let register = [registered(1, 1, 4), registered(2, 1, 30), registered(1, 2, 20), registered(2, 2, 50)];
    let hidden = hide(&register, &[], FEW);
    for key in [both(1, 1), both(2, 1), both(1, 2), both(2, 2)] {
        assert!(hidden.whole(&key), "{key:?}");
    }
    for key in [of_category(1), of_category(2), of_unit(1), of_unit(2), VeteranKey::default()] {
        assert!(!hidden.whole(&key), "{key:?}");
    }
}

#[test]
fn a_group_that_is_the_whole_of_its_category_hides_the_category() {
    // All of category 2 are in unit 1, so that the category would tell the cell, and the unit the small one.
    let register = [registered(1, 1, 4), registered(2, 1, 30), registered(1, 2, 20), registered(3, 2, 50)];
    let hidden = hide(&register, &[], FEW);
    assert!(hidden.whole(&both(1, 1)) && hidden.whole(&both(2, 1)) && hidden.whole(&of_category(2)));
}

#[test]
fn few_served_hide_the_group_though_many_are_registered() {
    let register = [registered(1, 1, 100), registered(2, 1, 100), registered(3, 1, 200)];
    let services: Vec<Served> = (0..30)
        .map(|veteran| served(veteran, usize::from(veteran >= 10) + 1, 1, ServiceKind::Consultation))
        .chain((30..70).map(|veteran| served(veteran, 3, 1, ServiceKind::Training)))
        .collect();
    let hidden = hide(&register, &services, FEW);
    assert!(hidden.whole(&of_category(1)) && hidden.whole(&of_category(2)) && !hidden.whole(&of_category(3)));
    let mut cell =
        VeteranCell { key: of_category(1), persons: Some(100), services: Some(10), ..VeteranCell::default() };
    cell.hide(&hidden);
    assert_eq!(cell, VeteranCell { key: of_category(1), suppressed: true, ..VeteranCell::default() });
}

#[test]
fn money_of_few_is_hidden_and_the_rest_shown() {
    let given =
        |veteran: i64, place| Served { assistance: Fen(50_000), ..served(veteran, place, 1, ServiceKind::Assistance) };
    let mut services: Vec<Served> = (0..60)
        .map(|veteran| served(veteran, usize::try_from(veteran % 3).unwrap() + 1, 1, ServiceKind::Assistance))
        .collect();
    services.extend([given(0, 1), given(3, 1)]);
    services.extend((0..19).map(|place| given(place * 3 + 1, 2)));
    services.extend((0..20).map(|place| given(place * 3 + 2, 3)));
    let hidden = hide(&[], &services, FEW);
    let show = |place| {
        let all = Some(Fen(1));
        let mut cell =
            VeteranCell { key: of_category(place), services: Some(20), assistance: all, ..VeteranCell::default() };
        cell.hide(&hidden);
        (cell.services, cell.assistance, cell.suppressed)
    };
    assert_eq!(show(1), (Some(20), None, false));
    assert_eq!(show(2), (Some(20), None, false), "the smallest other");
    assert_eq!(show(3), (Some(20), Some(Fen(1)), false));
}

#[test]
fn a_month_is_judged_without_its_year() {
    let services: Vec<Served> = (0..5).map(|veteran| served(veteran, 1, 1, ServiceKind::Training)).collect();
    let key = VeteranKey { month: Some(Month(202_207)), year: Some(2022), ..VeteranKey::default() };
    assert!(hide(&[], &services, FEW).whole(&key));
}

#[test]
fn cells_of_both_sides_are_one() {
    let parts = Parts { persons: true, services: true };
    let register = vec![VeteranCell { key: of_unit(1), persons: Some(20), ..VeteranCell::default() }];
    let services = |unit| VeteranCell {
        key: of_unit(unit),
        services: Some(7),
        served: Some(3),
        assistance: Some(Fen(5)),
        ..VeteranCell::default()
    };
    let cells = merged(register, vec![services(1), services(2)], parts);
    assert_eq!(
        cells,
        [VeteranCell { persons: Some(20), ..services(1) }, VeteranCell { persons: Some(0), ..services(2) }]
    );
    let alone = merged(Vec::new(), vec![services(2)], Parts { persons: false, services: true });
    assert_eq!(alone, [services(2)]);
}

#[test]
fn the_day_is_the_last_of_the_year_or_today() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    let today = day("2022-12-30");
    assert_eq!(as_of(None, today), today);
    assert_eq!(as_of(Some(2022), today), today);
    assert_eq!(as_of(Some(2021), today), day("2021-12-31"));
}

fn served_in(month: i32, services: Option<i64>) -> VeteranCell {
    let key = VeteranKey { month: Some(Month(month)), ..of_unit(1) };
    VeteranCell { key, services, served: services, suppressed: services.is_none(), ..VeteranCell::default() }
}

#[test]
fn months_without_services_are_shown_zeros() {
    let mut cells = vec![served_in(202_211, None), served_in(202_301, Some(20))];
    fill(&mut cells, &[VeteranDimension::Unit, VeteranDimension::Month], [Month(202_302)]).expect("few cells");
    let found: Vec<_> =
        cells.iter().map(|cell| (cell.key.month.map(|month| month.0), cell.services, cell.suppressed)).collect();
    let zero = |month| (Some(month), Some(0), false);
    assert_eq!(
        found,
        [(Some(202_211), None, true), zero(202_212), (Some(202_301), Some(20), false), zero(202_302)],
        "what is hidden stays"
    );
}

#[test]
fn years_are_filled_from_any_month() {
    let of_year = |year| VeteranKey { year: Some(year), ..VeteranKey::default() };
    let mut cells = vec![VeteranCell { key: of_year(2021), ..VeteranCell::default() }];
    fill(&mut cells, &[VeteranDimension::Year], [Month(202_105), Month(202_302)]).expect("few cells");
    assert_eq!(cells.iter().map(|cell| cell.key).collect::<Vec<_>>(), [2021, 2022, 2023].map(of_year));
    let mut untimed = vec![VeteranCell { key: of_unit(1), ..VeteranCell::default() }];
    fill(&mut untimed, &[VeteranDimension::Unit], [Month(202_105), Month(202_302)]).expect("few cells");
    assert_eq!(untimed.len(), 1);
}

#[test]
fn a_year_earlier_is_of_a_time_only() {
    let key = VeteranKey { year: Some(2022), month: Some(Month(202_201)), ..of_unit(1) };
    let before = VeteranKey { year: Some(2021), month: Some(Month(202_101)), ..of_unit(1) };
    assert_eq!((key.earlier(), of_unit(1).earlier()), (Some(before), None));
}

#[test]
fn the_rest_has_no_persons_and_is_hidden_with_a_part() {
    let cell = |assistance| VeteranCell { persons: Some(30), assistance, ..served_in(202_201, Some(20)) };
    let rest = <VeteranCell as chart::Cell>::rest;
    let sum = VeteranCell { services: Some(40), assistance: Some(Fen(7)), ..VeteranCell::default() };
    assert_eq!(rest(&[cell(Some(Fen(3))), cell(Some(Fen(4)))]), sum);
    assert_eq!(rest(&[cell(Some(Fen(3))), cell(None)]), VeteranCell { assistance: None, ..sum });
    let hidden = rest(&[cell(Some(Fen(3))), served_in(202_202, None)]);
    assert_eq!(hidden, VeteranCell { suppressed: true, ..VeteranCell::default() });
}

/// Numbers of a seed, for tables of any kind.
fn numbers(seed: u64) -> impl FnMut(u64) -> i64 {
    let mut state = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % below).expect("small")
    }
}

/// Whether the unknown at `place` has one value only, given equations between the unknowns (modulo a prime).
fn determined(equations: &[Vec<i64>], place: usize) -> bool {
    const P: i64 = 1_000_003;
    let power = |mut base: i64, mut exponent: i64| {
        let mut result = 1;
        while exponent > 0 {
            if exponent % 2 == 1 {
                result = result * base % P;
            }
            (base, exponent) = (base * base % P, exponent / 2);
        }
        result
    };
    let rank = |mut rows: Vec<Vec<i64>>| {
        let (mut rank, width) = (0, rows.first().map_or(0, Vec::len));
        for column in 0..width {
            let Some(found) = (rank..rows.len()).find(|row| rows[*row][column] % P != 0) else { continue };
            rows.swap(rank, found);
            let inverse = power(rows[rank][column].rem_euclid(P), P - 2);
            let pivot = rows[rank].clone();
            for (_, row) in rows.iter_mut().enumerate().filter(|(place, _)| *place != rank) {
                let factor = row[column].rem_euclid(P) * inverse % P;
                for (value, subtracted) in row.iter_mut().zip(&pivot) {
                    *value = (*value - factor * subtracted).rem_euclid(P);
                }
            }
            rank += 1;
        }
        rank
    };
    let mut unit = vec![0; equations.first().map_or(0, Vec::len)];
    unit[place] = 1;
    let mut more = equations.to_vec();
    more.push(unit);
    rank(more) == rank(equations.to_vec())
}

/// No count of few can be computed from all answers by category, by unit, by both and in total.
#[test]
fn no_small_count_follows_from_all_answers_together() {
    for seed in 0..60 {
        let mut number = numbers(seed);
        let mut register = Vec::new();
        for place in 0..5 {
            for unit in 1..=5 {
                let persons = match number(4) {
                    0 => 0,
                    1 => number(10) + 1,
                    _ => number(60) + 1,
                };
                if persons > 0 {
                    register.push(registered(place, unit, persons));
                }
            }
        }
        let hidden = hide(&register, &[], FEW);
        let mut counts: BTreeMap<VeteranKey, i64> = BTreeMap::new();
        for cell in &register {
            for key in cell.key.levels() {
                *counts.entry(key).or_default() += cell.persons.unwrap_or_default();
            }
        }
        let unknown: Vec<VeteranKey> = counts.keys().copied().filter(|key| hidden.whole(key)).collect();
        let mut equations: Vec<Vec<i64>> = Vec::new();
        for sum in counts.keys() {
            for step in VeteranKey::STEPS {
                let sign = |key: &VeteranKey| i64::from(step(key) == Some(*sum)) - i64::from(key == sum);
                if counts.keys().any(|key| step(key) == Some(*sum)) {
                    equations.push(unknown.iter().map(sign).collect());
                }
            }
        }
        for (place, key) in unknown.iter().enumerate().filter(|(_, key)| counts[key] < FEW) {
            assert!(!determined(&equations, place), "seed {seed}: {key:?} is {}", counts[key]);
        }
        assert!(counts.iter().all(|(key, count)| *count >= FEW || hidden.whole(key)));
    }
    assert_eq!(Thresholds::default().sensitive, FEW);
}

/// A street as large as the demo's: only small categories are hidden among the coarse figures.
#[test]
fn coarse_figures_of_a_street_stay() {
    use ServiceKind::{Assistance, Consultation, Employment, Preferential, Training};
    use VeteranCategory::{
        Combat, Disabled, MartyrFamily, MonthlyPension, PlacedSoldier, Rural60, SelfEmployedSoldier,
    };
    let sizes = [
        (SelfEmployedSoldier, 600),
        (PlacedSoldier, 131),
        (Rural60, 168),
        (Combat, 43),
        (Disabled, 31),
        (MonthlyPension, 9),
        (MartyrFamily, 5),
    ];
    let mut number = numbers(7);
    let (mut counts, mut services) = (BTreeMap::<VeteranKey, i64>::new(), Vec::new());
    for (category, persons) in sizes {
        for _ in 0..persons {
            let (veteran, unit) = (counts.values().sum(), number(12) + 1);
            *counts
                .entry(VeteranKey { category: Some(Some(category)), unit: Some(unit), ..VeteranKey::default() })
                .or_default() += 1;
            for _ in 0..3 {
                let kinds = [
                    Consultation,
                    Consultation,
                    Consultation,
                    Preferential,
                    Preferential,
                    Preferential,
                    Training,
                    Assistance,
                    Employment,
                ];
                let kind = kinds[usize::try_from(number(9)).unwrap()];
                let month = Month(202_201 + i32::try_from(number(12)).unwrap());
                let assistance = Fen(if kind == Assistance { 50_000 } else { 0 });
                services.push(Served { veteran, category: Some(category), unit, kind, month, assistance });
            }
        }
    }
    let cell =
        |(key, persons): (VeteranKey, i64)| VeteranCell { key, persons: Some(persons), ..VeteranCell::default() };
    let register: Vec<VeteranCell> = counts.into_iter().map(cell).collect();
    let hidden = hide(&register, &services, FEW);
    for (category, persons) in sizes {
        let key = VeteranKey { category: Some(Some(category)), ..VeteranKey::default() };
        assert_eq!(hidden.whole(&key), persons < FEW, "{category:?}");
    }
    let kinds = [Training, Assistance, Employment, Consultation, Preferential]
        .map(|kind| VeteranKey { kind: Some(kind), ..VeteranKey::default() });
    for key in (1..=12).map(of_unit).chain(kinds).chain([VeteranKey::default()]) {
        assert!(!hidden.whole(&key), "{key:?}");
    }
}
