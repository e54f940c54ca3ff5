//! Leases.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::vocab::{LeaseKind, LeaseState, RecordOrigin};

use super::{
    Asset, Collective, DepositEntry, LeaseArrears, LeaseDocument, LeaseTerms, Lessee, Receipt, RentBill, RentPeriod,
    RentStep, Resolution, Sublet, Tender,
};
use crate::{
    assets::{
        loader::{
            files::LeaseFiles,
            filter_rent::{ReceiptFilter, RentBillFilter},
            order::RentBillOrder,
            request::day,
        },
        rules::{balance::GRACE_DAYS, schedule},
    },
    findings::{
        graphql::{Finding, benchmark_ratio},
        loader::filter::FindingFilter,
    },
    kernel::{
        fault::Fault,
        id,
        money::Fen,
        page::Connection,
        plan::Row,
        problem::{Failure, nullable},
        ratio::Percent,
        time::Date,
    },
};

/// A planned row of `lease`.
#[derive(Clone)]
pub struct Lease(Row);

impl From<Row> for Lease {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 租赁(一份合同、一处资产)。条款按日期留版本,状态由各行为的日期推算,可问任何一天。
#[Object]
impl Lease {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("lea", self.0.id()?).into())
    }

    /// 出租的集体。
    async fn collective(&self, ctx: &Context<'_>) -> Result<Collective, Failure> {
        let row = self.0.one(ctx, "collective").await?;
        Ok(row.map(Collective::from).ok_or_else(|| Fault::Corrupt("collective is missing".to_owned()))?)
    }

    /// 资产。
    async fn asset(&self, ctx: &Context<'_>) -> Result<Asset, Failure> {
        let row = self.0.one(ctx, "asset").await?;
        Ok(row.map(Asset::from).ok_or_else(|| Fault::Corrupt("asset is missing".to_owned()))?)
    }

    /// 承租方。
    async fn lessee(&self, ctx: &Context<'_>) -> Result<Lessee, Failure> {
        let row = self.0.one(ctx, "lessee").await?;
        Ok(row.map(Lessee::from).ok_or_else(|| Fault::Corrupt("lessee is missing".to_owned()))?)
    }

    /// 合同编号,在本集体内唯一。
    async fn contract_number(&self) -> Result<String, Failure> {
        Ok(self.0.get("contract_number")?)
    }

    /// 类别。
    async fn kind(&self) -> Result<LeaseKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 判定日的状态。
    async fn state(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<LeaseState, Failure> {
        let (dossier, day) = (LeaseFiles::of(ctx, self.0.id()?).await?, day(ctx, as_of));
        Ok(dossier.file.state_on(day))
    }

    /// 判定日适用的条款版本。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn terms(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Option<Result<LeaseTerms, Failure>> {
        nullable(async { Ok(self.0.list(ctx).await?.rows().last().map(LeaseTerms::from)) }).await
    }

    /// 条款的全部版本,由旧到新。
    async fn versions(&self, ctx: &Context<'_>) -> Result<Vec<LeaseTerms>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(LeaseTerms::from).collect())
    }

    /// 最新版本的止租日(含)。
    async fn end_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("end_on")?))
    }

    /// 最新版本的首年租金(元)。
    async fn annual_rent(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("annual_rent_fen")?)
    }

    /// 最新版本的每平方米年租金(元);未登记面积时为 0。
    async fn rent_per_square_metre(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("unit_rent_fen")?)
    }

    /// 拟订日。
    async fn drafted_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("drafted_on")?))
    }

    /// 签订日;口头约定为空。
    async fn signed_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("signed_on")?.map(Date)) }).await
    }

    /// 备案日。
    async fn filed_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("filed_on")?.map(Date)) }).await
    }

    /// 交付日。
    async fn active_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("active_on")?.map(Date)) }).await
    }

    /// 腾退日。
    async fn vacated_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("vacated_on")?.map(Date)) }).await
    }

    /// 解除日。
    async fn terminated_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("terminated_on")?.map(Date)) }).await
    }

    /// 解除原因。
    async fn termination_reason(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("termination_reason")?) }).await
    }

    /// 结清日。
    async fn settled_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("settled_on")?.map(Date)) }).await
    }

    /// 所续的上一份租赁。
    async fn renews(&self, ctx: &Context<'_>) -> Option<Result<Self, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "renews").await?.map(Self)) }).await
    }

    /// 续租本租赁的合同。
    async fn renewed_by(&self, ctx: &Context<'_>) -> Result<Vec<Self>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(Self).collect())
    }

    /// 民主决策记录。
    async fn resolution(&self, ctx: &Context<'_>) -> Option<Result<Resolution, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "resolution").await?.map(Resolution::from)) }).await
    }

    /// 招租记录。
    async fn tender(&self, ctx: &Context<'_>) -> Option<Result<Tender, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "tender").await?.map(Tender::from)) }).await
    }

    /// 文书(档案号),由旧到新。
    async fn documents(&self, ctx: &Context<'_>) -> Result<Vec<LeaseDocument>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(LeaseDocument::from).collect())
    }

    /// 押金与预收款的收支,由旧到新。
    async fn deposits(&self, ctx: &Context<'_>) -> Result<Vec<DepositEntry>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(DepositEntry::from).collect())
    }

    /// 转租记录,由旧到新。
    async fn sublets(&self, ctx: &Context<'_>) -> Result<Vec<Sublet>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(Sublet::from).collect())
    }

    /// 租金账单,应付日早的在前。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn bills(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<RentBillFilter>,
        #[graphql(desc = "排序。")] order_by: Option<RentBillOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<RentBill>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 收据,新的在前。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn receipts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<ReceiptFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Receipt>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 截至判定日的欠租:应付日加 15 天宽限期已过而未收的账单。
    async fn arrears(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<LeaseArrears, Failure> {
        let (dossier, day) = (LeaseFiles::of(ctx, self.0.id()?).await?, day(ctx, as_of));
        Ok(LeaseArrears::new(dossier.file.arrears_on(day, GRACE_DAYS), day))
    }

    /// 截至判定日所持押金(元)。
    async fn deposit_held(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<Fen, Failure> {
        let (dossier, day) = (LeaseFiles::of(ctx, self.0.id()?).await?, day(ctx, as_of));
        Ok(dossier.file.deposit_on(day))
    }

    /// 截至判定日的预收款(元),用于以后的账单。
    async fn credit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<Fen, Failure> {
        let (dossier, day) = (LeaseFiles::of(ctx, self.0.id()?).await?, day(ctx, as_of));
        Ok(dossier.file.credit_on(day))
    }

    /// 判定日执行的年租金(元),含递增。
    async fn current_rent(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<Fen, Failure> {
        let (dossier, day) = (LeaseFiles::of(ctx, self.0.id()?).await?, day(ctx, as_of));
        Ok(dossier.file.terms_on(day).map_or(Fen(0), |terms| schedule::rent_on(terms, day)))
    }

    /// 每单位面积年租金与指导价下限之比(百分数);没有指导价或未登记面积时为空。
    async fn benchmark_ratio(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Option<Result<Percent, Failure>> {
        nullable(async {
            let (dossier, day) = (LeaseFiles::of(ctx, self.0.id()?).await?, day(ctx, as_of));
            benchmark_ratio(ctx, &dossier, day).await
        })
        .await
    }

    /// 租金递增日,由早到晚(按最新版本)。
    async fn rent_steps(&self, ctx: &Context<'_>) -> Result<Vec<RentStep>, Failure> {
        let dossier = LeaseFiles::of(ctx, self.0.id()?).await?;
        let terms = dossier.file.terms.last();
        let step = |terms, day| RentStep::new(day, schedule::rent_on(terms, day));
        Ok(terms
            .map_or_else(Vec::new, |terms| schedule::steps(terms).into_iter().map(|day| step(terms, day)).collect()))
    }

    /// 按全部版本推算的账期(含已出账的);之和等于合同租金,精确到分。
    async fn schedule(&self, ctx: &Context<'_>) -> Result<Vec<RentPeriod>, Failure> {
        let dossier = LeaseFiles::of(ctx, self.0.id()?).await?;
        Ok(schedule::schedule(&dossier.file.terms).into_iter().map(RentPeriod::from).collect())
    }

    /// 问题。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<FindingFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Finding>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }

    /// 版本号,每次修改加一;办理时须带上所见的版本号。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}
