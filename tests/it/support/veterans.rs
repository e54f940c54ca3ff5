//! Persons and steps that tests of veterans share.

use serde_json::{Map, Value as Json, json};

use super::{TestApp, act, items, text};

/// Identity number and name of somebody in 龙潭村 who is on no register of veterans, with a birth year within the range.
pub async fn stranger(app: &TestApp, (from, to): (i32, i32), skip: usize) -> (String, String) {
    let query = format!(
        r#"{{ residents(first: {}, filter: {{hukouUnit: ["320613018205"], residenceUnit: ["320613018205"], isVeteran: false, sex: MALE, livingOn: "2022-12-31",
            idNumberKind: [STANDARD], enrolments: {{none: {{}}}}, birthDate: {{from: "{from}-01-01", to: "{to}-12-31"}}}}) {{ nodes {{ id name }} }} }}"#,
        skip + 1
    );
    let data = app.data("demo-staff", &query).await;
    let found = &items(&data["residents"]["nodes"])[skip];
    let key = minsheng::kernel::id::key(text(&found["id"]), "res");
    (plain_id_number(app, key).await, text(&found["name"]).to_owned())
}

/// The identity number of a resident in the open, as a clerk reads it from the card.
async fn plain_id_number(app: &TestApp, key: i64) -> String {
    use sea_orm::{ConnectionTrait, Statement};
    let db = app.app.db.owner();
    let sql = format!("SELECT id_number_cipher FROM resident WHERE id = {key}");
    let row =
        db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("reads").expect("a row");
    let sealed: Vec<u8> = row.try_get("", "id_number_cipher").expect("bytes");
    app.app.vault.open(minsheng::residents::model::ID_NUMBER, &sealed).expect("opens")
}

/// Registers a stranger in a category since a day; answers the file's id.
pub async fn registered(app: &TestApp, category: &str, from: &str, (years, skip): ((i32, i32), usize)) -> String {
    let (number, name) = stranger(app, years, skip).await;
    let input = json!({ "idNumber": number, "name": name, "category": category, "categoryFrom": from, "registeredOn": "2022-03-01",
        "archiveOn": "2022-03-02", "particulars": { "enlistOn": "1995-12-01", "dischargeOn": "1999-11-30", "serviceUnit": "73011部队",
            "contactClass": "REGULAR" } });
    let done = act(app, "demo-veterans-longtan", "veteranRegister", "veteran { id }", input).await;
    assert_eq!(done["problems"], json!([]), "{done}");
    text(&done["veteran"]["id"]).to_owned()
}

/// What an act on a service, benefit or card answers, by the noun of its payload.
pub fn noun(name: &str) -> &'static str {
    match name {
        name if name.starts_with("service") => "serviceEvent { id version state }",
        name if name.starts_with("card") => "card { id version state }",
        name if name.starts_with("benefit") || name.starts_with("plaque") || name.starts_with("pension") => {
            "veteranBenefit { id version state }"
        }
        _ => "veteran { id version }",
    }
}

/// Does `name` with `input` as `persona`; answers the payload.
pub async fn doing(app: &TestApp, persona: &str, name: &str, input: Json) -> Json {
    act(app, persona, name, noun(name), input).await
}

/// A thing that is dealt with step by step: key of its input field, its id, its version.
pub struct Thing {
    pub field: &'static str,
    pub id: String,
    pub version: i64,
}

impl Thing {
    /// What an act that must succeed answered.
    pub fn of(field: &'static str, payload: &Json) -> Self {
        assert_eq!(payload["problems"], json!([]), "{payload}");
        let node = [&payload["serviceEvent"], &payload["card"], &payload["veteranBenefit"], &payload["veteran"]];
        let node = node.into_iter().find(|node| node.is_object()).expect("a noun");
        Self { field, id: text(&node["id"]).to_owned(), version: node["version"].as_i64().expect("a version") }
    }

    /// The input of an act on it.
    pub fn input(&self, rest: Json) -> Json {
        let mut input = Map::new();
        input.insert(self.field.to_owned(), json!(self.id));
        input.insert("version".to_owned(), json!(self.version));
        if let Json::Object(rest) = rest {
            input.extend(rest);
        }
        Json::Object(input)
    }

    /// Does an act on it that must succeed and lead to `state`.
    pub async fn step(&mut self, app: &TestApp, persona: &str, name: &str, rest: Json, state: &str) {
        let done = doing(app, persona, name, self.input(rest)).await;
        *self = Self::of(self.field, &done);
        assert!(done.to_string().contains(&format!("\"state\":\"{state}\"")), "{name}: {done}");
    }

    /// Codes of an act on it that must be refused.
    pub async fn refused(&self, app: &TestApp, persona: &str, name: &str, rest: Json) -> Vec<String> {
        codes(&doing(app, persona, name, self.input(rest)).await)
    }
}

/// Codes of the problems of a payload.
pub fn codes(payload: &Json) -> Vec<String> {
    let mut codes: Vec<String> =
        items(&payload["problems"]).iter().map(|problem| text(&problem["code"]).to_owned()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert!(items(&payload["problems"]).iter().all(|problem| !text(&problem["message"]).is_empty()), "{payload}");
    codes
}
