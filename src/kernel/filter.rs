//! Filters that compose and cross relations, as SQL conditions under scope.

use chrono::NaiveDate;
use sea_orm::{
    Iden,
    sea_query::{Alias, Cond, Expr, ExprTrait, IntoColumnRef, IntoIden, LikeExpr, Query, SimpleExpr},
};

use super::{
    problem::{Code, Failure, Refusal},
    scope::{Reach, Scope, Scoped},
    time::Date,
};

/// A condition of a statement.
pub use sea_orm::sea_query::Cond as Condition;

/// Deepest nesting of `and`, `or`, `not` and relations in one filter.
const MAX_DEPTH: usize = 8;

/// `alias.column`.
pub fn at(alias: &str, column: impl Iden + 'static) -> SimpleExpr {
    Expr::col((Alias::new(alias), column.into_iden()).into_column_ref())
}

/// A condition that no row meets.
#[must_use]
pub fn never() -> Cond {
    Cond::all().add(Expr::cust("1 = 0"))
}

impl Reach {
    /// The condition that one of `columns` under `alias` is within reach.
    pub fn limit<C: Iden + Copy + 'static>(&self, alias: &str, columns: &[C]) -> Cond {
        match self {
            Self::All => Cond::all(),
            Self::Nothing => never(),
            Self::Only(ids) => {
                columns.iter().fold(Cond::any(), |any, column| any.add(at(alias, *column).is_in(ids.iter().copied())))
            }
        }
    }
}

/// `EXISTS` over the rows of `E` within scope whose `own` column equals `parent.theirs`.
/// `alias` names them in `condition`.
pub fn exists<E: Scoped>(
    scope: &Scope,
    alias: &str,
    own: E::Column,
    (parent, theirs): (&str, impl Iden + 'static),
    condition: Cond,
) -> SimpleExpr
where
    E::Column: Iden + 'static,
{
    let table = E::default().table_name();
    let mut select = Query::select();
    select
        .expr(Expr::val(1))
        .from_as(Alias::new(table), Alias::new(alias))
        .and_where(at(alias, own).eq(at(parent, theirs)))
        .cond_where(E::within(scope, alias))
        .cond_where(condition);
    Expr::exists(select)
}

/// Adds `column between from and to`, each end optional and inclusive.
pub fn between<C: Iden + Copy + 'static>(
    cond: Cond,
    alias: &str,
    column: C,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Cond {
    let cond = from.map_or(cond.clone(), |day| cond.add(at(alias, column).gte(day)));
    to.map_or(cond.clone(), |day| cond.add(at(alias, column).lte(day)))
}

/// 日期区间,两端都含,可只给一端。
#[derive(Debug, Clone, Copy, async_graphql::InputObject)]
pub struct DateRange {
    /// 起(含)。
    pub from: Option<Date>,
    /// 止(含)。
    pub to: Option<Date>,
}

impl DateRange {
    /// Adds the range on `column` to `cond`.
    pub fn on<C: Iden + Copy + 'static>(&self, cond: Cond, alias: &str, column: C) -> Cond {
        between(cond, alias, column, self.from.map(|date| date.0), self.to.map(|date| date.0))
    }
}

/// Compiles `and`, `or` and `not` around the own conditions of a filter.
///
/// # Errors
/// `TOO_COMPLEX` past the deepest nesting, or what a nested filter refuses.
pub fn combine<F>(
    own: Cond,
    depth: usize,
    (and, or, not): (Option<&Vec<F>>, Option<&Vec<F>>, Option<&F>),
    compile: impl Fn(&F, usize) -> Result<Cond, Failure>,
) -> Result<Cond, Failure> {
    check_depth(depth)?;
    let mut cond = own;
    for part in and.into_iter().flatten() {
        cond = cond.add(compile(part, depth + 1)?);
    }
    if let Some(parts) = or.filter(|parts| !parts.is_empty()) {
        let mut any = Cond::any();
        for part in parts {
            any = any.add(compile(part, depth + 1)?);
        }
        cond = cond.add(any);
    }
    if let Some(part) = not {
        cond = cond.add(compile(part, depth + 1)?.not());
    }
    Ok(cond)
}

/// `column` contains `text`, which may be `most` characters long; `field` is the caller's name for it.
///
/// # Errors
/// Empty or longer text.
pub fn containing(
    alias: &str,
    column: impl Iden + 'static,
    text: &str,
    field: &str,
    most: usize,
) -> Result<SimpleExpr, Failure> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > most {
        return Err(Failure::bad_input(field, format!("请给出 1 到 {most} 个字")));
    }
    Ok(at(alias, column).like(LikeExpr::new(format!("%{}%", escaped(text))).escape('\\')))
}

/// `text` with the wildcards of LIKE taken literally.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// A spell under `alias` holds on `day`.
pub fn holds(alias: &str, from: impl Iden + 'static, to: impl Iden + Copy + 'static, day: NaiveDate) -> Cond {
    Cond::all().add(at(alias, from).lte(day)).add(Cond::any().add(at(alias, to).is_null()).add(at(alias, to).gt(day)))
}

/// `condition`, or its opposite when it is not wanted.
pub fn flip(wanted: bool, condition: impl Into<Cond>) -> Cond {
    let condition = Cond::all().add(condition.into());
    if wanted { condition } else { condition.not() }
}

/// Refuses filters nested too deeply.
///
/// # Errors
/// `TOO_COMPLEX`.
pub fn check_depth(depth: usize) -> Result<(), Failure> {
    if depth <= MAX_DEPTH {
        return Ok(());
    }
    let message = format!("filter:条件嵌套超过 {MAX_DEPTH} 层,请拆成几次查询");
    Err(Failure::Refused(Refusal { code: Code::TooComplex, message }))
}
