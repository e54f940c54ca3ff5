//! Listening and stopping.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use super::{router::router, served::Served};
use crate::{
    graphql::{answer::Graph, registry::Accepts},
    kernel::{app::App, fault::Fault},
};

/// Serves `app` on `listen` until SIGINT or SIGTERM, then lets running requests finish. `accepts` says which
/// documents are executed.
///
/// # Errors
/// The address cannot be listened on.
pub async fn serve(app: App, listen: SocketAddr, accepts: Accepts) -> Result<(), Fault> {
    let graph = Graph::accepting(accepts).map_err(Fault::Defect)?;
    let system = |err: std::io::Error| Fault::System(format!("{listen}: {err}"));
    let listener = TcpListener::bind(listen).await.map_err(system)?;
    let local = listener.local_addr().map_err(system)?;
    tracing::info!(%local, "listening");
    let routes = router(Served::new(app, graph));
    axum::serve(listener, routes).with_graceful_shutdown(stop()).await.map_err(system)?;
    tracing::info!("stopped");
    Ok(())
}

/// Resolves at the first signal to stop.
async fn stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
