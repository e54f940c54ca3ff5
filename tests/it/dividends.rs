//! Dividends in the graph: figures, the register, questions of the co-operatives, who sees what.

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{demo, dividends::fen, items, text},
};

/// Collectives in the order of the reference table: code, groups, share groups, co-operatives, lines, amount.
const BY_COLLECTIVE: [(&str, i64, i64, i64, i64, &str); 8] = [
    ("320613018205", 18, 4, 1, 4_148, "3435540.00"),
    ("320613018202", 16, 3, 0, 2_306, "2063640.00"),
    ("320613018200", 15, 3, 0, 2_025, "1667340.00"),
    ("320613018203", 14, 3, 0, 1_979, "1662520.00"),
    ("320613018204", 14, 2, 0, 1_853, "1844460.00"),
    ("320613018201", 13, 2, 0, 1_698, "1544930.00"),
    ("320613018206", 12, 2, 0, 1_731, "1594340.00"),
    ("320613018003", 9, 1, 0, 1_166, "890230.00"),
];

both! {
    /// The year by collective and kind of unit: every cell of the reference table.
    async fn the_table_by_collective(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ dividendStatistics(groupBy: [COLLECTIVE, UNIT_KIND], filter: {year: [2022]}) {
            cells { collective { unit { code } } unitKind units lines amount suppressed } total { units lines persons amount } } }"#;
        let data = app.data("demo-agri", query).await;
        let cells = items(&data["dividendStatistics"]["cells"]);
        for (code, groups, share_groups, cooperatives, lines, amount) in BY_COLLECTIVE {
            let own: Vec<&Json> = cells.iter().filter(|cell| cell["collective"]["unit"]["code"] == code).collect();
            let units = |kind: &str| own.iter().filter(|cell| cell["unitKind"] == kind).map(|cell| cell["units"].as_i64().unwrap_or(0)).sum::<i64>();
            assert_eq!((units("VILLAGER_GROUP"), units("SHARE_GROUP"), units("VILLAGE_COOP")), (groups, share_groups, cooperatives), "{code}");
            assert_eq!(own.iter().map(|cell| cell["lines"].as_i64().unwrap_or(0)).sum::<i64>(), lines, "{code}");
            assert_eq!(own.iter().map(|cell| fen(&cell["amount"])).sum::<i64>(), fen(&json!(amount)), "{code}");
        }
        let total = json!({ "units": 132, "lines": 16_906, "persons": 15_780, "amount": "14703000.00" });
        assert_eq!(data["dividendStatistics"]["total"], total);
    }
}

both! {
    /// B10: by kind of unit, per participant, year on year.
    async fn kinds_and_years(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ dividendStatistics(groupBy: [YEAR]) { cells { year units lines persons amount amountPerPerson
            change { amount amountRate persons personsRate } } }
            kinds: dividendStatistics(groupBy: [UNIT_KIND], filter: {year: [2022]}) { cells { unitKind units lines amount } } }"#;
        let data = app.data("demo-bi", query).await;
        let expected = json!([
            { "year": 2021, "units": 122, "lines": 15_021, "persons": 13_912, "amount": "12504000.00", "amountPerPerson": "898.79", "change": null },
            { "year": 2022, "units": 132, "lines": 16_906, "persons": 15_780, "amount": "14703000.00", "amountPerPerson": "931.75",
              "change": { "amount": "2199000.00", "amountRate": "17.59", "persons": 1_868, "personsRate": "13.43" } },
        ]);
        assert_eq!(data["dividendStatistics"]["cells"], expected);
        let kinds = json!([
            { "unitKind": "VILLAGE_COOP", "units": 1, "lines": 1_694, "amount": "1016400.00" },
            { "unitKind": "VILLAGER_GROUP", "units": 111, "lines": 12_980, "amount": "11200000.00" },
            { "unitKind": "SHARE_GROUP", "units": 20, "lines": 2_232, "amount": "2486600.00" },
        ]);
        assert_eq!(data["kinds"]["cells"], kinds);
    }
}

both! {
    /// The annual report and its sentence.
    async fn the_annual_report(stage: Stage) {
        let app = demo(stage).await;
        let query = "{ annualReport(year: 2022) { paragraph dividends { cooperatives villagerGroups shareGroups amount \
            participants participantsChange amountGrowth unclaimedLines unclaimedAmount } } }";
        let data = app.data("demo-bi", query).await;
        let expected = json!({ "cooperatives": 1, "villagerGroups": 111, "shareGroups": 20, "amount": "14703000.00",
            "participants": 15_780, "participantsChange": 1_868, "amountGrowth": "17.59", "unclaimedLines": 46,
            "unclaimedAmount": "41280.00" });
        assert_eq!(data["annualReport"]["dividends"], expected);
        let sentence = "完成1个村级股份经济合作社、111个村民小组、20个股份制小组,共计1470.3万元组级分配和股份分红,参与分配人员同比增加1868人。";
        assert!(text(&data["annualReport"]["paragraph"]).ends_with(sentence), "{data}");
        let first = app.data("demo-bi", "{ annualReport(year: 2021) { dividends { participants participantsChange amountChange } } }").await;
        assert_eq!(first["annualReport"]["dividends"], json!({ "participants": 13_912, "participantsChange": null, "amountChange": null }));
    }
}

const BRIDGE: &str = "previous current newUnits endedUnits joined joinedBy { reason count suppressed } left leftBy { reason count } \
    cooperativeNet overlapChange total";

both! {
    /// The bridge from 13,912 to 15,780, and the persons behind it for those who may see them.
    async fn the_participants_bridge(stage: Stage) {
        let app = demo(stage).await;
        let query = format!("{{ participantsBridge(year: 2022) {{ {BRIDGE} }} }}");
        let expected = json!({
            "previous": 13_912, "current": 15_780, "newUnits": 1_168, "endedUnits": 0, "joined": 874,
            "joinedBy": [{ "reason": "BIRTH", "count": 186, "suppressed": false }, { "reason": "MARRIAGE_IN", "count": 121, "suppressed": false },
                { "reason": "RECONFIRMED", "count": 567, "suppressed": false }],
            "left": 183,
            "leftBy": [{ "reason": "DEATH", "count": 141 }, { "reason": "JOINED_OTHER_COLLECTIVE", "count": 27 },
                { "reason": "CIVIL_SERVANT", "count": 9 }, { "reason": "OTHER", "count": 6 }],
            "cooperativeNet": 26, "overlapChange": -17, "total": 1_868 });
        for persona in ["demo-staff", "demo-bi"] {
            assert_eq!(app.data(persona, &query).await["participantsBridge"], expected, "{persona}");
        }
        let reasons = "{ participantsBridge(year: 2022) { born: joinedLines(first: 1, reason: [BIRTH]) { totalCount } \
            gone: leftLines(first: 1, reason: [CIVIL_SERVANT, OTHER]) { totalCount } ended: endedUnitLines { totalCount } } }";
        let by_reason = app.data("demo-staff", reasons).await["participantsBridge"].clone();
        let counts = ["born", "gone", "ended"].map(|field| by_reason[field]["totalCount"].as_i64());
        assert_eq!(counts, [Some(186), Some(15), Some(0)]);
        let lines = "{ participantsBridge(year: 2022) { joinedLines(first: 1) { totalCount nodes { year name resident { name } } } \
            leftLines(first: 1) { totalCount nodes { year name } } newUnitLines(first: 1) { totalCount } } }";
        let data = app.data("demo-staff", lines).await["participantsBridge"].clone();
        let totals = ["joinedLines", "leftLines", "newUnitLines"].map(|field| data[field]["totalCount"].as_i64());
        assert_eq!(totals, [Some(874 + 26), Some(183), Some(1_168)]);
        assert_eq!(data["joinedLines"]["nodes"][0]["name"], data["joinedLines"]["nodes"][0]["resident"]["name"]);
        assert_eq!(data["leftLines"]["nodes"][0]["year"], 2021);
        assert_eq!(app.error("demo-bi", lines).await.0, "FORBIDDEN");
        // Eight villages add up to the street, in every part.
        let mut sums = [0; 6];
        for (code, ..) in BY_COLLECTIVE {
            let query = format!(r#"{{ participantsBridge(year: 2022, unit: ["{code}"]) {{ {BRIDGE} }} }}"#);
            let own = app.data("demo-staff", &query).await["participantsBridge"].clone();
            let parts = ["newUnits", "joined", "left", "cooperativeNet", "overlapChange", "total"];
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum += own[part].as_i64().expect("a number");
            }
            let growth = own["current"].as_i64().zip(own["previous"].as_i64()).map(|(now, before)| now - before);
            assert_eq!(own["total"].as_i64(), growth, "{code}");
        }
        assert_eq!(sums, [1_168, 874, 183, 26, -17, 1_868]);
    }
}

both! {
    /// BI: figures with small cells hidden, and no way to a member or a line.
    async fn bi_sees_no_person(stage: Stage) {
        let app = demo(stage).await;
        let small = r#"{ participantsBridge(year: 2022, unit: ["320613018205"]) { total } }"#;
        assert_eq!(app.error("demo-bi", small).await.0, "FORBIDDEN", "the street less a village is the others");
        let reasons = r#"{ dividendStatistics(groupBy: [COLLECTIVE, UNCLAIMED_REASON], filter: {year: [2022]}) {
            cells { unclaimedLines unclaimedAmount persons suppressed } } }"#;
        let cells = app.data("demo-bi", reasons).await;
        let cells = items(&cells["dividendStatistics"]["cells"]);
        assert!(cells.iter().any(|cell| cell["suppressed"] == true && cell["unclaimedAmount"].is_null()));
        assert!(cells.iter().all(|cell| cell["persons"].as_i64().is_none_or(|persons| persons >= 3)));
        // What one or two have not claimed is nobody's business, even where the cell itself is large.
        let owed = r#"{ dividendStatistics(groupBy: [DISTRIBUTING_UNIT], filter: {year: [2022]}) { cells { lines unclaimedLines unclaimedAmount paidAmount } } }"#;
        let (hidden, known) = (app.data("demo-bi", owed).await, app.data("demo-agri", owed).await);
        let (mut shown, mut few) = (0, 0);
        for (cell, full) in items(&hidden["dividendStatistics"]["cells"]).iter().zip(items(&known["dividendStatistics"]["cells"])) {
            let count = full["unclaimedLines"].as_i64().expect("agri sees it");
            assert_eq!(cell["lines"], full["lines"]);
            few += i64::from((1..3).contains(&count));
            shown += i64::from(!cell["unclaimedAmount"].is_null());
            assert!(!(1..3).contains(&count) || (cell["unclaimedAmount"].is_null() && cell["paidAmount"].is_null()), "{full}");
        }
        assert!(few > 0 && shown > 0, "{few} {shown}");
        for query in [
            "{ dividendStatistics(groupBy: [DISTRIBUTING_UNIT], filter: {year: [2022], state: [PAID]}) { cells { amount } } }",
            "{ dividendStatistics(groupBy: [], filter: {not: {year: [2021]}}) { total { amount } } }",
            "{ dividendStatistics(groupBy: [], filter: {movement: {kind: LEFT, year: 2022}}) { total { persons } } }",
            "{ members { totalCount } }",
            "{ holdings { totalCount } }",
            "{ payoutLines { totalCount } }",
            "{ distributionPlans { totalCount } }",
            "{ distributingUnits { totalCount } }",
            r#"{ dividendStatistics(groupBy: [], filter: {name: "王"}) { total { persons } } }"#,
            r#"{ dividendStatistics(groupBy: [], filter: {or: [{amount: {from: "1200.00"}}]}) { total { persons } } }"#,
            "{ dividendStatistics(groupBy: [DISTRIBUTING_UNIT]) { cells { distributingUnit { name } } } }",
        ] {
            let (_, body) = app.ask("demo-bi", query, json!({})).await;
            assert_eq!(body["errors"][0]["extensions"]["code"], "FORBIDDEN", "{query}: {body}");
        }
    }
}

both! {
    /// C10, C12: the distribution of 龙潭村, and that lines add up to their plans.
    async fn our_distribution(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ distributionPlans(first: 25, filter: {year: [2022]}) { totalCount nodes { distributable carriedForward participants
            lines(first: 1) { totalCount } } }
            dividendStatistics(groupBy: [], filter: {year: [2022]}) { total { units lines amount unclaimedLines } } }"#;
        let data = app.data("demo-cooperative", query).await;
        assert_eq!(data["distributionPlans"]["totalCount"], 23);
        let total = &data["dividendStatistics"]["total"];
        assert_eq!((&total["units"], &total["lines"], &total["amount"]), (&json!(23), &json!(4_148), &json!("3435540.00")));
        for plan in items(&data["distributionPlans"]["nodes"]) {
            assert_eq!(plan["participants"], plan["lines"]["totalCount"]);
        }
        let unclaimed = r#"{ payoutLines(first: 100, filter: {state: [UNCLAIMED]}) { totalCount nodes { year amount reason sentOn settledOn } }
            dividendStatistics(groupBy: [UNCLAIMED_REASON], filter: {year: [2022], state: [UNCLAIMED]}) {
                cells { unclaimedReason unclaimedLines } total { unclaimedLines unclaimedAmount } } }"#;
        let data = app.data("demo-staff", unclaimed).await;
        let lines = items(&data["payoutLines"]["nodes"]);
        assert_eq!(data["payoutLines"]["totalCount"], 46);
        assert_eq!(lines.iter().map(|line| fen(&line["amount"])).sum::<i64>(), 4_128_000);
        assert_eq!(data["dividendStatistics"]["total"], json!({ "unclaimedLines": 46, "unclaimedAmount": "41280.00" }));
        let reasons = json!([
            { "unclaimedReason": "NO_BANK_CARD", "unclaimedLines": 21 },
            { "unclaimedReason": "DECEASED_INHERITANCE_PENDING", "unclaimedLines": 12 },
            { "unclaimedReason": "RETURNED_BY_BANK", "unclaimedLines": 9 },
            { "unclaimedReason": "DISPUTED", "unclaimedLines": 4 },
        ]);
        assert_eq!(data["dividendStatistics"]["cells"], reasons);
        let one = r#"{ distributionPlans(first: 1, filter: {year: [2022], kind: [SHARE_GROUP]}) { nodes { distributable
            lines(first: 100, orderBy: {field: NUMBER}) { totalCount nodes { number amount shares explain } } } } }"#;
        let plan = app.data("demo-cooperative", one).await["distributionPlans"]["nodes"][0].clone();
        assert_eq!(plan["lines"]["totalCount"], items(&plan["lines"]["nodes"]).len());
        let sum: i64 = items(&plan["lines"]["nodes"]).iter().map(|line| fen(&line["amount"])).sum();
        assert_eq!(sum, fen(&plan["distributable"]));
        assert!(items(&plan["lines"]["nodes"]).iter().all(|line| text(&line["explain"]).contains(text(&line["amount"]))));
    }
}

both! {
    /// C11: members at two record dates; joins and leaves in between explain the difference, for every unit.
    async fn events_explain_the_count(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ distributingUnits(first: 20, filter: {kind: [VILLAGER_GROUP], distributedIn: 2021}) { nodes { number
            before: members(first: 1, filter: {on: "2021-10-31"}) { totalCount } now: members(first: 1, filter: {on: "2022-10-31"}) { totalCount }
            joins: registerEvents(first: 1, filter: {kind: [JOIN], effectiveOn: {from: "2021-11-01", to: "2022-10-31"}}) { totalCount }
            leaves: registerEvents(first: 1, filter: {kind: [LEAVE], effectiveOn: {from: "2021-11-01", to: "2022-10-31"}}) { totalCount } } } }"#;
        let data = app.data("demo-cooperative", query).await;
        let units = items(&data["distributingUnits"]["nodes"]);
        assert!(units.len() >= 15, "{}", units.len());
        let count = |unit: &Json, part: &str| unit[part]["totalCount"].as_i64().expect("a count");
        for unit in units {
            assert!(count(unit, "before") > 0);
            assert_eq!(count(unit, "before") + count(unit, "joins") - count(unit, "leaves"), count(unit, "now"), "{unit}");
        }
    }
}

both! {
    /// C13: 1,016,400.00 over 33,880 shares; one yuan more goes to 100 members. C14: 1,126 are also in a group.
    async fn a_dry_run(stage: Stage) {
        let app = demo(stage).await;
        let unit = app.data("demo-cooperative", "{ distributingUnits(filter: {kind: [VILLAGE_COOP]}) { nodes { id } } }").await;
        let unit = text(&unit["distributingUnits"]["nodes"][0]["id"]).to_owned();
        let run = |amount: &str, more: &str| {
            format!(r#"{{ distributionDryRun(input: {{distributingUnit: "{unit}", recordDate: "2022-10-31", distributable: "{amount}"{more}}}) {{
                unitPrice remainder remainderLines carriedForward participants totalShares linesAmount
                comparison {{ previousAmount previousParticipants amountChange amountGrowth participantsChange }} }} }}"#)
        };
        let even = app.data("demo-cooperative", &run("1016400.00", "")).await["distributionDryRun"].clone();
        let expected = json!({ "unitPrice": "30.00", "remainder": "0.00", "remainderLines": 0, "carriedForward": "0.00",
            "participants": 1_694, "totalShares": 33_880, "linesAmount": "1016400.00",
            "comparison": { "previousAmount": "965000.00", "previousParticipants": 1_668, "amountChange": "51400.00",
                "amountGrowth": "5.33", "participantsChange": 26 } });
        assert_eq!(even, expected);
        let odd = app.data("demo-cooperative", &run("1016401.00", "")).await["distributionDryRun"].clone();
        assert_eq!((&odd["unitPrice"], &odd["remainder"], &odd["remainderLines"]), (&json!("30.00"), &json!("1.00"), &json!(100)));
        assert_eq!(odd["linesAmount"], "1016401.00");
        let carried = app.data("demo-cooperative", &run("1016401.00", ", rounding: CARRY_FORWARD")).await["distributionDryRun"].clone();
        assert_eq!((&carried["carriedForward"], &carried["linesAmount"]), (&json!("1.00"), &json!("1016400.00")));
        let (code, message) = app.error("demo-cooperative", &run("1.00", "").replace("2022-10-31", "2023-01-01")).await;
        assert_eq!(code, "BAD_INPUT");
        assert!(message.contains("recordDate"), "{message}");
        let (_, message) = app.error("demo-cooperative", &run("1.00", "").replace("2022-10-31", "2000-01-01")).await;
        assert!(message.contains("没有可参与分配的成员"), "{message}");
        let both = r#"{ members(first: 1, filter: {kind: [VILLAGE_COOP], on: "2022-10-31", alsoIn: [VILLAGER_GROUP, SHARE_GROUP]}) { totalCount } }"#;
        assert_eq!(app.data("demo-cooperative", both).await["members"]["totalCount"], 1_126);
        let before = both.replace("2022", "2021");
        assert_eq!(app.data("demo-cooperative", &before).await["members"]["totalCount"], 1_109);
    }
}

both! {
    /// A village sees its own and not even a count of another's; nobody else's node answers.
    async fn a_village_sees_its_own(stage: Stage) {
        let app = demo(stage).await;
        let counts = "{ distributingUnits { totalCount } members { totalCount } holdings { totalCount } distributionPlans { totalCount } payoutLines { totalCount } }";
        let own = app.data("demo-cooperative-2", counts).await;
        assert_eq!((&own["distributingUnits"]["totalCount"], &own["distributionPlans"]["totalCount"]), (&json!(19), &json!(19 + 18)));
        let foreign = r#"{ members(filter: {unit: ["320613018205"]}) { totalCount } payoutLines(filter: {unit: ["320613018205"]}) { totalCount }
            dividendStatistics(groupBy: [COLLECTIVE], filter: {unit: ["320613018205"]}) { cells { lines } total { lines amount } } }"#;
        let nothing = json!({ "members": { "totalCount": 0 }, "payoutLines": { "totalCount": 0 },
            "dividendStatistics": { "cells": [], "total": { "lines": 0, "amount": "0.00" } } });
        assert_eq!(app.data("demo-cooperative-2", foreign).await, nothing);
        let ids = "{ distributingUnits(first: 1) { nodes { id } } members(first: 1) { nodes { id } } distributionPlans(first: 1) { nodes { id } } \
            payoutLines(first: 1) { nodes { id } } }";
        let ids = app.data("demo-cooperative", ids).await;
        for field in ["distributingUnits", "members", "distributionPlans", "payoutLines"] {
            let id = text(&ids[field]["nodes"][0]["id"]);
            let query = format!(r#"{{ node(id: "{id}") {{ __typename }} }}"#);
            assert!(app.data("demo-cooperative", &query).await["node"].is_object(), "{field}");
            assert!(app.data("demo-cooperative-2", &query).await["node"].is_null(), "{field}");
        }
        // Behind a member stands a resident, for those who may read residents.
        let behind = "{ members(first: 1) { nodes { name resident { name } } } }";
        let (_, body) = app.ask("demo-cooperative", behind, json!({})).await;
        assert!(body["data"]["members"]["nodes"][0]["name"].is_string() && body["data"]["members"]["nodes"][0]["resident"].is_null());
        assert_eq!(body["errors"][0]["extensions"]["code"], "FORBIDDEN");
        let filter = r#"{ members(filter: {resident: {age: {min: 80, on: "2022-12-31"}}}) { totalCount } }"#;
        assert_eq!(app.error("demo-cooperative", filter).await.0, "FORBIDDEN");
    }
}

both! {
    /// A person's dividends stand beside their subsidies.
    async fn dividends_beside_subsidies(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ payoutLines(first: 1, filter: {year: [2022], kind: [VILLAGE_COOP], resident: {enrolments: {some: {programme: ["ZLJ"]}}}}) { nodes { resident {
            name payments(first: 1) { totalCount } payoutLines(first: 10) { totalCount nodes { year amount distributingUnit { name kind } } }
            collectiveMemberships { number distributingUnit { name } memberships { validFrom validTo } } } } } }"#;
        let resident = app.data("demo-staff", query).await["payoutLines"]["nodes"][0]["resident"].clone();
        assert!(resident["payments"]["totalCount"].as_i64() > Some(0), "{resident}");
        assert!(resident["payoutLines"]["totalCount"].as_i64() >= Some(2), "{resident}");
        assert!(items(&resident["collectiveMemberships"]).iter().any(|member| member["distributingUnit"]["name"] == "龙潭村股份经济合作社"));
        let worker = r#"{ residents(first: 1) { nodes { payoutLines { totalCount } } } }"#;
        assert_eq!(app.error("demo-community", worker).await.0, "FORBIDDEN");
    }
}

both! {
    /// Membership and holdings are what the events come to, for every row of the demo.
    async fn the_register_is_its_events(stage: Stage) {
        use minsheng::{dividends::{rules::register::register, store::register::{holdings, memberships}}, kernel::scope::{FindIn, Scope}};
        use std::collections::BTreeMap;
        let app = demo(stage).await.app;
        let (db, all) = (app.db.read(), Scope::everything());
        let units = entity::distributing_unit::Entity::find_in(&all).all(db).await.expect("units");
        let mut events: BTreeMap<i64, Vec<_>> = BTreeMap::new();
        for event in entity::register_event::Entity::find_in(&all).all(db).await.expect("events") {
            events.entry(event.distributing_unit_id).or_default().push(event);
        }
        let (mut spells, mut held) = (Vec::new(), Vec::new());
        for unit in &units {
            let register = register(&events[&unit.id]).expect("no contradiction");
            spells.extend(memberships(unit, &register));
            held.extend(holdings(unit, &register));
        }
        let mut stored = entity::membership::Entity::find_in(&all).all(db).await.expect("memberships");
        for row in &mut stored {
            row.id = 0;
        }
        let key = |row: &entity::membership::Model| (row.member_id, row.valid_from);
        stored.sort_by_key(key);
        spells.sort_by_key(key);
        assert_eq!(stored, spells);
        let mut stored = entity::holding::Entity::find_in(&all).all(db).await.expect("holdings");
        for row in &mut stored {
            row.id = 0;
        }
        let key = |row: &entity::holding::Model| (row.member_id, row.class, row.valid_from);
        stored.sort_by_key(key);
        held.sort_by_key(key);
        assert_eq!(stored, held);
        assert!(stored.len() > 4_000);
    }
}

both! {
    /// A nested page costs one statement per level, whatever the number of rows.
    async fn statements_do_not_grow(stage: Stage) {
        let app = demo(stage).await;
        let query = |first: u32| format!(
            "{{ distributionPlans(first: {first}) {{ nodes {{ year distributingUnit {{ name collective {{ name }} }} steps(first: 20) {{ nodes {{ act }} }} votes {{ inFavour }} \
                lines(first: 3) {{ nodes {{ name amount explain member {{ number holdings(on: \"2022-10-31\") {{ shares }} }} }} }} }} }} }}");
        let (few, _) = app.statements("demo-agri", &query(2)).await;
        let (many, _) = app.statements("demo-agri", &query(60)).await;
        assert_eq!(few, many);
        assert!(many <= 6, "{many}");
    }
}
