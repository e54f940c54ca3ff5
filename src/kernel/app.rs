//! What the process holds: database, clock, keys, and small reference tables in memory.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, RwLock},
};

use super::{db::Db, disclosure::Thresholds, fault::Fault, time::Clock, vault::Vault};

/// Reference tables in memory, and how often they were forgotten.
#[derive(Default)]
struct Kept {
    generation: u64,
    tables: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
}

/// Everything a service needs, given by hand; cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub vault: Vault,
    /// How few people a figure may be about.
    pub thresholds: Thresholds,
    reference: Arc<RwLock<Kept>>,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(db: Db, clock: Clock, vault: Vault) -> Self {
        Self { db, clock, vault, thresholds: Thresholds::default(), reference: Arc::default() }
    }

    /// The same with other limits of disclosure.
    #[must_use]
    pub fn disclosing(self, thresholds: Thresholds) -> Self {
        Self { thresholds, ..self }
    }

    /// The reference table `T` (units, programmes), read once by `load` and then kept in memory.
    ///
    /// # Errors
    /// Whatever `load` returns; nothing is kept then.
    pub async fn reference<T, F>(&self, load: F) -> Result<Arc<T>, Fault>
    where
        T: Any + Send + Sync,
        F: AsyncFnOnce(&Self) -> Result<T, Fault>,
    {
        let known = self.reference.read().ok();
        let known = known.map(|kept| (kept.generation, kept.tables.get(&TypeId::of::<T>()).cloned()));
        let (generation, known) = known.unwrap_or_default();
        if let Some(table) = known.and_then(|any| any.downcast::<T>().ok()) {
            return Ok(table);
        }
        let table = Arc::new(load(self).await?);
        // What was read before a change must not be kept after it.
        if let Ok(mut kept) = self.reference.write()
            && kept.generation == generation
        {
            kept.tables.insert(TypeId::of::<T>(), Arc::<T>::clone(&table));
        }
        Ok(table)
    }

    /// Forgets all reference tables; the next use reads them again. Called after they change.
    pub fn forget_reference(&self) {
        if let Ok(mut kept) = self.reference.write() {
            kept.generation += 1;
            kept.tables.clear();
        }
    }
}
