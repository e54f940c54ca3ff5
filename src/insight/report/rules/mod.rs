//! Putting computed and reported figures together. No I/O, no clock.

pub mod hash;
pub mod record;

use std::collections::BTreeMap;

use entity::vocab::{IndicatorComparison, IndicatorKind, ReportDomain};

use super::{
    catalogue::CATALOGUE,
    model::{Definition, Figure, Indicator, Quantity, Report, Rows, Sources},
};

/// Whether the computed value bears out the reported one; nothing of a target, which is a figure to come.
#[must_use]
pub fn agrees(computed: Quantity, reported: &Indicator) -> Option<bool> {
    let stated = Quantity(reported.value);
    if reported.kind == IndicatorKind::Target {
        return None;
    }
    Some(match reported.comparison {
        IndicatorComparison::Exact => computed.rounded(reported.rounded_to) == stated,
        IndicatorComparison::AtLeast => computed >= stated,
        IndicatorComparison::MoreThan => computed > stated,
        IndicatorComparison::About => {
            let apart = (i128::from(computed.0) - i128::from(stated.0)).abs();
            apart * 20 <= i128::from(stated.0).abs()
        }
    })
}

/// The figure as the viewer sees it: `may` says whether rows may be read.
fn computed(own: &Definition, from: &Sources, records: Vec<Indicator>, may: impl Fn(&Rows) -> bool) -> Figure {
    let rows = (own.rows)(from);
    let figure = Figure {
        code: own.code.to_owned(),
        label: own.label.to_owned(),
        domain: own.domain,
        unit: own.unit.to_owned(),
        computed: (own.measure)(from),
        definition: own.text.to_owned(),
        as_of: from.as_of,
        hash: String::new(),
        drill_down: may(&rows).then(|| rows.query.clone()),
        records,
    };
    Figure { hash: hash::figure(&figure, from.year, (own.version, &rows.filter)), ..figure }
}

/// A figure that is only reported.
fn reported(from: &Sources, records: Vec<Indicator>) -> Option<Figure> {
    let newest = records.first()?;
    let figure = Figure {
        code: newest.code.clone(),
        label: newest.label.clone(),
        domain: ReportDomain::Indicators,
        unit: newest.unit.clone(),
        computed: None,
        definition: format!("上报指标,平台不计算;数字和口径以《{}》为准。", newest.source),
        as_of: from.as_of,
        hash: String::new(),
        drill_down: None,
        records,
    };
    Some(Figure { hash: hash::figure(&figure, from.year, (0, "")), ..figure })
}

/// Whether a computed value is worth a line where nobody reported one: any, but that there are no facilities of a kind.
fn tells(figure: &Figure) -> bool {
    figure.computed.is_some_and(|value| value != Quantity(0) || figure.domain != ReportDomain::Services)
}

/// The report: figures in the order of the catalogue, then those that are only reported in the order they were first
/// recorded. What nobody reported and the figures do not tell is left out. `records` are the year's, oldest first.
#[must_use]
pub fn report(from: &Sources, records: Vec<Indicator>, may: impl Fn(&Rows) -> bool) -> Report {
    let mut order: Vec<String> = Vec::new();
    let mut by_code: BTreeMap<String, Vec<Indicator>> = BTreeMap::new();
    for record in records {
        let known = by_code.entry(record.code.clone()).or_default();
        if known.is_empty() {
            order.push(record.code.clone());
        }
        known.insert(0, record);
    }
    let mut figures: Vec<Figure> = CATALOGUE
        .iter()
        .map(|own| computed(own, from, by_code.remove(own.code).unwrap_or_default(), &may))
        .filter(|figure| !figure.records.is_empty() || tells(figure))
        .collect();
    figures.extend(order.iter().filter_map(|code| reported(from, by_code.remove(code)?)));
    let hash = hash::report(from.year, from.as_of, &figures);
    Report { year: from.year, as_of: from.as_of, paragraph: from.paragraph(), figures, hash }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::report::rules::record::tests::indicator;

    fn against(comparison: IndicatorComparison, value: i64) -> Indicator {
        Indicator { comparison, value: value * 100, ..indicator() }
    }

    #[test]
    fn each_comparison_has_its_border() {
        let of = |number: i64, comparison| agrees(Quantity::count(number), &against(comparison, 1_100));
        assert_eq!(of(1_100, IndicatorComparison::Exact), Some(true));
        assert_eq!(of(1_101, IndicatorComparison::Exact), Some(false));
        assert_eq!(of(1_100, IndicatorComparison::AtLeast), Some(true));
        assert_eq!(of(1_099, IndicatorComparison::AtLeast), Some(false));
        assert_eq!(of(1_101, IndicatorComparison::MoreThan), Some(true));
        assert_eq!(of(1_100, IndicatorComparison::MoreThan), Some(false), "1100余 is more than 1100");
        assert_eq!(of(1_155, IndicatorComparison::About), Some(true));
        assert_eq!(of(1_156, IndicatorComparison::About), Some(false));
        assert_eq!(of(1_045, IndicatorComparison::About), Some(true));
    }

    #[test]
    fn what_was_rounded_is_compared_rounded() {
        let wan = Indicator { value: 692_610_000, rounded_to: 10_000, ..indicator() };
        assert_eq!(agrees(Quantity(692_610_000), &wan), Some(true));
        assert_eq!(agrees(Quantity(692_614_999), &wan), Some(true));
        assert_eq!(agrees(Quantity(692_615_000), &wan), Some(false));
    }

    #[test]
    fn a_target_is_not_borne_out_yet() {
        let target = Indicator { kind: IndicatorKind::Target, ..indicator() };
        assert_eq!(agrees(Quantity(target.value), &target), None);
    }
}
