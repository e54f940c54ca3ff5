//! Relay connections: forward, keyset, stable under ties.

use std::{borrow::Cow, marker::PhantomData};

use async_graphql::{Context, Enum, Object, OutputType, SimpleObject, TypeName};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::NaiveDate;
use sea_orm::sea_query::Value as SqlValue;
use serde_json::{Value as Json, json};

use super::{
    app::App,
    fault::Fault,
    plan::{Page, Row},
    problem::Failure,
};

/// Rows of a page when `first` is not given.
pub const DEFAULT_FIRST: i32 = 20;
/// Most rows of a page.
pub const MAX_FIRST: i32 = 100;

/// 排序方向。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum Direction {
    /// 从小到大。
    Asc,
    /// 从大到小。
    Desc,
}

/// Type of an order column, needed to rebuild a cursor's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    Int,
    Text,
    Date,
}

/// A list order: columns that are never null, then the id, all in one direction.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    pub keys: &'static [(&'static str, KeyKind)],
    pub direction: Direction,
}

/// Checks `first` (1-100, default 20).
///
/// # Errors
/// A refusal that names the argument.
pub fn check_first(first: Option<i32>) -> Result<u64, Failure> {
    match first.unwrap_or(DEFAULT_FIRST) {
        n @ 1..=MAX_FIRST => Ok(n.unsigned_abs().into()),
        _ => Err(Failure::bad_input("first", format!("每页条数应在 1 到 {MAX_FIRST} 之间"))),
    }
}

fn signature(order: &Order, table: &str) -> String {
    let keys: Vec<&str> = order.keys.iter().map(|(column, _)| *column).collect();
    format!("{table}/{}/{:?}", keys.join(","), order.direction)
}

/// The cursor of `row` under `order`: its key values and id, sealed so that it cannot be forged.
pub(super) fn cursor_of(app: &App, order: &Order, row: &Row) -> Result<String, Fault> {
    let mut values = Vec::new();
    for (column, kind) in order.keys {
        values.push(match kind {
            KeyKind::Int => match row.get::<i64>(column) {
                Ok(wide) => json!(wide),
                Err(_) => json!(row.get::<i32>(column)?),
            },
            KeyKind::Text => json!(row.get::<String>(column)?),
            KeyKind::Date => json!(row.get::<NaiveDate>(column)?),
        });
    }
    values.push(json!(row.id()?));
    let body = Json::Array(values).to_string();
    let mac = app.vault.mac("cursor", format!("{}{body}", signature(order, row.table())).as_bytes());
    let mut bytes = mac.iter().take(8).copied().collect::<Vec<u8>>();
    bytes.extend(body.into_bytes());
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// The values of a cursor of the same list in the same order.
pub(super) fn open_cursor(app: &App, order: &Order, table: &str, cursor: &str) -> Result<Vec<SqlValue>, Failure> {
    let refuse = || Failure::bad_input("after", "游标无效,请使用同一列表、同一排序上一页返回的 endCursor");
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| refuse())?;
    let (tag, body) = bytes.split_first_chunk::<8>().ok_or_else(refuse)?;
    let body = std::str::from_utf8(body).map_err(|_| refuse())?;
    let mac = app.vault.mac("cursor", format!("{}{body}", signature(order, table)).as_bytes());
    if !mac.starts_with(tag) {
        return Err(refuse());
    }
    let values: Vec<Json> = serde_json::from_str(body).map_err(|_| refuse())?;
    let kinds = order.keys.iter().map(|(_, kind)| *kind).chain([KeyKind::Int]);
    let typed = kinds.zip(&values).map(|(kind, value)| match kind {
        KeyKind::Int => value.as_i64().map(SqlValue::from),
        KeyKind::Text => value.as_str().map(SqlValue::from),
        KeyKind::Date => value.as_str()?.parse::<NaiveDate>().ok().map(SqlValue::from),
    });
    typed.collect::<Option<Vec<_>>>().filter(|typed| typed.len() == order.keys.len() + 1).ok_or_else(refuse)
}

/// 分页信息。
#[derive(Debug, SimpleObject)]
pub struct PageInfo {
    /// 之后是否还有数据。
    has_next_page: bool,
    /// 之前是否还有数据;只支持向后翻页,给出 after 时为真。
    has_previous_page: bool,
    /// 本页第一条的游标。
    start_cursor: Option<String>,
    /// 本页最后一条的游标,用作下一页的 after。
    end_cursor: Option<String>,
}

/// One row of a connection with its cursor.
pub struct Edge<T> {
    row: Row,
    page: Page,
    node: PhantomData<T>,
}

impl<T: OutputType> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", T::type_name()).into()
    }
}

/// 列表中的一条及其游标。
#[Object(name_type)]
impl<T: OutputType + From<Row>> Edge<T> {
    /// 本条的游标,可用作 after。
    async fn cursor(&self, ctx: &Context<'_>) -> Result<String, Failure> {
        Ok(cursor_of(ctx.data_unchecked::<App>(), &self.page.order, &self.row)?)
    }

    /// 本条数据。
    async fn node(&self) -> T {
        T::from(self.row.clone())
    }
}

/// A page of a list as Relay wants it.
pub struct Connection<T> {
    page: Page,
    node: PhantomData<T>,
}

impl<T> From<Page> for Connection<T> {
    fn from(page: Page) -> Self {
        Self { page, node: PhantomData }
    }
}

impl<T: OutputType> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::type_name()).into()
    }
}

/// 分页列表(Relay 规范,向后翻页,次序稳定)。
#[Object(name_type)]
impl<T: OutputType + From<Row>> Connection<T> {
    /// 带游标的数据。
    async fn edges(&self) -> Vec<Edge<T>> {
        self.page.rows().map(|row| Edge { row, page: self.page.clone(), node: PhantomData }).collect()
    }

    /// 本页数据。
    async fn nodes(&self) -> Vec<T> {
        self.page.rows().map(T::from).collect()
    }

    /// 分页信息。
    async fn page_info(&self, ctx: &Context<'_>) -> Result<PageInfo, Failure> {
        let app = ctx.data_unchecked::<App>();
        let cursor = |row: Option<Row>| row.map(|row| cursor_of(app, &self.page.order, &row)).transpose();
        Ok(PageInfo {
            has_next_page: self.page.has_next,
            has_previous_page: self.page.has_previous,
            start_cursor: cursor(self.page.rows().next())?,
            end_cursor: cursor(self.page.rows().last())?,
        })
    }

    /// 符合条件的总条数(在可见范围内);只在选取时计算。
    async fn total_count(&self) -> Result<i64, Failure> {
        Ok(self.page.total.ok_or_else(|| Fault::Defect("totalCount was not planned".to_owned()))?)
    }
}
