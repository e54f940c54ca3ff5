//! Questions of civil-affairs staff about people (domain reference, section 7.1).

use std::collections::BTreeMap;

use serde_json::json;

use crate::{
    both,
    support::{demo, items, text},
};

/// Alive and registered here on the as-of date, without a live enrolment in 尊老金.
const MISSED: &str = r#"
    livingOn: "2022-12-31", registeredOn: "2022-12-31",
    enrolments: {none: {programme: ["ZLJ"], state: [ACTIVE, SUSPENDED]}}"#;

both! {
    /// S1: who turned 80 in December 2022 in 龙潭村 and is not enrolled in 尊老金? 2 persons.
    async fn s1_turned_80_not_enrolled(stage: Stage) {
        let app = demo(stage).await;
        let query = format!(r#"{{ residents(first: 100, filter: {{
            hukouUnit: ["320613018205"], birthDate: {{from: "1942-12-01", to: "1942-12-31"}}, {MISSED}
        }}) {{ totalCount nodes {{ name birthDate age(on: "2022-12-31") hukouUnit {{ name }} }} }} }}"#);
        let list = &app.data("demo-staff", &query).await["residents"];
        assert_eq!(list["totalCount"], 2);
        for resident in items(&list["nodes"]) {
            assert_eq!((&resident["age"], &resident["hukouUnit"]["name"]), (&json!(80), &json!("龙潭村")));
        }
    }
}

both! {
    /// S2: everyone of 80 or more with hukou here and not enrolled, by unit: 23.
    async fn s2_over_80_not_enrolled_by_unit(stage: Stage) {
        let app = demo(stage).await;
        let query = format!(r#"{{
            all: residents(first: 100, filter: {{ age: {{min: 80, on: "2022-12-31"}}, {MISSED} }}) {{
                totalCount nodes {{ hukouUnit {{ name }} }}
            }}
            december: residents(filter: {{ birthDate: {{from: "1942-12-01", to: "1942-12-31"}}, {MISSED} }}) {{ totalCount }}
        }}"#);
        let data = app.data("demo-staff", &query).await;
        assert_eq!((&data["all"]["totalCount"], &data["december"]["totalCount"]), (&json!(23), &json!(9)));
        let mut units: BTreeMap<&str, u32> = BTreeMap::new();
        for resident in items(&data["all"]["nodes"]) {
            *units.entry(text(&resident["hukouUnit"]["name"])).or_default() += 1;
        }
        let expected = BTreeMap::from([
            ("龙潭村", 3), ("龙湖佳苑社区", 4), ("隆兴佳园社区", 3), ("泽生社区", 2), ("通燧社区", 2), ("国庆村", 2),
            ("五星村", 2), ("八一村", 1), ("新闸村", 1), ("福利村", 1), ("爱国村", 1), ("白龙庙社区", 1),
        ]);
        assert_eq!(units, expected);
    }
}

/// The dossier of S3.
const DOSSIER: &str = r#"query Dossier($idNumber: String!) {
    residentByIdNumber(idNumber: $idNumber) {
        id name birthDate idNumber { masked kind } phone { masked }
        hukouUnit { code } residenceUnit { code }
        residencies { kind unit { name } validFrom validTo }
        lifeEvents { kind happenedOn }
        disabilityCertificates { kind grade validUntil }
        household { number address members { id name householdRole } }
        records { id idNumber { kind } }
        enrolments { programme { code name } tier state startMonth endMonth }
        payments(first: 100, filter: {monthFrom: "2022-01", monthTo: "2022-12"}) {
            totalCount nodes { month amount state programme { name } }
        }
    }
}"#;

both! {
    /// S3: one person's dossier by identity number; the 15-digit and the 18-digit form find one node.
    async fn s3_dossier_by_either_number(stage: Stage) {
        let app = demo(stage).await;
        let (short, long) = legacy_number(&app).await;
        let by_short = app.data_with("demo-staff", DOSSIER, json!({ "idNumber": short })).await;
        let by_long = app.data_with("demo-staff", DOSSIER, json!({ "idNumber": format!(" {} ", long.to_lowercase()) })).await;
        assert_eq!(by_short, by_long);
        let person = &by_short["residentByIdNumber"];
        assert_eq!(items(&person["records"]).len(), 2, "both records of the person are named");
        assert!(!items(&person["enrolments"]).is_empty());
        assert!(person["payments"]["totalCount"].as_i64() > Some(0));
        let members = items(&person["household"]["members"]);
        assert!(members.iter().any(|member| member["id"] == person["id"]), "the person is in the household");
        let shown = person.to_string();
        assert!(!shown.contains(&short) && !shown.contains(&long), "no raw number in the answer");
    }
}

/// The two forms of the one person who is recorded under both, read from the sealed column.
async fn legacy_number(app: &crate::support::TestApp) -> (String, String) {
    use entity::{resident, vocab::IdNumberKind};
    use minsheng::{
        kernel::scope::{FindIn, Scope},
        residents::{identity::IdentityNumber, model},
    };
    use sea_orm::{ColumnTrait, QueryFilter};
    let everything = Scope::everything();
    let doubles = resident::Entity::find_in(&everything)
        .filter(resident::Column::IdNumberKind.eq(IdNumberKind::Legacy))
        .all(app.app.db.read())
        .await
        .expect("legacy records");
    assert_eq!(doubles.len(), 4, "S18: four legacy numbers");
    for record in doubles {
        let index = resident::Column::IdNumberIndex.eq(record.id_number_index.clone());
        let same = resident::Entity::find_in(&everything).filter(index).all(app.app.db.read()).await.expect("records");
        if same.len() == 2 {
            let short = app.app.vault.open(model::ID_NUMBER, &record.id_number_cipher).expect("opens");
            let long = IdentityNumber::parse(&short, app.app.clock.today()).expect("a number").canonical().to_owned();
            return (short, long);
        }
    }
    panic!("no person with two records");
}

both! {
    /// Bad identity numbers are refused in Chinese, each with its reason, and never repeated.
    async fn wrong_numbers_are_refused(stage: Stage) {
        let app = demo(stage).await;
        for (number, word) in [
            ("320699194206120010", "校验"),
            ("320699194302290013", "日期"),
            ("32069919421231014", "位"),
            ("3206991942A2310148", "数字"),
            ("000000194206120015", "省"),
        ] {
            let query = format!(r#"{{ residentByIdNumber(idNumber: "{number}") {{ id }} }}"#);
            let (code, message) = app.error("demo-staff", &query).await;
            assert_eq!(code, "BAD_INPUT");
            assert!(message.starts_with("idNumber:") && message.contains(word), "{number}: {message}");
            assert!(!message.contains(number), "{message}");
        }
        let nobody = app.data("demo-staff", r#"{ residentByIdNumber(idNumber: "320699194206120014") { id } }"#).await;
        assert!(nobody["residentByIdNumber"].is_null(), "a valid number of nobody");
    }
}

both! {
    /// Names are found by characters, by initials and by full pinyin.
    async fn names_are_found_three_ways(stage: Stage) {
        let app = demo(stage).await;
        let one = app.data("demo-staff", "{ residents(first: 1) { nodes { name } } }").await;
        let name = text(&one["residents"]["nodes"][0]["name"]).to_owned();
        let (full, initials) = minsheng::residents::pinyin::of_name(&name);
        for given in [name.clone(), full, initials.to_uppercase()] {
            let data = app.data_with(
                "demo-staff",
                "query($name: String!) { residents(first: 100, filter: {name: $name}) { nodes { name } } }",
                json!({ "name": given }),
            ).await;
            let found = items(&data["residents"]["nodes"]).iter().any(|resident| resident["name"] == name);
            assert!(found, "{name} by {given}");
        }
        let (code, _) = app.error("demo-staff", r#"{ residents(filter: {name: " "}) { totalCount } }"#).await;
        assert_eq!(code, "BAD_INPUT");
        let none = app.data("demo-staff", r#"{ residents(filter: {name: "%"}) { totalCount } }"#).await;
        assert_eq!(none["residents"]["totalCount"], 0, "wildcards are letters");
    }
}

both! {
    /// The twelve units with their present and former codes; a former code finds its unit.
    async fn units_and_former_codes(stage: Stage) {
        let app = demo(stage).await;
        let data = app.data("demo-cooperative", "{ units { code name kind codes { code validFrom validTo } } }").await;
        let units = items(&data["units"]);
        assert_eq!(units.len(), 12);
        assert_eq!(units.iter().filter(|unit| unit["kind"] == "VILLAGE").count(), 7);
        let bailongmiao = units.iter().find(|unit| unit["name"] == "白龙庙社区").expect("a unit");
        assert_eq!(bailongmiao["codes"][0]["code"], "320611003207");
        let count = |code: &str| format!(r#"{{ residents(filter: {{hukouUnit: ["{code}"]}}) {{ totalCount }} }}"#);
        let now = app.data("demo-staff", &count("320613018003")).await;
        assert_eq!(now, app.data("demo-staff", &count("320611003207")).await);
        assert_eq!(now["residents"]["totalCount"], 2140);
        let (code, message) = app.error("demo-staff", &count("320613019205")).await;
        assert_eq!(code, "BAD_INPUT");
        assert!(message.starts_with("filter.hukouUnit:"), "{message}");
    }
}

both! {
    /// Population by unit as in table 8.1; the second record of one person (S02) stands in 新闸村.
    async fn population_by_unit(stage: Stage) {
        let app = demo(stage).await;
        for (unit, persons) in [
            ("320613018001", 2960), ("320613018002", 3120), ("320613018003", 2140), ("320613018012", 3480),
            ("320613018013", 4260), ("320613018200", 3020), ("320613018201", 2380), ("320613018202", 3340),
            ("320613018203", 2920), ("320613018204", 2861), ("320613018205", 3960), ("320613018206", 2400),
        ] {
            let query = format!(r#"{{ residents(filter: {{hukouUnit: ["{unit}"]}}) {{ totalCount }} }}"#);
            assert_eq!(app.data("demo-staff", &query).await["residents"]["totalCount"], persons, "{unit}");
        }
        let all = app.data("demo-staff", "{ residents { totalCount } }").await;
        assert_eq!(all["residents"]["totalCount"], 36_841);
    }
}
