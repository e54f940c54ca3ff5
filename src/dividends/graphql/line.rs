//! Payout lines.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::vocab::{BankReturnCode, PayoutState, RecordOrigin, UnclaimedReason};

use super::{DistributingUnit, DistributionPlan, Member};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::graphql::Collective,
    dividends::{model::ACCOUNT, rules::explain},
    kernel::{
        fault::Fault,
        id,
        money::Fen,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
    },
    residents::{
        graphql::{Resident, Sensitive, sensitive},
        identity,
    },
};

/// A planned row.
#[derive(Clone)]
pub struct PayoutLine(Row);

impl From<Row> for PayoutLine {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 发放明细:一名成员在一个方案中分得的一笔;继承人分得的部分另有明细,指向原明细。
#[Object]
impl PayoutLine {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("pol", self.0.id()?).into())
    }

    /// 所属集体。
    async fn collective(&self, ctx: &Context<'_>) -> Result<Collective, Failure> {
        let row = self.0.one(ctx, "collective").await?;
        Ok(row.map(Collective::from).ok_or_else(|| Fault::Corrupt("collective is missing".to_owned()))?)
    }

    /// 分配单位。
    async fn distributing_unit(&self, ctx: &Context<'_>) -> Result<DistributingUnit, Failure> {
        let row = self.0.one(ctx, "distributingUnit").await?;
        Ok(row.map(DistributingUnit::from).ok_or_else(|| Fault::Corrupt("distributingUnit is missing".to_owned()))?)
    }

    /// 方案。
    async fn plan(&self, ctx: &Context<'_>) -> Result<DistributionPlan, Failure> {
        let row = self.0.one(ctx, "plan").await?;
        Ok(row.map(DistributionPlan::from).ok_or_else(|| Fault::Corrupt("plan is missing".to_owned()))?)
    }

    /// 成员(继承的部分为被继承人)。
    async fn member(&self, ctx: &Context<'_>) -> Result<Member, Failure> {
        let row = self.0.one(ctx, "member").await?;
        Ok(row.map(Member::from).ok_or_else(|| Fault::Corrupt("member is missing".to_owned()))?)
    }

    /// 居民档案;无权查看居民的岗位不可用,不在可见范围时为空。
    async fn resident(&self, ctx: &Context<'_>) -> Option<Result<Resident, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            Ok(self.0.one(ctx, "resident").await?.map(Resident::from))
        })
        .await
    }

    /// 年度。
    async fn year(&self) -> Result<i32, Failure> {
        Ok(self.0.get("year")?)
    }

    /// 成员编号。
    async fn number(&self) -> Result<i32, Failure> {
        Ok(self.0.get("number")?)
    }

    /// 收款人姓名。
    async fn name(&self) -> Result<String, Failure> {
        Ok(self.0.get("name")?)
    }

    /// 基准日股数,按人头时为 1。
    async fn shares(&self) -> Result<i64, Failure> {
        Ok(self.0.get("shares")?)
    }

    /// 金额(元)。
    async fn amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("amount_fen")?)
    }

    /// 金额中来自尾差的部分(元)。
    async fn remainder_amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("extra_fen")?)
    }

    /// 银行账户(掩码);没有登记时为空。
    async fn account(&self, ctx: &Context<'_>) -> Option<Result<Sensitive, Failure>> {
        nullable(async { sensitive(ctx, &self.0, "account_cipher", ACCOUNT, identity::mask_account) }).await
    }

    /// 状态。
    async fn state(&self) -> Result<PayoutState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 未领取原因。
    async fn reason(&self) -> Option<Result<UnclaimedReason, Failure>> {
        nullable(async { Ok(self.0.get("reason")?) }).await
    }

    /// 银行流水号,只用一次。
    async fn reference(&self) -> Result<String, Failure> {
        Ok(self.0.get("reference")?)
    }

    /// 送银行日。
    async fn sent_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("sent_on")?.map(Date)) }).await
    }

    /// 最近一次银行退回的原因。
    async fn return_code(&self) -> Option<Result<BankReturnCode, Failure>> {
        nullable(async { Ok(self.0.get("return_code")?) }).await
    }

    /// 挂账日。
    async fn unclaimed_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("unclaimed_on")?.map(Date)) }).await
    }

    /// 到账日,或由继承人分割之日。
    async fn settled_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("settled_on")?.map(Date)) }).await
    }

    /// 继承的部分所属的原明细。
    async fn parent(&self, ctx: &Context<'_>) -> Option<Result<PayoutLine, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "parent").await?.map(PayoutLine::from)) }).await
    }

    /// 由继承人分得的部分,合计等于本笔。
    async fn heirs(&self, ctx: &Context<'_>) -> Result<Vec<PayoutLine>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(PayoutLine::from).collect())
    }

    /// 继承证明档案号。
    async fn document_reference(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("document")?) }).await
    }

    /// 用一句话说明这笔金额是怎样算出来的。
    async fn explain(&self, ctx: &Context<'_>) -> Result<String, Failure> {
        let amount: Fen = self.0.get("amount_fen")?;
        if self.0.get::<Option<i64>>("parent_id")?.is_some() {
            return Ok(format!("{} 继承分得 {amount} 元", self.0.get::<String>("name")?));
        }
        let plan = self.0.one(ctx, "plan").await?;
        let plan = plan.ok_or_else(|| Fault::Corrupt("line without a plan".to_owned()))?;
        let terms = explain::Terms {
            record_date: plan.get("record_date")?,
            distributable: plan.get("distributable_fen")?,
            basis: plan.get("basis")?,
            rounding: plan.get("rounding")?,
            unit_price: plan.get::<Option<Fen>>("unit_price_fen")?.unwrap_or_default(),
            carried_forward: plan.get("carried_forward_fen")?,
            total_shares: plan.get("total_shares")?,
        };
        Ok(explain::sentence(&terms, self.0.get("shares")?, amount, self.0.get("extra_fen")?))
    }

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }
}
