//! The commands of the binary. Errors end here as text for the operator.

use std::{
    fs,
    io::{self, ErrorKind, Write},
    net::SocketAddr,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use futures_util::StreamExt;

use crate::{
    access::service as access,
    audit, bootstrap, demo,
    exchange::{
        self,
        model::{Format, Order, Refused, Via},
    },
    graphql::{answer::Graph, registry::Accepts, schema},
    http,
    kernel::{app::App, chain::Actor, disclosure::Thresholds, problem::Failure, time::Clock},
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
    #[command(flatten)]
    disclosure: Disclosure,
}

/// What figures may be shown to those who may not see people.
#[derive(Debug, Args)]
struct Disclosure {
    /// Fewest persons of a figure.
    #[arg(long, env = "MINSHENG_FEWEST", default_value_t = Thresholds::default().any, value_parser = clap::value_parser!(i64).range(1..=1000))]
    fewest: i64,
    /// The same for disability, veteran, low-income and child figures.
    #[arg(long, env = "MINSHENG_FEWEST_SENSITIVE", default_value_t = Thresholds::default().sensitive, value_parser = clap::value_parser!(i64).range(1..=1000))]
    fewest_sensitive: i64,
    /// Largest share of an amount, in percent, that may be one person's.
    #[arg(long, env = "MINSHENG_DOMINANCE", default_value_t = Thresholds::default().dominance, value_parser = clap::value_parser!(i64).range(1..=100))]
    dominance: i64,
}

impl From<&Disclosure> for Thresholds {
    fn from(given: &Disclosure) -> Self {
        let any = given.fewest;
        Self { any, sensitive: given.fewest_sensitive.max(any), dominance: given.dominance }
    }
}

impl Store {
    async fn open(&self) -> Result<App, Failure> {
        let app = bootstrap::open(&self.data, self.database.as_deref(), self.key.as_deref(), Clock::System).await?;
        Ok(app.disclosing((&self.disclosure).into()))
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
        /// Documents that are executed: any, or only registered ones.
        #[arg(long, env = "MINSHENG_OPERATIONS", value_enum, default_value_t = Operations::Any)]
        operations: Operations,
    },
    /// Write a registered query to a file, as an account would get it.
    Export {
        #[command(flatten)]
        store: Store,
        /// Name of the query, as in `operations`.
        name: String,
        /// csv, xlsx or json.
        #[arg(long, default_value = "csv", value_parser = format_of)]
        format: Format,
        /// File to write; it is there only when it is whole.
        #[arg(long)]
        out: PathBuf,
        /// Account whose rights apply.
        #[arg(long)]
        account: String,
        /// A parameter, NAME=VALUE; may be given several times.
        #[arg(long, value_parser = pair_of)]
        var: Vec<(String, String)>,
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

/// Which documents a server executes.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Operations {
    Any,
    Registered,
}

impl From<Operations> for Accepts {
    fn from(operations: Operations) -> Self {
        match operations {
            Operations::Any => Self::Any,
            Operations::Registered => Self::Registered,
        }
    }
}

fn format_of(text: &str) -> Result<Format, String> {
    Format::of(text).ok_or_else(|| "csv, xlsx or json".to_owned())
}

fn pair_of(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').ok_or_else(|| "NAME=VALUE".to_owned())?;
    Ok((pair.0.to_owned(), pair.1.to_owned()))
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
    #[must_use]
    pub fn run(self) -> Pin<Box<dyn Future<Output = Result<(), String>>>> {
        // Boxed here, so that the graph is compiled with this crate and not once more with the binary.
        Box::pin(self.done())
    }

    async fn done(self) -> Result<(), String> {
        match self.command {
            Command::Serve { store, listen, operations } => {
                let app = store.open().await.map_err(told)?;
                http::serve(app, listen, operations.into()).await.map_err(|fault| fault.to_string())
            }
            Command::Export { store, name, format, out, account, var } => {
                let order =
                    Order { operation: name, format, parameters: var, via: Via::Cli, trace_id: "export".to_owned() };
                export(&store, &account, order, &out).await
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

/// Writes beside `out`, for the operator alone to read, and gives the file its name when it is whole; what fails leaves
/// nothing behind.
async fn export(store: &Store, account: &str, order: Order, out: &Path) -> Result<(), String> {
    let app = store.open().await.map_err(told)?;
    let mut part = out.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part);
    let file = file.map_err(|err| match err.kind() {
        ErrorKind::AlreadyExists => {
            format!("{}:已存在。可能另一次导出正在写;如是中断留下的,请删除后再导出", part.display())
        }
        _ => format!("{}:无法创建({err})", part.display()),
    })?;
    let renamed = || fs::rename(&part, out).map_err(|err| format!("{}:无法改名为目标文件({err})", part.display()));
    let written = write_export(&app, account, order, file).await.and_then(|()| renamed());
    if written.is_err() {
        // The first failure is told, not one more of tidying up.
        let _ = fs::remove_file(&part);
    }
    written
}

/// Writes the export of `account` to `file`, down to the disk.
async fn write_export(app: &App, account: &str, order: Order, mut file: fs::File) -> Result<(), String> {
    let graph = Arc::new(Graph::new()?);
    let viewer = access::viewer_named(app, account).await.map_err(told)?;
    let exported = exchange::service::export(app, &graph, viewer, order, Arc::new(|_| Ok(()))).await;
    let mut exported = exported.map_err(|refused| match refused {
        Refused::Unknown => "没有登记这个操作,可用的见 operations 目录".to_owned(),
        Refused::OverBudget { seconds } => format!("请 {seconds} 秒后再试"),
        Refused::Failed(failure) => told(failure),
    })?;
    let system = |err: io::Error| format!("写入失败:{err}");
    while let Some(bytes) = exported.content.next().await {
        file.write_all(&bytes.map_err(told)?).map_err(system)?;
    }
    file.sync_all().map_err(system)
}

/// Prints a line; a closed pipe is no reason to panic.
fn print(text: &str) -> Result<(), String> {
    match writeln!(io::stdout(), "{text}") {
        Err(err) if err.kind() != ErrorKind::BrokenPipe => Err(err.to_string()),
        _ => Ok(()),
    }
}
