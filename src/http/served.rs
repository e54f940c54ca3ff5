//! What the handlers share.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::guard::{Budget, EXPORTS, IN_FLIGHT};
use crate::{graphql::answer::Graph, kernel::app::App};

/// The state of one server.
#[derive(Clone)]
pub struct Served {
    pub app: App,
    pub graph: Arc<Graph>,
    pub budget: Arc<Budget>,
    pub slots: Arc<Semaphore>,
    /// Exports under way, to their last byte.
    pub exports: Arc<Semaphore>,
}

impl Served {
    /// The state of one server.
    #[must_use]
    pub fn new(app: App, graph: Graph) -> Self {
        Self {
            app,
            graph: Arc::new(graph),
            budget: Arc::default(),
            slots: Arc::new(Semaphore::new(IN_FLIGHT)),
            exports: Arc::new(Semaphore::new(EXPORTS)),
        }
    }
}
