//! Published lists, their entries and objections.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::vocab::{NamePolicy, PublicationState};

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        id,
        money::Fen,
        objection::ObjectionBody,
        page::Connection,
        plan::Row,
        problem::{Failure, nullable},
        time::{Date, Month},
    },
    publications::{rules::state_on, service::intact},
    residents::{
        graphql::{Unit, unit_at},
        loader::filter::Asker,
    },
    subsidies::graphql::{Programme, programme_at},
};

/// A planned row of `publication`.
#[derive(Clone)]
pub struct Publication(Row);

impl From<Row> for Publication {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 公示名单:按项目的政策定格的一份名单。公示中的对所有人开放;证件号、账号、残疾人证号不在名单中。
#[Object]
impl Publication {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("pub", self.0.id()?).into())
    }

    /// 项目。
    async fn programme(&self, ctx: &Context<'_>) -> Result<Programme, Failure> {
        programme_at(ctx, &self.0)
    }

    /// 单位;全街道的名单为空。
    async fn unit(&self, ctx: &Context<'_>) -> Option<Result<Unit, Failure>> {
        nullable(async {
            let unit = self.0.get::<Option<i64>>("unit_id")?;
            unit.map(|_| unit_at(ctx, &self.0, "unit_id")).transpose()
        })
        .await
    }

    /// 名册月份;申请公示的名单为空。
    async fn month(&self) -> Option<Result<Month, Failure>> {
        nullable(async { Ok(self.0.get("month")?) }).await
    }

    /// 公示起始日。
    async fn published_from(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("published_from")?))
    }

    /// 公示最后一日;次日自动撤下。
    async fn published_to(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("published_to")?))
    }

    /// 今天的状态。
    async fn state(&self, ctx: &Context<'_>) -> Result<PublicationState, Failure> {
        let span = (self.0.get("published_from")?, self.0.get("published_to")?);
        Ok(state_on(span, self.0.get("withdrawn_on")?, Asker::of(ctx).today))
    }

    /// 姓名如何公示。
    async fn name_policy(&self) -> Result<NamePolicy, Failure> {
        Ok(self.0.get("name_policy")?)
    }

    /// 是否公示金额。
    async fn amounts_shown(&self) -> Result<bool, Failure> {
        Ok(self.0.get("with_amount")?)
    }

    /// 条数。
    async fn entry_count(&self) -> Result<i32, Failure> {
        Ok(self.0.get("entry_count")?)
    }

    /// 名单内容的 SHA-256 摘要。
    async fn digest(&self) -> Result<String, Failure> {
        Ok(self.0.get("digest")?)
    }

    /// 现存内容是否与摘要相符。
    async fn intact(&self, ctx: &Context<'_>) -> Result<bool, Failure> {
        Ok(intact(ctx.data_unchecked::<App>(), self.0.id()?).await?)
    }

    /// 名单各条,按序号。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PublicationEntry>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 异议,由旧到新;只对经办岗位可见。
    async fn objections(&self, ctx: &Context<'_>) -> Option<Result<Vec<PublicationObjection>, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::PublicationRead)?;
            Ok(Some(self.0.list(ctx).await?.rows().map(PublicationObjection).collect()))
        })
        .await
    }

    /// 发布人;只对经办岗位可见。
    async fn published_by(&self, ctx: &Context<'_>) -> Option<Result<String, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::PublicationRead)?;
            Ok(self.0.get("account")?)
        })
        .await
    }

    /// 定格名单的日期。
    async fn created_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("created_on")?))
    }

    /// 提前撤回的日期。
    async fn withdrawn_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("withdrawn_on")?.map(Date)) }).await
    }

    /// 提前撤回的原因。
    async fn withdraw_reason(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("withdraw_reason")?) }).await
    }

    /// 撤回人;只对经办岗位可见。
    async fn withdrawn_by(&self, ctx: &Context<'_>) -> Option<Result<String, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::PublicationRead)?;
            Ok(self.0.get("withdrawn_by")?)
        })
        .await
    }

    /// 版本号,每次办理加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}

/// A planned row of `publication_entry`.
pub struct PublicationEntry(Row);

impl From<Row> for PublicationEntry {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 名单中的一条;定格后不再改变,也不指向居民档案。
#[Object]
impl PublicationEntry {
    /// 序号,自 1 起。
    async fn number(&self) -> Result<i32, Failure> {
        Ok(self.0.get("number")?)
    }

    /// 姓名,按政策为全名或隐去部分。
    async fn name(&self) -> Result<String, Failure> {
        Ok(self.0.get("name")?)
    }

    /// 单位。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 档次代码;不分档时为空。
    async fn tier(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("tier")?) }).await
    }

    /// 每月金额(元);政策不公示金额时为空。
    async fn amount(&self) -> Option<Result<Fen, Failure>> {
        nullable(async { Ok(self.0.get("amount_fen")?) }).await
    }
}

/// A planned row of `publication_objection`.
pub struct PublicationObjection(Row);

/// 对公示名单的异议。
#[Object]
impl PublicationObjection {
    /// 全局标识。
    async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("puo", self.0.id()?).into())
    }

    /// 所指的序号;对整份名单的为空。
    async fn number(&self) -> Option<Result<i32, Failure>> {
        nullable(async { Ok(self.0.get("number")?) }).await
    }

    #[graphql(flatten)]
    async fn body(&self) -> ObjectionBody {
        ObjectionBody(self.0.clone())
    }
}
