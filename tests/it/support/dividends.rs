//! The clerks of a co-operative at work: acts on registers and plans through the API.

use entity::resident;
use minsheng::{
    kernel::{
        scope::{FindIn, Scope},
        time::Clock,
    },
    residents::model::ID_NUMBER,
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value as Json, json};

use super::{TestApp, act, items, text};

pub const COOP: &str = "demo-cooperative";
pub const BOARD: &str = "demo-supervisor";
pub const AGRI: &str = "demo-agri";
pub const PLAN: &str = "plan { id version state contentHash unitPrice carriedForward participants }";
pub const UNIT: &str = "distributingUnit { id version }";

/// What an input names and the version it was read at.
pub fn with(noun: &str, target: &Json, more: Json) -> Json {
    merged(json!({ noun: target["id"], "version": target["version"] }), more)
}

/// The grounds of a change of a register.
pub fn grounds(more: Json) -> Json {
    merged(json!({ "effectiveOn": "2022-02-01", "evidence": "CY-2", "resolution": "JY-2" }), more)
}

fn merged(mut input: Json, more: Json) -> Json {
    if let (Json::Object(input), Json::Object(more)) = (&mut input, more) {
        input.extend(more);
    }
    input
}

pub fn codes(payload: &Json) -> Vec<String> {
    items(&payload["problems"]).iter().map(|problem| text(&problem["code"]).to_owned()).collect()
}

/// Does an act on a plan that must succeed; answers the plan as it is then.
pub async fn done(app: &TestApp, persona: &str, name: &str, plan: &Json, more: Json) -> Json {
    let payload = act(app, persona, name, PLAN, with("plan", plan, more)).await;
    assert_eq!(payload["problems"], json!([]), "{name}");
    payload["plan"].clone()
}

/// Codes of the refusal of an act on a plan that must fail.
pub async fn refused(app: &TestApp, persona: &str, name: &str, plan: &Json, more: Json) -> Vec<String> {
    let payload = act(app, persona, name, PLAN, with("plan", plan, more)).await;
    assert!(payload["plan"].is_null(), "{name}: {payload}");
    codes(&payload)
}

/// Changes a register; answers the unit as it is then.
pub async fn changed(app: &TestApp, name: &str, unit: &Json, more: Json) -> Json {
    let payload = act(app, COOP, name, UNIT, with("distributingUnit", unit, more)).await;
    assert_eq!(payload["problems"], json!([]), "{name}");
    payload["distributingUnit"].clone()
}

pub async fn unchanged(app: &TestApp, name: &str, unit: &Json, more: Json) -> Vec<String> {
    let payload = act(app, COOP, name, UNIT, with("distributingUnit", unit, more)).await;
    assert!(payload["distributingUnit"].is_null(), "{name}: {payload}");
    codes(&payload)
}

pub fn at_noon(day: &str) -> Clock {
    Clock::Fixed(format!("{day}T04:00:00Z").parse().expect("an instant"))
}

/// Name and identity number of living people of the street.
pub async fn people(app: &TestApp, count: u64) -> Vec<(String, String)> {
    use resident::Column;
    let found = resident::Entity::find_in(&Scope::everything())
        .filter(Column::DiedOn.is_null())
        .filter(Column::BirthDate.lt("1990-01-01".parse::<chrono::NaiveDate>().expect("a date")))
        .filter(Column::IdNumberKind.eq(entity::vocab::IdNumberKind::Standard))
        .order_by_asc(Column::Id)
        .limit(count)
        .all(app.app.db.read())
        .await
        .expect("residents");
    let open = |row: resident::Model| (row.name, app.app.vault.open(ID_NUMBER, &row.id_number_cipher).expect("opens"));
    found.into_iter().map(open).collect()
}

pub async fn new_unit(app: &TestApp, number: &str, mode: &str, basis: &str, rounding: &str) -> Json {
    let collective = app.data(COOP, "{ collectives { id } }").await["collectives"][0]["id"].clone();
    let input = json!({ "collective": collective, "number": number, "kind": "SHARE_GROUP", "name": "新小组", "membershipMode": mode,
        "basis": basis, "rounding": rounding, "reserveRate": "30.00", "publicityDays": 7, "foundedOn": "2020-01-01" });
    let payload = act(app, COOP, "distributingUnitRegister", UNIT, input).await;
    assert_eq!(payload["problems"], json!([]));
    payload["distributingUnit"].clone()
}

pub fn joining(person: &(String, String), account: Option<&str>) -> Json {
    json!({ "idNumber": person.1, "name": person.0, "reason": "FOUNDING", "account": account, "effectiveOn": "2020-01-01",
        "evidence": "CY-1", "resolution": "JY-1" })
}

/// Keys of the members of a unit by number.
pub async fn members(app: &TestApp, unit: &Json) -> Vec<Json> {
    let query = format!(
        r#"{{ node(id: "{}") {{ ... on DistributingUnit {{ members(first: 50) {{ nodes {{ id }} }} }} }} }}"#,
        text(&unit["id"])
    );
    let nodes = app.data(COOP, &query).await["node"]["members"]["nodes"].clone();
    items(&nodes).iter().map(|member| member["id"].clone()).collect()
}

pub fn figures(distributable: &str) -> Json {
    figures_on("2022-12-31", distributable)
}

pub fn figures_on(record_date: &str, distributable: &str) -> Json {
    json!({ "recordDate": record_date, "netIncome": "100000.00", "opening": "0.00", "losses": "0.00", "reserve": "30000.00",
        "distributable": distributable })
}

pub async fn drafted(app: &TestApp, unit: &Json, figures: Json) -> Json {
    let input = json!({ "distributingUnit": unit["id"], "year": 2022, "source": "INVESTMENT", "figures": figures });
    let payload = act(app, COOP, "planDraft", PLAN, input).await;
    assert_eq!(payload["problems"], json!([]));
    payload["plan"].clone()
}

pub fn vote(plan: &Json, present: i32, in_favour: i32) -> Json {
    json!({ "contentHash": plan["contentHash"], "resolution": "FP-1", "body": "GROUP_ASSEMBLY", "heldOn": "2022-12-31",
        "eligible": 90, "present": present, "inFavour": in_favour })
}

/// From calculated to published on 2022-12-31, for seven days.
pub async fn published(app: &TestApp, plan: &Json) -> Json {
    let plan = done(app, BOARD, "planCheck", plan, json!({ "note": "账实相符" })).await;
    let plan = done(app, AGRI, "planReview", &plan, json!({ "note": "同意" })).await;
    let plan = done(app, COOP, "planVote", &plan, vote(&plan, 60, 31)).await;
    done(app, COOP, "planPublish", &plan, json!({ "from": "2022-12-31", "days": 7 })).await
}

/// A published plan of a villager group of the demo.
pub async fn published_of(app: &TestApp, number: &str) -> Json {
    let query = format!(r#"{{ distributingUnits(filter: {{number: ["{number}"]}}) {{ nodes {{ id version }} }} }}"#);
    let unit = app.data(COOP, &query).await["distributingUnits"]["nodes"][0].clone();
    let plan = drafted(app, &unit, figures_on("2022-10-31", "70000.00")).await;
    let plan = done(app, COOP, "planCalculate", &plan, json!({})).await;
    published(app, &plan).await
}

pub async fn lines(app: &TestApp, plan: &Json) -> Vec<Json> {
    let query = format!(
        r#"{{ node(id: "{}") {{ ... on DistributionPlan {{ lines(first: 50, orderBy: {{field: NUMBER}}) {{ nodes {{ id number amount state reason reference account {{ masked }} parent {{ number }} }} }} }} }} }}"#,
        text(&plan["id"])
    );
    items(&app.data(COOP, &query).await["node"]["lines"]["nodes"]).clone()
}

/// A group of four, two with a card of their own and one without; answers unit and members.
pub async fn group(app: &TestApp) -> (Json, Vec<Json>) {
    let people = people(app, 4).await;
    let mut unit = new_unit(app, "NEW-1", "DYNAMIC", "PER_HEAD", "LARGEST_REMAINDER").await;
    let accounts = [Some("6299990000000000012"), Some("6299990000000000020"), Some("6299997654321094"), None];
    for (person, account) in people.iter().zip(accounts) {
        unit = changed(app, "memberJoin", &unit, joining(person, account)).await;
    }
    let ids = members(app, &unit).await;
    (unit, ids)
}

/// The fen of an amount in yuan.
pub fn fen(money: &Json) -> i64 {
    text(money).replace('.', "").parse().expect("an amount")
}

/// An amount in yuan of so many fen.
pub fn money(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}
