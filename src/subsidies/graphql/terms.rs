//! What programmes ask for over time, and what does not go together.

use std::sync::Arc;

use async_graphql::{Object, SimpleObject};
use entity::vocab::{
    ApprovingLevel, Comparison, ConditionKind, EligibilityFact, ExclusionKind, ExclusionLevel, NamePolicy, StartRule,
    StopRule,
};

use super::Programme;
use crate::{
    kernel::{money::Fen, time::Month},
    subsidies::{
        model::{self, Expression, Peers, ProgrammeRecord, Terms},
        rules::eligibility::{fact_name, text, value_text},
    },
};

/// 与另一项目的排斥关系。
#[derive(Debug, SimpleObject)]
pub struct Exclusion {
    /// 另一项目。
    programme: Programme,
    /// 互斥、择高或合计限额。
    kind: ExclusionKind,
    /// 同一人还是同一户。
    level: ExclusionLevel,
    /// 合计的限额(元/月);合计限额而未给出时,以两者中较高的标准为限。
    cap: Option<Fen>,
    /// 起始月。
    valid_from: Month,
    /// 终止月(不含);仍有效时为空。
    valid_to: Option<Month>,
}

impl Exclusion {
    /// A pair as the graph shows it.
    pub fn new(other: &Arc<ProgrammeRecord>, pair: &model::Exclusion) -> Self {
        Self {
            programme: Programme(Arc::clone(other)),
            kind: pair.kind,
            level: pair.level,
            cap: pair.cap,
            valid_from: pair.valid_from,
            valid_to: pair.valid_to,
        }
    }
}

/// 资格条件中的一个节点;条件按次序编号,组合关系由上级编号给出。
#[derive(Debug, SimpleObject)]
pub struct EligibilityCondition {
    /// 编号,自 1 起。
    number: i32,
    /// 上级节点的编号;最上层为空。
    parent: Option<i32>,
    /// 组合方式,或一项比较。
    kind: ConditionKind,
    /// 按档次规定时,本节点所属的档次代码。
    tier: Option<String>,
    /// 所比较的事实。
    fact: Option<EligibilityFact>,
    /// 事实的名称。
    fact_name: Option<&'static str>,
    /// 比较方式。
    comparison: Option<Comparison>,
    /// 所要求的内容。
    required: Option<String>,
}

/// 资格条件:可读的文字与结构。
#[derive(Debug, SimpleObject)]
pub struct EligibilityRule {
    /// 可读的文字。
    text: String,
    /// 结构,自上而下。
    conditions: Vec<EligibilityCondition>,
}

impl EligibilityRule {
    /// An expression as the graph shows it.
    pub fn new(expression: &Expression, peers: &Peers) -> Self {
        let condition = |node: model::Node<'_>| EligibilityCondition {
            number: node.number,
            parent: node.parent,
            kind: node.kind,
            tier: node.tier.map(str::to_owned),
            fact: node.compare.map(|compare| compare.fact),
            fact_name: node.compare.map(|compare| fact_name(compare.fact)),
            comparison: node.compare.map(|compare| compare.op),
            required: node.compare.map(|compare| value_text(compare, peers, None)),
        };
        let conditions = expression.nodes().into_iter().map(condition).collect();
        Self { text: text(expression, peers), conditions }
    }
}

/// Conditions and settings of a programme from a month on, from memory.
#[derive(Debug, Clone)]
pub struct ProgrammeTerms {
    pub programme: Arc<ProgrammeRecord>,
    pub terms: Terms,
}

/// 自某月起执行的资格条件与办理规定;以后的变更不改变此前的月份。
#[Object]
impl ProgrammeTerms {
    /// 起始月。
    async fn valid_from(&self) -> Month {
        self.terms.row.valid_from
    }

    /// 资格条件。
    async fn eligibility(&self) -> EligibilityRule {
        EligibilityRule::new(&self.terms.expression, &self.programme.peers)
    }

    /// 审批层级。
    async fn approving_level(&self) -> ApprovingLevel {
        self.terms.row.approving_level
    }

    /// 公示天数(工作日);0 表示不公示。
    async fn publicity_days(&self) -> i32 {
        self.terms.row.publicity_days
    }

    /// 公示中姓名的显示。
    async fn publicity_name(&self) -> NamePolicy {
        self.terms.row.publicity_name
    }

    /// 是否公示金额。
    async fn amount_published(&self) -> bool {
        self.terms.row.publicity_amount
    }

    /// 复核间隔(月);0 表示不复核。
    async fn review_months(&self) -> i32 {
        self.terms.row.review_months
    }

    /// 起始月的确定。
    async fn start_rule(&self) -> StartRule {
        self.terms.row.start_rule
    }

    /// 停发月的确定。
    async fn stop_rule(&self) -> StopRule {
        self.terms.row.stop_rule
    }

    /// 恢复时最多补发的月数;不限时为空。
    async fn back_pay_months(&self) -> Option<i32> {
        self.terms.row.back_pay_months
    }

    /// 依据的文件。
    async fn document(&self) -> &str {
        &self.terms.row.document
    }
}
