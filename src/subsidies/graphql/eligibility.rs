//! Verdicts on residents.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use entity::vocab::{Comparison, ConditionResult, EligibilityFact, EligibilityVerdict};

use super::Programme;
use crate::{
    access::viewer::Viewer,
    kernel::{
        app::App,
        problem::Failure,
        time::{Date, Month},
    },
    subsidies::{
        loader::judgements::Judgements,
        model::{ProgrammeRecord, Programmes},
        rules::eligibility::Reason,
        service::programme::{Judgement, permit},
    },
};

/// The programme with this code.
///
/// # Errors
/// There is none.
pub fn programme_named<'c>(ctx: &Context<'c>, code: &str) -> Result<&'c Arc<ProgrammeRecord>, Failure> {
    let all = ctx.data_unchecked::<Arc<Programmes>>();
    all.named(code.trim())
        .ok_or_else(|| Failure::bad_input("programme", "没有这个项目代码,请用 programmes 查询现有项目"))
}

/// 一项条件的判定:要求什么、查得什么、是否满足。
#[derive(Debug, SimpleObject)]
pub struct EligibilityReason {
    /// 所依据的事实。
    fact: EligibilityFact,
    /// 比较方式。
    comparison: Comparison,
    /// 所要求的内容。
    required: String,
    /// 查得的内容;无从得知时为空。
    found: Option<String>,
    /// 结果。
    result: ConditionResult,
    /// 说明。
    sentence: String,
    /// 该条件所属的档次代码。
    tier: Option<String>,
}

impl From<&Reason> for EligibilityReason {
    fn from(reason: &Reason) -> Self {
        Self {
            fact: reason.fact,
            comparison: reason.op,
            required: reason.required.clone(),
            found: reason.found.clone(),
            result: reason.result,
            sentence: reason.sentence.clone(),
            tier: reason.tier.clone(),
        }
    }
}

/// A verdict on one resident.
pub struct Eligibility {
    programme: Arc<ProgrammeRecord>,
    tier: Option<i64>,
    month: Month,
    judged: Arc<Judgement>,
}

impl Eligibility {
    /// The verdict on a resident for a programme, tier and day; none when the resident is not within scope.
    ///
    /// # Errors
    /// An unknown code, a missing permission, or a fault.
    pub async fn of(
        ctx: &Context<'_>,
        resident: i64,
        (code, tier, day): (&str, Option<&str>, Option<Date>),
    ) -> Result<Option<Self>, Failure> {
        let programme = programme_named(ctx, code)?;
        let day = day.map_or_else(|| ctx.data_unchecked::<App>().clock.today(), |date| date.0);
        permit(Viewer::of(ctx), programme, Month::of(day))?;
        let unknown = || Failure::bad_input("tier", "本项目没有这个档次代码,请用 programmes 查询");
        let tier = tier.map(|code| programme.tier_named(code.trim()).map(|tier| tier.id).ok_or_else(unknown));
        let tier = tier.transpose()?;
        let judged = Judgements::of(ctx, programme.row.id, day, resident).await?;
        let programme = Arc::clone(programme);
        Ok(judged.map(|judged| Self { programme, tier, month: Month::of(day), judged }))
    }
}

/// 资格判定:结论与依据。
#[Object]
impl Eligibility {
    /// 项目。
    async fn programme(&self) -> Programme {
        Programme(Arc::clone(&self.programme))
    }

    /// 判定的月份。
    async fn month(&self) -> Month {
        self.month
    }

    /// 结论。
    async fn verdict(&self) -> EligibilityVerdict {
        self.judged.of(self.tier).verdict
    }

    /// 符合的档次代码(依次第一个);不符合或不分档时为空。
    async fn tier(&self) -> Option<&str> {
        let tier = self.judged.tier().and_then(|id| self.programme.tier(id))?;
        Some(&tier.code)
    }

    /// 依据:每一项条件的判定。
    async fn reasons(&self) -> Vec<EligibilityReason> {
        self.judged.of(self.tier).reasons.iter().map(EligibilityReason::from).collect()
    }

    /// 尚缺的事实;结论为尚不能判定时给出。
    async fn missing(&self) -> &[EligibilityFact] {
        &self.judged.of(self.tier).missing
    }
}
