//! What every objection says, whatever it is against: who raised it, and how it was answered.

use async_graphql::Object;
use chrono::NaiveDate;
use entity::vocab::ObjectionOutcome;

use super::{
    plan::Row,
    problem::{Failure, nullable},
    time::Date,
};

/// The fields that the objects of objections have in common; flattened into each.
pub struct ObjectionBody(pub Row);

/// 异议的提出和答复。
#[Object]
impl ObjectionBody {
    /// 提出日期。
    async fn raised_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("raised_on")?))
    }

    /// 提出人。
    async fn raised_by(&self) -> Result<String, Failure> {
        Ok(self.0.get("raised_by")?)
    }

    /// 登记人。
    async fn recorded_by(&self) -> Result<String, Failure> {
        Ok(self.0.get("recorded_by")?)
    }

    /// 异议内容。
    async fn reason(&self) -> Result<String, Failure> {
        Ok(self.0.get("reason")?)
    }

    /// 答复日期;未答复时为空。
    async fn resolved_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("resolved_on")?.map(Date)) }).await
    }

    /// 处理结果。
    async fn outcome(&self) -> Option<Result<ObjectionOutcome, Failure>> {
        nullable(async { Ok(self.0.get("outcome")?) }).await
    }

    /// 答复人。
    async fn resolved_by(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("resolved_by")?) }).await
    }

    /// 答复意见。
    async fn answer(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("answer")?) }).await
    }
}

/// Columns of the fields, for the shapes of objections. `number` is there for objections to one entry of a list; a shape
/// may offer what its object does not ask for.
pub const OBJECTION_FIELDS: &[(&str, &[&str])] = &[
    ("number", &["number"]),
    ("raisedOn", &["raised_on"]),
    ("raisedBy", &["raised_by"]),
    ("recordedBy", &["recorded_by"]),
    ("reason", &["reason"]),
    ("resolvedOn", &["resolved_on"]),
    ("outcome", &["outcome"]),
    ("resolvedBy", &["resolved_by"]),
    ("answer", &["answer"]),
];
