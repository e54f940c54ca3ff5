//! Lessees.

use async_graphql::{Context, ID, Object};
use entity::vocab::LesseeKind;

use super::{Collective, Lease};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::loader::{filter::LeaseFilter, order::LeaseOrder},
    kernel::{
        fault::Fault,
        id,
        page::Connection,
        plan::Row,
        problem::{Failure, nullable},
    },
    residents::{
        graphql::{Household, Resident, Sensitive, sensitive},
        identity, model,
    },
};

/// A planned row of `lessee`.
#[derive(Clone)]
pub struct Lessee(Row);

impl From<Row> for Lessee {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 承租方。同一人向两个集体承租,各有一份记录。
#[Object]
impl Lessee {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("les", self.0.id()?).into())
    }

    /// 出租的集体。
    async fn collective(&self, ctx: &Context<'_>) -> Result<Collective, Failure> {
        let row = self.0.one(ctx, "collective").await?;
        Ok(row.map(Collective::from).ok_or_else(|| Fault::Corrupt("collective is missing".to_owned()))?)
    }

    /// 类别。
    async fn kind(&self) -> Result<LesseeKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 名称或姓名。
    async fn name(&self) -> Result<String, Failure> {
        Ok(self.0.get("name")?)
    }

    /// 身份证号(掩码);单位承租时为空。
    async fn id_number(&self, ctx: &Context<'_>) -> Option<Result<Sensitive, Failure>> {
        nullable(async { sensitive(ctx, &self.0, "id_number_cipher", model::ID_NUMBER, identity::mask_id) }).await
    }

    /// 统一社会信用代码;个人承租时为空。
    async fn credit_code(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("credit_code")?) }).await
    }

    /// 电话(掩码);未登记时为空。
    async fn phone(&self, ctx: &Context<'_>) -> Option<Result<Sensitive, Failure>> {
        nullable(async { sensitive(ctx, &self.0, "phone_cipher", model::PHONE, identity::mask_mobile) }).await
    }

    /// 是否本集体成员。
    async fn member(&self) -> Result<bool, Failure> {
        Ok(self.0.get("member")?)
    }

    /// 居民档案;无权查看居民的岗位不可用,不在可见范围时为空。
    async fn resident(&self, ctx: &Context<'_>) -> Option<Result<Resident, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            Ok(self.0.one(ctx, "resident").await?.map(Resident::from))
        })
        .await
    }

    /// 承租的住户;无权查看居民的岗位不可用。
    async fn household(&self, ctx: &Context<'_>) -> Option<Result<Household, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            Ok(self.0.one(ctx, "household").await?.map(Household::from))
        })
        .await
    }

    /// 租赁。
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
}
