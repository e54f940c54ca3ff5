//! Civil affairs at work on programmes: changes by two persons.

use serde_json::{Value as Json, json};

use super::{TestApp, act, items, reasons};

pub const CHANGE: &str = "change { id version state kind validFrom summary proposedBy decidedBy note }";

/// The one reason of a refusal, as code and path.
pub fn refused(code: &str, path: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), path.to_owned())]
}

pub async fn propose(app: &TestApp, persona: &str, programme: &str, part: Json) -> Json {
    let query = "{ programmes { code version } }";
    let data = app.data("demo-staff", query).await;
    let version =
        items(&data["programmes"]).iter().find(|one| one["code"] == programme).map(|one| one["version"].clone());
    let mut input =
        json!({ "programme": programme, "version": version, "document": "通政办发〔2022〕99号", "reason": "调整标准" });
    for (key, value) in part.as_object().expect("a part") {
        input[key] = value.clone();
    }
    act(app, persona, "programmeChangePropose", CHANGE, input).await
}

pub async fn decide(app: &TestApp, persona: &str, word: &str, change: &Json) -> Json {
    let mut input = json!({ "change": change["id"], "version": change["version"] });
    if word == "programmeChangeReject" {
        input["reason"] = json!("依据不足");
    }
    act(app, persona, word, CHANGE, input).await
}

/// Proposes as one person and approves as another.
pub async fn enact(app: &TestApp, programme: &str, part: Json) {
    let proposed = propose(app, "demo-staff", programme, part).await;
    assert_eq!(reasons(&proposed), [], "{proposed}");
    let approved = decide(app, "demo-staff-2", "programmeChangeApprove", &proposed["change"]).await;
    assert_eq!(approved["change"]["state"], "IN_FORCE", "{approved}");
}
