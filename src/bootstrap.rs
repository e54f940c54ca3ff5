//! From an address to a running application: open, migrate, seed the reference tables.

use std::path::Path;

use migration::{Migrator, MigratorTrait};
use serde_json::json;

use crate::{
    findings,
    kernel::{
        app::App,
        chain::{Act, Actor},
        db::Db,
        fault::Fault,
        id,
        problem::Failure,
        time::Clock,
        vault::Vault,
        write::{Audited, write},
    },
    residents, subsidies,
};

/// Opens the database at `url` (the embedded one in `data` when absent), with the key from `key` or
/// from `data`, brings its schema up to date and seeds units and programmes once.
///
/// # Errors
/// A fault: unreachable database, unreadable key, failed migration.
pub async fn open(data: &Path, url: Option<&str>, key: Option<&str>, clock: Clock) -> Result<App, Failure> {
    std::fs::create_dir_all(data).map_err(|err| Fault::System(format!("{}: {err}", data.display())))?;
    let vault = Vault::open_or_create(key, data)?;
    id::keep_secret(vault.mac("ids", b"permutation"));
    let url = url.map_or_else(|| Db::embedded_url(data), str::to_owned);
    let app = App::new(Db::open(&url).await?, clock, vault);
    migrate(&app).await?;
    Ok(app)
}

/// Applies pending migrations and seeds the reference tables when they are empty.
///
/// # Errors
/// A fault.
pub async fn migrate(app: &App) -> Result<(), Failure> {
    Migrator::up(app.db.owner(), None).await.map_err(Fault::from)?;
    seed_rules(app).await?;
    seed_reference(app).await?;
    seed_terms(app).await?;
    subsidies::service::rollup::seed(app).await
}

/// Seeds units and programmes, and what these ask for, when there are none.
async fn seed_reference(app: &App) -> Result<(), Failure> {
    if residents::store::has_units(app.db.read()).await? {
        return Ok(());
    }
    write(app, &Actor::system(), |_, tx| {
        Box::pin(async move {
            residents::store::insert_units(tx, residents::reference::units()?).await?;
            let programmes = subsidies::reference::programmes()?;
            subsidies::store::seed::insert_programmes(tx, &programmes).await?;
            subsidies::store::seed::insert_terms(tx, subsidies::reference::terms()?).await?;
            let detail = json!({ "programmes": programmes.len() });
            let act = Act { act: "REFERENCE_SEEDED", subject: "reference".to_owned(), detail };
            Ok(Audited { value: (), act })
        })
    })
    .await?;
    app.forget_reference();
    Ok(())
}

/// Seeds what programmes ask for when nothing is on record: in a database from before it was dated.
async fn seed_terms(app: &App) -> Result<(), Failure> {
    if subsidies::store::seed::has_terms(app.db.read()).await? {
        return Ok(());
    }
    write(app, &Actor::system(), |_, tx| {
        Box::pin(async move {
            let count = subsidies::store::seed::insert_terms(tx, subsidies::reference::terms()?).await?;
            let act =
                Act { act: "TERMS_SEEDED", subject: "programme_version".to_owned(), detail: json!({ "rows": count }) };
            Ok(Audited { value: (), act })
        })
    })
    .await?;
    app.forget_reference();
    Ok(())
}

/// Seeds the rules of the engine when there are none.
async fn seed_rules(app: &App) -> Result<(), Failure> {
    if findings::store::has_rules(app.db.read()).await? {
        return Ok(());
    }
    write(app, &Actor::system(), |_, tx| {
        Box::pin(async move {
            let rules = findings::reference::rules()?;
            findings::store::seed_rules(tx, &rules).await?;
            let detail = json!({ "rules": rules.0.len() });
            let act = Act { act: "RULES_SEEDED", subject: "rule".to_owned(), detail };
            Ok(Audited { value: (), act })
        })
    })
    .await
}
