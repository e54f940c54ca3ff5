//! Whole lease files of one request, batched: what no plan can see (states, balances, schedules).

use std::{collections::HashMap, sync::Arc};

use async_graphql::{
    Context,
    dataloader::{DataLoader, HashMapCache, Loader},
};

use crate::{
    assets::{
        model::{AssetFile, LeaseFile},
        store,
    },
    kernel::{app::App, batch::WAIT, fault::Fault, problem::Failure, scope::Scope},
};

/// A lease with its asset.
#[derive(Debug)]
pub struct Dossier {
    pub file: LeaseFile,
    pub asset: AssetFile,
}

struct Reader {
    app: App,
    scope: Scope,
}

impl Loader<i64> for Reader {
    type Value = Arc<Dossier>;
    type Error = Fault;

    async fn load(&self, keys: &[i64]) -> Result<HashMap<i64, Arc<Dossier>>, Fault> {
        let db = self.app.db.read();
        let files = store::files::leases(db, &self.app.vault, &self.scope, Some(keys)).await?;
        let assets: Vec<i64> = files.iter().map(|file| file.asset).collect();
        let assets = store::files::assets(db, &self.scope, Some(&assets)).await?;
        let assets: HashMap<i64, AssetFile> = assets.into_iter().map(|asset| (asset.id, asset)).collect();
        let dossier = |file: LeaseFile| {
            let asset = assets.get(&file.asset)?.clone();
            Some((file.id, Arc::new(Dossier { file, asset })))
        };
        Ok(files.into_iter().filter_map(dossier).collect())
    }
}

/// Lives in one request and carries its viewer's scope.
pub struct LeaseFiles(DataLoader<Reader, HashMapCache>);

impl LeaseFiles {
    /// A loader for one request.
    #[must_use]
    pub fn new(app: App, scope: Scope) -> Self {
        Self(DataLoader::with_cache(Reader { app, scope }, tokio::spawn, HashMapCache::default()).delay(WAIT * 2))
    }

    /// The dossier of the lease with this key.
    ///
    /// # Errors
    /// A fault, also when the lease is not within scope: its row was.
    pub async fn of(ctx: &Context<'_>, lease: i64) -> Result<Arc<Dossier>, Failure> {
        let found = ctx.data_unchecked::<Self>().0.load_one(lease).await?;
        Ok(found.ok_or_else(|| Fault::Corrupt(format!("lease {lease} has no file")))?)
    }
}
