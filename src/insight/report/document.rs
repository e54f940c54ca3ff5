//! What the documents say, whatever they are made of.

use entity::vocab::{IndicatorKind, ReportDomain};

use super::{
    model::{Figure, Quantity, Report},
    rules,
};

/// A report with the words around its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub title: String,
    pub report: Report,
}

/// Headings of the table of figures.
pub const COLUMNS: [&str; 6] = ["指标", "单位", "计算", "上报", "差额", "比对"];

/// What stands where there is no figure.
const NOTHING: &str = "—";

impl Document {
    /// The document of a report.
    #[must_use]
    pub fn new(report: Report) -> Self {
        Self { title: format!("{}年度民生和社区服务数字报告", report.year), report }
    }

    /// As-of day and hash, for the foot.
    #[must_use]
    pub fn note(&self) -> String {
        format!("判定日 {}。全部数字的校验值(SHA-256):{}", self.report.as_of, self.report.hash)
    }

    /// Figures by domain, in order.
    pub fn domains(&self) -> impl Iterator<Item = (&'static str, &[Figure])> {
        let same = |one: &Figure, other: &Figure| one.domain == other.domain;
        let heading = |part: &[Figure]| part.first().map_or("", |figure| name(figure.domain));
        self.report.figures.chunk_by(same).map(move |part| (heading(part), part))
    }

    /// Figures with the query for their rows, for those who were given it.
    pub fn queries(&self) -> impl Iterator<Item = (&Figure, &str)> {
        self.report.figures.iter().filter_map(|figure| Some((figure, figure.drill_down.as_deref()?)))
    }
}

/// A row of the table of figures.
#[must_use]
pub fn cells(figure: &Figure) -> [String; 6] {
    let number = |value: Option<Quantity>| value.map_or_else(|| NOTHING.to_owned(), |value| value.text(&figure.unit));
    [
        figure.label.clone(),
        figure.unit.clone(),
        number(figure.computed),
        number(figure.reported()),
        number(figure.difference()),
        verdict(figure).to_owned(),
    ]
}

/// What the comparison came to.
fn verdict(figure: &Figure) -> &'static str {
    let indicator = figure.indicator();
    match figure.computed.zip(indicator).and_then(|(computed, indicator)| rules::agrees(computed, indicator)) {
        Some(true) => "一致",
        Some(false) => "不一致",
        None if indicator.is_some_and(|indicator| indicator.kind == IndicatorKind::Target) => "目标",
        None => NOTHING,
    }
}

/// The words of the report that a figure stands for, with their source.
#[must_use]
pub fn quotation(figure: &Figure) -> Option<String> {
    figure.indicator().map(|indicator| format!("原文:“{}”(《{}》)", indicator.phrase, indicator.source))
}

const fn name(domain: ReportDomain) -> &'static str {
    match domain {
        ReportDomain::Subsidies => "补贴补助",
        ReportDomain::Veterans => "退役军人",
        ReportDomain::Leases => "集体资产租赁",
        ReportDomain::Dividends => "分配和分红",
        ReportDomain::Services => "服务设施",
        ReportDomain::Indicators => "上报指标",
    }
}

#[cfg(test)]
pub(in crate::insight::report) mod tests {
    use super::*;
    use crate::insight::report::{
        model::Sources,
        rules::{record::tests::indicator, report as assemble},
    };

    /// A document with one figure that is only reported, in words that must be escaped.
    pub(in crate::insight::report) fn hostile() -> Document {
        let mut record = indicator();
        record.phrase = "<script>alert(1)</script> & \"工单\"".to_owned();
        let mut report = assemble(&Sources::default(), vec![record], |_| true);
        "2022年,共向<b>57003</b>人次。".clone_into(&mut report.paragraph);
        Document::new(report)
    }

    #[test]
    fn what_is_only_reported_has_no_verdict() {
        let document = hostile();
        let figure = document.report.figures.last().expect("a figure");
        assert_eq!(cells(figure), ["工单", "件", "—", "1471", "—", "—"]);
        assert_eq!(document.domains().last().map(|(name, part)| (name, part.len())), Some(("上报指标", 1)));
    }
}
