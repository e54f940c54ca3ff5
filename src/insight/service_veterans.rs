//! Statistics of veterans under the viewer's scope.

use chrono::{Datelike, NaiveDate};
use entity::{
    month::Month,
    vocab::{ServiceKind, VeteranCategory},
};

use super::{
    store_veterans::{self as store, Selection},
    store_veterans_year,
    veterans::{Hidden, Parts, VeteranCell, VeteranDimension, as_of, hide, merged},
    veterans_year::VeteranYear,
};
use crate::{
    access::policy::Permission,
    findings::service::rule_table,
    kernel::{
        app::App,
        problem::Failure,
        scope::{Reach, Scope},
    },
    residents::loader::filter::Asker,
};

/// Which persons and services count.
#[derive(Debug, Clone, Default)]
pub struct VeteranFilter {
    pub year: Option<i32>,
    /// Codes of units.
    pub unit: Option<Vec<String>>,
    pub category: Option<Vec<VeteranCategory>>,
    pub kind: Option<Vec<ServiceKind>>,
    pub month_from: Option<Month>,
    pub month_to: Option<Month>,
}

impl VeteranFilter {
    /// Whether it says more than a year.
    const fn narrows(&self) -> bool {
        let who = self.unit.is_some() || self.category.is_some();
        who || self.kind.is_some() || self.month_from.is_some() || self.month_to.is_some()
    }

    /// The first and last month that it names.
    pub fn period(&self) -> impl Iterator<Item = Month> {
        let of_year = |number: i32| self.year.map(|year| Month(year * 100 + number));
        let (from, to) = (self.month_from.or_else(|| of_year(1)), self.month_to.or_else(|| of_year(12)));
        from.into_iter().chain(to)
    }

    /// What it selects, for those who may ask so: two answers that differ by a person would tell about that person.
    fn selection(&self, asker: Asker<'_>, today: NaiveDate) -> Result<Selection, Failure> {
        if self.narrows() {
            asker.viewer.permit(Permission::VeteranRead)?;
        }
        if self.year.is_some_and(|year| !(1949..=9998).contains(&year)) {
            return Err(Failure::bad_input("filter.year", "请给出四位年份,例如 2022"));
        }
        let end = |month: u32, day: u32| self.year.and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
        let (from, to) = (self.month_from.and_then(Month::first_day), self.month_to.and_then(Month::last_day));
        Ok(Selection {
            periods: vec![(end(1, 1), end(12, 31)), (from, to)],
            units: self.unit.as_ref().map(|codes| asker.units.keys("filter.unit", codes)).transpose()?,
            categories: self.category.clone(),
            kinds: self.kind.clone(),
            ..Selection::of(as_of(self.year, today))
        })
    }
}

/// Cells by `by`: of the register where it has these dimensions, of services where they are wanted.
async fn figures(
    app: &App,
    scope: &Scope,
    by: &[VeteranDimension],
    selection: &Selection,
    wanted: Parts,
) -> Result<Vec<VeteranCell>, Failure> {
    let db = app.db.statistics();
    let of_register = by.iter().all(|dimension| dimension.of_register());
    let persons = of_register && (wanted.persons || !wanted.services);
    let parts = Parts { persons, services: wanted.services || !wanted.persons || !of_register };
    let (mut register, mut services) = (Vec::new(), Vec::new());
    if parts.persons {
        register = store::register(db, scope, by, selection).await?;
    }
    if parts.services {
        services = store::served(db, scope, by, selection).await?;
    }
    Ok(merged(register, services, parts))
}

/// What must be hidden of figures of everything in a period.
async fn hidden(app: &App, scope: &Scope, selection: &Selection) -> Result<Hidden, Failure> {
    let db = app.db.statistics();
    let by = [VeteranDimension::Category, VeteranDimension::Unit];
    let register = store::register(db, scope, &by, selection).await?;
    Ok(hide(&register, &store::lines(db, scope, selection).await?, app.thresholds.sensitive))
}

/// Cells by `by`, and their total, each when wanted. Small groups are hidden from those who may not read files.
///
/// # Errors
/// A missing permission, a wrong filter, or a fault.
pub async fn statistics(
    app: &App,
    asker: Asker<'_>,
    by: &[VeteranDimension],
    filter: &VeteranFilter,
    (cells, total): (Option<Parts>, Option<Parts>),
) -> Result<(Vec<VeteranCell>, VeteranCell), Failure> {
    asker.viewer.permit(Permission::VeteranStatisticsRead)?;
    let mut filter = filter.clone();
    if filter.year.is_none() && !asker.viewer.may(Permission::VeteranRead) {
        // All years and every single one of them would hide other cells, and the difference would tell.
        let last = store::last_service(app.db.statistics(), asker.scope).await?;
        filter.year = Some(last.unwrap_or_else(|| app.clock.today()).year());
    }
    let selection = filter.selection(asker, app.clock.today())?;
    let (mut found, mut sum) = (Vec::new(), VeteranCell::default());
    if let Some(parts) = total {
        let all = figures(app, asker.scope, &[], &selection, parts).await?;
        sum = all.into_iter().next().unwrap_or_default();
    }
    if let Some(parts) = cells.filter(|_| !by.is_empty()) {
        found = figures(app, asker.scope, by, &selection, parts).await?;
    }
    if !asker.viewer.may(Permission::VeteranRead) && (cells.is_some() || total.is_some()) {
        let hidden = hidden(app, asker.scope, &selection).await?;
        for cell in found.iter_mut().chain([&mut sum]) {
            cell.hide(&hidden);
        }
    }
    Ok((found, sum))
}

/// The report is the street's: whoever may read it reads figures of every station, and of no person.
fn street(asker: Asker<'_>) -> Scope {
    Scope { stations: Reach::All, ..asker.scope.clone() }
}

/// Services of `year`, by kind and in total.
async fn services(app: &App, scope: &Scope, selection: &Selection) -> Result<(Vec<VeteranCell>, VeteranCell), Failure> {
    let wanted = Parts { persons: false, services: true };
    let kinds = figures(app, scope, &[VeteranDimension::ServiceKind], selection, wanted).await?;
    let all = figures(app, scope, &[], selection, wanted).await?;
    Ok((kinds, all.into_iter().next().unwrap_or_default()))
}

fn of_year(app: &App, asker: Asker<'_>, year: i32) -> Result<Selection, Failure> {
    VeteranFilter { year: Some(year), ..VeteranFilter::default() }.selection(asker, app.clock.today())
}

/// Veterans in `year`, for the annual report.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn year(app: &App, asker: Asker<'_>, year: i32) -> Result<VeteranYear, Failure> {
    asker.viewer.permit(Permission::ReportRead)?;
    let (scope, selection) = (street(asker), of_year(app, asker, year)?);
    let db = app.db.statistics();
    let (kinds, total) = services(app, &scope, &selection).await?;
    let register = store::register(db, &scope, &[], &selection).await?;
    let persons = register.into_iter().next().and_then(|cell| cell.persons);
    let card_days = rule_table(app).await?.veteran_parameters.card_days;
    let rest = store_veterans_year::year(db, &scope, (year, selection.day), card_days).await?;
    let mut figures = VeteranYear { total: VeteranCell { persons, ..total }, kinds, ..rest };
    if !asker.viewer.may(Permission::VeteranRead) {
        figures.hide(&hidden(app, &scope, &selection).await?, app.thresholds.sensitive);
    }
    Ok(figures)
}
