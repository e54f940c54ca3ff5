//! Rules and what they say.

use async_graphql::{Context, Object, SimpleObject};
use chrono::NaiveDate;
use entity::vocab::{RuleDomain, Severity};
use serde_json::Value as Json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::{
        graphql::Collective,
        graphql::Lease,
        loader::files::Dossier,
        loader::shape::{COLLECTIVE, LEASE},
        rules::price,
    },
    dividends::{
        graphql::{DistributionPlan, PayoutLine},
        loader::shape::{LINE, PLAN},
    },
    findings::{
        model::{Hit, Owner, RuleRecord, Subject},
        service::rule_table,
    },
    kernel::{
        app::App,
        batch::{Batch, Key},
        money::Fen,
        problem::{Failure, nullable},
        ratio::Percent,
    },
    payrolls::{graphql::Payroll, loader::shape::PAYROLL},
    residents::{
        graphql::{Resident, Unit},
        loader::{filter::Asker, shape::RESIDENT},
    },
    subsidies::{
        graphql::{Enrolment, SubsidyPayment},
        loader::shape::{ENROLMENT, PAYMENT},
    },
    veterans::{graphql::Veteran, loader::shape::VETERAN},
};

/// 一项事实或参数。
#[derive(Debug, SimpleObject)]
pub struct Fact {
    /// 名称(标识符,见术语表)。
    name: String,
    /// 值:日期、金额(元)、面积(平方米)或数字的文本。
    value: String,
}

impl Fact {
    /// The facts of a JSON object, by name.
    #[must_use]
    pub fn of(json: &Json) -> Vec<Self> {
        let fact = |(name, value): (&String, &Json)| Self { name: name.clone(), value: text(value) };
        json.as_object().map_or_else(Vec::new, |facts| facts.iter().map(fact).collect())
    }
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        Json::Array(items) => items.iter().map(text).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}

/// A rule, from memory.
#[derive(Debug, Clone)]
pub struct Rule(pub RuleRecord);

/// 规则:一条可解释的检查。
#[Object]
impl Rule {
    /// 编号,如 "L02"。
    async fn number(&self) -> &str {
        &self.0.number
    }

    /// 代号,如 "ARREARS"。
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// 名称。
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// 所属业务。
    async fn domain(&self) -> RuleDomain {
        self.0.domain
    }

    /// 判定条件。
    async fn predicate(&self) -> &str {
        &self.0.predicate
    }

    /// 参数(阈值)。
    async fn parameters(&self) -> Vec<Fact> {
        Fact::of(&self.0.parameters)
    }

    /// 依据。
    async fn legal_basis(&self) -> &str {
        &self.0.legal_basis
    }

    /// 整改办法。
    async fn remedy(&self) -> &str {
        &self.0.remedy
    }
}

/// What a rule says as of a day, not written down.
pub struct RuleHit(pub Hit, pub RuleRecord);

/// 规则在判定日的一次命中(试算,不登记)。
#[Object]
impl RuleHit {
    /// 规则。
    async fn rule(&self) -> Rule {
        Rule(self.1.clone())
    }

    /// 所属集体;退役军人和补贴的问题为空。
    async fn collective(&self, ctx: &Context<'_>) -> Option<Result<Collective, Failure>> {
        nullable(async {
            let Owner::Collective(id) = self.0.owner else { return Ok(None) };
            Ok(ctx.data_unchecked::<Batch>().load(Key::new(&COLLECTIVE, "id", id)).await?.map(Collective::from))
        })
        .await
    }

    /// 建档服务站所在村(社区),或发放补贴、负责整改的村(社区);集体资产和分配的问题、由街道整改的问题为空。
    async fn unit(&self, ctx: &Context<'_>) -> Option<Unit> {
        let (Owner::Station(id) | Owner::Payer(id)) = self.0.owner else { return None };
        Asker::of(ctx).units.get(id).map(Unit)
    }

    /// 涉及的租赁;命中对象是资产时为空。
    async fn lease(&self, ctx: &Context<'_>) -> Option<Result<Lease, Failure>> {
        nullable(async {
            let Subject::Lease(id) = self.0.subject else { return Ok(None) };
            Ok(ctx.data_unchecked::<Batch>().load(Key::new(&LEASE, "id", id)).await?.map(Lease::from))
        })
        .await
    }

    /// 涉及的分配方案;命中对象不是分配时为空。
    async fn plan(&self, ctx: &Context<'_>) -> Option<Result<DistributionPlan, Failure>> {
        nullable(async {
            let (Subject::Plan(id) | Subject::Payout { plan: id, .. }) = self.0.subject else { return Ok(None) };
            Ok(ctx.data_unchecked::<Batch>().load(Key::new(&PLAN, "id", id)).await?.map(DistributionPlan::from))
        })
        .await
    }

    /// 涉及的发放明细;命中对象不是单笔明细时为空。
    async fn payout_line(&self, ctx: &Context<'_>) -> Option<Result<PayoutLine, Failure>> {
        nullable(async {
            let Subject::Payout { line, .. } = self.0.subject else { return Ok(None) };
            Ok(ctx.data_unchecked::<Batch>().load(Key::new(&LINE, "id", line)).await?.map(PayoutLine::from))
        })
        .await
    }

    /// 涉及的退役军人;牌匾问题为该户的在册人员。
    async fn veteran(&self, ctx: &Context<'_>) -> Option<Result<Veteran, Failure>> {
        nullable(async {
            let (Subject::Veteran(id) | Subject::Household { veteran: id, .. }) = self.0.subject else {
                return Ok(None);
            };
            Ok(ctx.data_unchecked::<Batch>().load(Key::new(&VETERAN, "id", id)).await?.map(Veteran::from))
        })
        .await
    }

    /// 补贴问题涉及的人(重复记录为出问题的那一条);共用账户、整批问题和不在可见范围时为空。
    async fn resident(&self, ctx: &Context<'_>) -> Option<Result<Resident, Failure>> {
        nullable(async {
            let (Subject::Drawn { person: id, .. }
            | Subject::Enrolment { person: id, .. }
            | Subject::Payment { person: id, .. }
            | Subject::Person(id)) = self.0.subject
            else {
                return Ok(None);
            };
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            Ok(ctx.data_unchecked::<Batch>().load(Key::new(&RESIDENT, "id", id)).await?.map(Resident::from))
        })
        .await
    }

    /// 补贴问题涉及的在册待遇;一次性发放和不涉及待遇时为空。
    async fn enrolment(&self, ctx: &Context<'_>) -> Option<Result<Enrolment, Failure>> {
        nullable(async {
            let (Subject::Drawn { enrolment: Some(id), .. }
            | Subject::Enrolment { enrolment: id, .. }
            | Subject::Payment { enrolment: Some(id), .. }) = self.0.subject
            else {
                return Ok(None);
            };
            Viewer::of(ctx).permit(Permission::EnrolmentRead)?;
            Ok(ctx.data_unchecked::<Batch>().load(Key::new(&ENROLMENT, "id", id)).await?.map(Enrolment::from))
        })
        .await
    }

    /// 补贴问题涉及的单笔明细(退汇);涉及多笔的见 evidence 的 lines。
    async fn payment(&self, ctx: &Context<'_>) -> Option<Result<SubsidyPayment, Failure>> {
        nullable(async {
            let Subject::Payment { line, .. } = self.0.subject else { return Ok(None) };
            Viewer::of(ctx).permit(Permission::PaymentRead)?;
            Ok(ctx.data_unchecked::<Batch>().load(Key::new(&PAYMENT, "id", line)).await?.map(SubsidyPayment::from))
        })
        .await
    }

    /// 补贴问题涉及的发放批次。
    async fn payroll(&self, ctx: &Context<'_>) -> Option<Result<Payroll, Failure>> {
        nullable(async {
            let (Subject::Payroll(id) | Subject::Payment { payroll: id, .. }) = self.0.subject else {
                return Ok(None);
            };
            Viewer::of(ctx).permit(Permission::PayrollRead)?;
            Ok(ctx.data_unchecked::<Batch>().load(Key::new(&PAYROLL, "id", id)).await?.map(Payroll::from))
        })
        .await
    }

    /// 严重程度。
    async fn severity(&self) -> Severity {
        self.0.severity
    }

    /// 涉及金额(元)。
    async fn amount(&self) -> Option<Fen> {
        self.0.amount
    }

    /// 依据的事实。
    async fn evidence(&self) -> Vec<Fact> {
        Fact::of(&self.0.evidence)
    }

    /// 用一句话说明命中的事实与数字。
    async fn explain(&self) -> &str {
        &self.0.explain
    }
}

/// 一次规则运行的结果。
#[derive(Debug, SimpleObject)]
pub struct RuleRunResult {
    /// 命中数。
    pub hits: i32,
    /// 新登记的问题数;同一判定日再运行为 0。
    pub created: i32,
    /// 销号后再次命中而退回的问题数。
    pub reopened: i32,
    /// 不再命中、转为待核验销号的问题数。
    pub candidates: i32,
}

/// Rent per area as a share of the low end of the guide, as of `day`.
///
/// # Errors
/// A fault.
pub async fn benchmark_ratio(ctx: &Context<'_>, dossier: &Dossier, day: NaiveDate) -> Result<Option<Percent>, Failure> {
    let table = rule_table(ctx.data_unchecked::<App>()).await?;
    let guides = &table.lease_parameters.benchmarks;
    let guide = guides.iter().find(|guide| guide.kind == dossier.asset.kind);
    let terms = dossier.file.terms_on(day);
    Ok(guide.zip(terms).and_then(|(guide, terms)| price::ratio(terms, guide.unit, guide.low)).map(Percent))
}
