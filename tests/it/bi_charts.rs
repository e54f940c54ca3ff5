//! What the statistics offer for charts (the largest cells with the rest, shares of the total) holds for each of them,
//! for the BI front end as for the street's staff: answers are compared with answers.

use serde_json::Value as Json;

use crate::{
    both,
    support::{TestApp, demo, items},
};

/// Who may see people, and who may not.
pub const ASKED_BY: [&str; 2] = ["demo-bi", "demo-staff"];

/// A statistic by some dimensions.
struct Statistic {
    root: &'static str,
    /// Arguments besides those of charts.
    arguments: &'static str,
    /// What tells its cells apart.
    key: &'static str,
    /// What adds up from cell to cell.
    sums: &'static [&'static str],
    /// What counts distinct ones.
    distinct: &'static [&'static str],
    /// Shares, each with what it is a share of.
    shares: &'static [(&'static str, &'static str)],
    /// A measure, and the field that shows it.
    by: (&'static str, &'static str),
}

const LEASES: Statistic = Statistic {
    root: "leaseStatistics",
    arguments: r#"groupBy: [COLLECTIVE, CLASS], asOf: "2022-12-31""#,
    key: "collective { name } class",
    sums: &["leases", "area", "annualRent", "arrears", "leasesInArrears"],
    distinct: &[],
    shares: &[("leasesShare", "leases"), ("annualRentShare", "annualRent"), ("arrearsShare", "arrears")],
    by: ("ANNUAL_RENT", "annualRent"),
};
const RENT: Statistic = Statistic {
    root: "rentStatistics",
    arguments: r#"groupBy: [COLLECTIVE], from: "2022-01", to: "2022-12", asOf: "2022-12-31""#,
    key: "collective { name } month",
    sums: &["bills", "due", "collected", "waived", "open"],
    distinct: &[],
    shares: &[("dueShare", "due")],
    by: ("OPEN", "open"),
};
const FINDINGS: Statistic = Statistic {
    root: "findingStatistics",
    arguments: r#"groupBy: [RULE, SEVERITY], asOf: "2022-12-31""#,
    key: "rule { number } severity",
    sums: &["found", "closed", "waived", "overdue", "recovered", "uplift"],
    distinct: &[],
    shares: &[("foundShare", "found")],
    by: ("FOUND", "found"),
};
const DIVIDENDS: Statistic = Statistic {
    root: "dividendStatistics",
    arguments: "groupBy: [COLLECTIVE, UNIT_KIND], filter: {year: [2022]}",
    key: "collective { name } unitKind",
    sums: &["lines", "amount", "paidAmount", "unclaimedLines", "unclaimedAmount"],
    distinct: &["units", "persons", "amountPerPerson", "personsShare"],
    shares: &[("amountShare", "amount"), ("personsShare", "persons")],
    by: ("AMOUNT", "amount"),
};
const VETERANS: Statistic = Statistic {
    root: "veteranStatistics",
    arguments: "groupBy: [UNIT, SERVICE_KIND], filter: {year: 2022}",
    key: "unit { code } serviceKind",
    sums: &["services", "assistanceAmount"],
    distinct: &["persons", "servedPersons"],
    shares: &[("servicesShare", "services")],
    by: ("SERVICES", "services"),
};
const ALL: [&Statistic; 5] = [&LEASES, &RENT, &FINDINGS, &DIVIDENDS, &VETERANS];

impl Statistic {
    async fn asked(&self, app: &TestApp, persona: &str, more: &str, selection: &str) -> Json {
        let query = format!("{{ {}({} {more}) {{ {selection} }} }}", self.root, self.arguments);
        app.data(persona, &query).await[self.root].take()
    }

    fn fields(&self) -> String {
        format!("{} {} {}", self.key, self.sums.join(" "), self.distinct.join(" "))
    }

    /// Names of the fields of its key.
    fn dimensions(&self) -> Vec<&'static str> {
        dimensions(self.key)
    }
}

/// Fields at the top of a selection.
pub fn dimensions(selection: &'static str) -> Vec<&'static str> {
    let mut depth = 0;
    let mut found = Vec::new();
    for word in selection.split_whitespace() {
        match word {
            "{" => depth += 1,
            "}" => depth -= 1,
            name if depth == 0 => found.push(name),
            _ => {}
        }
    }
    found
}

/// A count, or the hundredths of an amount, an area or a percentage; none of nothing.
pub fn number(value: &Json) -> Option<i64> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text.replace('.', "").parse().expect("a decimal")),
        _ => Some(value.as_i64().unwrap_or_else(|| panic!("not a number: {value}"))),
    }
}

fn sum<'a>(cells: impl IntoIterator<Item = &'a Json>, field: &str) -> Option<i64> {
    cells.into_iter().map(|cell| number(&cell[field])).sum()
}

both! {
    /// The largest come first, hidden ones last; the rest is the sum of all others, and hidden with any of them.
    async fn the_rest_and_the_top_are_all(stage: Stage) {
        let app = demo(stage).await;
        for (statistic, persona) in ALL.iter().flat_map(|statistic| ASKED_BY.map(|persona| (*statistic, persona))) {
            let (root, fields) = (statistic.root, statistic.fields());
            let selection = format!("cells {{ {fields} rest }} total {{ {} }}", statistic.sums.join(" "));
            let full = statistic.asked(&app, persona, "", &selection).await;
            let (measure, shown) = statistic.by;
            for count in [1, 4, 100] {
                let top = format!("top: {{by: {measure}, count: {count}}}");
                let ranked = statistic.asked(&app, persona, &top, &selection).await;
                assert_eq!(ranked["total"], full["total"], "{root}");
                let mut kept = items(&ranked["cells"]).clone();
                let rest = kept.pop_if(|cell| cell["rest"] == true);
                let others: Vec<&Json> = items(&full["cells"]).iter().filter(|cell| !kept.contains(cell)).collect();
                assert_eq!((kept.len() + others.len(), rest.is_some()), (items(&full["cells"]).len(), !others.is_empty()), "{root} as {persona}");
                assert_eq!(kept.len(), count.min(items(&full["cells"]).len()), "{root}");
                assert!(kept.is_sorted_by(|one, other| number(&one[shown]) >= number(&other[shown])), "{root}: {kept:?}");
                let least = kept.last().and_then(|cell| number(&cell[shown]));
                assert!(others.iter().all(|cell| number(&cell[shown]) <= least), "{root} as {persona}");
                let Some(rest) = rest else { continue };
                for field in statistic.sums {
                    assert_eq!(number(&rest[*field]), sum(others.iter().copied(), field), "{root} as {persona}: {field}");
                    if let Some(all) = sum(items(&full["cells"]), field) {
                        assert_eq!(sum(&kept, field).zip(number(&rest[*field])).map(|(top, rest)| top + rest), Some(all), "{root}: {field}");
                        assert_eq!(number(&full["total"][*field]), Some(all), "{root}: {field}");
                    }
                }
                let nothing = statistic.distinct.iter().copied().chain(statistic.dimensions());
                assert!(nothing.into_iter().all(|field| rest[field].is_null()), "{root}: {rest}");
            }
        }
    }
}

both! {
    /// Hidden parts hide the rest of a ranking, and say so.
    async fn a_hidden_part_hides_the_rest(stage: Stage) {
        let app = demo(stage).await;
        for statistic in [&DIVIDENDS, &VETERANS] {
            let (measure, shown) = statistic.by;
            let ask = async |more: &str| statistic.asked(&app, "demo-bi", more, &format!("cells {{ {shown} suppressed rest }}")).await;
            let full = ask("").await;
            let hidden = items(&full["cells"]).iter().filter(|cell| cell["suppressed"] == true).count();
            let ranked = ask(&format!("top: {{by: {measure}, count: 1}}")).await;
            let rest = items(&ranked["cells"]).last().expect("a rest");
            assert_eq!(rest["rest"], true);
            assert_eq!((rest["suppressed"] == true, rest[shown].is_null()), (hidden > 0, hidden > 0), "{}: {hidden} hidden", statistic.root);
        }
    }
}

both! {
    /// Shares are of the total, whether that is selected or not, and come to a hundred percent; averages of a rest are of all
    /// its rows.
    async fn shares_come_to_a_hundred_percent(stage: Stage) {
        let app = demo(stage).await;
        for (statistic, persona) in ALL.iter().flat_map(|statistic| ASKED_BY.map(|persona| (*statistic, persona))) {
            for (share, of) in statistic.shares {
                let cells = statistic.asked(&app, persona, "", &format!("cells {{ {of} {share} }}")).await["cells"].take();
                let total = statistic.asked(&app, persona, "", &format!("total {{ {of} {share} }}")).await["total"].take();
                let place = format!("{share} as {persona}");
                assert_eq!(number(&total[*share]), number(&total[*of]).filter(|all| *all > 0).map(|_| 10_000), "{place}");
                for cell in items(&cells) {
                    let (part, whole) = (number(&cell[*of]), number(&total[*of]));
                    let exact = part.zip(whole).filter(|(_, whole)| *whole > 0).map(|(part, whole)| (part * 20_000 + whole) / (whole * 2));
                    assert_eq!(number(&cell[*share]), exact, "{place}: {cell}");
                }
                let count = i64::try_from(items(&cells).len()).expect("few");
                if let Some(all) = sum(items(&cells), share)
                    && *share != "personsShare"
                {
                    assert!((all - 10_000).abs() <= count, "{place}: {all}");
                }
            }
        }
        let averages = async |more: &str| FINDINGS.asked(&app, "demo-bi", more, "cells { closed averageDays medianDays rest } total { averageDays }").await;
        let ranked = averages("top: {by: FOUND, count: 1}").await;
        let [first, rest] = items(&ranked["cells"]).as_slice() else { panic!("{ranked}") };
        let of = |cell: &Json| number(&cell["closed"]).zip(number(&cell["averageDays"])).map_or((0, 0), |(closed, days)| (closed, closed * days));
        let ((one, days), (other, more)) = (of(first), of(rest));
        let mean = number(&ranked["total"]["averageDays"]).expect("days") * (one + other);
        assert!((mean - days - more).abs() <= one + other, "{ranked}");
        assert!(!rest["medianDays"].is_null());
    }
}

both! {
    /// Wrong questions are refused in words.
    async fn wrong_questions_are_refused(stage: Stage) {
        let app = demo(stage).await;
        for statistic in ALL {
            for count in [0, 101] {
                let query = format!("{{ {}({} top: {{by: {}, count: {count}}}) {{ cells {{ rest }} }} }}", statistic.root, statistic.arguments, statistic.by.0);
                let (code, message) = app.error("demo-bi", &query).await;
                assert!(code == "BAD_INPUT" && message.starts_with("top.count"), "{code} {message}");
            }
        }
        for times in ["MONTH, WEEK", "WEEK, CLOSED_WEEK"] {
            let query = format!("{{ findingStatistics(groupBy: [{times}], fillZero: true) {{ cells {{ found }} }} }}");
            let (code, message) = app.error("demo-bi", &query).await;
            assert!(code == "BAD_INPUT" && message.starts_with("fillZero"), "{code} {message}");
        }
        let endless = r#"{ rentStatistics(groupBy: [COLLECTIVE, MONTH], from: "1900-01", to: "9999-12", fillZero: true) { cells { due } } }"#;
        let (code, message) = app.error("demo-staff", endless).await;
        assert!(code == "BAD_INPUT" && message.starts_with("fillZero"), "{code} {message}");
    }
}
