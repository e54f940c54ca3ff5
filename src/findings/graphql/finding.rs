//! Findings and their steps.

use async_graphql::{Context, Enum, ID, Object};
use chrono::NaiveDate;
use entity::vocab::{FindingAct, FindingState, Severity};

use super::{Campaign, Fact, Rule};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::{
        graphql::{Asset, Collective, Lease},
        loader::request::day,
        rules::lifecycle::days_past,
    },
    dividends::graphql::{DistributionPlan, PayoutLine},
    findings::service::rule_table,
    kernel::{
        app::App,
        fault::Fault,
        id,
        money::Fen,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
    },
    payrolls::graphql::Payroll,
    residents::{
        graphql::{Resident, Unit},
        loader::filter::Asker,
    },
    subsidies::graphql::{Enrolment, SubsidyPayment},
    veterans::graphql::Veteran,
};

/// 逾期升级的层级。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum EscalationLevel {
    /// 未逾期。
    None,
    /// 逾期 15 天以内:村(社区)主要负责人。
    Village,
    /// 逾期 16 到 30 天:街道农经。
    Office,
    /// 逾期 30 天以上:街道分管领导。
    Leader,
}

/// A planned row of `finding`.
#[derive(Clone)]
pub struct Finding(Row);

impl From<Row> for Finding {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 一个问题:规则在某处命中,以及它的处置(发现-交办-整改-销号)。
#[Object]
impl Finding {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("fnd", self.0.id()?).into())
    }

    /// 规则。
    async fn rule(&self, ctx: &Context<'_>) -> Result<Rule, Failure> {
        let table = rule_table(ctx.data_unchecked::<App>()).await?;
        let rule = table.by_key(self.0.get("rule_id")?).cloned();
        Ok(rule.map(Rule).ok_or_else(|| Fault::Corrupt("finding without a rule".to_owned()))?)
    }

    /// 所属集体;退役军人和补贴的问题为空。
    async fn collective(&self, ctx: &Context<'_>) -> Option<Result<Collective, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "collective").await?.map(Collective::from)) }).await
    }

    /// 建档服务站所在村(社区),或发放补贴、负责整改的村(社区);集体资产和分配的问题、由街道整改的问题为空。
    async fn unit(&self, ctx: &Context<'_>) -> Option<Result<Unit, Failure>> {
        nullable(async {
            let unit = self.0.get::<Option<i64>>("unit_id")?.or(self.0.get("paying_unit_id")?);
            Ok(unit.and_then(|id| Asker::of(ctx).units.get(id)).map(Unit))
        })
        .await
    }

    /// 涉及的租赁;仅涉及资产且从未出租时为空。
    async fn lease(&self, ctx: &Context<'_>) -> Option<Result<Lease, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "lease").await?.map(Lease::from)) }).await
    }

    /// 涉及的资产。
    async fn asset(&self, ctx: &Context<'_>) -> Option<Result<Asset, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "asset").await?.map(Asset::from)) }).await
    }

    /// 涉及的分配方案;不涉及分配时为空。
    async fn plan(&self, ctx: &Context<'_>) -> Option<Result<DistributionPlan, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "plan").await?.map(DistributionPlan::from)) }).await
    }

    /// 涉及的发放明细;不涉及单笔明细时为空。
    async fn payout_line(&self, ctx: &Context<'_>) -> Option<Result<PayoutLine, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "payoutLine").await?.map(PayoutLine::from)) }).await
    }

    /// 涉及的退役军人;牌匾问题为该户的在册人员。
    async fn veteran(&self, ctx: &Context<'_>) -> Option<Result<Veteran, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "veteran").await?.map(Veteran::from)) }).await
    }

    /// 补贴问题涉及的人(重复记录为出问题的那一条);共用账户、整批问题和不在可见范围时为空。
    async fn resident(&self, ctx: &Context<'_>) -> Option<Result<Resident, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            Ok(self.0.one(ctx, "resident").await?.map(Resident::from))
        })
        .await
    }

    /// 补贴问题涉及的在册待遇;一次性发放和不涉及待遇时为空。
    async fn enrolment(&self, ctx: &Context<'_>) -> Option<Result<Enrolment, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::EnrolmentRead)?;
            Ok(self.0.one(ctx, "enrolment").await?.map(Enrolment::from))
        })
        .await
    }

    /// 补贴问题涉及的单笔明细(退汇);涉及多笔的见 evidence 的 lines。
    async fn payment(&self, ctx: &Context<'_>) -> Option<Result<SubsidyPayment, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::PaymentRead)?;
            Ok(self.0.one(ctx, "payment").await?.map(SubsidyPayment::from))
        })
        .await
    }

    /// 补贴问题涉及的发放批次。
    async fn payroll(&self, ctx: &Context<'_>) -> Option<Result<Payroll, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::PayrollRead)?;
            Ok(self.0.one(ctx, "payroll").await?.map(Payroll::from))
        })
        .await
    }

    /// 所属自查活动;日常预警为空。
    async fn campaign(&self, ctx: &Context<'_>) -> Option<Result<Campaign, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "campaign").await?.map(Campaign::from)) }).await
    }

    /// 严重程度(最近一次命中时)。
    async fn severity(&self) -> Result<Severity, Failure> {
        Ok(self.0.get("severity")?)
    }

    /// 涉及金额(元)。
    async fn amount(&self) -> Option<Result<Fen, Failure>> {
        nullable(async { Ok(self.0.get("amount_fen")?) }).await
    }

    /// 依据的事实。
    async fn evidence(&self) -> Result<Vec<Fact>, Failure> {
        Ok(Fact::of(&self.0.get("evidence")?))
    }

    /// 用一句话说明命中的事实与数字。
    async fn explain(&self) -> Result<String, Failure> {
        Ok(self.0.get("explanation")?)
    }

    /// 证据所属期;同一规则、同一对象、同一期只有一个问题。
    async fn evidence_period(&self) -> Result<String, Failure> {
        Ok(self.0.get("evidence_key")?)
    }

    /// 发现日。
    async fn discovered_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("discovered_on")?))
    }

    /// 规则命中的最早判定日。
    async fn first_seen_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("first_seen_on")?))
    }

    /// 规则命中的最近判定日。
    async fn last_seen_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("last_seen_on")?))
    }

    /// 规则自该判定日起不再命中(待核验销号);仍命中时为空。
    async fn candidate_since(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("candidate_since")?.map(Date)) }).await
    }

    /// 状态。
    async fn state(&self) -> Result<FindingState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 责任人;未交办时为空。
    async fn owner(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("owner")?) }).await
    }

    /// 整改期限(含延期)。
    async fn deadline_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("deadline_on")?.map(Date)) }).await
    }

    /// 截至判定日逾期的天数;未逾期为 0。
    async fn overdue_days(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<i64, Failure> {
        self.overdue(day(ctx, as_of))
    }

    /// 截至判定日逾期升级到哪一层。
    async fn escalation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<EscalationLevel, Failure> {
        Ok(match self.overdue(day(ctx, as_of))? {
            0 => EscalationLevel::None,
            1..=15 => EscalationLevel::Village,
            16..=30 => EscalationLevel::Office,
            _ => EscalationLevel::Leader,
        })
    }

    /// 销号日(或认定不构成问题之日)。
    async fn closed_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("closed_on")?.map(Date)) }).await
    }

    /// 是否在期限内销号;未销号时为空。
    async fn on_time(&self) -> Option<Result<bool, Failure>> {
        nullable(async {
            let closed = self.0.get::<Option<NaiveDate>>("closed_on")?;
            let closed =
                closed.filter(|_| self.0.get("state").is_ok_and(|state: FindingState| state == FindingState::Closed));
            let deadline = self.0.get::<Option<NaiveDate>>("deadline_on")?;
            Ok(closed.zip(deadline).map(|(closed, deadline)| closed <= deadline))
        })
        .await
    }

    /// 从发现到销号的天数;未销号时为空。
    async fn days_to_close(&self) -> Option<Result<i64, Failure>> {
        nullable(async {
            let closed = self.0.get::<Option<NaiveDate>>("closed_on")?;
            let closed =
                closed.filter(|_| self.0.get("state").is_ok_and(|state: FindingState| state == FindingState::Closed));
            let found = self.0.get::<NaiveDate>("discovered_on")?;
            Ok(closed.map(|closed| days_past(found, closed)))
        })
        .await
    }

    /// 整改追回金额(元)。
    async fn recovered(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("recovered_fen")?)
    }

    /// 整改后年租金提升(元)。
    async fn uplift(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("uplift_fen")?)
    }

    /// 处置过程,由旧到新。
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<FindingStep>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(FindingStep::from).collect())
    }

    /// 版本号,每次修改加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}

impl Finding {
    fn overdue(&self, day: NaiveDate) -> Result<i64, Failure> {
        let deadline = self.0.get::<Option<NaiveDate>>("deadline_on")?;
        let until = self.0.get::<Option<NaiveDate>>("closed_on")?.map_or(day, |closed| closed.min(day));
        Ok(deadline.map_or(0, |deadline| days_past(deadline, until)))
    }
}

/// A planned row of `finding_step`.
#[derive(Clone)]
pub struct FindingStep(Row);

impl From<Row> for FindingStep {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 处置的一步,只增不改。
#[Object]
impl FindingStep {
    /// 步骤。
    async fn act(&self) -> Result<FindingAct, Failure> {
        Ok(self.0.get("act")?)
    }

    /// 日期。
    async fn done_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("done_on")?))
    }

    /// 办理人(规则发现的为 "rule:规则编号")。
    async fn actor(&self) -> Result<String, Failure> {
        Ok(self.0.get("actor")?)
    }

    /// 说明。
    async fn note(&self) -> Result<String, Failure> {
        Ok(self.0.get("note")?)
    }

    /// 证据档案号。
    async fn document_reference(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("document")?) }).await
    }

    /// 该步设定的期限。
    async fn deadline_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("deadline_on")?.map(Date)) }).await
    }
}
