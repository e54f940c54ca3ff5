//! Databases for tests. The demo data is loaded once per build of the tests and database.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
    time::UNIX_EPOCH,
};

use minsheng::{
    bootstrap,
    kernel::{app::App, db::Db, time::Clock},
};
use sea_orm::{ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, Statement};

use super::TestApp;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Sqlite,
    Postgres,
}

/// Noon in Shanghai on the demo's as-of date.
const NOW: &str = "2022-12-31T04:00:00Z";
/// The master key of tests.
pub const KEY: &str = "7465737474657374746573747465737474657374746573747465737474657374";

fn clock() -> Clock {
    Clock::Fixed(NOW.parse().expect("an instant"))
}

/// A folder that belongs to this build of the tests.
fn folder() -> PathBuf {
    let binary = std::env::current_exe().expect("a binary").metadata().expect("its metadata");
    let built = binary.modified().expect("a time").duration_since(UNIX_EPOCH).expect("after 1970").as_nanos();
    let root = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = root.join(format!("build-{built}"));
    sweep(&folder);
    fs::create_dir_all(root).expect("a folder");
    let lock = File::create(root.join("lock")).expect("a lock file");
    lock.lock().expect("the lock");
    if !folder.exists() {
        // Data of earlier builds is of no use any more.
        for old in fs::read_dir(root).into_iter().flatten().flatten() {
            let _ = fs::remove_dir_all(old.path());
        }
        fs::create_dir_all(&folder).expect("a folder");
    }
    folder
}

fn postgres(database: &str) -> String {
    let server = std::env::var("MINSHENG_TEST_POSTGRES")
        .expect("MINSHENG_TEST_POSTGRES names a PostgreSQL server; `make test` starts one, or use tools/with-postgres");
    format!("{server}/{database}")
}

/// A name no other test of this run has.
fn unique() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Whether a name is of a test that has ended: every test is a process of its own.
fn ended(name: &str) -> bool {
    let process = name.strip_prefix('t').and_then(|rest| rest.split_once('_')).map(|(process, _)| process);
    process
        .and_then(|process| process.parse::<u32>().ok())
        .is_some_and(|id| !Path::new(&format!("/proc/{id}")).exists())
}

/// Removes what ended tests left: several hundred copies of the demo data would fill a disk.
fn sweep(folder: &Path) {
    for old in fs::read_dir(folder).into_iter().flatten().flatten() {
        if old.file_name().to_str().is_some_and(ended) {
            let _ = fs::remove_dir_all(old.path());
        }
    }
}

/// The same for the databases of a server.
async fn sweep_server(server: &DatabaseConnection) {
    let names = Statement::from_string(DatabaseBackend::Postgres, "SELECT datname FROM pg_database");
    for row in server.query_all_raw(names).await.expect("the names of databases") {
        let name: String = row.try_get_by_index(0).expect("a name");
        if ended(&name) {
            // Another test may be quicker.
            let _ = server.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

async fn administer(sql: &str) {
    let server = Database::connect(postgres("postgres")).await.expect("the PostgreSQL server answers");
    sweep_server(&server).await;
    server.execute_unprepared(sql).await.unwrap_or_else(|err| panic!("{sql}: {err}"));
    server.close().await.expect("closes");
}

async fn open(data: &Path, url: &str) -> App {
    bootstrap::open(data, Some(url), Some(KEY), clock()).await.unwrap_or_else(|err| panic!("{url}: {err:?}"))
}

/// Loads the demo data once; answers where it is.
async fn loaded(stage: Stage) -> (PathBuf, String) {
    let folder = folder();
    let lock = File::create(folder.join(format!("{stage:?}.lock"))).expect("a lock file");
    lock.lock().expect("the lock");
    let ready = folder.join(format!("{stage:?}.ready"));
    let name = format!("demo_{}", folder.file_name().and_then(|name| name.to_str()).expect("a name").replace('-', "_"));
    let (url, source) = match stage {
        Stage::Sqlite => (Db::embedded_url(&folder), Db::embedded_url(&folder)),
        Stage::Postgres => (postgres(&name), postgres(&format!("{name}_template"))),
    };
    // A throw-away server forgets its databases; its name is kept with the mark.
    let mark = fs::read_to_string(&ready).unwrap_or_default();
    if mark != url {
        match stage {
            Stage::Sqlite => {
                let _ = fs::remove_file(folder.join("minsheng.db"));
            }
            Stage::Postgres => {
                administer(&format!("CREATE DATABASE {name}_template")).await;
            }
        }
        let app = open(&folder, &source).await;
        assert!(minsheng::demo::load(&app, 1, |_, _| {}).await.expect("loads"));
        if stage == Stage::Sqlite {
            app.db.owner().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.expect("a checkpoint");
        }
        app.db.close().await.expect("closes");
        if stage == Stage::Postgres {
            // Copies are made of a database that nobody reads.
            administer(&format!("CREATE DATABASE {name} TEMPLATE {name}_template")).await;
        }
        fs::write(&ready, &url).expect("a mark");
    }
    (folder, url)
}

/// The demo data, shared: for tests that only read.
pub async fn demo(stage: Stage) -> TestApp {
    let (folder, url) = loaded(stage).await;
    TestApp::new(open(&folder, &url).await)
}

/// A copy of the demo data, for one test that writes.
pub async fn demo_copy(stage: Stage) -> TestApp {
    let (folder, url) = demo_copy_at(stage).await;
    TestApp::new(open(&folder, &url).await)
}

/// Folder and address of a copy of the demo data, for a test that starts a server of its own on it.
pub async fn demo_copy_at(stage: Stage) -> (PathBuf, String) {
    let (folder, url) = loaded(stage).await;
    match stage {
        Stage::Sqlite => {
            let own = folder.join(unique());
            fs::create_dir_all(&own).expect("a folder");
            fs::copy(folder.join("minsheng.db"), own.join("minsheng.db")).expect("a copy");
            let url = Db::embedded_url(&own);
            (own, url)
        }
        Stage::Postgres => {
            let (name, template) = (unique(), url.rsplit('/').next().unwrap_or_default().to_owned());
            administer(&format!("CREATE DATABASE {name} TEMPLATE {template}_template")).await;
            (folder, postgres(&name))
        }
    }
}

/// Opens the database at an address with the tests' clock and key.
pub async fn open_at(folder: &Path, url: &str) -> TestApp {
    TestApp::new(open(folder, url).await)
}

/// A fresh database with reference tables only.
pub async fn empty(stage: Stage) -> TestApp {
    let own = folder().join(unique());
    fs::create_dir_all(&own).expect("a folder");
    let url = match stage {
        Stage::Sqlite => Db::embedded_url(&own),
        Stage::Postgres => {
            let name = unique();
            administer(&format!("CREATE DATABASE {name}")).await;
            postgres(&name)
        }
    };
    TestApp::new(open(&own, &url).await)
}
