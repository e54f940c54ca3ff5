//! Exporting a registered query.

use std::{sync::Arc, time::Duration};

use futures_util::stream;
use serde_json::{Map, Value as Json, json};

use super::{
    file::{csv, json, xlsx::Book},
    model::{Content, Export, Format, LARGEST, Order, Refused, Spend, Wording},
    rules::{
        cells::{Page, page},
        columns::{Table, table},
        parameters, record,
    },
};
use crate::{
    access::viewer::Viewer,
    graphql::{
        answer::{Asked, Graph, NoData},
        registry::Operation,
    },
    kernel::{
        app::App,
        chain::Act,
        fault::Fault,
        page::MAX_FIRST,
        problem::Failure,
        write::{Audited, release},
    },
};

/// The act in the audit chain.
const NAME: &str = "EXPORTED";

/// Exports a registered query for `viewer`: runs it, chains the act, and only then lets anything out.
///
/// # Errors
/// Nobody is signed in; no such query; wrong parameters; whatever the query itself refuses to the viewer; too many rows;
/// or a fault.
pub async fn export(
    app: &App,
    graph: &Arc<Graph>,
    viewer: Viewer,
    order: Order,
    spend: Spend,
) -> Result<Export, Refused> {
    viewer.account()?;
    let actor = order.via.actor(&viewer);
    let operation = graph.registry().named(&order.operation).ok_or(Refused::Unknown)?;
    let schema = graph.gate().schema();
    let asked = parameters::read(schema, operation, &order.parameters)?;
    let table = table(schema, operation).map_err(|why| Failure::from(Fault::Defect(why)))?;
    let mut pages = Pages {
        app: app.clone(),
        graph: Arc::clone(graph),
        viewer,
        operation: Arc::clone(operation),
        variables: asked.variables,
        table,
        spend,
        trace: order.trace_id.clone(),
        next: None,
        done: false,
        rows: 0,
    };
    let made = match pages.read().await {
        Ok(first) => begun(&pages, &order, first),
        Err(NoData::OverBudget { seconds }) => return Err(Refused::OverBudget { seconds }),
        Err(NoData::Failed(failure)) => Err(failure),
    };
    let first = release(app, &actor, NAME, made).await?;
    let name = format!("{} {}.{}", pages.operation.title, app.clock.today(), order.format.extension());
    let content: Content = match order.format {
        Format::Xlsx => {
            let bytes = workbook(pages, first, asked.wording).await?;
            Box::pin(stream::once(async move { Ok(bytes) }))
        }
        format => {
            Box::pin(stream::try_unfold(Lines { pages, first: Some(first), format, wording: asked.wording }, lines))
        }
    };
    Ok(Export { name: name.replace(['/', ':'], " "), format: order.format, content })
}

fn few_enough(rows: u64) -> Result<(), Failure> {
    if rows <= LARGEST {
        return Ok(());
    }
    Err(Failure::bad_input("export", format!("超过 {LARGEST} 行,请缩小条件,分几次导出")))
}

/// The first page, with the act of giving the file out.
fn begun(pages: &Pages, order: &Order, first: Page) -> Result<Audited<Page>, Failure> {
    let rows = if pages.table.paged { first.total } else { u64::try_from(first.rows.len()).ok() };
    few_enough(rows.unwrap_or_default())?;
    let sealed = |text: &str| {
        let mac = pages.app.vault.mac("export variables", text.as_bytes());
        format!("hmac:{}", hex::encode(mac.get(..8).unwrap_or_default()))
    };
    let detail = json!({
        "account": pages.viewer.account()?.name,
        "variables": record::variables(&pages.variables, sealed),
        "format": order.format.extension(),
        "rows": rows,
        "hash": pages.operation.hash,
        "via": order.via.as_str(),
    });
    let act = Act { act: NAME, subject: pages.operation.name.clone(), detail };
    Ok(Audited { value: first, act })
}

/// The pages of one export.
struct Pages {
    app: App,
    graph: Arc<Graph>,
    viewer: Viewer,
    operation: Arc<Operation>,
    variables: Map<String, Json>,
    table: Table,
    spend: Spend,
    trace: String,
    /// Where the next page begins.
    next: Option<String>,
    done: bool,
    rows: u64,
}

impl Pages {
    /// The next page, as the viewer's own query answers it.
    async fn read(&mut self) -> Result<Page, NoData> {
        let mut variables = self.variables.clone();
        if self.table.paged {
            variables.insert("first".to_owned(), json!(MAX_FIRST));
            if let Some(after) = &self.next {
                variables.insert("after".to_owned(), json!(after));
                // The rows were counted with the first page.
                if self.operation.variables.iter().any(|variable| variable.name == "counted") {
                    variables.insert("counted".to_owned(), json!(true));
                }
            }
        }
        let asked =
            Asked { query: self.operation.text.clone(), variables, trace_id: self.trace.clone(), ..Asked::default() };
        let spend = Arc::clone(&self.spend);
        let data = self.graph.data(&self.app, self.viewer.clone(), asked, |cost| spend(cost)).await?;
        let page = page(&self.table, data);
        self.done = page.next.is_none();
        self.next.clone_from(&page.next);
        self.rows = self.rows.saturating_add(u64::try_from(page.rows.len()).unwrap_or(u64::MAX));
        few_enough(self.rows).map_err(NoData::Failed)?;
        Ok(page)
    }

    /// The page after the last one read; waits for the budget. None at the end.
    async fn following(&mut self) -> Result<Option<Page>, Failure> {
        while !self.done {
            match self.read().await {
                Ok(page) => return Ok(Some(page)),
                Err(NoData::OverBudget { seconds }) => tokio::time::sleep(Duration::from_secs(seconds.min(60))).await,
                Err(NoData::Failed(failure)) => return Err(failure),
            }
        }
        Ok(None)
    }
}

/// The whole workbook, packed and in memory: its zip has a directory at the end, so nothing can leave before.
async fn workbook(mut pages: Pages, first: Page, wording: Wording) -> Result<Vec<u8>, Failure> {
    let mut book = Book::new(&pages.table, wording)?;
    book.rows(&pages.table, &first.rows)?;
    while let Some(page) = pages.following().await? {
        book.rows(&pages.table, &page.rows)?;
    }
    let finished = tokio::task::spawn_blocking(move || book.finish(&pages.table)).await;
    Ok(finished.map_err(|err| Fault::Defect(format!("xlsx: {err}")))??)
}

/// Where the writing of lines is.
struct Lines {
    pages: Pages,
    /// The first page, until it has been written.
    first: Option<Page>,
    format: Format,
    wording: Wording,
}

/// The next bytes; a failure breaks the transfer off and is logged.
async fn lines(mut at: Lines) -> Result<Option<(Vec<u8>, Lines)>, Failure> {
    match more(&mut at).await {
        Ok(bytes) => Ok(bytes.map(|bytes| (bytes, at))),
        Err(failure) => {
            let told = match &failure {
                Failure::Fault(fault) => fault.to_string(),
                refused => refused.to_string(),
            };
            let (trace, operation) = (&at.pages.trace, &at.pages.operation.name);
            tracing::error!(trace_id = trace, operation, rows = at.pages.rows, reason = told, "export broken off");
            Err(failure)
        }
    }
}

async fn more(at: &mut Lines) -> Result<Option<Vec<u8>>, Failure> {
    let begins = at.first.is_some();
    let page = match at.first.take() {
        Some(first) => first,
        None => match at.pages.following().await? {
            Some(page) => page,
            None => return Ok(None),
        },
    };
    let table = &at.pages.table;
    let mut bytes = Vec::new();
    if at.format == Format::Json {
        if begins {
            bytes.extend(json::HEAD.as_bytes());
        }
        bytes.extend(json::rows(table, &page.rows, begins)?);
        if at.pages.done {
            bytes.extend(json::TAIL.as_bytes());
        }
    } else {
        if begins {
            bytes.extend(csv::head(table, at.wording)?);
        }
        bytes.extend(csv::rows(table, &page.rows, at.wording)?);
    }
    Ok(Some(bytes))
}
