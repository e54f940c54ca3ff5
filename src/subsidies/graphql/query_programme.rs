//! Root fields of programme administration.

use async_graphql::{Context, Object};

use super::{
    ProgrammeChange, eligibility::programme_named, input_programme::ProgrammeWhatIfInput, what_if::ProgrammeWhatIf,
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{app::App, page::Connection, plan, problem::Failure, time::Date},
    residents::{
        graphql::Resident,
        loader::{filter::Asker, shape::RESIDENT},
    },
    subsidies::{
        loader::{filter_change::ProgrammeChangeFilter, request, shape::CHANGE},
        service::programme,
    },
};

/// Root fields of programme administration.
#[derive(Default)]
pub struct ProgrammeQuery;

#[Object]
impl ProgrammeQuery {
    /// 项目变更列表,新的在前。
    async fn programme_changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<ProgrammeChangeFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<ProgrammeChange>, Failure> {
        Viewer::of(ctx).permit(Permission::PayrollRead)?;
        let request = request::changes(Asker::of(ctx), filter.as_ref(), first, after)?;
        Ok(plan::find_page(ctx, &CHANGE, request).await?.into())
    }

    /// 试算项目变更:保存之前看将影响哪些人。
    async fn programme_what_if(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "试算的变更。")] input: ProgrammeWhatIfInput,
    ) -> Result<ProgrammeWhatIf, Failure> {
        let (app, viewer) = (ctx.data_unchecked::<App>(), Viewer::of(ctx));
        viewer.permit(Permission::ProgrammeManage)?;
        Ok(ProgrammeWhatIf(programme::what_if(app, viewer, &input.try_into()?).await?))
    }

    /// 符合资格而未在享的居民(应享未享):当日在世、户籍在本街道、符合条件且当月没有该项目待遇;缺少事实、尚不能判定的不列入。
    async fn eligible_not_enrolled(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "项目代码,如 \"ZLJ\"。")] programme: String,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
        #[graphql(desc = "户籍单位代码;不给则为可见范围内全部。")] unit: Option<Vec<String>>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Resident>, Failure> {
        let (app, asker) = (ctx.data_unchecked::<App>(), Asker::of(ctx));
        asker.viewer.permit(Permission::EnrolmentRead)?;
        let programme = programme_named(ctx, &programme)?;
        let day = as_of.map_or(asker.today, |date| date.0);
        let units = asker.units.keys("unit", unit.as_deref().unwrap_or_default())?;
        let found = programme::eligible_not_enrolled(app, asker.viewer, programme, day, &units).await?;
        Ok(plan::find_page(ctx, &RESIDENT, request::among(&found, first, after)?).await?.into())
    }
}
