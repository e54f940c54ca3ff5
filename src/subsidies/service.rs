//! Guarded reads of subsidies.

use std::sync::Arc;

use super::{model::Programmes, store};
use crate::kernel::{app::App, fault::Fault};

/// All programmes, from memory.
///
/// # Errors
/// A fault of the first read.
pub async fn programmes(app: &App) -> Result<Arc<Programmes>, Fault> {
    app.reference(async |app| store::programmes(app.db.read()).await).await
}
