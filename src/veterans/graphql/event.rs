//! Services.

use async_graphql::{Context, ID, Object};
use entity::vocab::{RecordOrigin, ServiceKind, ServiceOutcome, ServiceState};

use super::{Veteran, card::VeteranStep, date, detail::ServiceDetail};
use crate::{
    assets::loader::request::day,
    kernel::{
        fault::Fault,
        id,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
    },
    residents::graphql::{Unit, unit_at},
    services::graphql::ServicePoint,
};

/// A planned row.
#[derive(Clone)]
pub struct ServiceEvent(Row);

impl From<Row> for ServiceEvent {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 一次服务:培训、帮扶、就业、咨询或优抚。
#[Object]
impl ServiceEvent {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("sev", self.0.id()?).into())
    }

    /// 服务对象。
    async fn veteran(&self, ctx: &Context<'_>) -> Result<Veteran, Failure> {
        let row = self.0.one(ctx, "veteran").await?;
        Ok(row.map(Veteran::from).ok_or_else(|| Fault::Corrupt("veteran is missing".to_owned()))?)
    }

    /// 建档服务站所在村(社区)。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 现在办理的服务站;上报后为街道站。
    async fn station(&self, ctx: &Context<'_>) -> Result<ServicePoint, Failure> {
        let row = self.0.one(ctx, "station").await?;
        Ok(row.map(ServicePoint::from).ok_or_else(|| Fault::Corrupt("station is missing".to_owned()))?)
    }

    /// 类别。
    async fn kind(&self) -> Result<ServiceKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 状态。
    async fn state(&self) -> Result<ServiceState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 登记日。
    async fn registered_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("registered_on")?))
    }

    /// 事由。
    async fn summary(&self) -> Result<String, Failure> {
        Ok(self.0.get("summary")?)
    }

    /// 经办人。
    async fn handler(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("handler")?) }).await
    }

    /// 开始日。
    async fn started_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "started_on") }).await
    }

    /// 完成日。
    async fn completed_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "completed_on") }).await
    }

    /// 服务时长(分钟)。
    async fn minutes(&self) -> Option<Result<i32, Failure>> {
        nullable(async { Ok(self.0.get("minutes")?) }).await
    }

    /// 结果。
    async fn outcome(&self) -> Option<Result<ServiceOutcome, Failure>> {
        nullable(async { Ok(self.0.get("outcome")?) }).await
    }

    /// 结果说明。
    async fn outcome_note(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("outcome_note")?) }).await
    }

    /// 回访期限。
    async fn follow_up_due(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "follow_up_due") }).await
    }

    /// 判定日回访是否已过期限而未办。
    async fn follow_up_overdue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<bool, Failure> {
        let (due, done) = (date(&self.0, "follow_up_due")?, date(&self.0, "followed_up_on")?);
        let day = Date(day(ctx, as_of));
        let withdrawn = self.0.get::<ServiceState>("state")? == ServiceState::Withdrawn;
        Ok(!withdrawn && due.is_some_and(|due| due < day) && done.is_none_or(|done| done > day))
    }

    /// 回访日。
    async fn followed_up_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "followed_up_on") }).await
    }

    /// 回访说明。
    async fn follow_up_note(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("follow_up_note")?) }).await
    }

    /// 满意度,1 到 5。
    async fn satisfaction(&self) -> Option<Result<i32, Failure>> {
        nullable(async { Ok(self.0.get("satisfaction")?) }).await
    }

    /// 办结日。
    async fn closed_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "closed_on") }).await
    }

    /// 撤回原因。
    async fn reason(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("reason")?) }).await
    }

    /// 该类服务特有的内容。
    async fn detail(&self) -> Result<ServiceDetail, Failure> {
        Ok(ServiceDetail::of(&self.0)?)
    }

    /// 办理过程,由旧到新。
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<VeteranStep>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(VeteranStep::from).collect())
    }

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }

    /// 版本号,每次办理加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}
