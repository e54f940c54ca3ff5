//! Applications, their steps and objections.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::NaiveDate;
use entity::vocab::{ApplicationAct, ApplicationState, RecordOrigin};

use super::{Enrolment, Programme, payment::PayeeAccount, programme_at, tier_at};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::loader::request::day,
    kernel::{
        id,
        money::Fen,
        objection::ObjectionBody,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
        workdays,
    },
    residents::{
        graphql::{Resident, Unit, unit_at},
        loader::filter::Asker,
    },
    subsidies::{
        model_application::StepLimit,
        rules::deadline::{due_on, runs_from},
    },
};

/// A planned row of `application`.
#[derive(Clone)]
pub struct Application(Row);

impl From<Row> for Application {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

fn date(row: &Row, column: &str) -> Result<Option<Date>, Failure> {
    Ok(row.get::<Option<NaiveDate>>(column)?.map(Date))
}

impl Application {
    fn due(&self, ctx: &Context<'_>) -> Result<Option<NaiveDate>, Failure> {
        let (state, to) = (self.0.get("state")?, self.0.get("publicity_to")?);
        Ok(due_on(Asker::of(ctx).limits, state, self.0.get("state_since")?, to))
    }
}

/// 待遇申请:从登记到确认,每一步都有经办人和期限。
#[Object]
impl Application {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("apl", self.0.id()?).into())
    }

    /// 申请人;不在可见范围时为空。
    async fn resident(&self, ctx: &Context<'_>) -> Option<Result<Resident, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "resident").await?.map(Resident::from)) }).await
    }

    /// 项目。
    async fn programme(&self, ctx: &Context<'_>) -> Result<Programme, Failure> {
        programme_at(ctx, &self.0)
    }

    /// 档次代码;不分档或尚未拟定时为空。
    async fn tier(&self, ctx: &Context<'_>) -> Option<Result<String, Failure>> {
        nullable(async { tier_at(ctx, &self.0) }).await
    }

    /// 受理单位。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 状态。
    async fn state(&self) -> Result<ApplicationState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 申请日期。
    async fn applied_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("applied_on")?))
    }

    /// 进入当前状态的日期。
    async fn state_since(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("state_since")?))
    }

    /// 受理编号;未受理时为空。
    async fn receipt(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("receipt")?) }).await
    }

    /// 下一步的期限(工作日计算);当前状态没有期限时为空。
    async fn due_on(&self, ctx: &Context<'_>) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.due(ctx)?.map(Date)) }).await
    }

    /// 期限是否只按周六周日推算:所跨年份的放假通知尚未收录。
    async fn due_is_estimated(&self, ctx: &Context<'_>) -> Result<bool, Failure> {
        let from = runs_from(self.0.get("state")?, self.0.get("state_since")?, self.0.get("publicity_to")?);
        Ok(from.zip(self.due(ctx)?).is_some_and(|(from, due)| !workdays::known(from, due)))
    }

    /// 判定日是否已过期限。
    async fn overdue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<bool, Failure> {
        Ok(self.due(ctx)?.is_some_and(|due| due < day(ctx, as_of)))
    }

    /// 收款账户;未登记时为空。
    async fn account(&self, ctx: &Context<'_>) -> Option<Result<PayeeAccount, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::PaymentRead)?;
            Ok(self.0.one(ctx, "account").await?.map(PayeeAccount::from))
        })
        .await
    }

    /// 社区初核是否通过;未初核时为空。
    async fn check_passed(&self) -> Option<Result<bool, Failure>> {
        nullable(async { Ok(self.0.get("check_passed")?) }).await
    }

    /// 审核通过的经办人;未通过时为空。
    async fn reviewed_by(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("reviewed_by")?) }).await
    }

    /// 核定的人均月收入(补差的项目)。
    async fn assessed_income(&self) -> Option<Result<Fen, Failure>> {
        nullable(async { Ok(self.0.get("assessed_income_fen")?) }).await
    }

    /// 拟定金额(一事一议的项目)。
    async fn amount(&self) -> Option<Result<Fen, Failure>> {
        nullable(async { Ok(self.0.get("amount_fen")?) }).await
    }

    /// 公示起始日。
    async fn publicity_from(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "publicity_from") }).await
    }

    /// 公示最后一日。
    async fn publicity_to(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "publicity_to") }).await
    }

    /// 不予确认或撤回的原因。
    async fn reason(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("reason")?) }).await
    }

    /// 确认后列入的在册待遇。
    async fn enrolment(&self, ctx: &Context<'_>) -> Option<Result<Enrolment, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "enrolment").await?.map(Enrolment::from)) }).await
    }

    /// 办理过程,由旧到新。
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<ApplicationStep>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(ApplicationStep).collect())
    }

    /// 公示期间的异议,由旧到新。
    async fn objections(&self, ctx: &Context<'_>) -> Result<Vec<ApplicationObjection>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(ApplicationObjection).collect())
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

/// A planned row of `application_step`.
pub struct ApplicationStep(Row);

/// 申请办理的一步,只增不改。
#[Object]
impl ApplicationStep {
    /// 步骤。
    async fn act(&self) -> Result<ApplicationAct, Failure> {
        Ok(self.0.get("act")?)
    }

    /// 这一步之后的状态。
    async fn state(&self) -> Result<ApplicationState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 日期。
    async fn done_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("done_on")?))
    }

    /// 这一步的期限;没有期限时为空。
    async fn due_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "due_on") }).await
    }

    /// 是否超过期限办理。
    async fn late(&self) -> Result<bool, Failure> {
        let due = self.0.get::<Option<NaiveDate>>("due_on")?;
        let done: NaiveDate = self.0.get("done_on")?;
        Ok(due.is_some_and(|due| due < done))
    }

    /// 办理人。
    async fn actor(&self) -> Result<String, Failure> {
        Ok(self.0.get("actor")?)
    }

    /// 说明。
    async fn note(&self) -> Result<String, Failure> {
        Ok(self.0.get("note")?)
    }
}

/// A planned row of `application_objection`.
pub struct ApplicationObjection(Row);

/// 对公示中申请的异议。
#[Object]
impl ApplicationObjection {
    /// 全局标识。
    async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("apo", self.0.id()?).into())
    }

    #[graphql(flatten)]
    async fn body(&self) -> ObjectionBody {
        ObjectionBody(self.0.clone())
    }
}

/// 申请在某一状态的办理期限。
#[derive(Debug, SimpleObject)]
pub struct ApplicationStepLimit {
    /// 状态。
    state: ApplicationState,
    /// 工作日数。
    workdays: i32,
    /// 依据。
    source: String,
}

impl From<&StepLimit> for ApplicationStepLimit {
    fn from(row: &StepLimit) -> Self {
        Self { state: row.state, workdays: row.workdays, source: row.source.clone() }
    }
}
