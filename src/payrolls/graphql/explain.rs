//! How a line's amount came about.

use async_graphql::{Context, SimpleObject};
use entity::vocab::PaymentState;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{money::Fen, plan::Row, problem::Failure, time::Date},
    payrolls::rules::explain::{Explanation, Fact, Remark, Stored, explain},
    subsidies::graphql::programme_at,
};

/// 计算所用的一项事实。
#[derive(Debug, SimpleObject)]
pub struct PaymentFact {
    /// 名称。
    name: String,
    /// 当时的值。
    value: String,
}

impl From<Fact> for PaymentFact {
    fn from(fact: Fact) -> Self {
        Self { name: fact.name.to_owned(), value: fact.value }
    }
}

/// 规则或决定对一笔的说法。
#[derive(Debug, SimpleObject)]
pub struct PaymentRemark {
    /// 规则编号(如 "S03"),或 SUSPENDED、ALREADY_PAID、DECIDED、OBJECTION。
    rule: String,
    /// 说明。
    text: String,
}

impl From<Remark> for PaymentRemark {
    fn from(remark: Remark) -> Self {
        Self { rule: remark.rule, text: remark.text }
    }
}

/// 一笔发放如何得来。
#[derive(Debug, SimpleObject)]
pub struct PaymentExplanation {
    /// 一句话说明。
    sentence: String,
    /// 执行标准(元);没有标准的项目为空。
    standard: Option<Fen>,
    /// 标准施行日期;历史记录为空。
    standard_from: Option<Date>,
    /// 项目规则的版本;历史记录为空。
    programme_version: Option<i32>,
    /// 计算所用的事实;历史记录为空列表。
    facts: Vec<PaymentFact>,
    /// 剔除或暂缓的原因;正常发放时为空。
    exclusion: Option<PaymentRemark>,
    /// 规则提示(不阻止发放)。
    warnings: Vec<PaymentRemark>,
}

impl PaymentExplanation {
    /// Explains a planned row of `payment_line`.
    pub fn of(ctx: &Context<'_>, row: &Row) -> Result<Self, Failure> {
        let programme = programme_at(ctx, row)?.0;
        let (tier, month) = (row.get::<Option<i64>>("tier_id")?, row.get("month")?);
        let basis = row.get::<Option<serde_json::Value>>("basis")?;
        let (exclusion, note) = (row.get::<Option<String>>("exclusion")?, row.get::<Option<String>>("exclusion_note")?);
        let exclusion = exclusion.as_deref().map(|word| (word, note.as_deref().unwrap_or_default()));
        let told = explain(Stored {
            programme: &programme.row.name,
            tier: &programme.tier_code(tier),
            month,
            amount: row.get("amount_fen")?,
            state: row.get::<PaymentState>("state")?,
            basis: basis.as_ref(),
            exclusion,
            standard: programme.standard(tier, month),
        });
        // Whoever may not read entitlements is not told of incomes, certificates and objections.
        let all = Viewer::of(ctx).may(Permission::EnrolmentRead);
        Ok(Self::from(if all { told } else { told.without_persons() }))
    }
}

impl From<Explanation> for PaymentExplanation {
    fn from(explanation: Explanation) -> Self {
        Self {
            sentence: explanation.sentence,
            standard: explanation.standard,
            standard_from: explanation.standard_from.map(Date),
            programme_version: explanation.programme_version.and_then(|version| i32::try_from(version).ok()),
            facts: explanation.facts.into_iter().map(PaymentFact::from).collect(),
            exclusion: explanation.exclusion.map(PaymentRemark::from),
            warnings: explanation.warnings.into_iter().map(PaymentRemark::from).collect(),
        }
    }
}
