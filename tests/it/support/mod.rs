//! The stage of a test: an application on one of the two databases, personas, queries.

pub mod dividends;
pub mod faults;
pub mod invented;
pub mod payrolls;
pub mod programmes;
pub mod site;
mod stage;
pub mod veterans;

use minsheng::{
    access::{service::viewer_named, viewer::Viewer},
    graphql::answer::{Asked, Graph, Outcome},
    kernel::app::App,
};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Map, Value as Json, json};

pub use stage::{KEY, Stage, demo, demo_copy, demo_copy_at, empty, open_at};

/// Makes two tests of one body: on SQLite and on PostgreSQL.
#[macro_export]
macro_rules! both {
    ($(#[$doc:meta])* async fn $name:ident($stage:ident: Stage) $body:block) => {
        mod $name {
            use super::*;
            async fn body($stage: $crate::support::Stage) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                body($crate::support::Stage::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                body($crate::support::Stage::Postgres).await;
            }
        }
    };
}

/// An application with its schema.
pub struct TestApp {
    pub app: App,
    pub graph: Graph,
}

impl TestApp {
    pub fn new(app: App) -> Self {
        Self { app, graph: Graph::new().expect("the schema builds") }
    }

    /// Asks as the demo account called `persona`; an empty name is nobody.
    pub async fn ask(&self, persona: &str, query: &str, variables: Json) -> (Outcome, Json) {
        let viewer = match persona {
            "" => Viewer::default(),
            name => viewer_named(&self.app, name).await.expect("a demo account"),
        };
        let variables = match variables {
            Json::Object(map) => map,
            _ => Map::new(),
        };
        let asked = Asked { query: query.to_owned(), variables, trace_id: "test".to_owned(), ..Asked::default() };
        let answer = self.graph.answer(&self.app, viewer, asked, |_| Ok(())).await;
        (answer.outcome, serde_json::from_str(&answer.body).expect("answers are JSON"))
    }

    /// The data of a query that must succeed.
    pub async fn data(&self, persona: &str, query: &str) -> Json {
        self.data_with(persona, query, json!({})).await
    }

    /// The data of a query with variables that must succeed.
    pub async fn data_with(&self, persona: &str, query: &str, variables: Json) -> Json {
        let (outcome, mut body) = self.ask(persona, query, variables).await;
        assert_eq!(outcome, Outcome::Executed, "{body}");
        assert!(body.get("errors").is_none(), "{body}");
        body["data"].take()
    }

    /// Code and message of the first error of a query that must fail.
    pub async fn error(&self, persona: &str, query: &str) -> (String, String) {
        let (_, body) = self.ask(persona, query, json!({})).await;
        let error = body["errors"].get(0).unwrap_or_else(|| panic!("no error in {body}"));
        assert_eq!(error["extensions"]["traceId"], "test");
        (text(&error["extensions"]["code"]).to_owned(), text(&error["message"]).to_owned())
    }

    /// Statements that a query runs, once reference tables are in memory.
    pub async fn statements(&self, persona: &str, query: &str) -> (u64, Json) {
        self.data(persona, "{ units { id } programmes { id } }").await;
        let viewer = viewer_named(&self.app, persona).await.expect("a demo account");
        let before = self.app.db.statements();
        let asked = Asked { query: query.to_owned(), trace_id: "test".to_owned(), ..Asked::default() };
        let answer = self.graph.answer(&self.app, viewer, asked, |_| Ok(())).await;
        let after = self.app.db.statements();
        let body: Json = serde_json::from_str(&answer.body).expect("answers are JSON");
        assert!(body.get("errors").is_none(), "{body}");
        (after - before, body["data"].clone())
    }
}

/// The string in `value`.
pub fn text(value: &Json) -> &str {
    value.as_str().unwrap_or_else(|| panic!("not a string: {value}"))
}

/// The array in `value`.
pub fn items(value: &Json) -> &Vec<Json> {
    value.as_array().unwrap_or_else(|| panic!("not a list: {value}"))
}

/// Does `act` with `input` as `persona`; answers the payload.
pub async fn act(app: &TestApp, persona: &str, act: &str, noun: &str, input: Json) -> Json {
    let ty = format!("{}{}Input", act[..1].to_uppercase(), &act[1..]);
    let query =
        format!("mutation($input: {ty}!) {{ {act}(input: $input) {{ {noun} problems {{ code path message }} }} }}");
    app.data_with(persona, &query, json!({ "input": input })).await[act].clone()
}

/// Code and path of every reason in a payload.
pub fn reasons(payload: &Json) -> Vec<(String, String)> {
    let one = |reason: &Json| (text(&reason["code"]).to_owned(), text(&reason["path"]).to_owned());
    items(&payload["problems"]).iter().map(one).collect()
}

/// Changes rows past every service.
pub async fn sql(app: &TestApp, statement: &str) {
    app.app.db.owner().execute_unprepared(statement).await.unwrap_or_else(|err| panic!("{statement}: {err}"));
}

/// The number that a statement answers.
pub async fn count(app: &TestApp, statement: &str) -> i64 {
    let statement = Statement::from_string(app.app.db.backend(), statement.to_owned());
    let row = app.app.db.read().query_one_raw(statement).await.expect("counts").expect("a row");
    row.try_get_by_index(0).expect("a number")
}
