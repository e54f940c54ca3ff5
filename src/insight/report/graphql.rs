//! Figures of the report and reported indicators in the graph.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use entity::vocab::{IndicatorComparison, IndicatorKind, ReportDomain};

use super::{
    model::{Figure, Indicator, Quantity},
    record::record,
    rules::{self, record::Record},
};
use crate::{
    access::viewer::Viewer,
    kernel::{
        app::App,
        id,
        payload::{Problem, split},
        problem::Failure,
        time::{Date, business_day},
    },
};

/// Prefix of the ids of indicators.
const PREFIX: &str = "ind";

/// A row of `reported_indicator`.
pub struct ReportedIndicator(Indicator);

/// 年报原文中的一个数字;更正另登一条,不改原登记。
#[Object]
impl ReportedIndicator {
    /// 标识,更正时填入 supersedes。
    async fn id(&self) -> ID {
        id::encode(PREFIX, self.0.id).into()
    }

    /// 指标代码。
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// 年报年份。
    async fn year(&self) -> i32 {
        self.0.year
    }

    /// 指标名称。
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// 计量单位,如 "人次"、"元"、"件"、"%"。
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// 数值:十进制字符串。
    async fn value(&self) -> String {
        Quantity(self.0.value).text(&self.0.unit)
    }

    /// 数值取整到的单位:十进制字符串;"0.01" 为未取整。
    async fn rounded_to(&self) -> String {
        Quantity(self.0.rounded_to).text("")
    }

    /// 与计算数字的比较方式。
    async fn comparison(&self) -> IndicatorComparison {
        self.0.comparison
    }

    /// 实际完成或目标。
    async fn kind(&self) -> IndicatorKind {
        self.0.kind
    }

    /// 报告原文。
    async fn phrase(&self) -> &str {
        &self.0.phrase
    }

    /// 出处文件。
    async fn source(&self) -> &str {
        &self.0.source
    }

    /// 登记日。
    async fn recorded_on(&self) -> Date {
        Date(business_day(self.0.recorded_at))
    }

    /// 登记人账号;对统计岗位为空。
    async fn recorded_by(&self, ctx: &Context<'_>) -> Option<&str> {
        (!Viewer::of(ctx).figures_only()).then_some(self.0.recorded_by.as_str())
    }

    /// 所更正的登记的标识;首次登记为空。
    async fn supersedes(&self) -> Option<ID> {
        self.0.supersedes.map(|key| id::encode(PREFIX, key).into())
    }
}

/// A figure of the report.
pub struct ReportFigure(pub Figure);

impl ReportFigure {
    fn number(&self, value: Option<Quantity>) -> Option<String> {
        value.map(|value| value.text(&self.0.unit))
    }
}

/// 年报的一个数字:平台计算的与报告上报的并列。数值为十进制字符串,金额以元计、两位小数。
#[Object]
impl ReportFigure {
    /// 指标代码。
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// 指标名称。
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// 所属业务。
    async fn domain(&self) -> ReportDomain {
        self.0.domain
    }

    /// 计量单位,如 "人次"、"元"、"件"、"%"。
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// 平台由明细计算的数字;不计算、无记录或因人数过少而隐藏的为空。
    async fn computed(&self) -> Option<String> {
        self.number(self.0.computed)
    }

    /// 报告上报的数字(现行登记);没有登记的为空。
    async fn reported(&self) -> Option<String> {
        self.number(self.0.reported())
    }

    /// 差额 = 计算 - 上报;任一为空则为空。
    async fn difference(&self) -> Option<String> {
        self.number(self.0.difference())
    }

    /// 计算数字是否印证上报数字,按比较方式判定(上报以万元取整的按取整后比较);任一为空或上报的是目标则为空。
    async fn agrees(&self) -> Option<bool> {
        rules::agrees(self.0.computed?, self.0.indicator()?)
    }

    /// 比较方式;没有上报数字的为空。
    async fn comparison(&self) -> Option<IndicatorComparison> {
        self.0.indicator().map(|indicator| indicator.comparison)
    }

    /// 上报的是实际完成还是目标;没有上报数字的为空。
    async fn kind(&self) -> Option<IndicatorKind> {
        self.0.indicator().map(|indicator| indicator.kind)
    }

    /// 口径:如何计数、计哪些状态、以哪一天为准。
    async fn definition(&self) -> &str {
        &self.0.definition
    }

    /// 报告原文;没有上报数字的为空。
    async fn phrase(&self) -> Option<&str> {
        self.0.indicator().map(|indicator| indicator.phrase.as_str())
    }

    /// 出处文件;没有上报数字的为空。
    async fn source(&self) -> Option<&str> {
        self.0.indicator().map(|indicator| indicator.source.as_str())
    }

    /// 判定日:该年最后一天,尚未到则为今天。
    async fn as_of(&self) -> Date {
        Date(self.0.as_of)
    }

    /// 校验值(SHA-256,十六进制):由代码、年份、判定日、口径版本、计算数字、上报数字和条件的规范文本算出,同样的内容总得同样的值。
    async fn hash(&self) -> &str {
        &self.0.hash
    }

    /// 列出构成这个数字的明细的 GraphQL 查询,可直接执行,用变量 first、after 翻页;无权查看这些明细的岗位(及统计岗位)为空。
    async fn drill_down(&self) -> Option<&str> {
        self.0.drill_down.as_deref()
    }

    /// 上报数字的登记,现行的在前,其后是被更正的。
    async fn records(&self) -> Vec<ReportedIndicator> {
        self.0.records.iter().cloned().map(ReportedIndicator).collect()
    }
}

/// 登记或更正上报指标。
#[derive(Debug, InputObject)]
pub struct IndicatorRecordInput {
    /// 指标代码:大写字母、数字和下划线,如 "WORK_ORDERS";平台计算的指标用年报中的代码。
    code: String,
    /// 年报年份。
    year: i32,
    /// 指标名称。
    label: String,
    /// 计量单位,如 "件";平台计算的指标须用同一单位,金额一律以 "元" 计。
    unit: String,
    /// 数值:至多两位小数的十进制字符串。
    value: String,
    /// 数值取整到的单位,如以万元计、两位小数为 "100.00";不给则为未取整。
    rounded_to: Option<String>,
    /// 与计算数字的比较方式。
    #[graphql(default_with = "IndicatorComparison::Exact")]
    comparison: IndicatorComparison,
    /// 实际完成或目标。
    #[graphql(default_with = "IndicatorKind::Actual")]
    kind: IndicatorKind,
    /// 报告原文。
    phrase: String,
    /// 出处文件。
    source: String,
    /// 更正时给出现行登记的标识;首次登记不给。
    supersedes: Option<ID>,
}

impl From<IndicatorRecordInput> for Record {
    fn from(input: IndicatorRecordInput) -> Self {
        let IndicatorRecordInput { code, year, label, unit, value, .. } = input;
        let IndicatorRecordInput { rounded_to, comparison, kind, phrase, source, supersedes, .. } = input;
        let supersedes = supersedes.map(|one| id::key(&one, PREFIX));
        Self { code, year, label, unit, value, rounded_to, comparison, kind, phrase, source, supersedes }
    }
}

/// 办理结果。
#[derive(SimpleObject)]
pub struct IndicatorRecordPayload {
    /// 新的登记;被拒时为空。
    indicator: Option<ReportedIndicator>,
    /// 被拒的原因;办成时为空列表。
    problems: Vec<Problem>,
}

/// Acts on reported indicators.
#[derive(Default)]
pub struct IndicatorMutation;

#[Object]
impl IndicatorMutation {
    /// 登记年报上报的一个数字,或更正已登记的;更正另登一条,原登记保留。
    async fn indicator_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: IndicatorRecordInput,
    ) -> Result<IndicatorRecordPayload, Failure> {
        let done = record(ctx.data_unchecked::<App>(), Viewer::of(ctx), input.into()).await;
        let (row, problems) = split(done)?;
        Ok(IndicatorRecordPayload { indicator: row.map(ReportedIndicator), problems })
    }
}
