//! The report under what the viewer may know.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use entity::vocab::ServicePointKind;

use super::{
    model::{Report, Rows, Sources},
    rules, store,
};
use crate::{
    access::viewer::Viewer,
    findings::service::campaign,
    insight::{
        service::permit_report,
        service_dividends, service_veterans,
        subsidies::service::{headline, headline_codes},
        veterans::as_of,
    },
    kernel::{app::App, db::Executor, fault::Fault, problem::Failure, scope::Scope},
    residents::{self, loader::filter::Asker, model::Units},
    services::service as services,
    subsidies::{self, model::Programmes, model_application::StepLimits},
    veterans::{self, model::Policy},
};

const KINDS: [ServicePointKind; 6] = [
    ServicePointKind::VeteranStation,
    ServicePointKind::MedicalInsurance,
    ServicePointKind::FamilyDoctor,
    ServicePointKind::ElderlyCare,
    ServicePointKind::ChildrenHome,
    ServicePointKind::DisabledHome,
];

/// Points that serve on `day`, and the minutes of their circles.
async fn points<C: Executor>(
    db: &C,
    day: NaiveDate,
) -> Result<(Vec<crate::services::model::Point>, BTreeMap<ServicePointKind, i32>), Fault> {
    let (mut points, mut circles) = (Vec::new(), BTreeMap::new());
    for kind in KINDS {
        points.extend(services::open_on(db, kind, day).await?);
        circles.extend(services::circle(db, kind).await?.map(|circle| (kind, circle.minutes)));
    }
    Ok((points, circles))
}

async fn sources(app: &App, asker: Asker<'_>, year: i32) -> Result<Sources, Failure> {
    let as_of = as_of(Some(year), asker.today);
    let (points, circles) = points(app.db.statistics(), as_of).await?;
    Ok(Sources {
        year,
        as_of,
        headline: headline_codes(asker.programmes),
        subsidies: headline(app, asker, year).await?,
        campaigns: campaign::of_year(app, year).await?,
        inspection: campaign::figures(app, asker.scope, year).await?,
        dividends: service_dividends::compared(app, asker, year).await?,
        veterans: service_veterans::year(app, asker, year).await?,
        points,
        circles,
    })
}

/// Whether the viewer is shown the way to these rows.
fn may(viewer: &Viewer, rows: &Rows) -> bool {
    !viewer.figures_only() && rows.needs.iter().all(|permission| viewer.may(*permission))
}

/// All figures of `year`, computed beside reported.
///
/// # Errors
/// A missing permission, a year that is none, or a fault.
pub async fn build(app: &App, asker: Asker<'_>, year: i32) -> Result<Report, Failure> {
    permit_report(asker.viewer, year)?;
    let records = store::of_year(app.db.read(), year).await?;
    let sources = sources(app, asker, year).await?;
    Ok(rules::report(&sources, records, |rows| may(asker.viewer, rows)))
}

/// What an [`Asker`] looks at, outside a GraphQL request.
pub struct Ground {
    viewer: Viewer,
    scope: Scope,
    units: Arc<Units>,
    programmes: Arc<Programmes>,
    policy: Arc<Policy>,
    limits: Arc<StepLimits>,
    today: NaiveDate,
}

impl Ground {
    /// The ground of a viewer.
    ///
    /// # Errors
    /// A fault.
    pub async fn of(app: &App, viewer: &Viewer) -> Result<Self, Fault> {
        Ok(Self {
            viewer: viewer.clone(),
            scope: viewer.scope(),
            units: residents::service::units(app).await?,
            programmes: subsidies::service::programmes(app).await?,
            policy: veterans::service::policy(app).await?,
            limits: subsidies::service::limits(app).await?,
            today: app.clock.today(),
        })
    }

    /// The asker who stands on it.
    #[must_use]
    pub fn asker(&self) -> Asker<'_> {
        Asker {
            viewer: &self.viewer,
            scope: &self.scope,
            units: &self.units,
            programmes: &self.programmes,
            policy: &self.policy,
            limits: &self.limits,
            today: self.today,
        }
    }
}
