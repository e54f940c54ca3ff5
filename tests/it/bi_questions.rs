//! The questions of a BI front end, B1 to B15, with their expected values, asked as the BI front end.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{TestApp, demo, items, text},
};

const BI: &str = "demo-bi";

/// The answer to one root field.
async fn asked(app: &TestApp, root: &str, query: &str) -> Json {
    app.data(BI, query).await[root].take()
}

fn number(value: &Json) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("not a number: {value}"))
}

/// Fen of a decimal in yuan.
fn fen(value: &Json) -> i64 {
    text(value).replace('.', "").parse().expect("an amount")
}

both! {
    /// B1 year total and average; B4 year on year.
    async fn b1_b4_year(stage: Stage) {
        let app = demo(stage).await;
        let answer = asked(&app, "subsidyStatistics", r#"{ subsidyStatistics(groupBy: [YEAR]) { cells { year personTimes amount
            amountPerPersonTime change { personTimes personTimesRate amount amountRate } } } }"#).await;
        assert_eq!(answer["cells"], json!([
            { "year": 2021, "personTimes": 54_707, "amount": "6583912.00", "amountPerPersonTime": "120.35", "change": null },
            { "year": 2022, "personTimes": 57_003, "amount": "6926100.00", "amountPerPersonTime": "121.50", "change": {
                "personTimes": 2_296, "personTimesRate": "4.20", "amount": "342188.00", "amountRate": "5.20" } },
        ]));
    }
}

both! {
    /// B2 monthly trend, with a month without payments filled with zero; B3 by group.
    async fn b2_b3_months_and_groups(stage: Stage) {
        let app = demo(stage).await;
        let months = asked(&app, "subsidyStatistics", r#"{ subsidyStatistics(groupBy: [MONTH], fillZero: true,
            filter: {monthFrom: "2022-01", monthTo: "2022-12"}) { cells { month personTimes amount } } }"#).await;
        let expected = [
            (5_179, "681594.00"), (4_535, "484626.00"), (4_547, "487751.50"), (4_549, "485961.50"), (4_565, "494398.50"),
            (4_644, "660299.00"), (4_580, "506105.00"), (4_588, "497993.00"), (4_835, "511546.00"), (5_211, "867102.00"),
            (4_847, "512614.00"), (4_923, "736109.50"),
        ];
        let expected: Vec<Json> = (1..).zip(expected)
            .map(|(month, (lines, amount))| json!({ "month": format!("2022-{month:02}"), "personTimes": lines, "amount": amount }))
            .collect();
        assert_eq!(months["cells"], json!(expected));
        let sparse = asked(&app, "subsidyStatistics", r#"{ subsidyStatistics(groupBy: [MONTH], fillZero: true,
            filter: {programme: ["JS01"], monthFrom: "2022-05", monthTo: "2022-12"}) { cells { month personTimes amount } } }"#).await;
        let filled: Vec<(&str, i64)> = items(&sparse["cells"]).iter().map(|cell| (text(&cell["month"]), number(&cell["personTimes"]))).collect();
        assert_eq!(filled.len(), 8, "May to December: {filled:?}");
        assert_eq!((filled[0], filled[1], filled[7]), (("2022-05", 0), ("2022-06", 70), ("2022-12", 70)));
        let groups = asked(&app, "subsidyStatistics", r#"{ subsidyStatistics(groupBy: [GROUP],
            filter: {monthFrom: "2022-01", monthTo: "2022-12"}) { cells { group personTimes amount amountShare } } }"#).await;
        let figures: BTreeMap<&str, (i64, &str)> =
            items(&groups["cells"]).iter().map(|cell| (text(&cell["group"]), (number(&cell["personTimes"]), text(&cell["amount"])))).collect();
        assert_eq!(figures, BTreeMap::from([
            ("ELDERLY", (42_972, "2256250.00")), ("DISABLED", (9_323, "1989785.50")), ("LOW_INCOME", (3_548, "1391584.50")),
            ("DESTITUTE", (512, "333068.00")), ("CHILD", (136, "197372.00")), ("FAMILY_PLANNING", (512, "758040.00")),
        ]));
        assert_eq!(items(&groups["cells"])[0]["amountShare"], "32.58");
    }
}

both! {
    /// B5 the matrix of units and groups with suppression; B6 programmes ranked, persons beside person-times.
    async fn b5_b6_matrix_and_ranking(stage: Stage) {
        let app = demo(stage).await;
        let matrix = asked(&app, "subsidyStatistics", r#"{ subsidyStatistics(groupBy: [UNIT, GROUP],
            filter: {monthFrom: "2022-01", monthTo: "2022-12"}) { cells { unit { code } group personTimes persons amount suppressed }
            total { personTimes } } }"#).await;
        let child: Vec<&Json> = items(&matrix["cells"]).iter().filter(|cell| cell["group"] == "CHILD").collect();
        assert!(!child.is_empty() && child.iter().all(|cell| {
            cell["suppressed"] == true && cell["personTimes"].is_null() && cell["persons"].is_null() && cell["amount"].is_null()
        }), "13 children in 12 units");
        assert_eq!(matrix["total"]["personTimes"], 57_003);
        let ranked = asked(&app, "subsidyStatistics", r#"{ subsidyStatistics(groupBy: [PROGRAMME], top: {by: AMOUNT, count: 3},
            filter: {monthFrom: "2022-01", monthTo: "2022-12"}) { cells { programme { code } personTimes persons amount rest } } }"#).await;
        let cells = items(&ranked["cells"]);
        let first: Vec<(&str, i64, &str)> = cells.iter().take(3)
            .map(|cell| (text(&cell["programme"]["code"]), number(&cell["personTimes"]), text(&cell["amount"]))).collect();
        assert_eq!(first, [("ZLJ", 24_002, "1566120.00"), ("CJ01", 2_023, "1040785.50"), ("CJ02", 7_300, "949000.00")]);
        assert_eq!((cells.len(), &cells[3]["rest"]), (4, &json!(true)));
        let by_lines = asked(&app, "subsidyStatistics", r#"{ subsidyStatistics(groupBy: [PROGRAMME], top: {by: PERSON_TIMES, count: 100},
            filter: {monthFrom: "2022-01", monthTo: "2022-12"}) { cells { programme { code } personTimes persons suppressed } } }"#).await;
        let shown: Vec<&Json> = items(&by_lines["cells"]).iter().filter(|cell| cell["suppressed"] == false).collect();
        let lines: Vec<i64> = shown.iter().map(|cell| number(&cell["personTimes"])).collect();
        assert!(lines.is_sorted_by(|one, other| one >= other) && lines.len() >= 10, "{lines:?}");
        assert!(shown.iter().all(|cell| number(&cell["persons"]) <= number(&cell["personTimes"])));
    }
}

both! {
    /// B7 rent by village and class; B8 expiries per quarter; B12 collection and ageing.
    async fn b7_b8_b12_leases(stage: Stage) {
        let app = demo(stage).await;
        let matrix = asked(&app, "leaseStatistics", r#"{ leaseStatistics(groupBy: [COLLECTIVE, CLASS], asOf: "2022-12-31") {
            cells { collective { name } class annualRent leases } total { annualRent leases leasesInArrears arrears ageing { leases amount } } } }"#).await;
        let total = &matrix["total"];
        assert_eq!((text(&total["annualRent"]), number(&total["leases"])), ("24186500.00", 373));
        assert_eq!((number(&total["leasesInArrears"]), text(&total["arrears"])), (9, "186400.00"));
        assert_eq!(items(&total["ageing"]).iter().map(|own| number(&own["leases"])).sum::<i64>(), 9);
        assert_eq!(items(&total["ageing"]).iter().map(|own| fen(&own["amount"])).sum::<i64>(), 18_640_000);
        let mut villages: BTreeMap<&str, i64> = BTreeMap::new();
        for cell in items(&matrix["cells"]) {
            *villages.entry(text(&cell["collective"]["name"])).or_default() += fen(&cell["annualRent"]) / 100;
        }
        let mut rents: Vec<i64> = villages.into_values().collect();
        rents.sort_unstable();
        assert_eq!(rents, [1_606_700, 2_239_000, 2_643_800, 2_999_000, 3_135_200, 3_349_500, 3_717_100, 4_496_200]);
        let quarters = asked(&app, "leaseStatistics", r#"{ leaseStatistics(groupBy: [EXPIRY_QUARTER], asOf: "2022-12-31", fillZero: true) {
            cells { expiryQuarter leases } } }"#).await;
        let bars: BTreeMap<&str, i64> =
            items(&quarters["cells"]).iter().map(|cell| (text(&cell["expiryQuarter"]), number(&cell["leases"]))).collect();
        assert_eq!(bars["2023-Q1"], 27);
        assert!((2023..=2025).all(|year| (1..=4).all(|quarter| bars.contains_key(format!("{year}-Q{quarter}").as_str()))));
        assert_eq!(bars["2028-Q1"], 0, "no lease ends then, and the bar is there");
        let rent = asked(&app, "rentStatistics", r#"{ rentStatistics(groupBy: [MONTH], from: "2022-01", to: "2022-12", asOf: "2022-12-31") {
            cells { month due collected waived open collectionRate } total { open } } }"#).await;
        assert_eq!(items(&rent["cells"]).len(), 12);
        for cell in items(&rent["cells"]) {
            assert_eq!(fen(&cell["due"]), fen(&cell["collected"]) + fen(&cell["waived"]) + fen(&cell["open"]), "{cell}");
        }
    }
}

both! {
    /// B9 findings by rule and village; B14 opened and closed per week, median days by severity.
    async fn b9_b14_findings(stage: Stage) {
        let app = demo(stage).await;
        let matrix = asked(&app, "findingStatistics", r#"{ findingStatistics(groupBy: [RULE, COLLECTIVE], asOf: "2022-12-31",
            filter: {campaign: ["ZCPH-2022"]}) { cells { rule { number } collective { name } found }
            total { found closed closureRate averageDays medianDays } } }"#).await;
        let total = &matrix["total"];
        assert_eq!((number(&total["found"]), number(&total["closed"]), text(&total["closureRate"])), (34, 34, "100.00"));
        let (mut rules, mut villages) = (BTreeMap::<&str, i64>::new(), BTreeMap::<&str, i64>::new());
        for cell in items(&matrix["cells"]) {
            *rules.entry(text(&cell["rule"]["number"])).or_default() += number(&cell["found"]);
            *villages.entry(text(&cell["collective"]["name"])).or_default() += number(&cell["found"]);
        }
        let expected = [6, 7, 3, 3, 2, 4, 1, 1, 1, 2, 1, 1, 1, 1];
        let expected: BTreeMap<String, i64> = (1..).zip(expected).map(|(number, found)| (format!("L{number:02}"), found)).collect();
        assert_eq!(rules.into_iter().map(|(rule, found)| (rule.to_owned(), found)).collect::<BTreeMap<_, _>>(), expected);
        let mut found: Vec<i64> = villages.into_values().collect();
        found.sort_unstable();
        assert_eq!(found, [2, 2, 4, 4, 5, 5, 5, 7]);
        let weeks = asked(&app, "findingStatistics", r#"{ findingStatistics(groupBy: [WEEK], asOf: "2022-12-31", fillZero: true,
            filter: {campaign: ["ZCPH-2022"]}) { cells { week found } } }"#).await;
        let bars = items(&weeks["cells"]);
        assert_eq!(bars.iter().map(|cell| number(&cell["found"])).sum::<i64>(), 34);
        assert!(bars.windows(2).all(|pair| {
            let day = |cell: &Json| text(&cell["week"]).parse::<chrono::NaiveDate>().expect("a day");
            day(&pair[1]) - day(&pair[0]) == chrono::Duration::days(7)
        }), "{bars:?}");
        let closed = asked(&app, "findingStatistics", r#"{ findingStatistics(groupBy: [CLOSED_WEEK], asOf: "2022-12-31",
            filter: {campaign: ["ZCPH-2022"]}) { cells { closedWeek closed } } }"#).await;
        let by = |last: &str| items(&closed["cells"]).iter().filter(|cell| text(&cell["closedWeek"]) <= last).map(|cell| number(&cell["closed"])).sum::<i64>();
        assert_eq!((by("2022-06-30"), by("2022-09-30"), by("2022-11-30")), (27, 32, 34));
        let severities = asked(&app, "findingStatistics", r#"{ findingStatistics(groupBy: [SEVERITY], asOf: "2022-12-31",
            filter: {campaign: ["ZCPH-2022"]}) { cells { severity medianDays averageDays } } }"#).await;
        assert!(items(&severities["cells"]).iter().all(|cell| number(&cell["medianDays"]) > 0));
    }
}

both! {
    /// B10 dividends by kind of unit, per participant, year on year.
    async fn b10_dividends(stage: Stage) {
        let app = demo(stage).await;
        let years = asked(&app, "dividendStatistics", r#"{ dividendStatistics(groupBy: [YEAR]) { cells { year persons amount amountPerPerson
            change { persons personsRate amountRate } } } }"#).await;
        assert_eq!(years["cells"], json!([
            { "year": 2021, "persons": 13_912, "amount": "12504000.00", "amountPerPerson": "898.79", "change": null },
            { "year": 2022, "persons": 15_780, "amount": "14703000.00", "amountPerPerson": "931.75",
                "change": { "persons": 1_868, "personsRate": "13.43", "amountRate": "17.59" } },
        ]));
        let kinds = asked(&app, "dividendStatistics", r#"{ dividendStatistics(groupBy: [UNIT_KIND], filter: {year: [2022]}) {
            cells { unitKind units amount suppressed } } }"#).await;
        assert_eq!(kinds["cells"], json!([
            { "unitKind": "VILLAGE_COOP", "units": 1, "amount": "1016400.00", "suppressed": false },
            { "unitKind": "VILLAGER_GROUP", "units": 111, "amount": "11200000.00", "suppressed": false },
            { "unitKind": "SHARE_GROUP", "units": 20, "amount": "2486600.00", "suppressed": false },
        ]));
    }
}

both! {
    /// B11 veterans and their services; B13 take-up of the allowance for the old.
    async fn b11_b13_veterans_and_take_up(stage: Stage) {
        let app = demo(stage).await;
        let veterans = asked(&app, "veteranStatistics", r#"{ veteranStatistics(groupBy: [CATEGORY, UNIT], filter: {year: 2022}) {
            cells { category unit { code } persons suppressed } total { persons services servedPersons } } }"#).await;
        assert_eq!(veterans["total"], json!({ "persons": 1_127, "services": 3_386, "servedPersons": 1_127 }));
        for cell in items(&veterans["cells"]) {
            assert!(cell["suppressed"] == true || number(&cell["persons"]) >= 11 || number(&cell["persons"]) == 0, "{cell}");
        }
        let kinds = asked(&app, "veteranStatistics", r#"{ veteranStatistics(groupBy: [SERVICE_KIND], filter: {year: 2022}) {
            cells { serviceKind services } } }"#).await;
        assert_eq!(items(&kinds["cells"]).iter().map(|cell| number(&cell["services"])).sum::<i64>(), 3_386);
        let query = r#"{ takeUp(programme: "ZLJ", asOf: "2022-12-31") { asOf cells { unit { code } entitled enrolled missing rate suppressed }
            total { entitled enrolled missing rate suppressed } } }"#;
        let seen = asked(&app, "takeUp", query).await;
        let total = &seen["total"];
        assert_eq!((number(&total["missing"]), number(&total["entitled"]) - number(&total["enrolled"])), (23, 23));
        let open = app.data("demo-staff", query).await["takeUp"].take();
        assert_eq!(open["total"], *total);
        assert_eq!(items(&open["cells"]).iter().map(|cell| number(&cell["missing"])).sum::<i64>(), 23);
        let mut hidden = 0;
        for (open, cell) in items(&open["cells"]).iter().zip(items(&seen["cells"])) {
            assert!(cell["suppressed"] == true || !(1..3).contains(&number(&open["missing"])), "{open}");
            hidden += if cell["suppressed"] == true { number(&open["missing"]) } else { 0 };
        }
        assert!(hidden >= 3, "what is hidden together is of enough");
    }
}

both! {
    /// B15 reported indicators beside computed figures.
    async fn b15_reported_beside_computed(stage: Stage) {
        let app = demo(stage).await;
        let report = asked(&app, "annualReport", "{ annualReport(year: 2022) { figures { code computed reported difference agrees drillDown
            records { recordedBy } } } }").await;
        let figures: BTreeMap<&str, &Json> = items(&report["figures"]).iter().map(|figure| (text(&figure["code"]), figure)).collect();
        for (code, computed) in [
            ("SUBSIDY_PERSON_TIMES", "57003"),
            ("SUBSIDY_AMOUNT", "6926100.00"),
            ("CAMPAIGN_PROJECTS", "373"),
            ("CAMPAIGN_FINDINGS", "34"),
            ("CAMPAIGN_FINDINGS_CLOSED", "34"),
            ("DIVIDEND_AMOUNT", "14703000.00"),
            ("PARTICIPANTS_CHANGE", "1868"),
        ] {
            let figure = figures[code];
            assert_eq!((text(&figure["computed"]), text(&figure["reported"])), (computed, computed), "{code}");
            assert_eq!(figure["agrees"], true, "{code}");
        }
        assert!(figures.values().all(|figure| figure["drillDown"].is_null()), "no way to the rows");
        assert!(figures.values().flat_map(|figure| items(&figure["records"])).all(|record| record["recordedBy"].is_null()));
        assert!(figures.values().filter(|figure| figure["computed"].is_null()).count() >= 10, "events, work orders, disputes");
    }
}
