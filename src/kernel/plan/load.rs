//! Runs planned statements, level by level.

use std::{collections::HashMap, pin::Pin, sync::Arc};

use async_graphql::{Context, SelectionField};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Alias, Cond, Expr, ExprTrait},
};

use super::{
    row::{Loaded, Page, PagesByParent, Row},
    select::{self, Branch, Selection},
    shape::{Args, ROOT, Request, Shape},
    sql::{self, Source},
};
use crate::kernel::{
    app::App,
    fault::Fault,
    page::{self, Direction, Order},
    problem::Failure,
    scope::Scope,
};

const BY_ID: Order = Order { keys: &[], direction: Direction::Asc };

/// The page of a root connection field, planned from its selection.
///
/// # Errors
/// What is wrong with the request, or a fault.
pub async fn find_page(ctx: &Context<'_>, shape: &'static Shape, request: Request) -> Result<Page, Failure> {
    let inner: Vec<_> = ctx.field().selection_set().collect();
    let counted = inner.iter().any(|field| field.name() == "totalCount");
    let items = select::connection_items(&inner);
    let mut pages = level(ctx, shape, &items, &request, None, counted).await?;
    Ok(pages.remove(&0).unwrap_or_default())
}

/// All rows of a root field that is a plain list, planned from its selection.
///
/// # Errors
/// A fault.
pub async fn find_all(ctx: &Context<'_>, shape: &'static Shape, request: Request) -> Result<Page, Failure> {
    let items: Vec<_> = ctx.field().selection_set().collect();
    let mut pages = level(ctx, shape, &items, &request, None, false).await?;
    Ok(pages.remove(&0).unwrap_or_default())
}

/// The first row that `request` wants, planned from the selection of the field in `ctx`.
///
/// # Errors
/// A fault.
pub async fn find_one(ctx: &Context<'_>, shape: &'static Shape, request: Request) -> Result<Option<Row>, Failure> {
    let items: Vec<_> = ctx.field().selection_set().collect();
    let pages = level(ctx, shape, &items, &request, None, false).await?;
    Ok(pages.get(&0).and_then(|page| page.rows().next()))
}

/// The to-many field in `ctx` for one row that was not planned together with it.
pub(super) async fn find_list(ctx: &Context<'_>, row: &Row, shape: &'static Shape) -> Result<Page, Failure> {
    let field = ctx.field();
    let declared = shape.lists.iter().find(|list| list.field == field.name());
    let list = declared.ok_or_else(|| Fault::Defect(format!("{}.{} is not declared", shape.table, field.name())))?;
    let arguments = field.arguments().map_err(|err| Failure::bad_input(list.field, err.message))?;
    let request = (list.request)(ctx, &Args(arguments))?;
    let inner: Vec<_> = field.selection_set().collect();
    let counted = inner.iter().any(|inner| inner.name() == "totalCount");
    let items = if list.connection { select::connection_items(&inner) } else { inner };
    let parent = row.get::<i64>(list.column)?;
    let mut pages =
        level(ctx, list.target, &items, &request, Some((list.target_column, vec![parent])), counted).await?;
    Ok(pages.remove(&parent).unwrap_or_default())
}

/// Whole rows by the values of one column, for edges that no plan saw. Answers by that value.
///
/// # Errors
/// A fault.
pub async fn load_whole(
    app: &App,
    scope: &Scope,
    shape: &'static Shape,
    column: &'static str,
    values: &[i64],
) -> Result<HashMap<i64, Row>, Fault> {
    let mut selection = Selection::whole(shape);
    selection.require(column);
    let filter = Cond::all().add(Expr::col((Alias::new(ROOT), Alias::new(column))).is_in(values.iter().copied()));
    let request = Request { filter, order: BY_ID, first: None, after: None };
    let source = Source { request: &request, after: None, parents: None };
    let rows = match sql::level(scope, &selection, &source) {
        Some(statement) => app.db.read().query_all(&statement).await?,
        None => Vec::new(),
    };
    let count = rows.len();
    let loaded = Arc::new(Loaded { rows, parts: selection.parts, branches: Vec::new() });
    (0..count)
        .map(|index| Row { loaded: Arc::clone(&loaded), index, part: 0 })
        .map(|row| Ok((row.get::<i64>(column)?, row)))
        .collect()
}

/// Rows by id, planned from the selection of the field in `ctx`; what does not exist is missing.
///
/// # Errors
/// A fault.
pub async fn find_ids(ctx: &Context<'_>, shape: &'static Shape, ids: &[i64]) -> Result<HashMap<i64, Row>, Failure> {
    let items: Vec<_> = ctx.field().selection_set().collect();
    let filter = Cond::all().add(Expr::col((Alias::new(ROOT), Alias::new("id"))).is_in(ids.iter().copied()));
    let request = Request { filter, order: BY_ID, first: None, after: None };
    let pages = level(ctx, shape, &items, &request, None, false).await?;
    let rows = pages.get(&0).map(|page| page.rows().collect::<Vec<_>>()).unwrap_or_default();
    rows.into_iter().map(|row| Ok((row.id()?, row))).collect()
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Reads one level for all parents (or the root, as parent 0) and everything below it.
fn level<'a>(
    ctx: &'a Context<'_>,
    shape: &'static Shape,
    items: &'a [SelectionField<'a>],
    request: &'a Request,
    parents: Option<(&'static str, Vec<i64>)>,
    counted: bool,
) -> Boxed<'a, Result<HashMap<i64, Page>, Failure>> {
    Box::pin(async move {
        let app = ctx.data_unchecked::<App>();
        let scope = ctx.data_unchecked::<Scope>();
        let mut selection = Selection::of(ctx, shape, items);
        for (column, _) in request.order.keys {
            selection.require(column);
        }
        if let Some((column, _)) = &parents {
            selection.require(column);
        }
        let after = request.after.as_deref();
        let after = after.map(|cursor| page::open_cursor(app, &request.order, shape.table, cursor)).transpose()?;
        let source = Source { request, after, parents: parents.as_ref().map(|(name, ids)| (*name, &ids[..])) };
        let rows = match sql::level(scope, &selection, &source) {
            Some(statement) => app.db.read().query_all(&statement).await.map_err(Fault::from)?,
            None => Vec::new(),
        };
        let totals = if counted { Some(totals(app, scope, &selection, &source).await?) } else { None };
        let column = parents.as_ref().map(|(name, _)| *name);
        let Selection { parts, branches } = selection;
        let mut loaded = Loaded { rows, parts, branches: Vec::new() };
        let mut done = Vec::new();
        for branch in branches {
            done.push(branch_of(ctx, &mut loaded, branch).await?);
        }
        loaded.branches = done;
        Ok(pages(&Arc::new(loaded), request, column, totals.as_ref(), parents.as_ref().map(|(_, ids)| &ids[..]))?)
    })
}

/// Reads one to-many field below all rows of `loaded`. A wrong argument is kept for the field itself.
async fn branch_of(
    ctx: &Context<'_>,
    loaded: &mut Loaded,
    branch: Branch<'_>,
) -> Result<(usize, String, &'static str, PagesByParent), Failure> {
    let Branch { part, key, list, request, items, counted } = branch;
    let mut parents = parents_of(loaded, part, list.column)?;
    parents.sort_unstable();
    parents.dedup();
    let pages = match request {
        Err(failure) => Err(failure),
        Ok(_) if parents.is_empty() => Ok(HashMap::new()),
        Ok(request) => {
            let parents = Some((list.target_column, parents));
            match level(ctx, list.target, &items, &request, parents, counted).await {
                Err(Failure::Fault(fault)) => return Err(fault.into()),
                answer => answer,
            }
        }
    };
    Ok((part, key.to_owned(), list.column, pages))
}

fn parents_of(loaded: &Loaded, part: usize, column: &str) -> Result<Vec<i64>, Fault> {
    let Some(at) = loaded.parts.get(part) else { return Ok(Vec::new()) };
    let position = at.columns.iter().position(|name| *name == column).unwrap_or_default();
    let mut ids = Vec::new();
    for row in &loaded.rows {
        ids.extend(row.try_get_by_index::<Option<i64>>(at.base + position)?);
    }
    Ok(ids)
}

async fn totals(
    app: &App,
    scope: &Scope,
    selection: &Selection<'_>,
    source: &Source<'_>,
) -> Result<HashMap<i64, i64>, Fault> {
    let Some(root) = selection.parts.first() else { return Ok(HashMap::new()) };
    let rows = app.db.read().query_all(&sql::count(scope, root, source)).await?;
    rows.iter().map(|row| Ok((row.try_get("", "parent")?, row.try_get("", "rows")?))).collect()
}

/// Deals the rows out to their parents.
fn pages(
    loaded: &Arc<Loaded>,
    request: &Request,
    column: Option<&'static str>,
    totals: Option<&HashMap<i64, i64>>,
    parents: Option<&[i64]>,
) -> Result<HashMap<i64, Page>, Fault> {
    let empty = || Page {
        loaded: Arc::clone(loaded),
        indices: Vec::new(),
        order: request.order,
        has_next: false,
        has_previous: request.after.is_some(),
        total: None,
    };
    let mut pages: HashMap<i64, Page> = parents.unwrap_or(&[0]).iter().map(|id| (*id, empty())).collect();
    for index in 0..loaded.rows.len() {
        let row = Row { loaded: Arc::clone(loaded), index, part: 0 };
        let parent = column.map_or(Ok(0), |name| row.get::<i64>(name))?;
        let page = pages.entry(parent).or_insert_with(empty);
        match request.first {
            Some(first) if page.indices.len() as u64 >= first => page.has_next = true,
            _ => page.indices.push(index),
        }
    }
    for (parent, page) in &mut pages {
        page.total = totals.map(|totals| totals.get(parent).copied().unwrap_or_default());
    }
    Ok(pages)
}
