//! Recoveries in the graph.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::vocab::RecoveryState;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        id,
        money::Fen,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
    },
    residents::graphql::{Resident, Unit, unit_at},
    subsidies::graphql::{Programme, SubsidyPayment, programme_at},
};

/// A planned row of `recovery`.
pub struct Recovery(Row);

impl From<Row> for Recovery {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 追回:对已到账的一笔全部或部分收回。与人次、金额并列,不从中扣减。
#[Object]
impl Recovery {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("rcv", self.0.id()?).into())
    }

    /// 所追回的明细;没有权限时为空。
    async fn payment(&self, ctx: &Context<'_>) -> Option<Result<SubsidyPayment, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "payment").await?.map(SubsidyPayment::from)) }).await
    }

    /// 领取人;不在可见范围时为空。
    async fn resident(&self, ctx: &Context<'_>) -> Option<Result<Resident, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            Ok(self.0.one(ctx, "resident").await?.map(Resident::from))
        })
        .await
    }

    /// 项目。
    async fn programme(&self, ctx: &Context<'_>) -> Result<Programme, Failure> {
        programme_at(ctx, &self.0)
    }

    /// 单位。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 应追回金额(元)。
    async fn amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("amount_fen")?)
    }

    /// 已追回金额(元)。
    async fn recovered_amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("recovered_fen")?)
    }

    /// 状态。
    async fn state(&self) -> Result<RecoveryState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 原因。
    async fn reason(&self) -> Result<String, Failure> {
        Ok(self.0.get("reason")?)
    }

    /// 立项日期。
    async fn opened_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("opened_on")?))
    }

    /// 立项人。
    async fn opened_by(&self) -> Result<String, Failure> {
        Ok(self.0.get("opened_by")?)
    }

    /// 结清或核销日期;未结时为空。
    async fn closed_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("closed_on")?.map(Date)) }).await
    }

    /// 核销人;未核销时为空。
    async fn approved_by(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("approved_by")?) }).await
    }

    /// 核销审批档案号;未核销时为空。
    async fn document_reference(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("document")?) }).await
    }

    /// 缴款记录,先后次序。
    async fn receipts(&self, ctx: &Context<'_>) -> Result<Vec<RecoveryReceipt>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(RecoveryReceipt::from).collect())
    }

    /// 版本号,每次修改加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}

/// A planned row of `recovery_receipt`.
pub struct RecoveryReceipt(Row);

impl From<Row> for RecoveryReceipt {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 一次缴款。
#[Object]
impl RecoveryReceipt {
    /// 缴款日期。
    async fn received_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("received_on")?))
    }

    /// 金额(元)。
    async fn amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("amount_fen")?)
    }

    /// 凭证号,只用一次。
    async fn voucher(&self) -> Result<String, Failure> {
        Ok(self.0.get("voucher")?)
    }

    /// 登记人。
    async fn actor(&self) -> Result<String, Failure> {
        Ok(self.0.get("actor")?)
    }
}
