//! Verdicts on residents of one request, batched: what no plan can see.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use async_graphql::{
    Context,
    dataloader::{DataLoader, HashMapCache, Loader},
};
use chrono::NaiveDate;

use crate::{
    kernel::{app::App, batch::WAIT, fault::Fault, problem::Failure, scope::Scope},
    subsidies::service::{self, programme::Judgement},
};

/// Programme, day, resident.
type Key = (i64, NaiveDate, i64);

struct Reader {
    app: App,
    scope: Scope,
}

impl Loader<Key> for Reader {
    type Value = Arc<Judgement>;
    type Error = Fault;

    async fn load(&self, keys: &[Key]) -> Result<HashMap<Key, Arc<Judgement>>, Fault> {
        let mut groups: BTreeMap<(i64, NaiveDate), Vec<i64>> = BTreeMap::new();
        for (programme, day, resident) in keys {
            groups.entry((*programme, *day)).or_default().push(*resident);
        }
        let programmes = service::programmes(&self.app).await?;
        let mut found = HashMap::new();
        for ((programme, day), residents) in groups {
            let Some(record) = programmes.get(programme) else { continue };
            let judged = service::judge(self.app.db.read(), &self.scope, record, &residents, day).await?;
            found.extend(judged.into_iter().map(|one| ((programme, day, one.resident), Arc::new(one))));
        }
        Ok(found)
    }
}

/// Lives in one request and carries its viewer's scope.
pub struct Judgements(DataLoader<Reader, HashMapCache>);

impl Judgements {
    /// A loader for one request.
    #[must_use]
    pub fn new(app: App, scope: Scope) -> Self {
        Self(DataLoader::with_cache(Reader { app, scope }, tokio::spawn, HashMapCache::default()).delay(WAIT))
    }

    /// The verdict on a resident within scope.
    ///
    /// # Errors
    /// A fault.
    pub async fn of(
        ctx: &Context<'_>,
        programme: i64,
        day: NaiveDate,
        resident: i64,
    ) -> Result<Option<Arc<Judgement>>, Failure> {
        Ok(ctx.data_unchecked::<Self>().0.load_one((programme, day, resident)).await?)
    }
}
