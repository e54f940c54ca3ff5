//! Figures of veterans against the domain reference, and what of them may be seen without seeing people.

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{TestApp, demo, demo_copy, invented::invented, items, text},
};

/// Persons by primary category, in the order of the vocabulary.
const BY_CATEGORY: [(&str, i64); 17] = [
    ("SELF_EMPLOYED_SOLDIER", 548),
    ("PLACED_SOLDIER", 131),
    ("TRANSFERRED_OFFICER", 74),
    ("DEMOBILISED_CADRE", 12),
    ("MONTHLY_PENSION", 9),
    ("RETIRED_OFFICER", 6),
    ("DISABLED", 31),
    ("RURAL_DEMOBILISED", 4),
    ("ILLNESS", 17),
    ("COMBAT", 43),
    ("NUCLEAR_TEST", 8),
    ("RURAL_60", 168),
    ("MARTYR_FAMILY", 5),
    ("DUTY_DEATH_FAMILY", 3),
    ("ILLNESS_DEATH_FAMILY", 4),
    ("MARTYR_CHILD_60", 6),
    ("ACTIVE_FAMILY", 58),
];

/// Persons by the unit that keeps the file.
const BY_UNIT: [(&str, i64); 12] = [
    ("320613018001", 91),
    ("320613018002", 95),
    ("320613018003", 66),
    ("320613018012", 107),
    ("320613018013", 130),
    ("320613018200", 92),
    ("320613018201", 73),
    ("320613018202", 102),
    ("320613018203", 89),
    ("320613018204", 88),
    ("320613018205", 121),
    ("320613018206", 73),
];

const BY_KIND: [(&str, i64); 5] =
    [("TRAINING", 214), ("ASSISTANCE", 163), ("EMPLOYMENT", 187), ("CONSULTATION", 1_326), ("PREFERENTIAL", 1_496)];

const SENTENCE: &str =
    "全面提升街村(居)两级退役军人服务机构,对1127名退役军人和涉军人员落实培训、帮扶、就业、咨询、优抚等精准服务。";

fn count(value: &Json) -> i64 {
    value.as_i64().unwrap_or_default()
}

fn fen(value: &Json) -> i64 {
    value.as_str().map_or(0, |text| text.replace('.', "").parse().expect("an amount"))
}

async fn statistics(app: &TestApp, persona: &str, arguments: &str) -> Json {
    let query = format!(
        "{{ veteranStatistics({arguments}) {{ cells {{ category unit {{ code }} serviceKind month year persons services \
         servedPersons assistanceAmount suppressed }} total {{ persons services servedPersons assistanceAmount suppressed }} }} }}"
    );
    app.data(persona, &query).await["veteranStatistics"].take()
}

both! {
    /// B11: by category, by unit, services by kind; the parts add up.
    async fn the_reference(stage: Stage) {
        let app = demo(stage).await;
        let by_category = statistics(&app, "demo-veterans", "groupBy: [CATEGORY], filter: {year: 2022}").await;
        let found: Vec<(&str, i64)> =
            items(&by_category["cells"]).iter().map(|cell| (text(&cell["category"]), count(&cell["persons"]))).collect();
        assert_eq!(found, BY_CATEGORY);
        let by_unit = statistics(&app, "demo-veterans", "groupBy: [UNIT], filter: {year: 2022}").await;
        let found: BTreeMap<&str, i64> =
            items(&by_unit["cells"]).iter().map(|cell| (text(&cell["unit"]["code"]), count(&cell["persons"]))).collect();
        assert_eq!(found, BTreeMap::from(BY_UNIT));
        let by_kind = statistics(&app, "demo-veterans", "groupBy: [SERVICE_KIND], filter: {year: 2022}").await;
        let found: Vec<(&str, i64)> =
            items(&by_kind["cells"]).iter().map(|cell| (text(&cell["serviceKind"]), count(&cell["services"]))).collect();
        assert_eq!(found, BY_KIND);
        assert!(items(&by_kind["cells"]).iter().all(|cell| cell["persons"].is_null() && cell["servedPersons"].is_i64()));
        for answer in [&by_category, &by_unit, &by_kind] {
            let total = &answer["total"];
            assert_eq!((count(&total["persons"]), count(&total["services"]), count(&total["servedPersons"])), (1_127, 3_386, 1_127));
            let sum: i64 = items(&answer["cells"]).iter().map(|cell| count(&cell["services"])).sum();
            assert_eq!(sum, 3_386);
        }
        let by_month = statistics(&app, "demo-veterans", "groupBy: [YEAR, MONTH], filter: {year: 2022}").await;
        assert_eq!(items(&by_month["cells"]).iter().map(|cell| count(&cell["services"])).sum::<i64>(), 3_386);
        assert!(items(&by_month["cells"]).iter().all(|cell| cell["year"] == 2022 && text(&cell["month"]).starts_with("2022-")));
    }
}

both! {
    /// The annual report: all figures for staff; for BI none that tells of few, nor one that a difference would give.
    async fn the_annual_report(stage: Stage) {
        let app = demo(stage).await;
        let query = "{ annualReport(year: 2022) { paragraph veterans { persons services servedPersons servicesByKind { kind services }
            stations cardsApplied cardsIssued cardsPending cardsOverdue plaques plaquesToReplace meritReportCount meritReports { level count }
            checkUpsDone checkUpsEligible recuperations reimbursements reimbursementAmount pensions } } }";
        let kinds: Vec<Json> = BY_KIND.iter().map(|(kind, services)| json!({ "kind": kind, "services": services })).collect();
        let mut expected = json!({ "persons": 1_127, "services": 3_386, "servedPersons": 1_127, "servicesByKind": kinds,
            "stations": 13, "cardsApplied": 968, "cardsIssued": 931, "cardsPending": 37, "cardsOverdue": 12,
            "plaques": 984, "plaquesToReplace": 37, "meritReportCount": 15,
            "meritReports": [{ "level": "THIRD_CLASS", "count": 4 }, { "level": "EXCELLENT", "count": 11 }],
            "checkUpsDone": 128, "checkUpsEligible": 136, "recuperations": 12, "reimbursements": 83,
            "reimbursementAmount": "96412.00", "pensions": 284 });
        let report = app.data("demo-staff", query).await["annualReport"].clone();
        assert_eq!(report["veterans"], expected);
        assert!(text(&report["paragraph"]).contains(&format!("补助692.61万元。{SENTENCE}全面对8个村")), "{report}");
        expected["meritReports"] = json!([{ "level": "THIRD_CLASS", "count": null }, { "level": "EXCELLENT", "count": null }]);
        expected["checkUpsEligible"] = Json::Null;
        // Whoever may read the report reads the same street.
        for persona in ["demo-bi", "demo-finance", "demo-agri"] {
            let theirs = app.data(persona, query).await["annualReport"].clone();
            assert_eq!(theirs["veterans"], expected, "{persona}");
            assert_eq!(theirs["paragraph"], report["paragraph"], "{persona}");
        }
        let error = app.error("demo-veterans", query).await;
        assert_eq!((error.0.as_str(), error.1.contains("REPORT_READ")), ("FORBIDDEN", true));
    }
}

/// The group of a cell as a text.
fn group(cell: &Json) -> String {
    [&cell["category"], &cell["unit"]["code"], &cell["serviceKind"], &cell["month"], &cell["year"]]
        .map(Json::to_string)
        .join(" ")
}

/// What BI sees of an answer that staff see whole: small groups are hidden, the others as they are.
fn check_hidden(open: &Json, seen: &Json) -> usize {
    let (open_cells, cells) = (items(&open["cells"]), items(&seen["cells"]));
    assert_eq!(open_cells.len(), cells.len());
    let mut hidden = 0;
    for (whole, cell) in open_cells.iter().zip(cells).chain([(&open["total"], &seen["total"])]) {
        assert_eq!(group(whole), group(cell));
        let few = |field: &str| (1..11).contains(&count(&whole[field]));
        if cell["suppressed"] == true {
            hidden += 1;
            assert!(
                ["persons", "services", "servedPersons", "assistanceAmount"].iter().all(|field| cell[*field].is_null()),
                "{cell}"
            );
        } else {
            assert!(!few("persons") && !few("servedPersons"), "{whole} shown as {cell}");
            assert!(
                ["persons", "services", "servedPersons"].iter().all(|field| cell[*field] == whole[*field]),
                "{cell}"
            );
            assert!(cell["assistanceAmount"].is_null() || cell["assistanceAmount"] == whole["assistanceAmount"]);
        }
    }
    hidden
}

/// No row or column of a matrix has exactly one hidden cell while its sum is shown.
fn check_sums(matrix: &Json, sums: &Json, of: impl Fn(&Json) -> String) {
    for sum in items(&sums["cells"]) {
        let hidden =
            items(&matrix["cells"]).iter().filter(|cell| of(cell) == of(sum) && cell["suppressed"] == true).count();
        assert_ne!(hidden + usize::from(sum["suppressed"] == true), 1, "{sum}");
    }
}

async fn check_bi(app: &TestApp, years: &str) -> usize {
    let mut hidden = 0;
    for by in
        ["CATEGORY", "UNIT", "CATEGORY, UNIT", "SERVICE_KIND", "SERVICE_KIND, CATEGORY", "MONTH", "UNIT, MONTH", "YEAR"]
    {
        let arguments = format!("groupBy: [{by}]{years}");
        let open = statistics(app, "demo-staff", &arguments).await;
        assert!(items(&open["cells"]).iter().all(|cell| cell["suppressed"] == false));
        hidden += check_hidden(&open, &statistics(app, "demo-bi", &arguments).await);
    }
    let bi = async |by: &str| statistics(app, "demo-bi", &format!("groupBy: [{by}]{years}")).await;
    let (categories, units, both) = (bi("CATEGORY").await, bi("UNIT").await, bi("CATEGORY, UNIT").await);
    check_sums(&both, &categories, |cell| cell["category"].to_string());
    check_sums(&both, &units, |cell| cell["unit"]["code"].to_string());
    for parts in [&categories, &units] {
        let hidden = items(&parts["cells"]).iter().filter(|cell| cell["suppressed"] == true).count();
        assert_ne!(hidden + usize::from(parts["total"]["suppressed"] == true), 1, "the total gives it away");
    }
    hidden
}

both! {
    /// BI sees no small group and cannot subtract; small categories are null, the totals and services by kind stay.
    async fn small_groups_are_hidden_from_bi(stage: Stage) {
        let app = demo(stage).await;
        assert!(check_bi(&app, ", filter: {year: 2022}").await > 0);
        let seen = statistics(&app, "demo-bi", "groupBy: [CATEGORY], filter: {year: 2022}").await;
        for (category, persons) in BY_CATEGORY.into_iter().filter(|(_, persons)| *persons < 11) {
            let cell = items(&seen["cells"]).iter().find(|cell| cell["category"] == category).expect("a cell");
            assert!(cell["suppressed"] == true && cell["persons"].is_null(), "{category} {persons}");
        }
        assert_eq!((count(&seen["total"]["persons"]), count(&seen["total"]["services"])), (1_127, 3_386));
        let kinds = statistics(&app, "demo-bi", "groupBy: [SERVICE_KIND], filter: {year: 2022}").await;
        assert!(items(&kinds["cells"]).iter().all(|cell| cell["suppressed"] == false));
    }
}

both! {
    /// Without files BI asks by year only: two answers that differ by a person would tell. Others see nothing at all.
    async fn bi_filters_by_year_only(stage: Stage) {
        let app = demo(stage).await;
        for filter in [
            r#"unit: ["320613018001"]"#,
            "category: [DISABLED]",
            "serviceKind: [TRAINING]",
            r#"monthFrom: "2022-01""#,
            r#"year: 2022, monthTo: "2022-06""#,
        ] {
            let query = format!("{{ veteranStatistics(groupBy: [], filter: {{{filter}}}) {{ total {{ persons }} }} }}");
            let (code, message) = app.error("demo-bi", &query).await;
            assert_eq!((code.as_str(), message.contains("VETERAN_READ")), ("FORBIDDEN", true), "{filter}");
            app.data("demo-staff", &query).await;
        }
        let plain = "{ veteranStatistics(groupBy: []) { total { persons } } }";
        for persona in ["demo-finance", "demo-agri", "demo-community", "demo-cooperative", "demo-admin"] {
            let (code, message) = app.error(persona, plain).await;
            assert_eq!((code.as_str(), message.contains("VETERAN_STATISTICS_READ")), ("FORBIDDEN", true), "{persona}");
        }
        let (code, message) = app.error("demo-bi", "{ veteranStatistics(groupBy: [], filter: {year: 22}) { total { persons } } }").await;
        assert_eq!((code.as_str(), message.contains("filter.year")), ("BAD_INPUT", true));
        let (code, _) = app.error("demo-staff", r#"{ veteranStatistics(groupBy: [], filter: {unit: ["1"]}) { total { persons } } }"#).await;
        assert_eq!(code, "BAD_INPUT");
    }
}

both! {
    /// What nobody selected is not computed.
    async fn only_selected_parts_are_computed(stage: Stage) {
        let app = demo(stage).await;
        let statements = async |by: &str, fields: &str| {
            let query = format!("{{ veteranStatistics(groupBy: [{by}]) {{ {fields} }} }}");
            app.statements("demo-staff", &query).await.0
        };
        assert_eq!(statements("", "total { persons }").await, 1);
        assert_eq!(statements("UNIT", "total { services assistanceAmount }").await, 1);
        assert_eq!(statements("UNIT", "cells { unit { name } persons servedPersons }").await, 2);
        assert_eq!(statements("MONTH", "cells { month services } total { persons }").await, 2);
        assert_eq!(statements("UNIT, CATEGORY", "cells { persons services } total { persons services }").await, 4);
    }
}

const REPORT: &str = "{ annualReport(year: 2022) { veterans { persons services servedPersons stations cardsApplied cardsIssued cardsPending \
    cardsOverdue plaques plaquesToReplace meritReportCount checkUpsDone checkUpsEligible recuperations reimbursements pensions \
    reimbursementAmount } } }";

/// Counts of an object, amounts as fen.
fn counts(object: &Json) -> BTreeMap<String, i64> {
    let value = |value: &Json| if value.is_string() { fen(value) } else { count(value) };
    object.as_object().expect("an object").iter().map(|(name, found)| (name.clone(), value(found))).collect()
}

fn growth(before: &Json, after: &Json) -> BTreeMap<String, i64> {
    let (before, mut after) = (counts(before), counts(after));
    for (name, found) in &mut after {
        *found -= before[name];
    }
    after
}

fn figures(pairs: &[(&str, i64)]) -> BTreeMap<String, i64> {
    pairs.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

async fn persons_by(
    app: &TestApp,
    persona: &str,
    dimension: &str,
    of: impl Fn(&Json) -> String,
) -> BTreeMap<String, i64> {
    let answer = statistics(app, persona, &format!("groupBy: [{dimension}], filter: {{year: 2022}}")).await;
    items(&answer["cells"]).iter().map(|cell| (of(cell), count(&cell["persons"]))).collect()
}

both! {
    /// Rows whose figures are known, on top of the demo: what counts, on which day, for whom.
    async fn invented_rows_count_as_said(stage: Stage) {
        let app = demo_copy(stage).await;
        let category = |cell: &Json| text(&cell["category"]).to_owned();
        let (year, all) = ("groupBy: [], filter: {year: 2022}", "groupBy: []");
        let mut before = Vec::new();
        for arguments in [year, all] {
            before.push(statistics(&app, "demo-staff", arguments).await["total"].clone());
        }
        let report = app.data("demo-staff", REPORT).await["annualReport"]["veterans"].clone();
        let categories = persons_by(&app, "demo-staff", "CATEGORY", category).await;
        for sql in invented() {
            app.app.db.owner().execute_unprepared(&sql).await.unwrap_or_else(|err| panic!("{sql}: {err}"));
        }
        let grown = |services: i64, served: i64| figures(&[("persons", 57), ("services", services), ("servedPersons", served),
            ("assistanceAmount", 1_000_000), ("suppressed", 0)]);
        for ((arguments, before), services) in [year, all].into_iter().zip(&before).zip([51, 52]) {
            let after = statistics(&app, "demo-staff", arguments).await["total"].clone();
            assert_eq!(growth(before, &after), grown(services, 30));
        }
        let after = persons_by(&app, "demo-staff", "CATEGORY", category).await;
        for (name, more) in [("DISABLED", 4), ("COMBAT", 12), ("SELF_EMPLOYED_SOLDIER", 41)] {
            assert_eq!(after[name] - categories.get(name).copied().unwrap_or_default(), more, "{name}");
        }
        let after = app.data("demo-staff", REPORT).await["annualReport"]["veterans"].clone();
        assert_eq!(growth(&report, &after), figures(&[("persons", 57), ("services", 51), ("servedPersons", 30), ("stations", 0),
            ("cardsApplied", 15), ("cardsIssued", 12), ("cardsPending", 3), ("cardsOverdue", 1), ("plaques", 7), ("plaquesToReplace", 2),
            ("meritReportCount", 3), ("checkUpsDone", 13), ("checkUpsEligible", 14), ("recuperations", 1), ("reimbursements", 4),
            ("reimbursementAmount", 320_000), ("pensions", 3)]));
        let july = statistics(&app, "demo-staff", r#"groupBy: [MONTH], filter: {monthFrom: "2022-07", monthTo: "2022-07", serviceKind: [CONSULTATION]}"#).await;
        assert_eq!((items(&july["cells"]).len(), &july["cells"][0]["month"]), (1, &json!("2022-07")));
        let latest = statistics(&app, "demo-bi", "groupBy: [CATEGORY, YEAR]").await;
        let named = statistics(&app, "demo-bi", "groupBy: [CATEGORY, YEAR], filter: {year: 2022}").await;
        assert_eq!(latest, named, "all years beside each of them would tell what is hidden");
        for years in [", filter: {year: 2022}", ", filter: {year: 2021}"] {
            assert!(check_bi(&app, years).await > 0, "{years}");
        }
    }
}

both! {
    /// A unit's station sees the figures of its own files.
    async fn a_station_sees_its_own(stage: Stage) {
        let app = demo_copy(stage).await;
        let mut rows = invented();
        rows.push("UPDATE account SET role = 'VETERAN_STATION' WHERE name = 'demo-community'".to_owned());
        for sql in rows {
            app.app.db.owner().execute_unprepared(&sql).await.unwrap_or_else(|err| panic!("{sql}: {err}"));
        }
        let unit = |cell: &Json| text(&cell["unit"]["code"]).to_owned();
        let street = persons_by(&app, "demo-staff", "UNIT", unit).await;
        let own = persons_by(&app, "demo-community", "UNIT", unit).await;
        assert!(street.len() > 1 && own.len() == 1);
        let (code, persons) = own.into_iter().next().expect("a unit");
        assert!(persons >= 40 && street[&code] == persons);
        let answer = statistics(&app, "demo-community", "groupBy: [UNIT, SERVICE_KIND], filter: {year: 2022}").await;
        assert_eq!(count(&answer["total"]["persons"]), persons);
        assert!(items(&answer["cells"]).iter().all(|cell| unit(cell) == code));
        let foreign = r#"groupBy: [UNIT], filter: {unit: ["320613018001", "320613018206"]}"#;
        let answer = statistics(&app, "demo-community", foreign).await;
        assert_eq!((items(&answer["cells"]).len(), count(&answer["total"]["persons"]), count(&answer["total"]["services"])), (0, 0, 0));
    }
}
