//! One request from text to answer: gate, execution, errors as clients see them.

use std::time::Duration;

use async_graphql::{PathSegment, Request, Response, ServerError, Value, Variables, parser::types::ExecutableDocument};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::{
    gate::{Gate, Limits, Rejection},
    schema::{self, Schema},
};
use crate::{
    access::viewer::Viewer,
    assets::loader::files::LeaseFiles,
    kernel::{
        app::App,
        batch::Batch,
        problem::{Code, Failure, Refusal},
    },
    residents, subsidies, veterans,
};

/// Longest execution of one request.
const DEADLINE: Duration = Duration::from_secs(20);

/// A GraphQL request as it came over the wire.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    pub query: String,
    pub operation_name: Option<String>,
    pub variables: Map<String, Json>,
    /// Quoted in every error, so that it is found in the log.
    pub trace_id: String,
    /// GET: only queries.
    pub read_only: bool,
}

/// The response body. Field order within `data` is the order of the document.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<Json>,
}

impl Body<'_> {
    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn errors(errors: Vec<Json>) -> String {
        Body { data: None, errors, extensions: None }.text()
    }
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// `data` is present, perhaps with errors.
    Executed,
    /// A request error: no `data`.
    Rejected,
    /// A mutation where only queries are allowed.
    NotReadOnly,
    /// The principal has spent its budget and must wait.
    OverBudget { seconds: u64 },
}

/// An answer: what became of the request, and the response text.
#[derive(Debug, Clone)]
pub struct Answer {
    pub outcome: Outcome,
    pub body: String,
}

/// The executable schema with its gate.
pub struct Graph {
    schema: Schema,
    gate: Gate,
    limits: Limits,
}

impl Graph {
    /// Builds schema and gate.
    ///
    /// # Errors
    /// Never with a schema that the tests have seen.
    pub fn new() -> Result<Self, String> {
        let limits = Limits::default();
        Ok(Self { schema: schema::build(), gate: Gate::new(&schema::sdl(), limits)?, limits })
    }

    /// Answers one request of `viewer`. `spend` takes the cost from the principal's budget before
    /// execution, or says how many seconds to wait.
    pub async fn answer(
        &self,
        app: &App,
        viewer: Viewer,
        asked: Asked,
        spend: impl FnOnce(u64) -> Result<(), u64>,
    ) -> Answer {
        let trace = asked.trace_id.clone();
        let refuse = |outcome, code, message: &str| {
            let refusal = Refusal { code, message: message.to_owned() };
            Answer { outcome, body: self.rejected(Rejection { refusals: vec![(refusal, None)] }, &trace) }
        };
        let admitted = match self.gate.admit(&asked.query, asked.operation_name.as_deref(), &asked.variables) {
            Ok(admitted) => admitted,
            Err(rejection) => return Answer { outcome: Outcome::Rejected, body: self.rejected(rejection, &trace) },
        };
        if admitted.mutation && asked.read_only {
            return refuse(Outcome::NotReadOnly, Code::BadInput, "GET 请求只能查询,变更请用 POST");
        }
        if let Err(seconds) = spend(admitted.cost) {
            return refuse(Outcome::OverBudget { seconds }, Code::TooComplex, "请求过于频繁,请稍后再试");
        }
        let request = match prepare(app, viewer, admitted.document, asked).await {
            Ok(request) => request,
            Err(failure) => {
                let body = Body::errors(vec![shown(&failure, &trace, Json::Null, None)]);
                return Answer { outcome: Outcome::Rejected, body };
            }
        };
        match tokio::time::timeout(DEADLINE, self.schema.execute(request)).await {
            Ok(response) => {
                Answer { outcome: Outcome::Executed, body: self.executed(&response, &trace, admitted.cost) }
            }
            Err(_) => refuse(Outcome::Rejected, Code::Timeout, "查询用时过长,请缩小条件或减少每页条数"),
        }
    }

    fn rejected(&self, rejection: Rejection, trace: &str) -> String {
        let error = |(refusal, place): (Refusal, Option<(usize, usize)>)| {
            let mut error = json!({
                "message": refusal.message,
                "extensions": { "code": refusal.code.as_str(), "traceId": trace },
            });
            if let (Some((line, column)), Some(map)) = (place, error.as_object_mut()) {
                map.insert("locations".to_owned(), json!([{ "line": line, "column": column }]));
            }
            error
        };
        Body::errors(rejection.refusals.into_iter().take(self.limits.errors).map(error).collect())
    }

    fn executed(&self, response: &Response, trace: &str, cost: u64) -> String {
        let errors = response.errors.iter().take(self.limits.errors).map(|err| error(err, trace)).collect();
        Body { data: Some(&response.data), errors, extensions: Some(json!({ "cost": cost })) }.text()
    }
}

async fn prepare(app: &App, viewer: Viewer, document: ExecutableDocument, asked: Asked) -> Result<Request, Failure> {
    let (scope, public) = (viewer.scope(), viewer.0.is_none());
    let mut request = Request::new(asked.query)
        .variables(Variables::from_json(Json::Object(asked.variables)))
        .data(residents::service::units(app).await?)
        .data(subsidies::service::programmes(app).await?)
        .data(veterans::service::policy(app).await?)
        .data(subsidies::service::limits(app).await?)
        .data(Batch::new(app.clone(), scope.clone()))
        .data(LeaseFiles::new(app.clone(), scope.clone()))
        .data(subsidies::loader::judgements::Judgements::new(app.clone(), scope.clone()))
        .data(scope)
        .data(viewer)
        .data(app.clone());
    request.set_parsed_query(document);
    if let Some(name) = asked.operation_name {
        request = request.operation_name(name);
    }
    if public {
        // To those who are not signed in the schema is not there: `__schema` and `__type` are null.
        request = request.disable_introspection();
    }
    Ok(request)
}

fn error(err: &ServerError, trace: &str) -> Json {
    let path: Vec<Json> = err
        .path
        .iter()
        .map(|segment| match segment {
            PathSegment::Field(name) => json!(name),
            PathSegment::Index(index) => json!(index),
        })
        .collect();
    let place = err.locations.first().map(|at| json!([{ "line": at.line, "column": at.column }]));
    let failure = err.source::<Failure>().cloned().unwrap_or_else(|| {
        // Without a failure of ours it is the executor's: an argument that did not parse.
        Failure::Refused(Refusal { code: Code::BadInput, message: err.message.chars().take(200).collect() })
    });
    shown(&failure, trace, Json::Array(path), place)
}

/// The error object of a failure; a fault is logged here, once, with its trace id.
fn shown(failure: &Failure, trace: &str, path: Json, locations: Option<Json>) -> Json {
    let code = match failure {
        Failure::Refused(refusal) => refusal.code,
        Failure::Problems(_) => Code::BadInput,
        Failure::Fault(fault) => {
            tracing::error!(trace_id = trace, %fault, "fault");
            Code::Internal
        }
    };
    let mut error = json!({
        "message": failure.to_string(),
        "extensions": { "code": code.as_str(), "traceId": trace },
    });
    if let Some(map) = error.as_object_mut() {
        if path.as_array().is_some_and(|path| !path.is_empty()) {
            map.insert("path".to_owned(), path);
        }
        if let Some(locations) = locations {
            map.insert("locations".to_owned(), locations);
        }
    }
    error
}
