//! Charts by time: no gaps, and the same a year earlier, for the BI front end as for the street's staff: answers are
//! compared with answers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use crate::{
    bi_charts::{ASKED_BY, dimensions, number},
    both,
    support::{demo, items},
};

/// The time after one: a year, a quarter, a month or the Monday of a week.
fn following(time: &Json) -> Json {
    let Some(text) = time.as_str() else { return json!(number(time).expect("a year") + 1) };
    let (year, part) = text.split_once('-').expect("a part of a year");
    let year: i64 = year.parse().expect("a year");
    if text.len() == 10 {
        let day: chrono::NaiveDate = text.parse().expect("a day");
        return json!((day + chrono::Duration::days(7)).to_string());
    }
    match part {
        "Q4" => json!(format!("{:04}-Q1", year + 1)),
        "12" => json!(format!("{:04}-01", year + 1)),
        _ if part.starts_with('Q') => json!(format!("{year:04}-Q{}", part[1..].parse::<i64>().expect("a quarter") + 1)),
        _ => json!(format!("{year:04}-{:02}", part.parse::<i64>().expect("a month") + 1)),
    }
}

/// Charts by time: root and arguments, the field of time, the other fields of the key, figures.
const BY_TIME: [(&str, &str, &str, &str, &[&str]); 7] = [
    (
        "leaseStatistics",
        r#"groupBy: [COLLECTIVE, EXPIRY_QUARTER], asOf: "2022-12-31""#,
        "expiryQuarter",
        "collective { name }",
        &["leases", "annualRent", "arrears"],
    ),
    (
        "rentStatistics",
        r#"groupBy: [COLLECTIVE, MONTH], from: "2022-03", to: "2023-02", asOf: "2022-12-31""#,
        "month",
        "collective { name }",
        &["bills", "due", "collected", "open"],
    ),
    (
        "findingStatistics",
        r#"groupBy: [COLLECTIVE, MONTH], asOf: "2022-12-31""#,
        "month",
        "collective { name }",
        &["found", "closed", "recovered"],
    ),
    (
        "findingStatistics",
        r#"groupBy: [SEVERITY, CLOSED_WEEK], asOf: "2022-12-31""#,
        "closedWeek",
        "severity",
        &["found", "closed"],
    ),
    (
        "dividendStatistics",
        "groupBy: [COLLECTIVE, YEAR]",
        "year",
        "collective { name }",
        &["units", "lines", "persons", "amount", "paidAmount"],
    ),
    (
        "veteranStatistics",
        "groupBy: [SERVICE_KIND, MONTH], filter: {year: 2022}",
        "month",
        "serviceKind",
        &["services", "servedPersons", "assistanceAmount"],
    ),
    (
        "veteranStatistics",
        "groupBy: [UNIT, YEAR], filter: {year: 2022}",
        "year",
        "unit { code }",
        &["services", "servedPersons", "assistanceAmount"],
    ),
];

both! {
    /// Filled up, every row has every time from the first to the last; what was there stays, what is new is zero and shown.
    async fn time_has_no_gaps(stage: Stage) {
        let app = demo(stage).await;
        for (chart, persona) in BY_TIME.iter().flat_map(|chart| ASKED_BY.map(|persona| (chart, persona))) {
            let (root, arguments, time, row, figures) = *chart;
            let fields = format!("{time} {row} {}", figures.join(" "));
            let ask = async |more: &str| {
                let answer = app.data(persona, &format!("{{ {root}({arguments}{more}) {{ cells {{ {fields} }} }} }}")).await;
                items(&answer[root]["cells"]).clone()
            };
            let (plain, filled) = (ask("").await, ask(", fillZero: true").await);
            let place = format!("{root}({arguments}) as {persona}");
            assert!(plain.iter().all(|cell| filled.contains(cell)), "{place}");
            for cell in filled.iter().filter(|cell| !plain.contains(cell)) {
                assert!(figures.iter().all(|field| number(&cell[*field]) == Some(0)), "{place}: {cell}");
            }
            let names = dimensions(row);
            let mut rows: BTreeMap<String, Vec<&Json>> = BTreeMap::new();
            for cell in filled.iter().filter(|cell| !cell[time].is_null()) {
                let key: Vec<String> = names.iter().map(|name| cell[*name].to_string()).collect();
                rows.entry(key.join(" ")).or_default().push(&cell[time]);
            }
            let all: BTreeSet<String> = rows.values().map(|times| format!("{times:?}")).collect();
            assert_eq!(all.len(), 1, "{place}: every row has the same times, {all:?}");
            for times in rows.values() {
                assert!(times.windows(2).all(|pair| following(pair[0]) == *pair[1]), "{place}: {times:?}");
                if root == "rentStatistics" {
                    assert_eq!((times.len(), times[0], times[11]), (12, &json!("2022-03"), &json!("2023-02")), "{place}");
                }
            }
        }
    }
}

/// Two answers a year apart: root, arguments now and then, fields of the key, figures with their field of the change.
const A_YEAR_APART: [(&str, &str, &str, &str, &[&str]); 4] = [
    (
        "leaseStatistics",
        r#"groupBy: [COLLECTIVE, KIND], asOf: "2022-12-31""#,
        r#"groupBy: [COLLECTIVE, KIND], asOf: "2021-12-31""#,
        "collective { name } kind",
        &["leases", "area", "annualRent", "arrears"],
    ),
    (
        "leaseStatistics",
        r#"groupBy: [COLLECTIVE], filter: {state: [ACTIVE]}, asOf: "2022-12-31""#,
        r#"groupBy: [COLLECTIVE], filter: {state: [ACTIVE]}, asOf: "2021-12-31""#,
        "collective { name }",
        &["leases", "area", "annualRent", "arrears"],
    ),
    (
        "rentStatistics",
        r#"groupBy: [COLLECTIVE, MONTH], from: "2022-02", to: "2022-11", asOf: "2022-12-31""#,
        r#"groupBy: [COLLECTIVE, MONTH], from: "2021-02", to: "2021-11", asOf: "2021-12-31""#,
        "collective { name } month",
        &["due", "collected", "open"],
    ),
    (
        "findingStatistics",
        r#"groupBy: [RULE], asOf: "2023-06-30""#,
        r#"groupBy: [RULE], asOf: "2022-06-30""#,
        "rule { number }",
        &["found", "closed", "overdue"],
    ),
];

/// What a cell is of, a month counted so many years on.
fn place(cell: &Json, names: &[&str], years: i64) -> String {
    let name = |name: &&str| match (*name, cell["month"].as_str()) {
        ("month", Some(month)) => format!("{}{}", month[..4].parse::<i64>().expect("a year") + years, &month[4..]),
        _ => cell[*name].to_string(),
    };
    names.iter().map(name).collect::<Vec<_>>().join(" ")
}

/// The change of `now` since `before` is what `change` says.
fn changed(change: &Json, (before, now): (&Json, &Json), figures: &[&str]) {
    for field in figures {
        let (before, now) = (number(&before[*field]).expect("shown"), number(&now[*field]).expect("shown"));
        assert_eq!(number(&change[*field]), Some(now - before), "{field}: {change}");
        let rate = &change[format!("{field}Rate")];
        assert_eq!(rate.is_null(), before <= 0, "{field}: {change}");
        if before > 0 {
            assert_eq!(
                number(rate),
                Some(((now - before) * 20_000 + before).div_euclid(before * 2)),
                "{field}: {change}"
            );
        }
    }
}

fn selected(figures: &[&str]) -> String {
    let rates: Vec<String> = figures.iter().map(|field| format!("{field} {field}Rate")).collect();
    format!("{} change {{ {} }}", figures.join(" "), rates.join(" "))
}

both! {
    /// The change of leases, rent and findings is the difference of two answers that are a year apart.
    async fn a_change_is_a_difference_of_answers(stage: Stage) {
        let app = demo(stage).await;
        for (chart, persona) in A_YEAR_APART.iter().flat_map(|chart| ASKED_BY.map(|persona| (chart, persona))) {
            let (root, now, then, key, figures) = *chart;
            let ask = async |arguments: &str, fields: &str| {
                app.data(persona, &format!("{{ {root}({arguments}) {{ cells {{ {key} {fields} }} total {{ {fields} }} }} }}")).await[root].take()
            };
            let (now, then) = (ask(now, &selected(figures)).await, ask(then, &figures.join(" ")).await);
            let names = dimensions(key);
            let before: BTreeMap<String, &Json> = items(&then["cells"]).iter().map(|cell| (place(cell, &names, 1), cell)).collect();
            let mut compared = 0;
            for cell in items(&now["cells"]) {
                match before.get(&place(cell, &names, 0)) {
                    None => assert!(cell["change"].is_null(), "{root}: {cell}"),
                    Some(then) => {
                        changed(&cell["change"], (then, cell), figures);
                        compared += 1;
                    }
                }
            }
            assert!(compared > 0, "{root} as {persona}: nothing to compare with");
            changed(&now["total"]["change"], (&then["total"], &now["total"]), figures);
        }
        let weeks = app.data("demo-bi", r#"{ findingStatistics(groupBy: [WEEK], asOf: "2023-06-30") { cells { change { found } } } }"#).await;
        assert!(items(&weeks["findingStatistics"]["cells"]).iter().all(|cell| cell["change"].is_null()), "a year is no number of weeks");
    }
}

both! {
    /// The change of dividends and veterans is against the cell a year earlier in the same answer, where both are shown.
    async fn a_change_within_an_answer(stage: Stage) {
        let app = demo(stage).await;
        let charts: [(&str, &str, &[&str], &[&str]); 2] = [
            ("dividendStatistics", "groupBy: [UNIT_KIND, YEAR]", &["unitKind"], &["persons", "amount"]),
            ("veteranStatistics", "groupBy: [SERVICE_KIND, YEAR]", &["serviceKind"], &["services", "servedPersons"]),
        ];
        for ((root, arguments, names, figures), persona) in charts.iter().flat_map(|chart| ASKED_BY.map(|persona| (*chart, persona))) {
            let query = format!("{{ {root}({arguments}) {{ cells {{ year suppressed {} {} }} }} }}", names.join(" "), selected(figures));
            let answer = app.data(persona, &query).await;
            let cells = items(&answer[root]["cells"]);
            for cell in cells {
                let year = number(&cell["year"]).expect("a year");
                let of = |other: &&Json| number(&other["year"]) == Some(year - 1) && place(other, names, 0) == place(cell, names, 0);
                match cells.iter().find(of).filter(|before| before["suppressed"] == false && cell["suppressed"] == false) {
                    None => assert!(cell["change"].is_null(), "{root}: {cell}"),
                    Some(before) => changed(&cell["change"], (before, cell), figures),
                }
            }
            assert!(root == "veteranStatistics" || cells.iter().any(|cell| !cell["change"].is_null()), "{root} as {persona}");
        }
    }
}
