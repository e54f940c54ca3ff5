//! Values of figures, from what a year is made of.

use std::collections::BTreeSet;

use entity::vocab::{
    DistributingUnitKind,
    ServicePointKind::{ChildrenHome, DisabledHome, ElderlyCare, FamilyDoctor, MedicalInsurance, VeteranStation},
};

use super::model::{Quantity, Sources};

/// A number, or nothing where its base is nothing: a year without any records is not a year of zeros.
fn of(base: i64, number: i64) -> Option<Quantity> {
    (base != 0).then(|| Quantity::count(number))
}

fn counted(items: usize) -> Option<Quantity> {
    i64::try_from(items).ok().map(Quantity::count)
}

/// A number of a year of veterans, zero only where some were served.
fn veterans(from: &Sources, number: Option<i64>) -> Option<Quantity> {
    let recorded = |number: &i64| *number != 0 || from.veterans.total.served != Some(0);
    number.filter(recorded).map(Quantity::count)
}

pub(super) fn person_times(from: &Sources) -> Option<Quantity> {
    from.subsidies.person_times.and_then(|number| of(number, number))
}

pub(super) fn subsidy_amount(from: &Sources) -> Option<Quantity> {
    from.subsidies.amount.filter(|_| from.subsidies.person_times != Some(0)).map(Quantity::money)
}

pub(super) fn veterans_served(from: &Sources) -> Option<Quantity> {
    veterans(from, from.veterans.total.served)
}

pub(super) fn station_levels(from: &Sources) -> Option<Quantity> {
    let levels: BTreeSet<bool> = from.points(VeteranStation, None).map(|point| point.street_level).collect();
    counted(levels.len())
}

pub(super) fn stations(from: &Sources) -> Option<Quantity> {
    counted(from.points(VeteranStation, None).count())
}

pub(super) fn merit_reports(from: &Sources) -> Option<Quantity> {
    veterans(from, from.veterans.merit_reports)
}

pub(super) fn plaques(from: &Sources) -> Option<Quantity> {
    veterans(from, from.veterans.plaques)
}

pub(super) fn check_ups(from: &Sources) -> Option<Quantity> {
    veterans(from, from.veterans.check_ups_done)
}

pub(super) fn recuperations(from: &Sources) -> Option<Quantity> {
    veterans(from, from.veterans.recuperations)
}

pub(super) fn reimbursements(from: &Sources) -> Option<Quantity> {
    let amount = from.veterans.reimbursement_amount?;
    veterans(from, Some(amount.0)).map(|_| Quantity::money(amount))
}

pub(super) fn collectives(from: &Sources) -> Option<Quantity> {
    of(from.inspection.projects, from.inspection.collectives)
}

pub(super) fn projects(from: &Sources) -> Option<Quantity> {
    of(from.inspection.projects, from.inspection.projects)
}

pub(super) fn findings(from: &Sources) -> Option<Quantity> {
    of(from.inspection.projects, from.inspection.findings)
}

pub(super) fn findings_closed(from: &Sources) -> Option<Quantity> {
    of(from.inspection.projects, from.inspection.closed)
}

fn units(from: &Sources, kind: DistributingUnitKind) -> Option<Quantity> {
    of(from.dividends.now.lines, from.dividends.units(kind)?)
}

pub(super) fn cooperatives(from: &Sources) -> Option<Quantity> {
    units(from, DistributingUnitKind::VillageCoop)
}

pub(super) fn villager_groups(from: &Sources) -> Option<Quantity> {
    units(from, DistributingUnitKind::VillagerGroup)
}

pub(super) fn share_groups(from: &Sources) -> Option<Quantity> {
    units(from, DistributingUnitKind::ShareGroup)
}

pub(super) fn dividend_amount(from: &Sources) -> Option<Quantity> {
    let now = &from.dividends.now;
    (now.lines != 0 && !now.suppressed).then(|| Quantity::money(now.amount))
}

pub(super) fn participants_change(from: &Sources) -> Option<Quantity> {
    let growth = from.dividends.growth().filter(|_| from.dividends.now.lines != 0)?;
    Some(Quantity::count(growth.persons))
}

pub(super) fn insurance_circle(from: &Sources) -> Option<Quantity> {
    from.circles.get(&MedicalInsurance).map(|minutes| Quantity::count((*minutes).into()))
}

pub(super) fn military_circle(from: &Sources) -> Option<Quantity> {
    from.circles.get(&VeteranStation).map(|minutes| Quantity::count((*minutes).into()))
}

pub(super) fn doctors(from: &Sources) -> Option<Quantity> {
    counted(from.points(FamilyDoctor, None).count())
}

pub(super) fn elderly_centres(from: &Sources) -> Option<Quantity> {
    counted(from.points(ElderlyCare, None).count())
}

pub(super) fn street_homes(from: &Sources) -> Option<Quantity> {
    counted(from.points(ChildrenHome, Some(true)).count())
}

pub(super) fn units_with_home(from: &Sources) -> Option<Quantity> {
    let units: BTreeSet<i64> = from.points(ChildrenHome, Some(false)).map(|point| point.unit_id).collect();
    counted(units.len())
}

pub(super) fn home_stars(from: &Sources) -> Option<Quantity> {
    from.points(DisabledHome, None).filter_map(|point| point.star).max().map(|star| Quantity::count(star.into()))
}

pub(super) fn disabled_homes(from: &Sources) -> Option<Quantity> {
    counted(from.points(DisabledHome, None).count())
}
