//! Parts of a contract: terms, decisions, tenders, documents, deposits, sublets.

use async_graphql::{ID, Object, SimpleObject};
use chrono::NaiveDate;
use entity::{
    area::Area,
    vocab::{AssetUse, DepositMove, DocumentKind, MeetingBody, PayCycle, PriceBasis, TenderMethod, TermsKind},
};

use crate::kernel::{
    id,
    money::Fen,
    plan::Row,
    problem::{Failure, nullable},
    ratio::Percent,
    time::Date,
};

/// 租金递增:每隔若干个月按比例或按金额上涨。
#[derive(Debug, SimpleObject)]
pub struct RentEscalation {
    /// 每隔几个月。
    every_months: i32,
    /// 上涨比例(百分数,逐次复利);按金额时为空。
    percent: Option<Percent>,
    /// 年租金上涨金额(元);按比例时为空。
    amount: Option<Fen>,
}

/// A planned row of `lease_terms`.
#[derive(Clone)]
pub struct LeaseTerms(Row);

impl From<Row> for LeaseTerms {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 合同条款的一个版本。
#[Object]
impl LeaseTerms {
    /// 版本序号,1 为原合同。
    async fn number(&self) -> Result<i32, Failure> {
        Ok(self.0.get("number")?)
    }

    /// 由来。
    async fn kind(&self) -> Result<TermsKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 自该日起适用。
    async fn effective_from(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("effective_from")?))
    }

    /// 至该日止(不含);仍适用时为空。
    async fn effective_to(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("effective_to")?.map(Date)) }).await
    }

    /// 签订日;口头约定为空。
    async fn signed_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("signed_on")?.map(Date)) }).await
    }

    /// 起租日。
    async fn start_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("start_on")?))
    }

    /// 止租日(含)。
    async fn end_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("end_on")?))
    }

    /// 面积(平方米)。
    async fn area(&self) -> Option<Result<Area, Failure>> {
        nullable(async { Ok(self.0.get("area")?) }).await
    }

    /// 约定用途。
    async fn usage(&self) -> Option<Result<AssetUse, Failure>> {
        nullable(async { Ok(self.0.get("usage")?) }).await
    }

    /// 首年租金(元)。
    async fn annual_rent(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("annual_rent_fen")?)
    }

    /// 首年自该日起算,递增也由此起算。
    async fn rent_from(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("rent_from")?))
    }

    /// 租金递增;无递增时为空。
    async fn escalation(&self) -> Option<Result<RentEscalation, Failure>> {
        nullable(async {
            let percent = self.0.get::<Option<i32>>("escalation_points")?.map(|points| Percent(points.into()));
            let amount = self.0.get::<Option<Fen>>("escalation_fen")?;
            let every = self.0.get::<Option<i32>>("escalation_months")?;
            Ok(every.map(|every_months| RentEscalation { every_months, percent, amount }))
        })
        .await
    }

    /// 支付周期。
    async fn cycle(&self) -> Result<PayCycle, Failure> {
        Ok(self.0.get("cycle")?)
    }

    /// 是否先交后用。
    async fn in_advance(&self) -> Result<bool, Failure> {
        Ok(self.0.get("in_advance")?)
    }

    /// 首期应付日,其后按周期顺延。
    async fn first_due_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("first_due_on")?))
    }

    /// 免租天数。
    async fn rent_free_days(&self) -> Result<i32, Failure> {
        Ok(self.0.get("rent_free_days")?)
    }

    /// 应收押金(元)。
    async fn deposit_due(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("deposit_due_fen")?)
    }

    /// 押金条款。
    async fn deposit_clause(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("deposit_clause")?) }).await
    }

    /// 违约条款。
    async fn breach_clause(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("breach_clause")?) }).await
    }

    /// 转租条款。
    async fn sublet_clause(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("sublet_clause")?) }).await
    }

    /// 维修条款。
    async fn maintenance_clause(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("maintenance_clause")?) }).await
    }

    /// 合同约定的集体收款账户。
    async fn payee_account(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("payee_account")?) }).await
    }
}

/// A planned row of `resolution`.
#[derive(Clone)]
pub struct Resolution(Row);

impl From<Row> for Resolution {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 民主决策记录。
#[Object]
impl Resolution {
    /// 决议编号。
    async fn number(&self) -> Result<String, Failure> {
        Ok(self.0.get("number")?)
    }

    /// 事项。
    async fn title(&self) -> Result<String, Failure> {
        Ok(self.0.get("title")?)
    }

    /// 会议。
    async fn body(&self) -> Result<MeetingBody, Failure> {
        Ok(self.0.get("body")?)
    }

    /// 通过日。
    async fn adopted_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("adopted_on")?))
    }

    /// 应到人数。
    async fn eligible(&self) -> Result<i32, Failure> {
        Ok(self.0.get("eligible")?)
    }

    /// 实到人数。
    async fn present(&self) -> Result<i32, Failure> {
        Ok(self.0.get("present")?)
    }

    /// 赞成人数。
    async fn in_favour(&self) -> Result<i32, Failure> {
        Ok(self.0.get("in_favour")?)
    }

    /// 是否追认已签合同。
    async fn ratifies(&self) -> Result<bool, Failure> {
        Ok(self.0.get("ratifies")?)
    }
}

/// A planned row of `tender`.
#[derive(Clone)]
pub struct Tender(Row);

impl From<Row> for Tender {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 招租记录。
#[Object]
impl Tender {
    /// 招租方式。
    async fn method(&self) -> Result<TenderMethod, Failure> {
        Ok(self.0.get("method")?)
    }

    /// 招租日。
    async fn held_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("held_on")?))
    }

    /// 产权交易平台编号。
    async fn platform_number(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("platform_number")?) }).await
    }

    /// 底价(元/年)。
    async fn floor_price(&self) -> Option<Result<Fen, Failure>> {
        nullable(async { Ok(self.0.get("floor_price_fen")?) }).await
    }

    /// 价格依据。
    async fn price_basis(&self) -> Option<Result<PriceBasis, Failure>> {
        nullable(async { Ok(self.0.get("price_basis")?) }).await
    }

    /// 价格依据形成日。
    async fn price_basis_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("price_basis_on")?.map(Date)) }).await
    }

    /// 未公开招租的理由。
    async fn exemption_reason(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("exemption_reason")?) }).await
    }

    /// 豁免批准日。
    async fn exemption_approved_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("exemption_approved_on")?.map(Date)) }).await
    }
}

/// A planned row of `lease_document`.
#[derive(Clone)]
pub struct LeaseDocument(Row);

impl From<Row> for LeaseDocument {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 合同文书,只记档案号。
#[Object]
impl LeaseDocument {
    /// 类别。
    async fn kind(&self) -> Result<DocumentKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 档案号。
    async fn reference(&self) -> Result<String, Failure> {
        Ok(self.0.get("reference")?)
    }

    /// 日期。
    async fn dated_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("dated_on")?))
    }
}

/// A planned row of `deposit_entry`.
#[derive(Clone)]
pub struct DepositEntry(Row);

impl From<Row> for DepositEntry {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 押金或预收款的一笔收支。
#[Object]
impl DepositEntry {
    /// 类别。
    async fn kind(&self) -> Result<DepositMove, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 金额(元)。
    async fn amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("amount_fen")?)
    }

    /// 日期。
    async fn moved_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("moved_on")?))
    }
}

/// A planned row of `sublet`.
#[derive(Clone)]
pub struct Sublet(Row);

impl From<Row> for Sublet {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 转租记录。
#[Object]
impl Sublet {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("sub", self.0.id()?).into())
    }

    /// 次承租人。
    async fn subtenant(&self) -> Result<String, Failure> {
        Ok(self.0.get("subtenant")?)
    }

    /// 开始日。
    async fn started_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("started_on")?))
    }

    /// 发现日。
    async fn observed_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("observed_on")?))
    }

    /// 同意日;未同意时为空。
    async fn consent_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("consent_on")?.map(Date)) }).await
    }

    /// 书面异议日。
    async fn objection_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("objection_on")?.map(Date)) }).await
    }

    /// 终止日。
    async fn ended_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("ended_on")?.map(Date)) }).await
    }
}
