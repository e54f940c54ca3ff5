//! What the process holds: database, clock, keys, and small reference tables in memory.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, RwLock},
};

use super::{db::Db, fault::Fault, time::Clock, vault::Vault};

/// Everything a service needs, given by hand; cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub vault: Vault,
    reference: Arc<RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>>,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(db: Db, clock: Clock, vault: Vault) -> Self {
        Self { db, clock, vault, reference: Arc::default() }
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
        let kept = self.reference.read().ok().and_then(|map| map.get(&TypeId::of::<T>()).cloned());
        if let Some(table) = kept.and_then(|any| any.downcast::<T>().ok()) {
            return Ok(table);
        }
        let table = Arc::new(load(self).await?);
        if let Ok(mut map) = self.reference.write() {
            map.insert(TypeId::of::<T>(), Arc::<T>::clone(&table));
        }
        Ok(table)
    }

    /// Forgets all reference tables; the next use reads them again. Called after they change.
    pub fn forget_reference(&self) {
        if let Ok(mut map) = self.reference.write() {
            map.clear();
        }
    }
}
