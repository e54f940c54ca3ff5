//! Contacts and their plan.

use async_graphql::{Context, Object, SimpleObject};
use chrono::NaiveDate;
use entity::vocab::{ContactChannel, ContactClass, ContactState};

use crate::{
    kernel::{
        plan::{Page, Row},
        problem::Failure,
        time::Date,
    },
    residents::loader::filter::Asker,
    veterans::rules::contact::plan,
};

/// A planned row.
#[derive(Clone)]
pub struct VeteranContact(Row);

impl From<Row> for VeteranContact {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 一次联系,只增不改。
#[Object]
impl VeteranContact {
    /// 日期。
    async fn contacted_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("contacted_on")?))
    }

    /// 方式。
    async fn channel(&self) -> Result<ContactChannel, Failure> {
        Ok(self.0.get("channel")?)
    }

    /// 联系人。
    async fn visitor(&self) -> Result<String, Failure> {
        Ok(self.0.get("visitor")?)
    }

    /// 内容。
    async fn content(&self) -> Result<String, Failure> {
        Ok(self.0.get("content")?)
    }

    /// 登记人。
    async fn recorded_by(&self) -> Result<String, Failure> {
        Ok(self.0.get("recorded_by")?)
    }
}

/// 联系计划的一期。
#[derive(Debug, SimpleObject)]
pub struct ContactPeriod {
    /// 起(含)。
    from: Date,
    /// 止(含)。
    to: Date,
    /// 判定日的情况。
    state: ContactState,
    /// 本期第一次联系的日期。
    contacted_on: Option<Date>,
}

/// The plan of somebody of a class since a day, from the contacts of `page`.
///
/// # Errors
/// A fault.
pub async fn periods(
    ctx: &Context<'_>,
    page: &Page,
    (class, since): (ContactClass, NaiveDate),
    days: (NaiveDate, NaiveDate),
) -> Result<Vec<ContactPeriod>, Failure> {
    let contacts = page.rows().map(|row| Ok(row.get("contacted_on")?)).collect::<Result<Vec<_>, Failure>>()?;
    let periods = plan(Asker::of(ctx).policy, class, since, &contacts, days);
    let shown = periods.into_iter().map(|period| ContactPeriod {
        from: Date(period.from),
        to: Date(period.to),
        state: period.state,
        contacted_on: period.contacted_on.map(Date),
    });
    Ok(shown.collect())
}
