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

pub(super) fn person_times(from: &Sources) -> Option<Quantity> {
    of(from.subsidies.person_times, from.subsidies.person_times)
}

pub(super) fn subsidy_amount(from: &Sources) -> Option<Quantity> {
    (from.subsidies.person_times != 0).then(|| Quantity::money(from.subsidies.amount))
}

pub(super) fn veterans_served(from: &Sources) -> Option<Quantity> {
    from.veterans.total.served.map(Quantity::count)
}

pub(super) fn station_levels(from: &Sources) -> Option<Quantity> {
    let levels: BTreeSet<bool> = from.points(VeteranStation, None).map(|point| point.street_level).collect();
    counted(levels.len())
}

pub(super) fn stations(from: &Sources) -> Option<Quantity> {
    counted(from.points(VeteranStation, None).count())
}

pub(super) fn merit_reports(from: &Sources) -> Option<Quantity> {
    from.veterans.merit_reports.map(Quantity::count)
}

pub(super) fn plaques(from: &Sources) -> Option<Quantity> {
    from.veterans.plaques.map(Quantity::count)
}

pub(super) fn check_ups(from: &Sources) -> Option<Quantity> {
    from.veterans.check_ups_done.map(Quantity::count)
}

pub(super) fn recuperations(from: &Sources) -> Option<Quantity> {
    from.veterans.recuperations.map(Quantity::count)
}

pub(super) fn reimbursements(from: &Sources) -> Option<Quantity> {
    from.veterans.reimbursement_amount.map(Quantity::money)
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
    of(from.dividends.now.lines, from.dividends.units(kind))
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
    (from.dividends.now.lines != 0).then(|| Quantity::money(from.dividends.now.amount))
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
