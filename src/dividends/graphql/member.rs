//! Members, their membership and shares, changes of the register.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::vocab::{MembershipReason, RecordOrigin, RegisterEventKind, ShareClass};

use super::{DistributingUnit, PayoutLine};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::graphql::Collective,
    dividends::{
        loader::{
            filter_line::{PayoutLineFilter, PayoutLineOrder},
            filter_register::RegisterEventFilter,
        },
        model::ACCOUNT,
    },
    kernel::{
        fault::Fault,
        id,
        page::Connection,
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
pub struct Member(Row);

impl From<Row> for Member {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 名册上的成员:一人在一个分配单位的一份记录。
#[Object]
impl Member {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("mem", self.0.id()?).into())
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

    /// 成员编号,在单位内唯一。
    async fn number(&self) -> Result<i32, Failure> {
        Ok(self.0.get("number")?)
    }

    /// 姓名。
    async fn name(&self) -> Result<String, Failure> {
        Ok(self.0.get("name")?)
    }

    /// 银行账户(掩码);没有登记时为空。
    async fn account(&self, ctx: &Context<'_>) -> Option<Result<Sensitive, Failure>> {
        nullable(async { sensitive(ctx, &self.0, "account_cipher", ACCOUNT, identity::mask_account) }).await
    }

    /// 居民档案;无权查看居民的岗位不可用,不在可见范围时为空。
    async fn resident(&self, ctx: &Context<'_>) -> Option<Result<Resident, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            Ok(self.0.one(ctx, "resident").await?.map(Resident::from))
        })
        .await
    }

    /// 成员身份的起止,由名册变更推算,由旧到新。
    async fn memberships(&self, ctx: &Context<'_>) -> Result<Vec<Membership>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(Membership::from).collect())
    }

    /// 持股,由名册变更推算,由旧到新。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn holdings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "该日持有的;不给则全部。")] on: Option<Date>,
    ) -> Result<Vec<Holding>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(Holding::from).collect())
    }

    /// 名册变更,按生效日。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn register_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<RegisterEventFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<RegisterEvent>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 发放明细。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn payout_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<PayoutLineFilter>,
        #[graphql(desc = "排序。")] order_by: Option<PayoutLineOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PayoutLine>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }
}

/// A planned row.
#[derive(Clone)]
pub struct Membership(Row);

impl From<Row> for Membership {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 成员身份的一段。
#[Object]
impl Membership {
    /// 起(含)。
    async fn valid_from(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("valid_from")?))
    }

    /// 止(不含);仍是成员时为空。
    async fn valid_to(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("valid_to")?.map(Date)) }).await
    }
}

/// A planned row.
#[derive(Clone)]
pub struct Holding(Row);

impl From<Row> for Holding {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 一段时间内不变的持股。
#[Object]
impl Holding {
    /// 分配单位。
    async fn distributing_unit(&self, ctx: &Context<'_>) -> Result<DistributingUnit, Failure> {
        let row = self.0.one(ctx, "distributingUnit").await?;
        Ok(row.map(DistributingUnit::from).ok_or_else(|| Fault::Corrupt("distributingUnit is missing".to_owned()))?)
    }

    /// 持有人;集体股由单位自己持有,为空。
    async fn member(&self, ctx: &Context<'_>) -> Option<Result<Member, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "member").await?.map(Member::from)) }).await
    }

    /// 股份种类。
    async fn class(&self) -> Result<ShareClass, Failure> {
        Ok(self.0.get("class")?)
    }

    /// 股数。
    async fn shares(&self) -> Result<i64, Failure> {
        Ok(self.0.get("shares")?)
    }

    /// 起(含)。
    async fn valid_from(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("valid_from")?))
    }

    /// 止(不含);仍持有时为空。
    async fn valid_to(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("valid_to")?.map(Date)) }).await
    }
}

/// A planned row.
#[derive(Clone)]
pub struct RegisterEvent(Row);

impl From<Row> for RegisterEvent {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 名册的一条变更,只增不改;成员和持股都由这些变更推算。
#[Object]
impl RegisterEvent {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("rge", self.0.id()?).into())
    }

    /// 分配单位。
    async fn distributing_unit(&self, ctx: &Context<'_>) -> Result<DistributingUnit, Failure> {
        let row = self.0.one(ctx, "distributingUnit").await?;
        Ok(row.map(DistributingUnit::from).ok_or_else(|| Fault::Corrupt("distributingUnit is missing".to_owned()))?)
    }

    /// 涉及的成员;集体股的变更为空。
    async fn member(&self, ctx: &Context<'_>) -> Option<Result<Member, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "member").await?.map(Member::from)) }).await
    }

    /// 种类。
    async fn kind(&self) -> Result<RegisterEventKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 加入或退出的原因。
    async fn reason(&self) -> Option<Result<MembershipReason, Failure>> {
        nullable(async { Ok(self.0.get("reason")?) }).await
    }

    /// 股份种类。
    async fn class(&self) -> Option<Result<ShareClass, Failure>> {
        nullable(async { Ok(self.0.get("class")?) }).await
    }

    /// 股数增减,减少为负。
    async fn shares(&self) -> Result<i64, Failure> {
        Ok(self.0.get("shares")?)
    }

    /// 生效日。
    async fn effective_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("effective_on")?))
    }

    /// 登记日。
    async fn recorded_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("recorded_on")?))
    }

    /// 登记人。
    async fn recorded_by(&self) -> Result<String, Failure> {
        Ok(self.0.get("recorded_by")?)
    }

    /// 凭证档案号。
    async fn evidence(&self) -> Result<String, Failure> {
        Ok(self.0.get("evidence")?)
    }

    /// 决议编号。
    async fn resolution(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("resolution")?) }).await
    }

    /// 转让或继承的另一方。
    async fn counterpart(&self, ctx: &Context<'_>) -> Option<Result<Member, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "counterpart").await?.map(Member::from)) }).await
    }

    /// 本条更正使其作废的变更。
    async fn corrects(&self, ctx: &Context<'_>) -> Option<Result<RegisterEvent, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "corrects").await?.map(RegisterEvent::from)) }).await
    }

    /// 使本条作废的更正;有效时为空列表。
    async fn corrected_by(&self, ctx: &Context<'_>) -> Result<Vec<RegisterEvent>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(RegisterEvent::from).collect())
    }
}
