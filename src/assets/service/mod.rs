//! Acts on assets and leases, and guarded reads of whole files.

pub mod act;
pub mod amend;
pub mod asset;
pub mod contract;
pub mod draft;
pub mod end;
pub mod issue;
pub mod record;
pub mod rent;
pub mod waive;

pub use act::{LeaseAct, Target, act};

use chrono::NaiveDate;

use super::{
    model::{AssetFile, Cadre, LeaseFile},
    store,
};
use crate::kernel::{db::Executor, fault::Fault, scope::Scope, vault::Vault};

/// All files within scope, for the rules.
pub struct Files {
    pub leases: Vec<LeaseFile>,
    pub assets: Vec<AssetFile>,
    pub cadres: Vec<Cadre>,
}

/// Reads all files within `scope`, one statement per table.
///
/// # Errors
/// A fault.
pub async fn files<C: Executor>(db: &C, vault: &Vault, scope: &Scope) -> Result<Files, Fault> {
    Ok(Files {
        leases: store::files::leases(db, vault, scope, None).await?,
        assets: store::files::assets(db, scope, None).await?,
        cadres: store::files::cadres(db, scope).await?,
    })
}

/// The leases among `which` that exist within scope, with their collective.
///
/// # Errors
/// A fault.
pub async fn collectives_of<C: Executor>(db: &C, scope: &Scope, which: &[i64]) -> Result<Vec<(i64, i64)>, Fault> {
    store::files::collectives_of(db, scope, which).await
}

/// The leases within scope whose lessee was in possession at some time up to `day`.
///
/// # Errors
/// A fault.
pub async fn leases_existing<C: Executor>(db: &C, scope: &Scope, day: NaiveDate) -> Result<Vec<i64>, Fault> {
    store::files::begun(db, scope, day).await
}

/// The leases `which` (all when absent) with their assets.
///
/// # Errors
/// A fault.
pub async fn some<C: Executor>(
    db: &C,
    vault: &Vault,
    scope: &Scope,
    which: Option<&[i64]>,
) -> Result<(Vec<LeaseFile>, Vec<AssetFile>), Fault> {
    let leases = store::files::leases(db, vault, scope, which).await?;
    let assets: Vec<i64> = leases.iter().map(|lease| lease.asset).collect();
    let assets = store::files::assets(db, scope, which.map(|_| assets.as_slice())).await?;
    Ok((leases, assets))
}

/// Whether the collective exists within scope.
///
/// # Errors
/// A fault.
pub async fn collective_exists<C: Executor>(db: &C, scope: &Scope, id: i64) -> Result<bool, Fault> {
    Ok(store::collectives(db, scope).await?.iter().any(|row| row.id == id))
}
