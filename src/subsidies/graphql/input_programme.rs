//! Inputs of acts on programmes and on declared facts.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::vocab::{
    ApprovingLevel, Comparison, EligibilityFact, ExclusionKind, ExclusionLevel, NamePolicy, StartRule, StopRule,
};

use crate::{
    kernel::{
        id,
        money::Fen,
        problem::Failure,
        time::{Date, Month},
    },
    subsidies::{
        model::{
            Compare, Declaration, EndExclusion, Expression, Multiple, NewExclusion, NewStandard, NewTerms, Part,
            Proposal, Value,
        },
        service::programme::{ChangeTarget, Trial},
    },
};

/// Deepest nesting read; the rules allow less.
const DEPTH: usize = 16;

/// 某项目标准的百分比。
#[derive(Debug, Clone, InputObject)]
pub struct StandardMultipleInput {
    /// 不分档项目的代码,如 "DB01"。
    pub programme: String,
    /// 百分比,1 到 1000。
    pub percent: i32,
}

/// 一项比较:事实、比较方式,以及恰好一种要求的内容。
#[derive(Debug, Clone, InputObject)]
pub struct ComparisonInput {
    /// 事实。
    pub fact: EligibilityFact,
    /// 比较方式。
    pub comparison: Comparison,
    /// 是或否。
    pub flag: Option<bool>,
    /// 整数,如周岁、等级。
    pub number: Option<i32>,
    /// 金额(元)。
    pub amount: Option<Fen>,
    /// 一个词或项目代码。
    pub word: Option<String>,
    /// 若干词或项目代码。
    pub words: Option<Vec<String>>,
    /// 某项目标准的百分比。
    pub multiple: Option<StandardMultipleInput>,
}

/// 某一档次的条件。
#[derive(Debug, Clone, InputObject)]
pub struct TierConditionInput {
    /// 档次代码,如 "T80"。
    pub tier: String,
    /// 条件。
    pub condition: EligibilityInput,
}

/// 资格条件:all、any、not、compare、tier 中恰好给出一种。
#[derive(Debug, Clone, InputObject)]
pub struct EligibilityInput {
    /// 全部满足。
    pub all: Option<Vec<EligibilityInput>>,
    /// 满足其一。
    pub any: Option<Vec<EligibilityInput>>,
    /// 不满足。
    pub not: Option<Box<EligibilityInput>>,
    /// 一项比较。
    pub compare: Option<ComparisonInput>,
    /// 按档次分别规定,须写全本项目的档次。
    pub tier: Option<Vec<TierConditionInput>>,
}

fn malformed(message: &str) -> Failure {
    Failure::problem("ELIGIBILITY", "terms.eligibility", message)
}

/// The one that is given; none when it is not exactly one.
fn only<T>(given: impl IntoIterator<Item = Option<T>>) -> Option<T> {
    let mut given = given.into_iter().flatten();
    given.next().filter(|_| given.next().is_none())
}

impl ComparisonInput {
    fn compare(self) -> Result<Compare, Failure> {
        let multiple = self.multiple.map(|multiple| {
            Value::Multiple(Multiple {
                standard: multiple.programme.trim().to_owned(),
                percent: multiple.percent.into(),
            })
        });
        let value = only([
            self.flag.map(Value::Flag),
            self.number.map(|number| Value::Whole(number.into())),
            self.amount.map(|amount| Value::Whole(amount.0)),
            self.word.map(Value::Word),
            self.words.map(Value::Words),
            multiple,
        ]);
        let value =
            value.ok_or_else(|| malformed("每项比较须恰好给出 flag、number、amount、word、words、multiple 之一"))?;
        Ok(Compare { fact: self.fact, op: self.comparison, value })
    }
}

impl EligibilityInput {
    /// The expression it says.
    fn expression(self, depth: usize) -> Result<Expression, Failure> {
        if depth > DEPTH {
            return Err(malformed("条件嵌套过深,请拆开"));
        }
        let many = |parts: Vec<Self>| {
            parts.into_iter().map(|part| part.expression(depth + 1)).collect::<Result<Vec<_>, Failure>>()
        };
        match (self.all, self.any, self.not, self.compare, self.tier) {
            (Some(parts), None, None, None, None) => Ok(Expression::All(many(parts)?)),
            (None, Some(parts), None, None, None) => Ok(Expression::Any(many(parts)?)),
            (None, None, Some(part), None, None) => Ok(Expression::Not(Box::new(part.expression(depth + 1)?))),
            (None, None, None, Some(compare), None) => Ok(Expression::Compare(compare.compare()?)),
            (None, None, None, None, Some(tiers)) => {
                let one =
                    |tier: TierConditionInput| Ok((tier.tier.trim().to_owned(), tier.condition.expression(depth + 1)?));
                Ok(Expression::Tier(tiers.into_iter().map(one).collect::<Result<_, Failure>>()?))
            }
            _ => Err(malformed("每个条件须恰好给出 all、any、not、compare、tier 之一")),
        }
    }
}

/// 新的标准。
#[derive(Debug, Clone, InputObject)]
pub struct ProgrammeStandardInput {
    /// 档次代码,如 "T80";不分档的项目不给。
    pub tier: Option<String>,
    /// 执行起始日期;月中起执行的,自次月起按新标准计发。同日已有标准的,视为更正。
    pub valid_from: Date,
    /// 金额(元),含义见项目的 standardUnit。
    pub amount: Fen,
}

/// 新的资格条件与办理规定;不给的保持该月原有规定。
#[derive(Debug, Clone, InputObject)]
pub struct ProgrammeTermsInput {
    /// 起始月。
    pub valid_from: Month,
    /// 资格条件。
    pub eligibility: Option<EligibilityInput>,
    /// 审批层级。
    pub approving_level: Option<ApprovingLevel>,
    /// 公示天数(工作日),0 到 60。
    pub publicity_days: Option<i32>,
    /// 公示中姓名的显示。
    pub publicity_name: Option<NamePolicy>,
    /// 是否公示金额。
    pub amount_published: Option<bool>,
    /// 复核间隔(月),0 到 60,0 表示不复核。
    pub review_months: Option<i32>,
    /// 起始月的确定。
    pub start_rule: Option<StartRule>,
    /// 停发月的确定。
    pub stop_rule: Option<StopRule>,
    /// 恢复时最多补发的月数;给空值表示不限。
    pub back_pay_months: MaybeUndefined<i32>,
}

/// 设立与另一项目的排斥关系。
#[derive(Debug, Clone, InputObject)]
pub struct ProgrammeExclusionInput {
    /// 另一项目代码。
    pub other: String,
    /// 互斥、择高或合计限额。
    pub kind: ExclusionKind,
    /// 同一人还是同一户。
    pub level: ExclusionLevel,
    /// 合计的限额(元/月),只用于合计限额;不给则以两者中较高的标准为限。
    pub cap: Option<Fen>,
    /// 起始月。
    pub valid_from: Month,
}

/// 终止与另一项目现行的排斥关系。
#[derive(Debug, Clone, InputObject)]
pub struct ProgrammeExclusionEndInput {
    /// 另一项目代码。
    pub other: String,
    /// 自该月起不再适用。
    pub valid_to: Month,
}

/// The parts of which exactly one is given.
type Parts = (
    Option<ProgrammeStandardInput>,
    Option<ProgrammeTermsInput>,
    Option<ProgrammeExclusionInput>,
    Option<ProgrammeExclusionEndInput>,
);

fn part(parts: Parts) -> Result<Part, Failure> {
    match parts {
        (Some(new), None, None, None) => {
            Ok(Part::Standard(NewStandard { tier: new.tier, valid_from: new.valid_from.0, amount: new.amount }))
        }
        (None, Some(new), None, None) => Ok(Part::Terms(Box::new(NewTerms {
            valid_from: new.valid_from,
            eligibility: new.eligibility.map(|input| input.expression(0)).transpose()?,
            approving_level: new.approving_level,
            publicity_days: new.publicity_days,
            publicity_name: new.publicity_name,
            publicity_amount: new.amount_published,
            review_months: new.review_months,
            start_rule: new.start_rule,
            stop_rule: new.stop_rule,
            back_pay_months: new.back_pay_months.into(),
        }))),
        (None, None, Some(new), None) => Ok(Part::Exclusion(NewExclusion {
            other: new.other.trim().to_owned(),
            kind: new.kind,
            level: new.level,
            cap: new.cap,
            valid_from: new.valid_from,
        })),
        (None, None, None, Some(end)) => {
            Ok(Part::ExclusionEnd(EndExclusion { other: end.other.trim().to_owned(), valid_to: end.valid_to }))
        }
        _ => Err(Failure::problem(
            "ONE_PART",
            "",
            "一项变更须恰好给出 standard、terms、exclusion、exclusionEnd 之一,多项请分别提出",
        )),
    }
}

/// 提出项目变更:standard、terms、exclusion、exclusionEnd 中恰好给出一种。
#[derive(Debug, Clone, InputObject)]
pub struct ProgrammeChangeProposeInput {
    /// 项目代码。
    pub programme: String,
    /// 所见的项目版本号;已有变更生效则拒绝。
    pub version: i32,
    /// 依据的文件(文号或档案号)。
    pub document: String,
    /// 变更理由。
    pub reason: String,
    /// 标准。
    pub standard: Option<ProgrammeStandardInput>,
    /// 资格条件与办理规定。
    pub terms: Option<ProgrammeTermsInput>,
    /// 设立排斥关系。
    pub exclusion: Option<ProgrammeExclusionInput>,
    /// 终止排斥关系。
    pub exclusion_end: Option<ProgrammeExclusionEndInput>,
}

impl TryFrom<ProgrammeChangeProposeInput> for Proposal {
    type Error = Failure;

    fn try_from(input: ProgrammeChangeProposeInput) -> Result<Self, Failure> {
        Ok(Self {
            programme: input.programme,
            version: input.version,
            part: part((input.standard, input.terms, input.exclusion, input.exclusion_end))?,
            document: input.document,
            reason: input.reason,
        })
    }
}

/// 试算项目变更:standard、terms、exclusion、exclusionEnd 中恰好给出一种。
#[derive(Debug, Clone, InputObject)]
pub struct ProgrammeWhatIfInput {
    /// 项目代码。
    pub programme: String,
    /// 试算的月份;不给则为变更所及的第一个月。
    pub month: Option<Month>,
    /// 标准。
    pub standard: Option<ProgrammeStandardInput>,
    /// 资格条件与办理规定。
    pub terms: Option<ProgrammeTermsInput>,
    /// 设立排斥关系。
    pub exclusion: Option<ProgrammeExclusionInput>,
    /// 终止排斥关系。
    pub exclusion_end: Option<ProgrammeExclusionEndInput>,
}

impl TryFrom<ProgrammeWhatIfInput> for Trial {
    type Error = Failure;

    fn try_from(input: ProgrammeWhatIfInput) -> Result<Self, Failure> {
        let part = part((input.standard, input.terms, input.exclusion, input.exclusion_end))?;
        Ok(Self { programme: input.programme, part, month: input.month })
    }
}

/// 批准他人提出的项目变更。
#[derive(Debug, Clone, InputObject)]
pub struct ProgrammeChangeApproveInput {
    /// 变更标识。
    pub change: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
}

impl From<&ProgrammeChangeApproveInput> for ChangeTarget {
    fn from(input: &ProgrammeChangeApproveInput) -> Self {
        Self { change: id::key(&input.change, "pch"), version: input.version }
    }
}

/// 退回项目变更,或撤回自己提出的变更。
#[derive(Debug, Clone, InputObject)]
pub struct ProgrammeChangeRejectInput {
    /// 变更标识。
    pub change: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 理由,至多 200 字。
    pub reason: String,
}

impl From<&ProgrammeChangeRejectInput> for ChangeTarget {
    fn from(input: &ProgrammeChangeRejectInput) -> Self {
        Self { change: id::key(&input.change, "pch"), version: input.version }
    }
}

/// 登记申报的事实。
#[derive(Debug, Clone, InputObject)]
pub struct ResidentFactRecordInput {
    /// 居民标识。
    pub resident: ID,
    /// 事实,须为申报类。
    pub fact: EligibilityFact,
    /// 内容:是否类填 "TRUE" 或 "FALSE",其余填该事实的代码,如 "HALF"。
    pub value: String,
    /// 起始日期,不晚于今天。
    pub valid_from: Date,
    /// 终止日期(不含)。
    pub valid_to: Option<Date>,
    /// 来源,如入户核查、证明材料。
    pub source: String,
    /// 证明材料的档案号。
    pub document: Option<String>,
}

impl From<ResidentFactRecordInput> for Declaration {
    fn from(input: ResidentFactRecordInput) -> Self {
        Self {
            resident: id::key(&input.resident, "res"),
            fact: input.fact,
            value: input.value,
            valid_from: input.valid_from.0,
            valid_to: input.valid_to.map(|date| date.0),
            source: input.source,
            document: input.document,
        }
    }
}

/// 撤回登记有误的申报;此后判定不再依据它。
#[derive(Debug, Clone, InputObject)]
pub struct ResidentFactWithdrawInput {
    /// 申报标识。
    pub resident_fact: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 理由,至多 200 字。
    pub reason: String,
}
