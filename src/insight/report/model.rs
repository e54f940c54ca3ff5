//! What a figure of the report is made of.

use std::collections::BTreeMap;

use chrono::NaiveDate;
pub use entity::reported_indicator::Model as Indicator;
use entity::vocab::{ReportDomain, ServicePointKind};

use crate::{
    access::policy::Permission,
    findings::service::campaign::YearFigures,
    insight::{
        dividends::DividendYear,
        model::{in_ten_thousands, lease_sentence},
        subsidies::service::Headline,
        veterans_year::VeteranYear,
    },
    kernel::money::Fen,
    services::model::Point,
};

/// The unit of money; its values have two places always.
pub const YUAN: &str = "元";

/// Largest value on either side, in hundredths; the table checks it too.
pub const LARGEST: i64 = 100_000_000_000_000_000;

/// An exact number with at most two decimal places, in hundredths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(pub i64);

impl Quantity {
    /// So many things.
    #[must_use]
    pub const fn count(number: i64) -> Self {
        Self(number.saturating_mul(100))
    }

    /// So many yuan.
    #[must_use]
    pub const fn money(amount: Fen) -> Self {
        Self(amount.0)
    }

    /// A decimal with at most two places, if `text` is one within bounds.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Fen(hundredths) = text.trim().parse().ok()?;
        (-LARGEST..=LARGEST).contains(&hundredths).then_some(Self(hundredths))
    }

    /// This less another.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Half up (away from zero below it, as reports round) to a multiple of `step` hundredths.
    #[must_use]
    pub fn rounded(self, step: i64) -> Self {
        let (step, value) = (i128::from(step.max(1)), i128::from(self.0));
        let whole = (value.abs() * 2 + step).div_euclid(step * 2) * step;
        Self(i64::try_from(whole * value.signum()).unwrap_or(self.0))
    }

    /// As a decimal: two places of yuan, no more places than needed of anything else.
    #[must_use]
    pub fn text(self, unit: &str) -> String {
        let text = Fen(self.0).to_string();
        if unit == YUAN { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
    }
}

/// Everything that the figures of a year are computed from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    pub year: i32,
    /// Last day of the year, or today when that is earlier.
    pub as_of: NaiveDate,
    /// Codes of the programmes of the headline, in order.
    pub headline: Vec<String>,
    pub subsidies: Headline,
    /// Keys and codes of the year's campaigns.
    pub campaigns: Vec<(i64, String)>,
    pub inspection: YearFigures,
    pub dividends: DividendYear,
    pub veterans: VeteranYear,
    /// Service points open on the day.
    pub points: Vec<Point>,
    /// Minutes of the circle of a kind of point.
    pub circles: BTreeMap<ServicePointKind, i32>,
}

impl Sources {
    /// The year in the words of the office's own report, amounts in 万元; without what is hidden.
    #[must_use]
    pub fn paragraph(&self) -> String {
        let Headline { person_times, amount, .. } = self.subsidies;
        let subsidies = person_times.zip(amount).map_or_else(String::new, |(person_times, amount)| {
            let wan = in_ten_thousands(amount);
            format!("{}年,共向{person_times}人次特殊人群补贴补助{wan}万元。", self.year)
        });
        subsidies + &self.veterans.sentence() + &lease_sentence(&self.inspection) + &self.dividends.sentence()
    }

    /// Open points of a kind, of the street or of units where so asked.
    pub fn points(&self, kind: ServicePointKind, street: Option<bool>) -> impl Iterator<Item = &Point> {
        let wanted = move |point: &&Point| point.kind == kind && street.is_none_or(|own| point.street_level == own);
        self.points.iter().filter(wanted)
    }
}

/// The rows behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// What somebody must be permitted who may read them.
    pub needs: &'static [Permission],
    /// Which rows, as the hash states it: the same for everybody and on every installation.
    pub filter: String,
    /// A GraphQL document that lists them.
    pub query: String,
}

/// How a figure is computed.
pub struct Definition {
    /// Stable word for the figure.
    pub code: &'static str,
    pub label: &'static str,
    pub domain: ReportDomain,
    pub unit: &'static str,
    /// Counted up when `text` or `measure` change what is counted.
    pub version: u32,
    /// How it is counted, which states, which day; Chinese.
    pub text: &'static str,
    /// None where nothing of the kind is on record, or too few people are behind it for the viewer.
    pub measure: fn(&Sources) -> Option<Quantity>,
    pub rows: fn(&Sources) -> Rows,
}

/// A figure of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub code: String,
    pub label: String,
    pub domain: ReportDomain,
    pub unit: String,
    pub computed: Option<Quantity>,
    pub definition: String,
    pub as_of: NaiveDate,
    pub hash: String,
    /// A GraphQL document, for viewers who may read the rows.
    pub drill_down: Option<String>,
    /// The reported indicator, newest correction first.
    pub records: Vec<Indicator>,
}

impl Figure {
    /// The indicator in force.
    #[must_use]
    pub fn indicator(&self) -> Option<&Indicator> {
        self.records.first()
    }

    /// The reported value.
    #[must_use]
    pub fn reported(&self) -> Option<Quantity> {
        self.indicator().map(|indicator| Quantity(indicator.value))
    }

    /// Computed less reported.
    #[must_use]
    pub fn difference(&self) -> Option<Quantity> {
        self.computed.zip(self.reported()).map(|(computed, reported)| computed.minus(reported))
    }
}

/// The figures of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub year: i32,
    pub as_of: NaiveDate,
    /// The year in the words of the office's own report, amounts in 万元.
    pub paragraph: String,
    pub figures: Vec<Figure>,
    pub hash: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_exact() {
        assert_eq!(Quantity::count(57_003).text("人次"), "57003");
        assert_eq!(Quantity::money(Fen(692_610_000)).text(YUAN), "6926100.00");
        assert_eq!(Quantity(10_000).text("%"), "100");
        assert_eq!(Quantity(9_950).text("%"), "99.5");
        assert_eq!(Quantity::count(0).text("件"), "0");
        assert_eq!(Quantity::count(-1_868).text("人"), "-1868");
        assert_eq!(Quantity::parse(" 1471 "), Some(Quantity::count(1_471)));
        for bad in ["", "1.234", "1e3", "99999999999999999", "none"] {
            assert_eq!(Quantity::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn rounding_goes_half_up_from_zero() {
        let wan = |value: i64| Quantity(value).rounded(10_000).0;
        assert_eq!(wan(692_610_000), 692_610_000);
        assert_eq!(wan(692_614_999), 692_610_000);
        assert_eq!(wan(692_615_000), 692_620_000);
        assert_eq!(wan(-692_615_000), -692_620_000);
        assert_eq!(Quantity(5).rounded(0), Quantity(5));
    }
}
