//! The `minsheng` binary.

use std::process::ExitCode;

use clap::Parser;
use minsheng::cli::Cli;
use tracing_subscriber::{EnvFilter, fmt};

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("MINSHENG_LOG").unwrap_or_else(|_| EnvFilter::new("warn,minsheng=info"));
    fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    match Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "minsheng: {message}");
            ExitCode::FAILURE
        }
    }
}
