//! What the hash of a figure covers, so that anybody can compute it again.
//!
//! A figure's hash is SHA-256, in lower-case hexadecimal, over these lines in UTF-8, joined by one line feed each and
//! without one at the end:
//!
//! ```text
//! minsheng.report-figure.v1
//! code=SUBSIDY_PERSON_TIMES
//! year=2022
//! asOf=2022-12-31
//! definition=1
//! computed=57003
//! reported=57003
//! filter={programme: ["CJ01", ...], monthFrom: "2022-01", monthTo: "2022-12", state: [PAID]}
//! ```
//!
//! `definition` is the version of the definition (0: only reported), `computed` and `reported` are the printed decimals,
//! empty where there is none or where it is hidden from the viewer, `filter` says which rows were counted (empty: none).
//! A report's hash is the same over `minsheng.report.v1`, `year=`, `asOf=` and a line `CODE=hash` for each figure in order.

use chrono::NaiveDate;

use crate::{
    insight::report::model::{Figure, Quantity},
    kernel::vault::digest,
};

fn sha256(lines: &[String]) -> String {
    hex::encode(digest(lines.join("\n").as_bytes()))
}

/// The hash of a figure of `year`, with the version of its definition and the filter of its rows.
#[must_use]
pub fn figure(figure: &Figure, year: i32, (version, filter): (u32, &str)) -> String {
    let number = |value: Option<Quantity>| value.map(|value| value.text(&figure.unit)).unwrap_or_default();
    sha256(&[
        "minsheng.report-figure.v1".to_owned(),
        format!("code={}", figure.code),
        format!("year={year}"),
        format!("asOf={}", figure.as_of),
        format!("definition={version}"),
        format!("computed={}", number(figure.computed)),
        format!("reported={}", number(figure.reported())),
        format!("filter={filter}"),
    ])
}

/// The hash over all figures.
#[must_use]
pub fn report(year: i32, as_of: NaiveDate, figures: &[Figure]) -> String {
    let mut lines = vec!["minsheng.report.v1".to_owned(), format!("year={year}"), format!("asOf={as_of}")];
    lines.extend(figures.iter().map(|figure| format!("{}={}", figure.code, figure.hash)));
    sha256(&lines)
}

#[cfg(test)]
mod tests {
    use entity::vocab::ReportDomain;

    use super::*;

    #[test]
    fn the_canonical_text_is_what_is_hashed() {
        let one = Figure {
            code: "SUBSIDY_PERSON_TIMES".to_owned(),
            label: String::new(),
            domain: ReportDomain::Subsidies,
            unit: "人次".to_owned(),
            computed: Some(Quantity::count(57_003)),
            definition: String::new(),
            as_of: "2022-12-31".parse().expect("a day"),
            hash: String::new(),
            drill_down: Some("{ units { code } }".to_owned()),
            records: Vec::new(),
        };
        let text = "minsheng.report-figure.v1\ncode=SUBSIDY_PERSON_TIMES\nyear=2022\nasOf=2022-12-31\ndefinition=1\n\
            computed=57003\nreported=\nfilter={state: [PAID]}";
        let whole = figure(&one, 2022, (1, "{state: [PAID]}"));
        assert_eq!(whole, hex::encode(digest(text.as_bytes())));
        let blind = Figure { drill_down: None, ..one.clone() };
        assert_eq!(figure(&blind, 2022, (1, "{state: [PAID]}")), whole, "the same for who may not read the rows");
        let others = [
            figure(&Figure { computed: Some(Quantity::count(57_004)), ..one.clone() }, 2022, (1, "{state: [PAID]}")),
            figure(&one, 2021, (1, "{state: [PAID]}")),
            figure(&one, 2022, (2, "{state: [PAID]}")),
            figure(&one, 2022, (1, "")),
        ];
        assert!(others.iter().all(|other| *other != whole));
    }
}
