//! Figures of subsidies against the domain reference, table 8.3.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{TestApp, demo, items, text},
};

/// The reference's figures by tier and month, as the repository ships them.
fn reference() -> Json {
    serde_json::from_str(include_str!("../../src/demo/data/dataset.json")).expect("JSON")
}

async fn statistics(app: &TestApp, persona: &str, dimensions: &str, filter: &str, fields: &str) -> Json {
    let query = format!(
        "{{ subsidyStatistics(groupBy: [{dimensions}], filter: {{{filter}}}) {{ cells {{ {fields} suppressed }} \
         total {{ personTimes persons amount suppressed }} }} }}"
    );
    app.data(persona, &query).await["subsidyStatistics"].take()
}

const Y2022: &str = r#"monthFrom: "2022-01", monthTo: "2022-12""#;
const Y2021: &str = r#"monthFrom: "2021-01", monthTo: "2021-12""#;

both! {
    /// 57,003 person-times, 6,926,100.00; the year before 54,707 and 6,583,912.00; persons beside them.
    async fn year_totals(stage: Stage) {
        let app = demo(stage).await;
        for persona in ["demo-staff", "demo-bi"] {
            let this = statistics(&app, persona, "", Y2022, "personTimes").await;
            assert_eq!(this["total"]["personTimes"], 57_003);
            assert_eq!(this["total"]["amount"], "6926100.00");
            let persons = this["total"]["persons"].as_i64().expect("a count");
            assert!((2_000..57_003).contains(&persons), "{persons} persons");
            let last = statistics(&app, persona, "", Y2021, "personTimes").await;
            assert_eq!(last["total"]["personTimes"], 54_707);
            assert_eq!(last["total"]["amount"], "6583912.00");
        }
    }
}

both! {
    /// Every tier and month of both years, to the fen.
    async fn by_tier_and_month(stage: Stage) {
        let app = demo(stage).await;
        let reference = reference();
        for (year, filter, key) in [(2022, Y2022, "subsidy"), (2021, Y2021, "subsidy2021")] {
            let result = statistics(&app, "demo-staff", "TIER, MONTH", filter, "tier month personTimes amount").await;
            let cells: BTreeMap<(&str, &str), &Json> = items(&result["cells"])
                .iter()
                .map(|cell| ((text(&cell["tier"]), text(&cell["month"])), cell))
                .collect();
            let mut seen = 0;
            for (tier, figures) in reference[key]["tiers"].as_object().expect("tiers") {
                for month in 1..=12_usize {
                    let lines = figures["personTimes"][month - 1].as_i64().expect("a count");
                    let label = format!("{year}-{month:02}");
                    let cell = cells.get(&(tier.as_str(), label.as_str()));
                    assert_eq!(cell.map_or(0, |cell| cell["personTimes"].as_i64().unwrap_or(-1)), lines, "{tier} {label}");
                    let Some(cell) = cell else { continue };
                    let fen = figures["amountFen"][month - 1].as_i64().expect("an amount");
                    assert_eq!(text(&cell["amount"]), format!("{}.{:02}", fen / 100, fen % 100), "{tier} {label}");
                    seen += 1;
                }
            }
            assert_eq!(seen, cells.len(), "no cell that the reference does not have");
        }
    }
}

both! {
    /// By group and by programme; persons never exceed person-times.
    async fn by_group_and_programme(stage: Stage) {
        let app = demo(stage).await;
        let groups = statistics(&app, "demo-staff", "GROUP", Y2022, "group personTimes persons amount").await;
        let figures: BTreeMap<&str, (i64, &str)> = items(&groups["cells"])
            .iter()
            .map(|cell| (text(&cell["group"]), (cell["personTimes"].as_i64().expect("a count"), text(&cell["amount"]))))
            .collect();
        assert_eq!(figures, BTreeMap::from([
            ("ELDERLY", (42_972, "2256250.00")),
            ("DISABLED", (9_323, "1989785.50")),
            ("LOW_INCOME", (3_548, "1391584.50")),
            ("DESTITUTE", (512, "333068.00")),
            ("CHILD", (136, "197372.00")),
            ("FAMILY_PLANNING", (512, "758040.00")),
        ]));
        let programmes = statistics(&app, "demo-staff", "PROGRAMME", Y2022, "programme { code } personTimes persons").await;
        assert_eq!(items(&programmes["cells"]).len(), 16);
        for cell in items(&programmes["cells"]) {
            assert!(cell["persons"].as_i64() <= cell["personTimes"].as_i64(), "{cell}");
        }
    }
}

both! {
    /// By unit and by month: the parts add up to the whole.
    async fn by_unit_month_and_year(stage: Stage) {
        let app = demo(stage).await;
        let months = statistics(&app, "demo-staff", "MONTH", Y2022, "month personTimes amount").await;
        let july = items(&months["cells"]).iter().find(|cell| cell["month"] == "2022-07").expect("July");
        assert_eq!((&july["personTimes"], &july["amount"]), (&json!(4_580), &json!("506105.00")));
        let units = statistics(&app, "demo-staff", "UNIT", Y2022, "unit { code } personTimes").await;
        assert_eq!(items(&units["cells"]).len(), 12);
        for statistics in [&months, &units] {
            let sum: i64 = items(&statistics["cells"]).iter().map(|cell| cell["personTimes"].as_i64().unwrap_or(0)).sum();
            assert_eq!(sum, 57_003);
        }
        let years = statistics(&app, "demo-staff", "YEAR", "", "year personTimes").await;
        let years: Vec<_> = items(&years["cells"]).iter().map(|cell| (&cell["year"], &cell["personTimes"])).collect();
        assert_eq!(years, [(&json!(2021), &json!(54_707)), (&json!(2022), &json!(57_003))]);
    }
}

both! {
    /// BI sees no small cell, and cannot get one back from a row, a column or the total.
    async fn small_cells_are_hidden_from_bi(stage: Stage) {
        let app = demo(stage).await;
        let fields = "group unit { code } personTimes persons amount";
        let open = statistics(&app, "demo-staff", "GROUP, UNIT", Y2022, fields).await;
        let hidden = statistics(&app, "demo-bi", "GROUP, UNIT", Y2022, fields).await;
        assert!(items(&open["cells"]).iter().all(|cell| cell["suppressed"] == false));
        let mut per_group: BTreeMap<&str, usize> = BTreeMap::new();
        let mut per_unit: BTreeMap<&str, usize> = BTreeMap::new();
        for (seen, cell) in items(&open["cells"]).iter().zip(items(&hidden["cells"])) {
            let sensitive = ["CHILD", "DISABLED", "LOW_INCOME"].contains(&text(&seen["group"]));
            let small = seen["persons"].as_i64() < Some(if sensitive { 11 } else { 3 });
            assert!(!small || cell["suppressed"] == true, "{seen} shown as {cell}");
            if cell["suppressed"] == true {
                assert!(cell["personTimes"].is_null() && cell["persons"].is_null() && cell["amount"].is_null());
                *per_group.entry(text(&cell["group"])).or_default() += 1;
                *per_unit.entry(text(&cell["unit"]["code"])).or_default() += 1;
            }
        }
        assert!(per_group.contains_key("CHILD"));
        for (key, count) in per_group.iter().chain(&per_unit) {
            assert_ne!(*count, 1, "{key} has one hidden cell, which the total gives away");
        }
    }
}

both! {
    /// The annual report's headline and paragraph.
    async fn annual_report(stage: Stage) {
        let app = demo(stage).await;
        let data = app.data("demo-bi", "{ annualReport(year: 2022) { year paragraph subsidies {
            personTimes amount change personTimesChange } } }").await;
        let subsidies = json!({
            "personTimes": 57_003, "amount": "6926100.00", "change": "342188.00", "personTimesChange": 2_296,
        });
        let paragraph = "2022年,共向57003人次特殊人群补贴补助692.61万元。全面提升街村(居)两级退役军人服务机构,对1127名退役军人和涉军人员落实\
            培训、帮扶、就业、咨询、优抚等精准服务。全面对8个村373个集体资产租赁项目开展自查自纠,发现问题34个并及时整改到位。\
            完成1个村级股份经济合作社、111个村民小组、20个股份制小组,共计1470.3万元组级分配和股份分红,参与分配人员同比增加1868人。";
        let expected = json!({ "year": 2022, "paragraph": paragraph, "subsidies": subsidies });
        assert_eq!(data["annualReport"], expected);
        let first = app.data("demo-bi", "{ annualReport(year: 2021) { subsidies { personTimes change } } }").await;
        assert!(first["annualReport"]["subsidies"]["change"].is_null(), "nothing to compare with");
        assert_eq!(app.error("demo-bi", "{ annualReport(year: 22) { year } }").await.0, "BAD_INPUT");
    }
}
