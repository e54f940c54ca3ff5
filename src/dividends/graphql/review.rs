//! Steps, votes and objections of a plan.

use async_graphql::{Context, ID, Object};
use entity::vocab::{MeetingBody, PlanAct};

use super::{DistributionPlan, Member};
use crate::kernel::{
    fault::Fault,
    id,
    objection::ObjectionBody,
    plan::Row,
    problem::{Failure, nullable},
    time::Date,
};

/// A planned row.
#[derive(Clone)]
pub struct PlanStep(Row);

impl From<Row> for PlanStep {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 方案办理的一步,只增不改。
#[Object]
impl PlanStep {
    /// 步骤。
    async fn act(&self) -> Result<PlanAct, Failure> {
        Ok(self.0.get("act")?)
    }

    /// 日期。
    async fn done_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("done_on")?))
    }

    /// 办理人。
    async fn actor(&self) -> Result<String, Failure> {
        Ok(self.0.get("actor")?)
    }

    /// 说明。
    async fn note(&self) -> Result<String, Failure> {
        Ok(self.0.get("note")?)
    }

    /// 当时的内容校验值。
    async fn content_hash(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("content_hash")?) }).await
    }

    /// 档案号或决议编号。
    async fn document_reference(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("document")?) }).await
    }
}

/// A planned row.
#[derive(Clone)]
pub struct PlanVote(Row);

impl From<Row> for PlanVote {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 通过的一次表决,绑定当时的方案内容。
#[Object]
impl PlanVote {
    /// 决议编号。
    async fn resolution(&self) -> Result<String, Failure> {
        Ok(self.0.get("resolution")?)
    }

    /// 会议。
    async fn body(&self) -> Result<MeetingBody, Failure> {
        Ok(self.0.get("body")?)
    }

    /// 表决日。
    async fn held_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("held_on")?))
    }

    /// 应到人数。
    async fn eligible(&self) -> Result<i32, Failure> {
        Ok(self.0.get("eligible")?)
    }

    /// 到会人数。
    async fn present(&self) -> Result<i32, Failure> {
        Ok(self.0.get("present")?)
    }

    /// 赞成人数。
    async fn in_favour(&self) -> Result<i32, Failure> {
        Ok(self.0.get("in_favour")?)
    }

    /// 所表决内容的校验值。
    async fn content_hash(&self) -> Result<String, Failure> {
        Ok(self.0.get("content_hash")?)
    }

    /// 登记人。
    async fn recorded_by(&self) -> Result<String, Failure> {
        Ok(self.0.get("recorded_by")?)
    }
}

/// A planned row.
#[derive(Clone)]
pub struct PlanObjection(Row);

impl From<Row> for PlanObjection {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 公示期的异议;对成员明细的异议在答复前不发放该明细。
#[Object]
impl PlanObjection {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("obj", self.0.id()?).into())
    }

    /// 方案。
    async fn plan(&self, ctx: &Context<'_>) -> Result<DistributionPlan, Failure> {
        let row = self.0.one(ctx, "plan").await?;
        Ok(row.map(DistributionPlan::from).ok_or_else(|| Fault::Corrupt("plan is missing".to_owned()))?)
    }

    /// 所涉成员;对整个方案的异议为空。
    async fn member(&self, ctx: &Context<'_>) -> Option<Result<Member, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "member").await?.map(Member::from)) }).await
    }

    #[graphql(flatten)]
    async fn body(&self) -> ObjectionBody {
        ObjectionBody(self.0.clone())
    }
}
