//! The questions of the village co-operatives, and those of the charts about leases.

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{TestApp, demo, items, text},
};

/// Villages in the order of the reference table: code, leases, annual rent, findings, expiring in 90 days.
const VILLAGES: [(&str, i64, &str, i64, i64); 8] = [
    ("320613018205", 68, "4496200.00", 7, 6),
    ("320613018202", 57, "3717100.00", 5, 4),
    ("320613018200", 52, "3349500.00", 5, 4),
    ("320613018203", 49, "3135200.00", 5, 3),
    ("320613018204", 46, "2999000.00", 4, 4),
    ("320613018201", 41, "2643800.00", 4, 3),
    ("320613018206", 35, "2239000.00", 2, 2),
    ("320613018003", 25, "1606700.00", 2, 1),
];
const ON: &str = "2022-12-31";

async fn count(app: &TestApp, persona: &str, field: &str, filter: Json) -> i64 {
    let name = format!("{}{}Filter", field[..1].to_uppercase(), &field[1..field.len() - 1]);
    let query = format!("query($f: {name}) {{ {field}(filter: $f, first: 1) {{ totalCount }} }}");
    let data = app.data_with(persona, &query, json!({ "f": filter })).await;
    data[field]["totalCount"].as_i64().expect("a count")
}

fn fen(value: &Json) -> i64 {
    text(value).replace('.', "").parse().expect("money")
}

both! {
    /// C1, C5: per village; the street sees all eight.
    async fn expiring_and_found_per_village(stage: Stage) {
        let app = demo(stage).await;
        for (code, leases, _, findings, expiring) in VILLAGES {
            assert_eq!(count(&app, "demo-agri", "leases", json!({ "unit": [code] })).await, leases);
            let filter = json!({ "unit": [code], "asOf": ON, "expiresWithinDays": 90 });
            assert_eq!(count(&app, "demo-agri", "leases", filter).await, expiring, "{code}");
            let filter = json!({ "unit": [code], "campaign": ["ZCPH-2022"], "state": ["CLOSED"] });
            assert_eq!(count(&app, "demo-agri", "findings", filter).await, findings, "{code}");
        }
        let states = [("ACTIVE", 359), ("HOLDOVER", 2), ("VACATED", 5), ("TERMINATED", 7), ("DRAFT", 0), ("RENEWED", 0)];
        for (state, expected) in states {
            assert_eq!(count(&app, "demo-agri", "leases", json!({ "asOf": ON, "state": [state] })).await, expected);
        }
    }
}

both! {
    /// C2: who owes rent, how much, how old.
    async fn arrears(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ leases(filter: {asOf: "2022-12-31", arrears: {}}, first: 50) {
            totalCount nodes { contractNumber lessee { name } arrears(asOf: "2022-12-31") { amount ageing overdueDays bills } } } }"#;
        let data = app.data("demo-agri", query).await;
        let nodes = items(&data["leases"]["nodes"]);
        assert_eq!(data["leases"]["totalCount"], 9);
        assert_eq!(nodes.iter().map(|node| fen(&node["arrears"]["amount"])).sum::<i64>(), 18_640_000);
        for (age, expected) in [("D1_30", 3), ("D31_90", 4), ("D91_180", 2)] {
            assert_eq!(nodes.iter().filter(|node| node["arrears"]["ageing"] == age).count(), expected, "{age}");
        }
        let filter = json!({ "asOf": ON, "arrears": { "minDays": 91 } });
        assert_eq!(count(&app, "demo-agri", "leases", filter).await, 2);
    }
}

both! {
    /// C3: the quarter's bills; what is paid is what receipts were allocated.
    async fn bills_of_a_quarter(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"query($after: String) { rentBills(first: 100, after: $after, filter: {asOf: "2022-12-31",
            dueOn: {from: "2022-10-01", to: "2022-12-31"}}) { totalCount pageInfo { hasNextPage endCursor }
            nodes { amount paid(asOf: "2022-12-31") waived(asOf: "2022-12-31") open(asOf: "2022-12-31")
                allocations { amount } } } }"#;
        let (mut after, mut seen, mut sums) = (Json::Null, 0, [0; 4]);
        loop {
            let data = app.data_with("demo-cooperative", query, json!({ "after": after })).await;
            for node in items(&data["rentBills"]["nodes"]) {
                let allocated: i64 = items(&node["allocations"]).iter().map(|part| fen(&part["amount"])).sum();
                assert_eq!(fen(&node["paid"]), allocated);
                for (sum, field) in sums.iter_mut().zip(["amount", "paid", "waived", "open"]) {
                    *sum += fen(&node[field]);
                }
                seen += 1;
            }
            after = data["rentBills"]["pageInfo"]["endCursor"].clone();
            if data["rentBills"]["pageInfo"]["hasNextPage"] == false {
                assert_eq!(data["rentBills"]["totalCount"], seen);
                break;
            }
        }
        assert_eq!(sums[0], sums[1] + sums[2] + sums[3]);
        assert!(seen > 20 && sums[1] > 0);
        let total = r#"{ rentStatistics(groupBy: [], from: "2022-10", to: "2022-12", asOf: "2022-12-31") {
            total { bills due collected open } } }"#;
        let total = app.data("demo-cooperative", total).await["rentStatistics"]["total"].clone();
        assert_eq!((total["bills"].as_i64(), fen(&total["due"]), fen(&total["collected"])), (Some(seen), sums[0], sums[1]));
    }
}

both! {
    /// C4: versions, bills, payments, findings; any past day reads as it was. C7: the three repriced leases.
    async fn history_and_prices(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ leases(filter: {findings: {rule: ["L03"]}}, orderBy: {field: RENT_PER_SQUARE_METRE}) { nodes {
            versions { number kind effectiveFrom } before: terms(asOf: "2022-04-30") { annualRent }
            after: terms(asOf: "2022-12-31") { annualRent } bills { totalCount } receipts { totalCount }
            low: benchmarkRatio(asOf: "2022-04-30") now: benchmarkRatio(asOf: "2022-12-31")
            findings { nodes { rule { number } state steps { act doneOn } uplift } } } } }"#;
        let data = app.data("demo-agri", query).await;
        let nodes = items(&data["leases"]["nodes"]);
        assert_eq!(nodes.len(), 3);
        let mut uplift = 0;
        for node in nodes {
            assert_eq!(items(&node["versions"]).len(), 2, "{node}");
            assert!(fen(&node["low"]) < 8_000 && fen(&node["now"]) >= 8_000, "{node}");
            let rise = fen(&node["after"]["annualRent"]) - fen(&node["before"]["annualRent"]);
            let finding = &node["findings"]["nodes"][0];
            assert_eq!((fen(&finding["uplift"]), finding["state"].as_str()), (rise, Some("CLOSED")));
            let acts: Vec<&str> = items(&finding["steps"]).iter().map(|step| text(&step["act"])).collect();
            assert_eq!(acts, ["DISCOVER", "ASSIGN", "START", "SUBMIT", "CLOSE"]);
            assert!(node["bills"]["totalCount"].as_i64() > Some(0) && node["receipts"]["totalCount"].as_i64() > Some(0));
            uplift += rise;
        }
        assert_eq!(uplift, 8_630_000);
    }
}

both! {
    /// C6 idle assets, C8 rents that rise in 60 days, C9 deposits not collected.
    async fn idle_rising_unpaid(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ assets(filter: {asOf: "2022-12-31", idle: true}) { totalCount nodes {
            class idleSince(asOf: "2022-12-31") leases { nodes { vacatedOn annualRent } } } } }"#;
        let data = app.data("demo-agri", query).await;
        assert_eq!(data["assets"]["totalCount"], 5);
        for node in items(&data["assets"]["nodes"]) {
            let last = &node["leases"]["nodes"][0];
            assert_eq!((text(&node["class"]), &node["idleSince"]), ("OPERATING", &last["vacatedOn"]));
            assert!(fen(&last["annualRent"]) > 0);
        }
        let steps = json!({ "asOf": ON, "rentSteps": { "from": ON, "to": "2023-03-01" } });
        assert_eq!(count(&app, "demo-agri", "leases", steps).await, 11);
        assert_eq!(count(&app, "demo-agri", "leases", json!({ "asOf": ON, "depositShort": true })).await, 2);
    }
}

both! {
    /// C15: another village's leases are not there, by any path.
    async fn another_village_is_not_there(stage: Stage) {
        let app = demo(stage).await;
        assert_eq!(count(&app, "demo-cooperative", "leases", json!({})).await, 68);
        assert_eq!(count(&app, "demo-cooperative-2", "leases", json!({})).await, 57);
        let own = r#"{ leases(first: 1) { nodes { id lessee { id } asset { id } collective { id }
            bills(first: 1) { nodes { id } } receipts(first: 1) { nodes { id } } findings(first: 1) { nodes { id } } } }
            findings(first: 1) { nodes { id } } }"#;
        let theirs = app.data("demo-cooperative", own).await;
        let lease = &theirs["leases"]["nodes"][0];
        let ids = [
            &lease["id"],
            &lease["lessee"]["id"],
            &lease["asset"]["id"],
            &lease["collective"]["id"],
            &lease["bills"]["nodes"][0]["id"],
            &lease["receipts"]["nodes"][0]["id"],
            &theirs["findings"]["nodes"][0]["id"],
        ];
        for id in ids {
            let query = format!(r#"{{ node(id: "{}") {{ id }} nodes(ids: ["{}"]) {{ id }} }}"#, text(id), text(id));
            let data = app.data("demo-cooperative-2", &query).await;
            assert_eq!(data, json!({ "node": null, "nodes": [null] }), "{id}");
        }
        let village = json!({ "unit": ["320613018205"] });
        for field in ["leases", "assets", "rentBills", "receipts", "findings"] {
            assert_eq!(count(&app, "demo-cooperative-2", field, village.clone()).await, 0, "{field}");
        }
        let foreign = json!({ "collective": [lease["collective"]["id"]] });
        assert_eq!(count(&app, "demo-cooperative-2", "leases", foreign).await, 0);
        let query = r#"{ collectives { name leases { totalCount } } leaseStatistics(groupBy: [COLLECTIVE], asOf: "2022-12-31") {
            cells { collective { name } leases } total { leases } }
            findingStatistics(groupBy: [COLLECTIVE], filter: {campaign: ["ZCPH-2022"]}) { total { found } }
            campaigns { nodes { coverage { projects inspected } findings { totalCount } results { totalCount } } }
            rules { number } }"#;
        let data = app.data("demo-cooperative-2", query).await;
        assert_eq!(items(&data["collectives"]).len(), 1);
        assert_eq!(data["collectives"][0]["leases"]["totalCount"], 57);
        assert_eq!(data["leaseStatistics"]["total"]["leases"], 57);
        assert_eq!(items(&data["leaseStatistics"]["cells"]).len(), 1);
        assert_eq!(data["findingStatistics"]["total"]["found"], 5);
        let campaign = &data["campaigns"]["nodes"][0];
        assert_eq!(campaign["coverage"], json!({ "projects": 57, "inspected": 57 }));
        assert_eq!((&campaign["findings"]["totalCount"], &campaign["results"]["totalCount"]), (&json!(5), &json!(57)));
    }
}

both! {
    /// B7 rent by village and class, B8 expiries per quarter, B12 arrears and collection.
    async fn charts(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ rent: leaseStatistics(groupBy: [COLLECTIVE], asOf: "2022-12-31") {
              cells { collective { unit { code } } leases annualRent } total { leases annualRent arrears leasesInArrears
                ageing { ageing leases } } }
            classes: leaseStatistics(groupBy: [KIND], asOf: "2022-12-31") { cells { kind leases } }
            quarters: leaseStatistics(groupBy: [EXPIRY_QUARTER], filter: {state: [ACTIVE], asOf: "2022-12-31"},
              asOf: "2022-12-31") { cells { expiryQuarter leases } }
            months: rentStatistics(groupBy: [MONTH], from: "2022-01", to: "2022-12", asOf: "2022-12-31") {
              cells { month due collected open collectionRate } total { due collected open } } }"#;
        let data = app.data("demo-agri", query).await;
        // A BI front end gets the same figures; it cannot open a collective.
        for (code, leases, rent, ..) in VILLAGES {
            let cells = items(&data["rent"]["cells"]);
            let cell = cells.iter().find(|cell| cell["collective"]["unit"]["code"] == code).expect("a cell");
            assert_eq!((cell["leases"].as_i64(), text(&cell["annualRent"])), (Some(leases), rent));
        }
        let total = &data["rent"]["total"];
        assert_eq!((total["leases"].as_i64(), text(&total["annualRent"])), (Some(373), "24186500.00"));
        assert_eq!((text(&total["arrears"]), total["leasesInArrears"].as_i64()), ("186400.00", Some(9)));
        let kinds: Vec<(&str, i64)> = items(&data["classes"]["cells"])
            .iter()
            .map(|cell| (text(&cell["kind"]), cell["leases"].as_i64().expect("a count")))
            .collect();
        assert!(kinds.contains(&("FACTORY", 118)) && kinds.contains(&("POND", 16)), "{kinds:?}");
        let quarters = items(&data["quarters"]["cells"]);
        let first = quarters.iter().find(|cell| cell["expiryQuarter"] == "2023-Q1").expect("a bar");
        assert_eq!(first["leases"], 27);
        let months = items(&data["months"]["cells"]);
        assert_eq!(months.len(), 12);
        let sum = |field: &str| months.iter().map(|cell| fen(&cell[field])).sum::<i64>();
        for field in ["due", "collected", "open"] {
            assert_eq!(sum(field), fen(&data["months"]["total"][field]), "{field}");
        }
        let figures = app.data("demo-bi", "{ leaseStatistics(groupBy: [CLASS], asOf: \"2022-12-31\") { cells { class leases }
            total { leases annualRent } } }").await;
        assert_eq!(text(&figures["leaseStatistics"]["total"]["annualRent"]), "24186500.00");
        let probing = r#"{ leaseStatistics(groupBy: [], filter: {lessee: {name: "张"}}) { total { leases } } }"#;
        assert_eq!(app.error("demo-bi", probing).await.0, "FORBIDDEN");
    }
}

both! {
    /// The statement count of a nested page does not grow with its rows.
    async fn statements_do_not_grow(stage: Stage) {
        let app = demo(stage).await;
        let query = |first: u32| format!(r#"{{ leases(first: {first}, filter: {{asOf: "2022-12-31"}}) {{ nodes {{
            contractNumber state(asOf: "2022-12-31") arrears(asOf: "2022-12-31") {{ amount }} asset {{ number collective {{ name }} }}
            lessee {{ name }} terms(asOf: "2022-12-31") {{ endOn annualRent }} bills(first: 2) {{ nodes {{ amount open }} }}
            findings {{ nodes {{ rule {{ number }} state }} }} }} }} }}"#);
        app.statements("demo-agri", &query(2)).await;
        // Files are read in batches that a busy machine may split: the fewest of several tries tell; one read per row would
        // be 20 times as many in every one.
        let (mut few, mut many) = (u64::MAX, u64::MAX);
        for _ in 0..5 {
            few = few.min(app.statements("demo-agri", &query(2)).await.0);
            let (statements, data) = app.statements("demo-agri", &query(20)).await;
            assert_eq!(items(&data["leases"]["nodes"]).len(), 20);
            many = many.min(statements);
        }
        assert!(many < few * 4, "{few} and {many} statements");
    }
}

both! {
    /// From either end: a person to their leases, a unit to its collective and back.
    async fn from_either_end(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ leases(first: 1, filter: {lessee: {kind: [PERSON]}}) { nodes { id lessee { resident {
            lessees { leases { nodes { id } } } } } } }
            units { code collective { unit { code } leases { totalCount } } } }"#;
        let data = app.data("demo-staff", query).await;
        let lease = &data["leases"]["nodes"][0];
        let back = &lease["lessee"]["resident"]["lessees"][0]["leases"]["nodes"];
        assert!(items(back).iter().any(|own| own["id"] == lease["id"]), "{lease}");
        let with: Vec<&Json> = items(&data["units"]).iter().filter(|unit| !unit["collective"].is_null()).collect();
        assert_eq!(with.len(), 8);
        assert_eq!(with.iter().map(|unit| unit["collective"]["leases"]["totalCount"].as_i64().expect("a count")).sum::<i64>(), 373);
    }
}
