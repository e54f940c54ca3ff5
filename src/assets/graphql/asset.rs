//! Assets with their ledger and inspections.

use async_graphql::{Context, ID, Object};
use entity::{
    area::Area,
    vocab::{AssetClass, AssetKind, AssetStatus, AssetUse, RecordOrigin, SafetyClass},
};

use super::{Collective, Lease};
use crate::{
    assets::loader::{filter::LeaseFilter, idle, order::LeaseOrder, request::day},
    findings::{graphql::Finding, loader::filter::FindingFilter},
    kernel::{
        fault::Fault,
        id,
        money::Fen,
        page::Connection,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
    },
};

/// A planned row of `asset`.
#[derive(Clone)]
pub struct Asset(Row);

impl From<Row> for Asset {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 集体资产。
#[Object]
impl Asset {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("ast", self.0.id()?).into())
    }

    /// 所属集体。
    async fn collective(&self, ctx: &Context<'_>) -> Result<Collective, Failure> {
        let row = self.0.one(ctx, "collective").await?;
        Ok(row.map(Collective::from).ok_or_else(|| Fault::Corrupt("collective is missing".to_owned()))?)
    }

    /// 资产编号,在本集体内唯一。
    async fn number(&self) -> Result<String, Failure> {
        Ok(self.0.get("number")?)
    }

    /// 类别。
    async fn class(&self) -> Result<AssetClass, Failure> {
        Ok(self.0.get("class")?)
    }

    /// 种类。
    async fn kind(&self) -> Result<AssetKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 坐落。
    async fn location(&self) -> Result<String, Failure> {
        Ok(self.0.get("location")?)
    }

    /// 权证号;未登记时为空。
    async fn certificate(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("certificate")?) }).await
    }

    /// 原值(元)。
    async fn original_value(&self) -> Option<Result<Fen, Failure>> {
        nullable(async { Ok(self.0.get("original_value_fen")?) }).await
    }

    /// 房屋安全等级。
    async fn safety_class(&self) -> Result<SafetyClass, Failure> {
        Ok(self.0.get("safety")?)
    }

    /// 取得日期。
    async fn acquired_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("acquired_on")?))
    }

    /// 台账记录,由旧到新。
    async fn ledger(&self, ctx: &Context<'_>) -> Result<Vec<LedgerEntry>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(LedgerEntry::from).collect())
    }

    /// 现场检查,由旧到新。
    async fn inspections(&self, ctx: &Context<'_>) -> Result<Vec<Inspection>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(Inspection::from).collect())
    }

    /// 截至该日起始的闲置日(无人占用且台账未记自用、争议或拆除);在租或不计闲置时为空。
    async fn idle_since(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(idle::since(ctx, self.0.id()?, day(ctx, as_of)).await?.map(Date)) }).await
    }

    /// 历次租赁。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn leases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<LeaseFilter>,
        #[graphql(desc = "排序。")] order_by: Option<LeaseOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Lease>, Failure> {
        Ok(self.0.list(ctx).await?.into())
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

    /// 版本号,每次修改加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}

/// A planned row of `asset_ledger`.
#[derive(Clone)]
pub struct LedgerEntry(Row);

impl From<Row> for LedgerEntry {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 资产台账的一条记录。
#[Object]
impl LedgerEntry {
    /// 生效日。
    async fn effective_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("effective_on")?))
    }

    /// 台账面积(平方米)。
    async fn area(&self) -> Result<Area, Failure> {
        Ok(self.0.get("area")?)
    }

    /// 使用状态。
    async fn status(&self) -> Result<AssetStatus, Failure> {
        Ok(self.0.get("status")?)
    }
}

/// A planned row of `inspection`.
#[derive(Clone)]
pub struct Inspection(Row);

impl From<Row> for Inspection {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 一次现场检查。
#[Object]
impl Inspection {
    /// 检查日。
    async fn inspected_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("inspected_on")?))
    }

    /// 实测面积(平方米)。
    async fn measured_area(&self) -> Option<Result<Area, Failure>> {
        nullable(async { Ok(self.0.get("measured_area")?) }).await
    }

    /// 实际用途。
    async fn actual_use(&self) -> Option<Result<AssetUse, Failure>> {
        nullable(async { Ok(self.0.get("actual_use")?) }).await
    }

    /// 检查人。
    async fn inspector(&self) -> Result<String, Failure> {
        Ok(self.0.get("inspector")?)
    }
}
