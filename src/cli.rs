//! The commands of the binary. Errors end here as text for the operator.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

use crate::{
    access::service as access,
    audit, bootstrap, demo,
    graphql::schema,
    http,
    kernel::{app::App, chain::Actor, problem::Failure, time::Clock},
    subsidies::service::rollup,
};

/// 民生:街道民生数据平台。
#[derive(Debug, Parser)]
#[command(name = "minsheng", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Where the data is.
#[derive(Debug, Args)]
struct Store {
    /// Data directory: embedded database and key file.
    #[arg(long, default_value = "./data")]
    data: PathBuf,
    /// Database URL; the embedded SQLite file in the data directory when absent.
    #[arg(long, env = "MINSHENG_DATABASE")]
    database: Option<String>,
    /// Master key, 64 hexadecimal digits; the key file in the data directory when absent.
    #[arg(long, env = "MINSHENG_KEY", hide_env_values = true)]
    key: Option<String>,
}

impl Store {
    async fn open(&self) -> Result<App, Failure> {
        bootstrap::open(&self.data, self.database.as_deref(), self.key.as_deref(), Clock::System).await
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API and the console.
    Serve {
        #[command(flatten)]
        store: Store,
        /// Address to listen on.
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
    },
    /// Load the demo data set once.
    Demo {
        #[command(flatten)]
        store: Store,
        /// Multiplies people and lines, for benchmarks.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=20))]
        scale: u32,
    },
    /// Print a bearer token for a machine or a test.
    Token {
        #[command(flatten)]
        store: Store,
        /// Account name.
        #[arg(long)]
        account: String,
        /// Days until it expires.
        #[arg(long, default_value_t = access::TOKEN_DAYS)]
        days: i64,
    },
    /// Print the schema in SDL.
    Schema,
    /// Bring the database schema up to date.
    Migrate {
        #[command(flatten)]
        store: Store,
    },
    /// The figures that are added up as payments change.
    Rollup {
        #[command(subcommand)]
        command: RollupCommand,
    },
    /// The audit chain.
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
}

#[derive(Debug, Subcommand)]
enum RollupCommand {
    /// Add everything up again.
    Rebuild {
        #[command(flatten)]
        store: Store,
    },
    /// Compare what was added up with the lines.
    Check {
        #[command(flatten)]
        store: Store,
    },
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Recompute the whole chain and print its head.
    Verify {
        #[command(flatten)]
        store: Store,
    },
}

/// What went wrong, for the operator: faults with their text.
fn told(failure: Failure) -> String {
    match failure {
        Failure::Fault(fault) => fault.to_string(),
        refused => refused.to_string(),
    }
}

impl Cli {
    /// Runs the command.
    ///
    /// # Errors
    /// What to tell the operator.
    pub async fn run(self) -> Result<(), String> {
        match self.command {
            Command::Serve { store, listen } => {
                let app = store.open().await.map_err(told)?;
                http::serve(app, listen).await.map_err(|fault| fault.to_string())
            }
            Command::Demo { store, scale } => load_demo(&store, scale).await,
            Command::Token { store, account, days } => {
                let app = store.open().await.map_err(told)?;
                let token = access::issue_token(&app, &Actor::system(), &account, days).await.map_err(told)?;
                print(&token)
            }
            Command::Schema => print(schema::sdl().trim_end()),
            Command::Migrate { store } => store.open().await.map(|_| ()).map_err(told),
            Command::Rollup { command: RollupCommand::Rebuild { store } } => {
                let app = store.open().await.map_err(told)?;
                let slices = rollup::rebuild(&app).await.map_err(told)?;
                print(&format!("已重新汇总 {slices} 个项目月份"))
            }
            Command::Rollup { command: RollupCommand::Check { store } } => {
                let app = store.open().await.map_err(told)?;
                let wrong = rollup::check(&app).await.map_err(|fault| fault.to_string())?;
                if wrong.is_empty() { print("汇总与明细一致") } else { Err(wrong.join("\n")) }
            }
            Command::Audit { command: AuditCommand::Verify { store } } => {
                let app = store.open().await.map_err(told)?;
                let verdict = audit::service::verify(&app).await.map_err(|fault| fault.to_string())?;
                print(&verdict.to_string())?;
                match verdict {
                    audit::service::Verdict::Intact { .. } => Ok(()),
                    audit::service::Verdict::Broken { .. } => Err("audit chain is broken".to_owned()),
                }
            }
        }
    }
}

async fn load_demo(store: &Store, scale: u32) -> Result<(), String> {
    let app = store.open().await.map_err(told)?;
    let bar = indicatif::ProgressBar::new(1);
    let style = indicatif::ProgressStyle::with_template("{msg} [{bar:40}] {human_pos}/{human_len}");
    bar.set_style(style.map_err(|err| err.to_string())?);
    bar.set_message("载入演示数据");
    let progress = bar.clone();
    let loaded = demo::load(&app, scale, move |done, all| {
        progress.set_length(all);
        progress.set_position(done);
    });
    let loaded = loaded.await.map_err(told)?;
    bar.finish_and_clear();
    print(if loaded { "演示数据已载入" } else { "演示数据已在库中,未作改动" })
}

/// Prints a line; a closed pipe is no reason to panic.
fn print(text: &str) -> Result<(), String> {
    use std::io::{ErrorKind, Write};
    match writeln!(std::io::stdout(), "{text}") {
        Err(err) if err.kind() != ErrorKind::BrokenPipe => Err(err.to_string()),
        _ => Ok(()),
    }
}
