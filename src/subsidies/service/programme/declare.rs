//! Facts that no register holds: recorded with their source, withdrawn with a reason.

use entity::resident_fact;
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::Act,
        problem::{Failure, Reasons},
        write::{Audited, perform},
    },
    subsidies::{
        model::Declaration,
        rules::eligibility::{Shape, fact_name, normalised, shape},
        store,
    },
};

/// Longest text of a source, a document's number or a reason.
const TEXT: usize = 200;

/// The words that a declared fact takes.
fn words(declaration: &Declaration) -> String {
    match shape(declaration.fact) {
        Shape::Words(words) => words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join("、"),
        _ => "TRUE、FALSE".to_owned(),
    }
}

/// Records what was declared about a resident within scope; answers its key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn record(app: &App, viewer: &Viewer, declaration: Declaration) -> Result<i64, Failure> {
    const NAME: &str = "RESIDENT_FACT_RECORD";
    let (scope, actor) = (viewer.scope(), viewer.actor());
    let who = actor.name.clone();
    perform(app, &actor, NAME, viewer.permit(Permission::ResidentFactWrite), move |app, tx| {
        let (scope, new, who) = (scope.clone(), declaration.clone(), who.clone());
        Box::pin(async move {
            let resident = store::declared::resident(tx, &scope, new.resident).await?;
            let resident = resident.ok_or_else(|| Failure::not_found("resident"))?;
            let value = normalised(new.fact, &new.value);
            let taken = store::declared::exists(tx, resident.person_id, new.fact, new.valid_from).await?;
            let short = |text: &str| text.trim().chars().count() <= TEXT;
            let source = !new.source.trim().is_empty() && short(&new.source);
            let document = new.document.as_deref().is_none_or(short);
            let register = format!("{}由登记信息得出,不能申报", fact_name(new.fact));
            let known = crate::subsidies::rules::eligibility::is_declared(new.fact);
            let lasts = new.valid_to.is_none_or(|end| end > new.valid_from);
            let mut reasons = Reasons::default();
            reasons
                .need(known, "NOT_DECLARED", "fact", register)
                .need(!known || value.is_some(), "VALUE", "value", format!("可申报的内容:{}", words(&new)))
                .need(source, "SOURCE", "source", "请写明来源(如入户核查、证明材料),至多 200 字")
                .need(document, "DOCUMENT", "document", "档案号至多 200 字")
                .need(lasts, "VALID_TO", "validTo", "终止日须晚于起始日")
                .need(resident.died_on.is_none_or(|day| new.valid_from <= day), "DEAD", "validFrom", "该居民此前已去世")
                .need(!taken, "FACT_EXISTS", "validFrom", "该日起已有同一事实的申报;如有误请先撤回再登记")
                .not_future(new.valid_from, app.clock.today(), "validFrom");
            reasons.done()?;
            let row = resident_fact::Model {
                id: 0,
                resident_id: resident.id,
                person_id: resident.person_id,
                unit_id: resident.hukou_unit_id,
                fact: new.fact,
                value: value.unwrap_or_default(),
                valid_from: new.valid_from,
                valid_to: new.valid_to,
                source: new.source.trim().to_owned(),
                document: new.document.as_deref().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
                recorded_by: who,
                recorded_on: app.clock.today(),
                withdrawn_by: None,
                withdrawn_on: None,
                withdraw_reason: None,
                version: 1,
            };
            let id = store::declared::record(tx, row).await?;
            // What was said of a person's health or family stays out of the chain.
            let detail = json!({ "resident": resident.id, "fact": new.fact, "validFrom": new.valid_from });
            Ok(Audited { value: id, act: Act { act: NAME, subject: subject(id), detail } })
        })
    })
    .await
}

/// Withdraws what was declared in error; answers its key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn withdraw(app: &App, viewer: &Viewer, (fact, version): (i64, i32), reason: &str) -> Result<i64, Failure> {
    const NAME: &str = "RESIDENT_FACT_WITHDRAW";
    let (scope, actor, reason) = (viewer.scope(), viewer.actor(), reason.trim().to_owned());
    let who = actor.name.clone();
    perform(app, &actor, NAME, viewer.permit(Permission::ResidentFactWrite), move |app, tx| {
        let (scope, reason, who) = (scope.clone(), reason.clone(), who.clone());
        Box::pin(async move {
            let found = store::declared::fact(tx, &scope, fact).await?;
            let row = found.ok_or_else(|| Failure::not_found("residentFact"))?;
            if row.version != version {
                return Err(Failure::stale());
            }
            let length = reason.chars().count();
            let mut reasons = Reasons::default();
            reasons.need(row.withdrawn_on.is_none(), "WITHDRAWN", "residentFact", "这项申报已撤回").need(
                length > 0 && length <= TEXT,
                "REASON",
                "reason",
                "请写明撤回的理由,至多 200 字",
            );
            reasons.done()?;
            if !store::declared::withdraw(tx, &row, (who, app.clock.today(), reason.clone())).await? {
                return Err(Failure::stale());
            }
            let detail = json!({ "fact": row.fact, "reason": reason });
            Ok(Audited { value: row.id, act: Act { act: NAME, subject: subject(row.id), detail } })
        })
    })
    .await
}

fn subject(fact: i64) -> String {
    format!("resident_fact:{fact}")
}
