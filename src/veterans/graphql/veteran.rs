//! Files of veterans.

use async_graphql::{Context, ID, Object};
use chrono::{Datelike, NaiveDate};
use entity::vocab::{ContactClass, EmploymentStatus, HealthStatus, HousingStatus, RecordOrigin};

use super::{
    ServiceEvent, VeteranBenefit, VeteranCard,
    contact::{ContactPeriod, VeteranContact, periods},
    date,
    register::{VeteranDisability, VeteranEntitlement, VeteranHolding, VeteranHonour, entitlements},
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::loader::request::day,
    findings::{
        graphql::Finding,
        loader::filter::{FindingFilter, FindingOrder},
    },
    kernel::{
        fault::Fault,
        id,
        page::Connection,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
    },
    residents::graphql::{Resident, Sensitive, Unit, sensitive, unit_at},
    subsidies::graphql::Enrolment,
    veterans::{
        loader::{
            filter_benefit::VeteranBenefitFilter,
            filter_service::{ServiceEventFilter, ServiceEventOrder},
            request::plan_days,
        },
        model::SERVICE_UNIT,
    },
};

/// A planned row.
#[derive(Clone)]
pub struct Veteran(Row);

impl From<Row> for Veteran {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// Keeps what only some roles may see of a veteran.
fn detail(ctx: &Context<'_>) -> Result<(), Failure> {
    Viewer::of(ctx).permit(Permission::VeteranDetailRead)
}

/// 退役军人和涉军人员档案:一人一档,由一个服务站建立。
#[Object]
impl Veteran {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("vet", self.0.id()?).into())
    }

    /// 本人的居民档案。
    async fn resident(&self, ctx: &Context<'_>) -> Result<Resident, Failure> {
        let row = self.0.one(ctx, "resident").await?;
        Ok(row.map(Resident::from).ok_or_else(|| Fault::Corrupt("resident is missing".to_owned()))?)
    }

    /// 建档服务站所在村(社区)。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 类别,由旧到新;给出 on 则只要该日持有的。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn categories(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "该日持有的;不给则全部。")] on: Option<Date>,
    ) -> Result<Vec<VeteranHolding>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(VeteranHolding::from).collect())
    }

    /// 登记日。
    async fn registered_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("registered_on")?))
    }

    /// 建档立卡日;未建档时为空。
    async fn archive_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "archive_on") }).await
    }

    /// 入伍日;家属为空。
    async fn enlist_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "enlist_on") }).await
    }

    /// 退役日;家属和在役者为空。
    async fn discharge_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "discharge_on") }).await
    }

    /// 服役年限(不满一年按一年计);缺入伍或退役日时为空。
    async fn service_years(&self) -> Option<Result<i32, Failure>> {
        nullable(async {
            let (enlisted, discharged) = (date(&self.0, "enlist_on")?, date(&self.0, "discharge_on")?);
            let years = enlisted.zip(discharged).and_then(|(from, to)| {
                let whole = to.0.years_since(from.0)?;
                let part = from.0.with_year(from.0.year() + i32::try_from(whole).ok()?) != Some(to.0);
                i32::try_from(whole).ok().map(|whole| whole + i32::from(part))
            });
            Ok(years)
        })
        .await
    }

    /// 服役部队代号(掩码;只限可看详情的岗位)。
    async fn service_unit(&self, ctx: &Context<'_>) -> Option<Result<Sensitive, Failure>> {
        nullable(async {
            detail(ctx)?;
            sensitive(ctx, &self.0, "service_unit_cipher", SERVICE_UNIT, mask_unit)
        })
        .await
    }

    /// 退役时职级、军衔。
    async fn rank(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("rank")?) }).await
    }

    /// 就业状况。
    async fn employment(&self) -> Result<EmploymentStatus, Failure> {
        Ok(self.0.get("employment")?)
    }

    /// 健康状况(只限可看详情的岗位)。
    async fn health(&self, ctx: &Context<'_>) -> Option<Result<HealthStatus, Failure>> {
        nullable(async {
            detail(ctx)?;
            Ok(self.0.get("health")?)
        })
        .await
    }

    /// 住房状况。
    async fn housing(&self) -> Option<Result<HousingStatus, Failure>> {
        nullable(async { Ok(self.0.get("housing")?) }).await
    }

    /// 家庭困难(只限可看详情的岗位)。
    async fn hardship(&self, ctx: &Context<'_>) -> Option<Result<bool, Failure>> {
        nullable(async {
            detail(ctx)?;
            Ok(Some(self.0.get("hardship")?))
        })
        .await
    }

    /// 中共党员。
    async fn party_member(&self) -> Result<bool, Failure> {
        Ok(self.0.get("party_member")?)
    }

    /// 残疾等级评定,由旧到新(只限可看详情的岗位)。
    async fn disabilities(&self, ctx: &Context<'_>) -> Result<Vec<VeteranDisability>, Failure> {
        detail(ctx)?;
        Ok(self.0.list(ctx).await?.rows().map(VeteranDisability::from).collect())
    }

    /// 立功受奖,由旧到新。
    async fn honours(&self, ctx: &Context<'_>) -> Result<Vec<VeteranHonour>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(VeteranHonour::from).collect())
    }

    /// 优待证,新的在前。
    async fn cards(&self, ctx: &Context<'_>) -> Result<Vec<VeteranCard>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(VeteranCard::from).collect())
    }

    /// 判定日按类别和年龄符合条件的优待抚恤事项。
    async fn entitlements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<Vec<VeteranEntitlement>, Failure> {
        let resident = self.0.one(ctx, "resident").await?;
        let birth = resident.map(|row| row.get::<NaiveDate>("birth_date")).transpose()?;
        entitlements(ctx, &self.0.list(ctx).await?, (birth, day(ctx, as_of))).await
    }

    /// 在享和享受过的抚恤补助(优抚项目的待遇资格),新的在前。
    async fn pensions(&self, ctx: &Context<'_>) -> Result<Vec<Enrolment>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(Enrolment::from).collect())
    }

    /// 联系走访类别。
    async fn contact_class(&self) -> Result<ContactClass, Failure> {
        Ok(self.0.get("contact_class")?)
    }

    /// 联系计划:从 from 所在的一期到判定日(终止或死亡后不再计)所在的一期,按现在的联系走访类别由联系记录推算。
    async fn contact_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "起;不给则为判定日当年年初。")] from: Option<Date>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<Vec<ContactPeriod>, Failure> {
        let (from, as_of) = plan_days(ctx, from, as_of)?;
        let (class, since) = (self.0.get("contact_class")?, self.0.get("registered_on")?);
        let resident = self.0.one(ctx, "resident").await?;
        let died = resident.map(|row| row.get::<Option<NaiveDate>>("died_on")).transpose()?.flatten();
        let ends = [self.0.get::<Option<NaiveDate>>("ended_on")?, died].into_iter().flatten();
        let until = ends.min().map_or(as_of, |end| end.min(as_of));
        periods(ctx, &self.0.list(ctx).await?, (class, since), (from, until)).await
    }

    /// 截至判定日的最近一次联系;没有联系过时为空。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn last_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Option<Result<VeteranContact, Failure>> {
        nullable(async { Ok(self.0.list(ctx).await?.rows().next().map(VeteranContact::from)) }).await
    }

    /// 联系记录,新的在前。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<VeteranContact>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 服务,新的在前。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn service_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<ServiceEventFilter>,
        #[graphql(desc = "排序;不给则新的在前。")] order_by: Option<ServiceEventOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<ServiceEvent>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 优待抚恤事项。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn benefits(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<VeteranBenefitFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<VeteranBenefit>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 规则发现的问题。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<FindingFilter>,
        #[graphql(desc = "排序;不给则按登记次序。")] order_by: Option<FindingOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Finding>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 档案终止日;未终止时为空。
    async fn ended_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { date(&self.0, "ended_on") }).await
    }

    /// 档案终止原因。
    async fn end_reason(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("end_reason")?) }).await
    }

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }

    /// 版本号,登记内容每次变更加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}

/// The first and the last character of a unit's code name.
fn mask_unit(name: &str) -> String {
    let first: String = name.chars().take(1).collect();
    let last: String = name.chars().skip(1).last().into_iter().collect();
    format!("{first}***{last}")
}
