//! The annual report in the graph.

use async_graphql::{Context, Object, SimpleObject};
use entity::vocab::DistributingUnitKind;
use tokio::sync::OnceCell;

use super::{
    graphql_veterans_year::AnnualVeterans,
    report::{graphql::ReportFigure, model::Report, service as report},
    service, service_dividends, service_veterans,
    subsidies::service::{Headline, headline},
};
use crate::{
    access::viewer::Viewer,
    findings::service::campaign,
    kernel::{app::App, money::Fen, problem::Failure, ratio::Percent, time::Date},
    residents::loader::filter::Asker,
};

/// 年报中的补贴补助部分(只计列入年度总数的项目,已到账);涉及的人过少的数字对统计岗位隐藏。
#[derive(Debug, SimpleObject)]
pub struct AnnualSubsidies {
    /// 人次。
    person_times: Option<i64>,
    /// 人数。
    persons: Option<i64>,
    /// 金额(元)。
    amount: Option<Fen>,
    /// 金额比上年增减(元);上年无数据时为空。
    change: Option<Fen>,
    /// 人次比上年增减;上年无数据时为空。
    person_times_change: Option<i64>,
    /// 人数比上年增减;上年无数据时为空。
    persons_change: Option<i64>,
}

/// 年报中的集体资产租赁部分(当年自查活动)。
#[derive(Debug, SimpleObject)]
pub struct AnnualLeases {
    /// 自查的集体数。
    collectives: i64,
    /// 自查的租赁项目数。
    projects: i64,
    /// 发现的问题数。
    findings: i64,
    /// 已销号的问题数。
    findings_closed: i64,
}

/// 年报中的组级分配和股份分红部分(已批准或已发放的方案);涉及的人过少的数字对统计岗位隐藏。
#[derive(Debug, SimpleObject)]
pub struct AnnualDividends {
    /// 分配的村股份经济合作社数。
    cooperatives: Option<i64>,
    /// 分配的村民小组数。
    villager_groups: Option<i64>,
    /// 分配的股份制小组数。
    share_groups: Option<i64>,
    /// 金额(元)。
    amount: Option<Fen>,
    /// 参与人数(不同的人)。
    participants: Option<i64>,
    /// 明细笔数(一人可在两个单位)。
    lines: Option<i64>,
    /// 人均金额(元)。
    amount_per_participant: Option<Fen>,
    /// 金额比上年增减(元);上年无数据时为空。
    amount_change: Option<Fen>,
    /// 金额比上年增减比例。
    amount_growth: Option<Percent>,
    /// 参与人数比上年增减;上年无数据时为空。
    participants_change: Option<i64>,
    /// 参与人数比上年增减比例。
    participants_growth: Option<Percent>,
    /// 未领取笔数;笔数过少时对统计岗位隐藏。
    unclaimed_lines: Option<i64>,
    /// 未领取金额(元);笔数过少时对统计岗位隐藏。
    unclaimed_amount: Option<Fen>,
}

/// The report of a year; its figures are made once, when the first of their fields is asked for.
pub struct AnnualReport {
    year: i32,
    report: OnceCell<Report>,
}

impl AnnualReport {
    async fn report(&self, ctx: &Context<'_>) -> Result<&Report, Failure> {
        let make = || report::build(ctx.data_unchecked::<App>(), Asker::of(ctx), self.year);
        self.report.get_or_try_init(make).await
    }
}

/// 年报:由明细实时算出的全年数字。
#[Object]
impl AnnualReport {
    /// 年份。
    async fn year(&self) -> i32 {
        self.year
    }

    /// 特殊人群补贴补助。
    async fn subsidies(&self, ctx: &Context<'_>) -> Result<AnnualSubsidies, Failure> {
        let (app, asker) = (ctx.data_unchecked::<App>(), Asker::of(ctx));
        let this = headline(app, asker, self.year).await?;
        let last = headline(app, asker, self.year - 1).await?;
        let last = if last.person_times == Some(0) { Headline::default() } else { last };
        Ok(AnnualSubsidies {
            person_times: this.person_times,
            persons: this.persons,
            amount: this.amount,
            change: this.amount.zip(last.amount).map(|(this, last)| Fen(this.0 - last.0)),
            person_times_change: this.person_times.zip(last.person_times).map(|(this, last)| this - last),
            persons_change: this.persons.zip(last.persons).map(|(this, last)| this - last),
        })
    }

    /// 集体资产租赁自查自纠。
    async fn leases(&self, ctx: &Context<'_>) -> Result<AnnualLeases, Failure> {
        let figures = campaign::figures(ctx.data_unchecked::<App>(), Asker::of(ctx).scope, self.year).await?;
        Ok(AnnualLeases {
            collectives: figures.collectives,
            projects: figures.projects,
            findings: figures.findings,
            findings_closed: figures.closed,
        })
    }

    /// 组级分配和股份分红。
    async fn dividends(&self, ctx: &Context<'_>) -> Result<AnnualDividends, Failure> {
        use DistributingUnitKind::{ShareGroup, VillageCoop, VillagerGroup};
        let year = service_dividends::compared(ctx.data_unchecked::<App>(), Asker::of(ctx), self.year).await?;
        let (growth, now) = (year.growth(), &year.now);
        let (shown, owed) = (!now.suppressed, !now.unclaimed_suppressed);
        Ok(AnnualDividends {
            cooperatives: year.units(VillageCoop),
            villager_groups: year.units(VillagerGroup),
            share_groups: year.units(ShareGroup),
            amount: shown.then_some(now.amount),
            participants: shown.then_some(now.persons),
            lines: shown.then_some(now.lines),
            amount_per_participant: now.per_person().filter(|_| shown),
            amount_change: growth.map(|growth| growth.amount),
            amount_growth: growth.and_then(|growth| growth.amount_rate),
            participants_change: growth.map(|growth| growth.persons),
            participants_growth: growth.and_then(|growth| growth.persons_rate),
            unclaimed_lines: owed.then_some(now.unclaimed_lines),
            unclaimed_amount: owed.then_some(now.unclaimed),
        })
    }

    /// 退役军人服务保障。
    async fn veterans(&self, ctx: &Context<'_>) -> Result<AnnualVeterans, Failure> {
        Ok(service_veterans::year(ctx.data_unchecked::<App>(), Asker::of(ctx), self.year).await?.into())
    }

    /// 年度工作总结中的一段文字,由以上数字写成(金额以万元计,两位小数)。
    async fn paragraph(&self, ctx: &Context<'_>) -> Result<&str, Failure> {
        Ok(&self.report(ctx).await?.paragraph)
    }

    /// 年报的全部数字:计算数字与上报指标并列,附差额、口径、判定日、校验值和明细查询。两者皆无的不出现。
    async fn figures(&self, ctx: &Context<'_>) -> Result<Vec<ReportFigure>, Failure> {
        Ok(self.report(ctx).await?.figures.iter().cloned().map(ReportFigure).collect())
    }

    /// 判定日:该年最后一天,尚未到则为今天。
    async fn as_of(&self, ctx: &Context<'_>) -> Result<Date, Failure> {
        Ok(Date(self.report(ctx).await?.as_of))
    }

    /// 全部数字的校验值:对年份、判定日和各数字的代码与校验值逐行相连的文本取 SHA-256(十六进制)。
    async fn hash(&self, ctx: &Context<'_>) -> Result<String, Failure> {
        Ok(self.report(ctx).await?.hash.clone())
    }
}

/// Root fields of this domain.
#[derive(Default)]
pub struct InsightQuery;

#[Object]
impl InsightQuery {
    /// 某年的年报。
    async fn annual_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "四位年份。")] year: i32,
    ) -> Result<AnnualReport, Failure> {
        service::permit_report(Viewer::of(ctx), year)?;
        Ok(AnnualReport { year, report: OnceCell::new() })
    }
}
