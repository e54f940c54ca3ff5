//! Since when an asset is idle.

use async_graphql::Context;
use chrono::NaiveDate;

use crate::{
    assets::{rules::occupancy, store},
    kernel::{app::App, fault::Fault, problem::Failure, scope::Scope},
};

/// First day of idleness of the asset as of `day`; none while it is let or kept for a known reason.
///
/// # Errors
/// A fault.
pub async fn since(ctx: &Context<'_>, asset: i64, day: NaiveDate) -> Result<Option<NaiveDate>, Failure> {
    let (app, scope) = (ctx.data_unchecked::<App>(), ctx.data_unchecked::<Scope>());
    let db = app.db.read();
    let assets = store::files::assets(db, scope, Some(&[asset])).await?;
    let file = assets.into_iter().next().ok_or_else(|| Fault::Corrupt(format!("asset {asset} has no file")))?;
    let leases = store::files::leases_of(db, scope, &[asset]).await?;
    let leases = store::files::leases(db, &app.vault, scope, Some(&leases)).await?;
    Ok(occupancy::idle_since(&file, &leases, day))
}
