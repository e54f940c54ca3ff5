//! One request from text to answer: gate, execution, errors as clients see them.

use std::{sync::Arc, time::Duration};

use async_graphql::{PathSegment, Request, Response, ServerError, Value, Variables, parser::types::ExecutableDocument};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::{
    gate::{Gate, Limits, Rejection},
    registry::{Accepts, Registry},
    schema::{self, Schema},
};
use crate::{
    access::viewer::Viewer,
    assets::loader::files::LeaseFiles,
    kernel::{
        app::App,
        batch::Batch,
        fault::Fault,
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
    /// SHA-256 of the document, in place of its text or to compare with it.
    pub hash: Option<String>,
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

/// A request that was not executed, and why.
struct Halted {
    outcome: Outcome,
    failures: Vec<(Failure, Option<(usize, usize)>)>,
}

impl Halted {
    fn one(outcome: Outcome, failure: Failure) -> Self {
        Self { outcome, failures: vec![(failure, None)] }
    }

    fn refused(outcome: Outcome, code: Code, message: &str) -> Self {
        Self::one(outcome, Failure::Refused(Refusal { code, message: message.to_owned() }))
    }
}

impl From<Rejection> for Halted {
    fn from(rejection: Rejection) -> Self {
        let failures = rejection.refusals.into_iter().map(|(refusal, place)| (Failure::Refused(refusal), place));
        Self { outcome: Outcome::Rejected, failures: failures.collect() }
    }
}

/// Why a query gave no data.
#[derive(Debug, Clone)]
pub enum NoData {
    /// The principal has spent its budget and must wait.
    OverBudget {
        seconds: u64,
    },
    Failed(Failure),
}

/// The executable schema with its gate and the registered queries.
pub struct Graph {
    schema: Schema,
    gate: Gate,
    limits: Limits,
    registry: Arc<Registry>,
    accepts: Accepts,
}

impl Graph {
    /// Builds schema, gate and registry; any document that passes the gate is accepted.
    ///
    /// # Errors
    /// Never with a schema and registered queries that the tests have seen.
    pub fn new() -> Result<Self, String> {
        Self::accepting(Accepts::Any)
    }

    /// Builds schema, gate and registry.
    ///
    /// # Errors
    /// Never with a schema and registered queries that the tests have seen.
    pub fn accepting(accepts: Accepts) -> Result<Self, String> {
        let limits = Limits::default();
        let gate = Gate::new(&schema::sdl(), limits)?;
        let registry = Arc::new(Registry::load(gate.schema())?);
        Ok(Self { schema: schema::build(), gate, limits, registry, accepts })
    }

    /// The registered queries.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The gate, which knows the schema.
    #[must_use]
    pub fn gate(&self) -> &Gate {
        &self.gate
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
        match self.execute(app, viewer, asked, spend).await {
            Ok((response, cost)) => {
                let body = self.executed(&response, &trace, cost);
                Answer { outcome: Outcome::Executed, body }
            }
            Err(halted) => {
                let errors = halted.failures.into_iter().take(self.limits.errors).map(|(failure, place)| {
                    let place = place.map(|(line, column)| json!([{ "line": line, "column": column }]));
                    shown(&failure, &trace, Json::Null, place)
                });
                Answer { outcome: halted.outcome, body: Body::errors(errors.collect()) }
            }
        }
    }

    /// The data of a query, whole: an error anywhere in it is a failure.
    ///
    /// # Errors
    /// The first error, or the seconds to wait.
    pub async fn data(
        &self,
        app: &App,
        viewer: Viewer,
        asked: Asked,
        spend: impl FnOnce(u64) -> Result<(), u64>,
    ) -> Result<Json, NoData> {
        let defect = |text: String| NoData::Failed(Fault::Defect(text).into());
        match self.execute(app, viewer, Asked { read_only: true, ..asked }, spend).await {
            Ok((response, _)) => match response.errors.first() {
                None => response.data.into_json().map_err(|err| defect(err.to_string())),
                Some(err) => Err(NoData::Failed(failure_of(err))),
            },
            Err(Halted { outcome: Outcome::OverBudget { seconds }, .. }) => Err(NoData::OverBudget { seconds }),
            Err(halted) => Err(match halted.failures.into_iter().next() {
                Some((failure, _)) => NoData::Failed(failure),
                None => defect("halted without a reason".to_owned()),
            }),
        }
    }

    async fn execute(
        &self,
        app: &App,
        viewer: Viewer,
        asked: Asked,
        spend: impl FnOnce(u64) -> Result<(), u64>,
    ) -> Result<(Response, u64), Halted> {
        let mut asked = asked;
        let resolved = self.registry.resolve(self.accepts, asked.query, asked.hash.as_deref());
        asked.query = resolved.map_err(|refusal| Halted::one(Outcome::Rejected, Failure::Refused(refusal)))?;
        let admitted = self.gate.admit(&asked.query, asked.operation_name.as_deref(), &asked.variables)?;
        if admitted.mutation && asked.read_only {
            let message = "GET 请求只能查询,变更请用 POST";
            return Err(Halted::refused(Outcome::NotReadOnly, Code::BadInput, message));
        }
        if let Err(seconds) = spend(admitted.cost) {
            let outcome = Outcome::OverBudget { seconds };
            return Err(Halted::refused(outcome, Code::TooComplex, "请求过于频繁,请稍后再试"));
        }
        let request = prepare(app, viewer, admitted.document, asked).await;
        let request = request.map_err(|failure| Halted::one(Outcome::Rejected, failure))?;
        let request = request.data(Arc::clone(&self.registry));
        let executed = tokio::time::timeout(DEADLINE, self.schema.execute(request)).await;
        let response = executed
            .map_err(|_| Halted::refused(Outcome::Rejected, Code::Timeout, "查询用时过长,请缩小条件或减少每页条数"))?;
        Ok((response, admitted.cost))
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
    shown(&failure_of(err), trace, Json::Array(path), place)
}

fn failure_of(err: &ServerError) -> Failure {
    err.source::<Failure>().cloned().unwrap_or_else(|| {
        // Without a failure of ours it is the executor's: an argument that did not parse.
        Failure::Refused(Refusal { code: Code::BadInput, message: err.message.chars().take(200).collect() })
    })
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
