//! From a tree of parts to SQL that both databases run alike.

use sea_orm::sea_query::{
    Alias, Asterisk, Cond, Expr, ExprTrait, IntoColumnRef, JoinType, Order as SqlOrder, Query, SelectStatement,
    SimpleExpr, Value as SqlValue, WindowStatement,
};

use super::{
    select::{Part, Selection},
    shape::{ROOT, Request},
};
use crate::kernel::{
    page::{Direction, Order},
    scope::Scope,
};

/// Name of the column that numbers the rows of one parent.
const RANK: &str = "rank_in_parent";

/// Which rows of the root part.
pub struct Source<'q> {
    pub request: &'q Request,
    /// Values of the cursor to start after.
    pub after: Option<Vec<SqlValue>>,
    /// Column and values of the parents, for a to-many level.
    pub parents: Option<(&'static str, &'q [i64])>,
}

fn column(table: &str, name: &str) -> SimpleExpr {
    Expr::col((Alias::new(table), Alias::new(name)).into_column_ref())
}

fn direction(order: &Order) -> SqlOrder {
    match order.direction {
        Direction::Asc => SqlOrder::Asc,
        Direction::Desc => SqlOrder::Desc,
    }
}

fn order_columns(order: &Order) -> impl Iterator<Item = &'static str> {
    order.keys.iter().map(|(name, _)| *name).chain(["id"])
}

/// Rows of the root table that the viewer may see and the request wants, without order or limit.
fn matching(scope: &Scope, root: &Part, source: &Source<'_>) -> SelectStatement {
    let mut select = Query::select();
    select
        .from_as(Alias::new(root.shape.table), Alias::new(ROOT))
        .cond_where((root.shape.within)(scope, ROOT))
        .cond_where(source.request.filter.clone());
    if let Some((name, ids)) = source.parents {
        select.and_where(column(ROOT, name).is_in(ids.iter().copied()));
    }
    select
}

/// The statement for one level: limit first, then join.
pub fn level(scope: &Scope, selection: &Selection<'_>, source: &Source<'_>) -> Option<SelectStatement> {
    let (root, joined) = selection.parts.split_first()?;
    let order = &source.request.order;
    let parents = source.parents.map_or(0, |(_, ids)| ids.len());
    let limit = source.request.first.map(|first| first + 1);

    let mut inner = matching(scope, root, source);
    for name in &root.columns {
        inner.column((Alias::new(ROOT), Alias::new(*name)));
    }
    if let Some(values) = &source.after {
        let keys = Expr::tuple(order_columns(order).map(|name| column(ROOT, name)));
        let start = Expr::tuple(values.iter().cloned().map(Expr::val));
        inner.and_where(match order.direction {
            Direction::Asc => keys.gt(start),
            Direction::Desc => keys.lt(start),
        });
    }
    let ranked = parents > 1 && limit.is_some();
    if ranked {
        let mut window = WindowStatement::partition_by((Alias::new(ROOT), Alias::new(source.parents?.0)));
        for name in order_columns(order) {
            window.order_by((Alias::new(ROOT), Alias::new(name)), direction(order));
        }
        inner.expr_window_as(Expr::cust("row_number()"), window, Alias::new(RANK));
    } else {
        for name in order_columns(order) {
            inner.order_by((Alias::new(ROOT), Alias::new(name)), direction(order));
        }
        if let Some(limit) = limit {
            inner.limit(limit);
        }
        if joined.is_empty() {
            return Some(inner);
        }
    }

    let mut outer = Query::select();
    outer.from_subquery(inner, Alias::new(&root.alias));
    for part in &selection.parts {
        for name in &part.columns {
            outer.column((Alias::new(&part.alias), Alias::new(*name)));
        }
    }
    for part in joined {
        let (parent, theirs, own) = part.join?;
        let parent = &selection.parts.get(parent)?.alias;
        let on = Cond::all().add(column(&part.alias, own).equals((Alias::new(parent), Alias::new(theirs)))).add((part
            .shape
            .within)(
            scope,
            &part.alias,
        ));
        outer.join_as(JoinType::LeftJoin, Alias::new(part.shape.table), Alias::new(&part.alias), on);
    }
    if let (true, Some(limit)) = (ranked, limit) {
        outer.and_where(column(&root.alias, RANK).lte(limit));
    }
    for name in order_columns(order) {
        outer.order_by((Alias::new(&root.alias), Alias::new(name)), direction(order));
    }
    Some(outer)
}

/// Counts the matching rows, per parent where there are parents: columns `parent` (or 0) and `rows`.
pub fn count(scope: &Scope, root: &Part, source: &Source<'_>) -> SelectStatement {
    let mut select = matching(scope, root, source);
    match source.parents {
        Some((name, _)) => {
            select.expr_as(column(ROOT, name), Alias::new("parent"));
            select.group_by_col((Alias::new(ROOT), Alias::new(name)));
        }
        None => {
            select.expr_as(Expr::cust("CAST(0 AS BIGINT)"), Alias::new("parent"));
        }
    }
    select.expr_as(Expr::col(Asterisk).count(), Alias::new("rows"));
    select
}
