//! Enrolments and their steps.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::vocab::{EnrolmentAct, EnrolmentState, RecordOrigin, StopReason};

use super::{Application, Programme, SubsidyPayment, payment::PayeeAccount, programme_at, tier_at};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    findings::{
        graphql::Finding,
        loader::filter::{FindingFilter, FindingOrder},
    },
    kernel::{
        id,
        money::Fen,
        page::Connection,
        plan::Row,
        problem::{Failure, nullable},
        time::{Date, Month},
    },
    residents::graphql::{Resident, Unit, unit_at},
    subsidies::loader::filter::{SubsidyPaymentFilter, SubsidyPaymentOrder},
};

/// A planned row of `enrolment`.
#[derive(Clone)]
pub struct Enrolment(Row);

impl From<Row> for Enrolment {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 在册待遇:某人自某月起享受某项目。
#[Object]
impl Enrolment {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("enr", self.0.id()?).into())
    }

    /// 享受人;不在可见范围时为空。
    async fn resident(&self, ctx: &Context<'_>) -> Option<Result<Resident, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "resident").await?.map(Resident::from)) }).await
    }

    /// 项目。
    async fn programme(&self, ctx: &Context<'_>) -> Result<Programme, Failure> {
        programme_at(ctx, &self.0)
    }

    /// 档次代码;不分档时为空。
    async fn tier(&self, ctx: &Context<'_>) -> Option<Result<String, Failure>> {
        nullable(async { tier_at(ctx, &self.0) }).await
    }

    /// 经办并发放的单位。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 状态。
    async fn state(&self) -> Result<EnrolmentState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 享受起始月。
    async fn start_month(&self) -> Result<Month, Failure> {
        Ok(self.0.get("start_month")?)
    }

    /// 享受最后一月(含);仍在享时为空。
    async fn end_month(&self) -> Option<Result<Month, Failure>> {
        nullable(async { Ok(self.0.get("end_month")?) }).await
    }

    /// 停发原因。
    async fn stop_reason(&self) -> Option<Result<StopReason, Failure>> {
        nullable(async { Ok(self.0.get("stop_reason")?) }).await
    }

    /// 下次复核到期日;无需复核时为空。
    async fn next_review_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("next_review_on")?.map(Date)) }).await
    }

    /// 核定的人均月收入(补差的项目)。
    async fn assessed_income(&self) -> Option<Result<Fen, Failure>> {
        nullable(async { Ok(self.0.get("assessed_income_fen")?) }).await
    }

    /// 核定金额(一事一议的项目)。
    async fn amount(&self) -> Option<Result<Fen, Failure>> {
        nullable(async { Ok(self.0.get("amount_fen")?) }).await
    }

    /// 列入在册所依据的申请;平台启用前的待遇为空。
    async fn application(&self, ctx: &Context<'_>) -> Option<Result<Application, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "application").await?.map(Application::from)) }).await
    }

    /// 管理过程,由旧到新。
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<EnrolmentStep>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(EnrolmentStep).collect())
    }

    /// 收款账户。
    async fn account(&self, ctx: &Context<'_>) -> Option<Result<PayeeAccount, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::PaymentRead)?;
            Ok(self.0.one(ctx, "account").await?.map(PayeeAccount::from))
        })
        .await
    }

    /// 本待遇的发放明细;不给排序则月份晚的在前。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn payments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<SubsidyPaymentFilter>,
        #[graphql(desc = "排序。")] order_by: Option<SubsidyPaymentOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<SubsidyPayment>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 涉及本待遇的问题(补贴规则)。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<FindingFilter>,
        #[graphql(desc = "排序;不给则按登记次序。")] order_by: Option<FindingOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Finding>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }

    /// 版本号,每次修改加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}

/// A planned row of `enrolment_step`.
pub struct EnrolmentStep(Row);

/// 在册待遇管理的一步,只增不改。
#[Object]
impl EnrolmentStep {
    /// 步骤。
    async fn act(&self) -> Result<EnrolmentAct, Failure> {
        Ok(self.0.get("act")?)
    }

    /// 日期。
    async fn done_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("done_on")?))
    }

    /// 涉及的月份:列入和变更为首月,停发为末月。
    async fn month(&self) -> Option<Result<Month, Failure>> {
        nullable(async { Ok(self.0.get("month")?) }).await
    }

    /// 变更档次前后相接的另一条待遇。
    async fn related(&self, ctx: &Context<'_>) -> Option<Result<Enrolment, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "related").await?.map(Enrolment::from)) }).await
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
