//! Ages, days, references: what every row must be true to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use entity::vocab::{
    BenefitKind, DisabilityCause, ServiceKind, ServiceState, Sex, VeteranAct, VeteranCategory as Category,
};

use super::{
    copy,
    tests::{age, both, category, date, facts, resident, today},
};
use crate::demo::points;

fn dense(ids: impl Iterator<Item = i64>) -> i64 {
    ids.fold(0, |last, id| {
        assert_eq!(id, last + 1);
        id
    })
}

fn relative(category: Category) -> bool {
    use Category::{ActiveFamily, DutyDeathFamily, IllnessDeathFamily, MartyrChild60, MartyrFamily};
    [ActiveFamily, DutyDeathFamily, IllnessDeathFamily, MartyrChild60, MartyrFamily].contains(&category)
}

#[test]
fn ids_are_dense_and_units_agree() {
    let f = facts();
    dense(f.veterans.iter().map(|fact| fact.row.id));
    dense(f.categories.iter().map(|row| row.id));
    dense(f.disabilities.iter().map(|fact| fact.row.id));
    dense(f.honours.iter().map(|row| row.id));
    dense(f.cards.iter().map(|fact| fact.row.id));
    dense(f.benefits.iter().map(|fact| fact.row.id));
    dense(f.events.iter().map(|row| row.id));
    dense(f.contacts.iter().map(|row| row.id));
    dense(f.steps.iter().map(|row| row.id));
    dense(both().0.accounts.iter().map(|row| row.id));
    dense(both().0.enrolments.iter().map(|row| row.id));
    let unit = |id: i64| f.veterans[usize::try_from(id).unwrap() - 1].row.unit_id;
    let files = f.categories.iter().map(|row| (row.veteran_id, row.unit_id));
    let files = files.chain(f.disabilities.iter().map(|fact| (fact.row.veteran_id, fact.row.unit_id)));
    let files = files.chain(f.honours.iter().map(|row| (row.veteran_id, row.unit_id)));
    let files = files.chain(f.cards.iter().map(|fact| (fact.row.veteran_id, fact.row.unit_id)));
    let files = files.chain(f.benefits.iter().map(|fact| (fact.row.veteran_id, fact.row.unit_id)));
    let files = files.chain(f.events.iter().map(|row| (row.veteran_id, row.unit_id)));
    let files = files.chain(f.contacts.iter().map(|row| (row.veteran_id, row.unit_id)));
    let mut files = files.chain(f.steps.iter().map(|row| (row.veteran_id, row.unit_id)));
    assert!(files.all(|(veteran, own)| unit(veteran) == own));
}

#[test]
fn ages_and_service_are_plausible() {
    for fact in &facts().veterans {
        let (row, kind, person) = (&fact.row, category(fact.row.id), resident(fact.row.id));
        assert!(row.archive_on >= Some(row.registered_on) && row.archive_on <= Some(date(2021, 12, 31)), "{row:?}");
        let served = (row.enlist_on, row.discharge_on, &row.rank, &fact.service_unit);
        if relative(kind) {
            assert_eq!(served, (None, None, &None, &None));
            continue;
        }
        let (enlist, discharge) = (row.enlist_on.unwrap(), row.discharge_on.unwrap());
        let at = |on: NaiveDate| on.years_since(person.birth_date).unwrap();
        assert!((17..=22).contains(&at(enlist)), "{row:?}");
        assert!(discharge <= row.registered_on && served.2.is_some() && served.3.is_some());
        let years = discharge.year() - enlist.year();
        let (least, most) = match kind {
            Category::PlacedSoldier => (12, 16),
            Category::TransferredOfficer | Category::DemobilisedCadre | Category::MonthlyPension => (10, 35),
            Category::RetiredOfficer => (30, 36),
            Category::Disabled => (2, 8),
            _ => (2, 5),
        };
        assert!((least..=most).contains(&years), "{kind:?} {row:?}");
        if kind == Category::RuralDemobilised {
            assert!(enlist < date(1954, 10, 31));
        }
        if kind == Category::Rural60 || kind == Category::Combat {
            assert_eq!(person.sex, Sex::Male);
        }
    }
}

#[test]
fn ages_of_categories() {
    let of = |kind: Category| facts().veterans.iter().map(|fact| fact.row.id).filter(move |id| category(*id) == kind);
    assert!(of(Category::MartyrChild60).all(|id| age(id) >= 60));
    assert!(of(Category::RetiredOfficer).all(|id| age(id) >= 55));
    assert!(of(Category::ActiveFamily).all(|id| (40..=56).contains(&age(id))));
    assert!(of(Category::SelfEmployedSoldier).all(|id| (20..=59).contains(&age(id))));
    assert!(of(Category::Disabled).all(|id| (25..=85).contains(&age(id))));
}

#[test]
fn categories_follow_each_other() {
    let mut ended = 0;
    for row in &facts().categories {
        let birth = resident(row.veteran_id).birth_date;
        if let Some(to) = row.valid_to {
            ended += 1;
            assert_eq!((row.category, category(row.veteran_id)), (Category::SelfEmployedSoldier, Category::Rural60));
            assert!(to > date(2011, 8, 1) && to.years_since(birth) == Some(60));
        } else if row.category == Category::Rural60 {
            assert!(row.valid_from >= date(2011, 8, 1));
        }
        assert!(row.valid_from <= today());
    }
    assert!(ended > 80, "{ended}");
}

#[test]
fn disabilities() {
    let mut numbers = BTreeSet::new();
    for fact in &facts().disabilities {
        assert!((1..=10).contains(&fact.row.grade));
        assert!(fact.row.cause != DisabilityCause::Illness || fact.row.grade <= 6);
        assert_eq!(category(fact.row.veteran_id), Category::Disabled);
        assert_eq!(fact.certificate.chars().count(), 9);
        assert!(fact.row.review_on.is_none_or(|on| on > today()) && numbers.insert(&fact.certificate));
    }
}

#[test]
fn events_are_consistent() {
    for event in &facts().events {
        let file = &facts().veterans[usize::try_from(event.veteran_id).unwrap() - 1].row;
        assert!(event.registered_on >= file.registered_on && event.registered_on.year() == 2022);
        let days =
            [Some(event.registered_on), event.started_on, event.completed_on, event.followed_up_on, event.closed_on];
        let known: Vec<NaiveDate> = days.into_iter().flatten().collect();
        assert!(known.is_sorted() && known.iter().all(|on| *on <= today()), "{event:?}");
        let closed = event.state == ServiceState::Closed;
        let done = closed || matches!(event.state, ServiceState::Completed | ServiceState::FollowUp);
        assert_eq!(
            (event.completed_on.is_some(), event.outcome.is_some(), event.minutes.is_some()),
            (done, done, done)
        );
        assert_eq!(event.closed_on.is_some(), closed);
        assert!(!closed || (event.followed_up_on.is_some() && event.handler.is_some()));
        let station = match event.state {
            ServiceState::ReferredUp => points::STREET_STATION,
            _ => points::station(usize::try_from(event.unit_id).unwrap()),
        };
        assert_eq!(event.station_id, station);
        assert!(!event.summary.is_empty());
        let working = age(event.veteran_id) < 60;
        match event.kind {
            ServiceKind::Training => assert!(working && event.course.is_some() && event.hours.is_some()),
            ServiceKind::Employment => assert!(working && event.employment_result.is_some() == done),
            ServiceKind::Assistance => assert!(event.assistance_kind.is_some() && event.source.is_some()),
            ServiceKind::Consultation => assert!(event.topic.is_some() && event.answered_on.is_some() == done),
            ServiceKind::Preferential => assert!(event.preferential_kind.is_some() && event.period.is_some()),
        }
    }
}

#[test]
fn benefits_keep_their_order() {
    for row in facts().benefits.iter().map(|fact| &fact.row) {
        assert!(row.approved_on.is_none_or(|on| on >= row.registered_on));
        assert!(row.delivered_on.is_none_or(|on| on >= row.registered_on && on <= today()));
        if row.kind != BenefitKind::Pension && row.kind != BenefitKind::Plaque {
            assert_eq!((row.year, row.registered_on.year()), (2022, 2022));
        }
    }
}

#[test]
fn everything_has_its_steps() {
    let mut counts: BTreeMap<_, Vec<NaiveDate>> = BTreeMap::new();
    for step in &facts().steps {
        let days = counts.entry((step.event_id, step.benefit_id, step.card_id)).or_default();
        assert!(!days.is_empty() || matches!(step.act, VeteranAct::Register | VeteranAct::Apply));
        assert!(!step.actor.is_empty() && step.done_on <= today());
        days.push(step.done_on);
    }
    assert_eq!(counts.len(), facts().events.len() + facts().benefits.len() + facts().cards.len());
    assert!(counts.values().all(|days| days.len() <= 4 && days.is_sorted()));
}

#[test]
fn honours_were_earned_in_service() {
    assert!(facts().honours.len() > 50);
    for honour in &facts().honours {
        let file = &facts().veterans[usize::try_from(honour.veteran_id).unwrap() - 1].row;
        assert!(file.enlist_on < Some(honour.awarded_on) && file.discharge_on > Some(honour.awarded_on));
    }
}

#[test]
fn a_copy_shares_nothing_but_the_stations() {
    let base = facts();
    let times = |count: usize| 2 * i64::try_from(count).unwrap();
    let of = &both().0;
    let copied = copy(base, 2, times(of.residents.len()), times(of.households.len()), times(of.enrolments.len()));
    for (one, other) in base.veterans.iter().zip(&copied.veterans) {
        assert_eq!(other.row.id, one.row.id + times(base.veterans.len()));
        assert_eq!(other.row.person_id, one.row.person_id + times(of.residents.len()));
        assert_eq!(other.row.unit_id, one.row.unit_id);
    }
    for (one, other) in base.events.iter().zip(&copied.events) {
        assert_eq!((other.station_id, other.veteran_id), (one.station_id, one.veteran_id + times(base.veterans.len())));
    }
    let numbers: BTreeSet<&str> =
        base.cards.iter().chain(&copied.cards).filter_map(|fact| fact.number.as_deref()).collect();
    assert_eq!(numbers.len(), 2 * 931);
    assert!(numbers.iter().all(|number| number.len() == 17));
    let steps = copied.steps.iter().filter_map(|step| step.benefit_id);
    assert!(steps.min() > Some(times(base.benefits.len())));
}
