//! Service points and walking-time coverage through the API.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::{household, residency, resident, vocab::ResidencyKind};
use minsheng::kernel::scope::{FindIn, Scope};
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        TestApp, act, count, demo, demo_copy,
        dividends::{codes, with},
        items, sql, text,
    },
};

const STAFF: &str = "demo-staff";
const POINT: &str = "servicePoint { id version name closedOn }";

/// A copy of the demo whose own points never served, and whose buildings stand where the test says: nine in ten are
/// located, spread over about 8 by 7 kilometres.
async fn stage(stage: crate::support::Stage) -> TestApp {
    let app = demo_copy(stage).await;
    sql(&app, "UPDATE service_point SET closed_on = opened_on").await;
    sql(
        &app,
        "UPDATE household SET latitude = CASE WHEN id % 10 = 0 THEN NULL ELSE 32000000 + (id * 7919) % 60000 END, \
         longitude = CASE WHEN id % 10 = 0 THEN NULL ELSE 120750000 + (id * 104729) % 90000 END",
    )
    .await;
    app
}

fn point(kind: &str, name: &str, unit: &str, place: (&str, &str)) -> Json {
    json!({ "kind": kind, "name": name, "unit": unit, "streetLevel": false, "address": "测试路 1 号",
        "location": { "latitude": place.0, "longitude": place.1 }, "openedOn": "2022-01-01",
        "openingHours": [{ "weekday": 1, "opens": "13:30", "closes": "17:30" }, { "weekday": 1, "opens": "08:30", "closes": "12:00" }] })
}

fn but(mut input: Json, more: Json) -> Json {
    if let (Json::Object(input), Json::Object(more)) = (&mut input, more) {
        input.extend(more);
    }
    input
}

async fn opened(app: &TestApp, input: Json) -> Json {
    let payload = act(app, STAFF, "servicePointOpen", POINT, input).await;
    assert_eq!(payload["problems"], json!([]));
    payload["servicePoint"].clone()
}

async fn refused(app: &TestApp, name: &str, input: Json) -> Vec<String> {
    let payload = act(app, STAFF, name, POINT, input).await;
    assert!(payload["servicePoint"].is_null(), "{name}: {payload}");
    codes(&payload)
}

async fn done(app: &TestApp, name: &str, point: &Json, more: Json) -> Json {
    let payload = act(app, STAFF, name, POINT, with("servicePoint", point, more)).await;
    assert_eq!(payload["problems"], json!([]), "{name}");
    payload["servicePoint"].clone()
}

both! {
    /// Opened, looked up by everybody who is signed in, corrected, closed; every step in the chain.
    async fn a_point_from_plan_to_closing(stage: Stage) {
        let app = super::stage(stage).await;
        let input = but(point("FAMILY_DOCTOR", "测试工作室", "320613018205", ("32.031250", "120.8")),
            json!({ "openedOn": "2023-03-01", "operator": " 某社会组织 ", "star": 4 }));
        let planned = opened(&app, input).await;
        let fields = "kind name unit { code } streetLevel address location { latitude longitude } operator star openedOn closedOn \
            state later: state(asOf: \"2023-03-01\") openingHours { weekday opens closes } version";
        let query = format!(r#"{{ node(id: "{}") {{ ... on ServicePoint {{ {fields} }} }}
            servicePoints(filter: {{name: "测试工", state: [PLANNED]}}) {{ totalCount nodes {{ {fields} }} }} }}"#, text(&planned["id"]));
        let expected = json!({ "kind": "FAMILY_DOCTOR", "name": "测试工作室", "unit": { "code": "320613018205" }, "streetLevel": false,
            "address": "测试路 1 号", "location": { "latitude": "32.031250", "longitude": "120.800000" }, "operator": "某社会组织", "star": 4,
            "openedOn": "2023-03-01", "closedOn": null, "state": "PLANNED", "later": "OPEN",
            "openingHours": [{ "weekday": 1, "opens": "08:30", "closes": "12:00" }, { "weekday": 1, "opens": "13:30", "closes": "17:30" }], "version": 1 });
        for persona in [STAFF, "demo-finance", "demo-bi", "demo-admin"] {
            let data = app.data(persona, &query).await;
            assert_eq!(data["node"], expected, "{persona}");
            assert_eq!(data["servicePoints"], json!({ "totalCount": 1, "nodes": [expected] }), "{persona}");
        }
        assert_eq!(app.error("", &query).await.0, "UNAUTHENTICATED");
        let changes = json!({ "operator": null, "unit": "320613018001", "openedOn": "2022-06-01", "location": { "latitude": "32.04", "longitude": "120.81" },
            "openingHours": [{ "weekday": 6, "opens": "00:00", "closes": "24:00" }] });
        let open = done(&app, "servicePointRevise", &planned, changes).await;
        assert_eq!(open["version"], 2);
        let now = app.data(STAFF, &query).await["node"].clone();
        assert_eq!((&now["operator"], &now["star"], &now["state"]), (&Json::Null, &json!(4), &json!("OPEN")));
        assert_eq!((&now["unit"]["code"], &now["openingHours"]), (&json!("320613018001"), &json!([{ "weekday": 6, "opens": "00:00", "closes": "24:00" }])));
        let at = |time: &str, weekday: i32| format!(r#"{{ servicePoints(filter: {{name: "测试工作室", openAt: {{weekday: {weekday}, time: "{time}"}}}}) {{ totalCount }} }}"#);
        for (time, weekday, count) in [("23:59", 6, 1), ("24:00", 6, 0), ("00:00", 6, 1), ("12:00", 5, 0)] {
            assert_eq!(app.data(STAFF, &at(time, weekday)).await["servicePoints"]["totalCount"], count, "{weekday} {time}");
        }
        assert_eq!(app.error(STAFF, &at("12:00", 8)).await.0, "BAD_INPUT");
        assert_eq!(app.error(STAFF, &at("25:00", 1)).await.0, "BAD_INPUT");
        let closed = done(&app, "servicePointClose", &open, json!({ "closedOn": "2022-12-01", "reason": "并入街道中心" })).await;
        assert_eq!((&closed["version"], &closed["closedOn"]), (&json!(3), &json!("2022-12-01")));
        let states = |day: &str| format!(r#"{{ servicePoints(filter: {{name: "测试工作室", state: [OPEN], asOf: "{day}"}}) {{ totalCount }}
            planned: servicePoints(filter: {{name: "测试工作室", and: [{{state: [PLANNED], asOf: "{day}"}}]}}) {{ totalCount }}
            closed: servicePoints(filter: {{and: [{{name: "测试工作室"}}, {{not: {{state: [OPEN, PLANNED], asOf: "{day}"}}}}]}}) {{ totalCount }} }}"#);
        for (day, open, planned, closed) in [("2022-05-31", 0, 1, 0), ("2022-06-01", 1, 0, 0), ("2022-11-30", 1, 0, 0), ("2022-12-01", 0, 0, 1)] {
            let data = app.data(STAFF, &states(day)).await;
            let counts = ["servicePoints", "planned", "closed"].map(|field| data[field]["totalCount"].as_i64());
            assert_eq!(counts, [Some(open), Some(planned), Some(closed)], "{day}");
        }
        let verdict = minsheng::audit::service::verify(&app.app).await.expect("verifies");
        assert!(matches!(verdict, minsheng::audit::service::Verdict::Intact { .. }), "{verdict}");
        let acts = "SELECT CAST(COUNT(*) AS BIGINT) AS acts FROM audit_act WHERE act LIKE 'SERVICE_POINT_%' AND actor = 'demo-staff'";
        assert_eq!(count(&app, acts).await, 3);
    }
}

both! {
    /// Every refusal, and that nothing came of it but a chained refusal.
    async fn what_is_refused(stage: Stage) {
        let app = super::stage(stage).await;
        let good = || point("MEDICAL_INSURANCE", "测试医保点", "320613018205", ("32.03", "120.80"));
        let open = async |more: Json| refused(&app, "servicePointOpen", but(good(), more)).await;
        assert_eq!(open(json!({ "unit": "110000000000" })).await, ["UNIT"]);
        assert_eq!(open(json!({ "name": " ", "address": "长".repeat(121), "operator": "", "star": 0 })).await, ["NAME", "ADDRESS", "OPERATOR", "STAR"]);
        assert_eq!(open(json!({ "name": "长".repeat(61), "location": { "latitude": "120.80", "longitude": "32.03" } })).await, ["NAME", "OUTSIDE"]);
        assert_eq!(open(json!({ "openingHours": [{ "weekday": 8, "opens": "08:30", "closes": "08:30" }] })).await, ["WEEKDAY", "HOURS_ORDER"]);
        let overlap = json!([{ "weekday": 1, "opens": "08:30", "closes": "12:00" }, { "weekday": 1, "opens": "11:59", "closes": "13:00" }]);
        assert_eq!(open(json!({ "openingHours": overlap })).await, ["HOURS_OVERLAP"]);

        let first = opened(&app, good()).await;
        assert_eq!(open(json!({})).await, ["NAME_TAKEN"]);
        opened(&app, but(good(), json!({ "kind": "FAMILY_DOCTOR" }))).await;
        let second = opened(&app, but(good(), json!({ "name": "测试医保点二" }))).await;
        let again = with("servicePoint", &second, json!({ "name": "测试医保点" }));
        assert_eq!(refused(&app, "servicePointRevise", again).await, ["NAME_TAKEN"]);
        assert_eq!(refused(&app, "servicePointRevise", with("servicePoint", &second, json!({}))).await, ["NOTHING_CHANGED"]);
        let unknown = json!({ "servicePoint": "spt_none", "version": 1 });
        assert_eq!(refused(&app, "servicePointRevise", unknown.clone()).await, ["NOT_FOUND"]);
        let ending = json!({ "closedOn": "2022-12-31", "reason": "撤并" });
        assert_eq!(refused(&app, "servicePointClose", but(unknown, ending.clone())).await, ["NOT_FOUND"]);
        let stale = json!({ "id": first["id"], "version": 9 });
        assert_eq!(refused(&app, "servicePointRevise", with("servicePoint", &stale, json!({ "star": 3 }))).await, ["STALE_VERSION"]);
        assert_eq!(refused(&app, "servicePointClose", with("servicePoint", &stale, ending.clone())).await, ["STALE_VERSION"]);
        let early = json!({ "closedOn": "2021-12-31", "reason": " " });
        assert_eq!(refused(&app, "servicePointClose", with("servicePoint", &first, early)).await, ["DATE_ORDER", "REASON_MISSING"]);
        let closed = done(&app, "servicePointClose", &first, json!({ "closedOn": "2023-06-30", "reason": "合同到期" })).await;
        assert_eq!(refused(&app, "servicePointClose", with("servicePoint", &closed, ending)).await, ["ALREADY_CLOSED"]);
        assert_eq!(refused(&app, "servicePointRevise", with("servicePoint", &closed, json!({ "star": 3 }))).await, ["ALREADY_CLOSED"]);
        assert_eq!(open(json!({})).await, ["NAME_TAKEN"], "it serves until it closes");
        opened(&app, but(good(), json!({ "openedOn": "2023-06-30" }))).await;
        let reason = "SELECT CAST(COUNT(*) AS BIGINT) FROM audit_act WHERE act = 'REFUSED' AND subject LIKE 'SERVICE_POINT_%'";
        assert_eq!(count(&app, reason).await, 16);
    }
}

both! {
    /// A unit has one station, and it neither closes nor moves while somebody waits there.
    async fn a_busy_station_stays(stage: Stage) {
        let app = super::stage(stage).await;
        let station = point("VETERAN_STATION", "测试服务站", "320613018205", ("32.03", "120.80"));
        let own = opened(&app, station.clone()).await;
        assert_eq!(refused(&app, "servicePointOpen", but(station.clone(), json!({ "name": "测试服务站二" }))).await, ["STATION_EXISTS"]);
        opened(&app, but(station.clone(), json!({ "name": "测试服务站二", "streetLevel": true }))).await;
        let later = opened(&app, but(station.clone(), json!({ "name": "测试服务站三", "unit": "320613018001", "openedOn": "2024-01-01" }))).await;
        sql(&app, "INSERT INTO veteran (resident_id, person_id, unit_id, registered_on, employment, hardship, party_member, \
            contact_class, origin, version) SELECT id, person_id, residence_unit_id, '2022-01-01', 'RETIRED', FALSE, FALSE, 'GENERAL', 'PLATFORM', 1 \
            FROM resident WHERE id = person_id AND id NOT IN (SELECT person_id FROM veteran) ORDER BY id LIMIT 1").await;
        sql(&app, "INSERT INTO service_event (veteran_id, unit_id, station_id, kind, state, registered_on, summary, origin, version) \
            SELECT (SELECT MAX(id) FROM veteran), unit_id, id, 'CONSULTATION', 'REGISTERED', '2022-12-20', '测试', 'PLATFORM', 1 \
            FROM service_point WHERE name = '测试服务站'").await;
        let ending = |on: &str| json!({ "closedOn": on, "reason": "撤并" });
        let close = async |point: &Json, on: &str| refused(&app, "servicePointClose", with("servicePoint", point, ending(on))).await;
        assert_eq!(close(&own, "2022-12-19").await, ["STATION_BUSY", "STATION_SERVED"]);
        assert_eq!(close(&own, "2023-01-01").await, ["STATION_BUSY", "FUTURE_DATE"]);
        let moved = with("servicePoint", &own, json!({ "unit": "320613018200" }));
        assert_eq!(refused(&app, "servicePointRevise", moved).await, ["STATION_BUSY"]);
        sql(&app, "UPDATE service_event SET state = 'WITHDRAWN', reason = '本人撤回' WHERE summary = '测试'").await;
        assert_eq!(close(&own, "2022-12-19").await, ["STATION_SERVED"]);
        done(&app, "servicePointClose", &own, ending("2022-12-31")).await;
        done(&app, "servicePointClose", &later, ending("2024-01-01")).await;
        opened(&app, but(station, json!({ "openedOn": "2022-12-31" }))).await;
    }
}

/// Metres on the great circle.
#[expect(clippy::float_arithmetic, reason = "computed in another way than the rule, to compare with it")]
fn metres(one: (i32, i32), other: (i32, i32)) -> f64 {
    let radians = |millionths: i32| (f64::from(millionths) / 1e6).to_radians();
    let (a, b) = (radians(one.0), radians(other.0));
    let square = ((b - a) / 2.0).sin().powi(2) + a.cos() * b.cos() * (radians(other.1 - one.1) / 2.0).sin().powi(2);
    2.0 * 6_371_008.8 * square.sqrt().asin()
}

/// Unit of residence and building of everybody, by key.
type Dwellers = BTreeMap<i64, (i64, Option<(i32, i32)>)>;

/// Unit of residence and building of everybody on `day`, read and joined by hand.
async fn dwellers(app: &TestApp, day: NaiveDate) -> Dwellers {
    let (db, everything) = (app.app.db.read(), Scope::everything());
    let households = household::Entity::find_in(&everything).all(db).await.expect("reads");
    let places: BTreeMap<i64, Option<(i32, i32)>> =
        households.into_iter().map(|row| (row.id, row.latitude.zip(row.longitude))).collect();
    let spells = residency::Entity::find_in(&everything).filter(residency::Column::Kind.eq(ResidencyKind::Residence));
    let mut units = BTreeMap::new();
    for spell in spells.all(db).await.expect("reads") {
        if spell.valid_from <= day && spell.valid_to.is_none_or(|to| day < to) {
            units.insert(spell.resident_id, spell.unit_id);
        }
    }
    let people = resident::Entity::find_in(&everything).all(db).await.expect("reads");
    let here = |row: &resident::Model| {
        row.person_id == row.id && ![row.died_on, row.moved_out_on].iter().flatten().any(|gone| *gone <= day)
    };
    let dweller = |row: resident::Model| Some((row.id, (*units.get(&row.id)?, places[&row.household_id])));
    people.into_iter().filter(here).filter_map(dweller).collect()
}

/// A point of the test: unit, its own station's rule, place.
type Spot = (i64, bool, (i32, i32));

/// Residents, located, and covered at least and at most (within a hand's breadth of the edge), by unit.
#[expect(clippy::float_arithmetic, reason = "a hand's breadth")]
fn expected(people: &Dwellers, spots: &[Spot], radius: f64) -> BTreeMap<i64, [i64; 4]> {
    let mut by_unit: BTreeMap<i64, [i64; 4]> = BTreeMap::new();
    let mut known: BTreeMap<(i64, (i32, i32)), f64> = BTreeMap::new();
    for (unit, place) in people.values() {
        let cell = by_unit.entry(*unit).or_default();
        cell[0] += 1;
        let Some(place) = place else { continue };
        let nearest = *known.entry((*unit, *place)).or_insert_with(|| {
            let serving = spots.iter().filter(|(own, only, _)| !only || own == unit);
            serving.map(|(_, _, spot)| metres(*place, *spot)).fold(f64::MAX, f64::min)
        });
        cell[1] += 1;
        cell[2] += i64::from(nearest <= radius - 0.1);
        cell[3] += i64::from(nearest <= radius + 0.1);
    }
    by_unit
}

const CELL: &str = "unit { id code } residents located covered share suppressed";

fn coverage(arguments: &str) -> String {
    format!(
        "{{ coverage({arguments}) {{ kind minutes asOf points units unitsWithPoint assumption {{ metresPerMinute detourPercent \
         straightMetres source circleSource validFrom }} cells {{ {CELL} }} total {{ {CELL} }} }} }}"
    )
}

/// The cells are those that the test computes; answers how many are covered in all.
fn agree(data: &Json, keys: &BTreeMap<String, i64>, expected: &BTreeMap<i64, [i64; 4]>) -> i64 {
    let number = |value: &Json| value.as_i64().unwrap_or_else(|| panic!("a number in {data}"));
    let mut sums = [0; 3];
    for cell in items(&data["cells"]) {
        let own = expected.get(&keys[text(&cell["unit"]["code"])]).copied().unwrap_or_default();
        let found = ["residents", "located", "covered"].map(|field| number(&cell[field]));
        assert_eq!((found[0], found[1]), (own[0], own[1]), "{cell}");
        assert!((own[2]..=own[3]).contains(&found[2]), "{cell}: {own:?}");
        sums = [sums[0] + found[0], sums[1] + found[1], sums[2] + found[2]];
    }
    assert_eq!(["residents", "located", "covered"].map(|field| number(&data["total"][field])), sums);
    assert!(data["total"]["unit"].is_null());
    sums[2]
}

async fn unit_keys(app: &TestApp) -> BTreeMap<String, i64> {
    let units = minsheng::residents::service::units(&app.app).await.expect("reads");
    units.0.iter().map(|unit| (unit.code.clone(), unit.id)).collect()
}

both! {
    /// Coverage is what another computation finds, for both circles and any number of minutes; it grows with them.
    async fn coverage_agrees_with_the_great_circle(stage: Stage) {
        let app = super::stage(stage).await;
        let keys = unit_keys(&app).await;
        let (near, far) = (("32.02", "120.78"), ("32.045", "120.82"));
        opened(&app, point("MEDICAL_INSURANCE", "测试甲", "320613018205", near)).await;
        opened(&app, but(point("MEDICAL_INSURANCE", "测试乙", "320613018001", far), json!({ "openedOn": "2022-07-01" }))).await;
        opened(&app, point("VETERAN_STATION", "测试站", "320613018205", near)).await;
        opened(&app, but(point("VETERAN_STATION", "测试中心", "320613018001", far), json!({ "streetLevel": true }))).await;
        let today: NaiveDate = "2022-12-31".parse().expect("a date");
        let people = dwellers(&app, today).await;
        assert!(people.len() > 20_000);
        let (near, far) = ((32_020_000, 120_780_000), (32_045_000, 120_820_000));
        let (near_unit, far_unit) = (keys["320613018205"], keys["320613018001"]);

        let data = app.data(STAFF, &coverage("kind: MEDICAL_INSURANCE")).await["coverage"].clone();
        let assumption = json!({ "metresPerMinute": 75, "detourPercent": 130, "straightMetres": 865, "validFrom": "2021-01-01",
            "source": data["assumption"]["source"], "circleSource": "15分钟医保服务圈" });
        assert_eq!((&data["minutes"], &data["asOf"], &data["points"], &data["unitsWithPoint"], &data["units"]),
            (&json!(15), &json!("2022-12-31"), &json!(2), &json!(2), &json!(12)));
        assert_eq!(data["assumption"], assumption);
        let medical = [(near_unit, false, near), (far_unit, false, far)];
        let by_circle = agree(&data, &keys, &expected(&people, &medical, 865.0));
        assert!(by_circle > 500, "{by_circle}");
        let mut last = 0;
        for (minutes, radius) in [(5, 288.0), (15, 865.0), (30, 1_730.0), (60, 3_461.0)] {
            let data = app.data(STAFF, &coverage(&format!("kind: MEDICAL_INSURANCE, minutes: {minutes}"))).await["coverage"].clone();
            let covered = agree(&data, &keys, &expected(&people, &medical, radius));
            assert!(covered > last, "{minutes}");
            last = covered;
        }
        // A unit's station serves its own only, the street's everybody.
        let data = app.data(STAFF, &coverage("kind: VETERAN_STATION")).await["coverage"].clone();
        assert_eq!((&data["minutes"], &data["points"], &data["unitsWithPoint"]), (&json!(10), &json!(2), &json!(1)));
        agree(&data, &keys, &expected(&people, &[(near_unit, true, near), (far_unit, false, far)], 576.0));
        // On another day: other people, one point less.
        let day = "2022-06-30".parse().expect("a date");
        let data = app.data(STAFF, &coverage(r#"kind: MEDICAL_INSURANCE, asOf: "2022-06-30""#)).await["coverage"].clone();
        assert_eq!((&data["points"], &data["unitsWithPoint"]), (&json!(1), &json!(1)));
        agree(&data, &keys, &expected(&dwellers(&app, day).await, &medical[..1], 865.0));
        // Nothing of a kind, and wrong questions.
        let data = app.data(STAFF, &coverage("kind: DISABLED_HOME")).await["coverage"].clone();
        assert_eq!((&data["points"], &data["total"]["covered"], &data["total"]["share"]), (&json!(0), &json!(0), &json!("0.00")));
        for wrong in ["minutes: 7", "minutes: 0", "minutes: 65", r#"asOf: "2020-12-31""#] {
            assert_eq!(app.error(STAFF, &coverage(&format!("kind: DISABLED_HOME, {wrong}"))).await.0, "BAD_INPUT", "{wrong}");
        }
    }
}

both! {
    /// A unit's account gets its own unit, the street's all; small counts are hidden from BI and from stations, with what
    /// would give them away.
    async fn who_sees_which_cells(stage: Stage) {
        let app = super::stage(stage).await;
        opened(&app, point("MEDICAL_INSURANCE", "测试甲", "320613018205", ("32.02", "120.78"))).await;
        let query = coverage("kind: MEDICAL_INSURANCE, minutes: 5");
        let full = app.data(STAFF, &query).await["coverage"].clone();
        assert_eq!(items(&full["cells"]).len(), 12);
        assert_eq!(app.data("demo-auditor", &query).await["coverage"], full);
        let own = app.data("demo-community", &query).await["coverage"].clone();
        let of_own_unit = items(&full["cells"]).iter().find(|cell| cell["unit"]["code"] == "320613018205").expect("a cell");
        assert_eq!(own["cells"], json!([of_own_unit]));
        assert_eq!((&own["total"]["residents"], &own["points"]), (&of_own_unit["residents"], &json!(1)));
        for persona in ["demo-finance", "demo-cooperative", "demo-agri", "demo-admin"] {
            assert_eq!(app.error(persona, &query).await.0, "FORBIDDEN", "{persona}");
        }
        // Whoever must not see people: neither one or two of them, nor what is left of the sum.
        sql(&app, "UPDATE household SET latitude = 32500000 WHERE latitude IS NOT NULL AND id <> (SELECT r.household_id FROM resident r \
            JOIN residency s ON s.resident_id = r.id WHERE r.household_id % 10 <> 0 AND r.person_id = r.id AND r.died_on IS NULL \
            AND r.moved_out_on IS NULL AND s.kind = 'RESIDENCE' AND s.valid_to IS NULL GROUP BY r.household_id HAVING COUNT(*) <= 2 \
            ORDER BY r.household_id LIMIT 1)").await;
        sql(&app, "UPDATE household SET latitude = 32020000, longitude = 120780000 WHERE latitude < 32500000").await;
        let full = app.data(STAFF, &query).await["coverage"].clone();
        let number = |cell: &Json, field: &str| cell[field].as_i64().expect("a number");
        let few = |cell: &&Json| {
            let (located, covered) = (number(cell, "located"), number(cell, "covered"));
            number(cell, "residents") < 3 || (1..3).contains(&covered) || (1..3).contains(&(located - covered))
        };
        let small: BTreeSet<&str> = items(&full["cells"]).iter().filter(few).map(|cell| text(&cell["unit"]["code"])).collect();
        assert_eq!(small.len(), 1, "one or two people of one unit are reached: {full}");
        for persona in ["demo-bi", "demo-veterans"] {
            let shown = app.data(persona, &query).await["coverage"].clone();
            let hidden: BTreeSet<&str> = items(&shown["cells"]).iter().filter(|cell| cell["suppressed"] == true).map(|cell| text(&cell["unit"]["code"])).collect();
            assert!(small.is_subset(&hidden) && hidden.len() == 2, "{persona}: {small:?} {hidden:?}");
            assert!(shown["total"]["residents"].is_null(), "one or two of all are one or two");
            for (cell, known) in items(&shown["cells"]).iter().zip(items(&full["cells"])) {
                if cell["suppressed"] == true {
                    assert!(["residents", "located", "covered", "share"].iter().all(|field| cell[field].is_null()), "{cell}");
                } else {
                    assert_eq!(cell, known, "{persona} counts everybody");
                }
            }
        }
        // A unit's station: its own unit, everybody in it, hidden by the same rule.
        for hidden in [true, false] {
            let cell = items(&full["cells"]).iter().find(|cell| small.contains(text(&cell["unit"]["code"])) == hidden).expect("a cell");
            let code = text(&cell["unit"]["code"]);
            sql(&app, &format!("UPDATE account SET unit_id = (SELECT id FROM unit WHERE code = '{code}') WHERE name = 'demo-veterans'")).await;
            let station = app.data("demo-veterans", &query).await["coverage"].clone();
            assert_eq!((items(&station["cells"]).len(), &station["cells"][0]["suppressed"]), (1, &json!(hidden)));
            assert_eq!(station["total"]["suppressed"], json!(hidden));
            assert!(hidden || station["cells"] == json!([cell]));
        }
    }
}

both! {
    /// Where a household lives is for those who may read residents.
    async fn where_households_are(stage: Stage) {
        let app = super::stage(stage).await;
        let list = app.data(STAFF, "{ households(first: 10) { nodes { location { latitude longitude } } } }").await;
        let places = items(&list["households"]["nodes"]);
        assert_eq!(places.iter().filter(|node| node["location"].is_null()).count(), 1, "one in ten is not located: {places:?}");
        assert!(places.iter().any(|node| text(&node["location"]["latitude"]).starts_with("32.0")));
        assert_eq!(app.error("demo-bi", "{ households(first: 1) { nodes { location { latitude } } } }").await.0, "FORBIDDEN");
    }
}

both! {
    /// Statements of a page of points with their hours, and of coverage.
    async fn few_statements(stage: Stage) {
        let app = demo(stage).await;
        let page = "{ servicePoints(first: 50) { nodes { name unit { name } openingHours { opens } } } }";
        assert!(app.statements(STAFF, page).await.0 <= 2);
        assert_eq!(app.statements(STAFF, "{ coverage(kind: FAMILY_DOCTOR) { cells { covered } total { share } } }").await.0, 4);
    }
}
