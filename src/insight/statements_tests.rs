//! The statements of statistics as text, for both databases.

use sea_orm::sea_query::{Cond, ExprTrait, PostgresQueryBuilder, SelectStatement, SqliteQueryBuilder};

use super::{
    dividends::DividendDimension,
    store_coverage, store_dividends,
    store_veterans::{self, Selection},
    subsidies::{
        model::{Dimension, Question},
        store,
    },
    veterans::VeteranDimension,
};
use crate::kernel::{
    filter::at,
    plan::ROOT,
    scope::{Reach, Scope},
};

/// What both databases are sent, clause by clause.
fn written(select: &SelectStatement) -> String {
    let lines = |sql: String| {
        let broken = [" FROM ", " INNER JOIN ", " LEFT JOIN ", " WHERE ", " AND ", " GROUP BY "];
        broken.iter().fold(sql, |sql, clause| sql.replace(clause, &format!("\n{}", clause.trim_start())))
    };
    let (sqlite, postgres) = (select.to_string(SqliteQueryBuilder), select.to_string(PostgresQueryBuilder));
    if sqlite == postgres {
        format!("-- both\n{}", lines(sqlite))
    } else {
        format!("-- sqlite\n{}\n-- postgres\n{}", lines(sqlite), lines(postgres))
    }
}

fn paid() -> Cond {
    Cond::all().add(at(ROOT, entity::payment_line::Column::AmountFen).gte(10_000))
}

#[test]
fn payments_of_large_amounts() {
    let dimensions = [Dimension::Group, Dimension::Unit, Dimension::Quarter];
    let question = Question { cells: true, persons: true, households: true, ..Question::default() };
    insta::assert_snapshot!(written(&store::statement(&Scope::everything(), &dimensions, paid(), &question)));
}

#[test]
fn payments_without_persons_count_none() {
    let question = Question { total: true, ..Question::default() };
    let sql = written(&store::statement(&Scope::everything(), &[], paid(), &question));
    assert!(!sql.contains("DISTINCT"), "{sql}");
    insta::assert_snapshot!(sql);
}

#[test]
fn payments_of_one_unit() {
    let scope = Scope { units: Reach::Only(vec![7]), ..Scope::everything() };
    let question = Question { cells: true, ..Question::default() };
    insta::assert_snapshot!(written(&store::statement(
        &scope,
        &[Dimension::Programme, Dimension::Month],
        paid(),
        &question
    )));
}

#[test]
fn dividends_by_year_and_kind() {
    let dimensions = [DividendDimension::Year, DividendDimension::UnitKind];
    insta::assert_snapshot!(written(&store_dividends::statement(&Scope::everything(), &dimensions, Cond::all())));
}

#[test]
fn veterans_by_category_and_unit() {
    let selection = Selection::of("2022-12-31".parse().expect("a day"));
    let by = [VeteranDimension::Category, VeteranDimension::Unit];
    insta::assert_snapshot!(written(&store_veterans::register_statement(&Scope::everything(), &by, &selection)));
}

#[test]
fn services_by_kind_and_month() {
    let selection = Selection::of("2022-12-31".parse().expect("a day"));
    let by = [VeteranDimension::ServiceKind, VeteranDimension::Month];
    insta::assert_snapshot!(written(&store_veterans::services_statement(&Scope::everything(), &by, &selection)));
}

#[test]
fn residents_by_building() {
    let day = "2022-12-31".parse().expect("a day");
    insta::assert_snapshot!(written(&store_coverage::statement(&Reach::All, day)));
}
