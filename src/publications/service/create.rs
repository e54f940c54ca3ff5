//! Freezing and publishing a list.

use chrono::{Days, NaiveDate};
use entity::vocab::NamePolicy;
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::Act,
        db::Executor,
        problem::{Failure, Reasons},
        time::Month,
        write::{Audited, perform},
    },
    publications::{
        model::Publication,
        rules::{digest_of, entries},
        store,
    },
    residents,
    subsidies::{
        self,
        model::ProgrammeRecord,
        rules::publicity::{list_until, on_lists, publicity},
        service::roster::{Listed, in_publicity, roster},
    },
};

/// How far ahead a list may be announced.
const AHEAD: u64 = 30;
/// Working days that a list may be asked to be up.
const DAYS: std::ops::RangeInclusive<u32> = 5..=30;

/// A list to publish.
#[derive(Debug, Clone)]
pub struct Create {
    /// Code of the programme.
    pub programme: String,
    /// Code of the unit; the whole street when absent.
    pub unit: Option<String>,
    /// Month of the roster; the applications in publicity when absent.
    pub month: Option<Month>,
    pub from: NaiveDate,
    /// Working days; as long as the programme asks when absent.
    pub days: Option<i32>,
}

const NAME: &str = "PUBLICATION_CREATE";

/// Freezes and publishes a list; answers its key.
///
/// # Errors
/// What is wrong, or a fault.
pub async fn create(app: &App, viewer: &Viewer, new: Create) -> Result<i64, Failure> {
    let actor = viewer.actor();
    let who = actor.name.clone();
    perform(app, &actor, NAME, viewer.permit(Permission::PublicationManage), move |app, tx| {
        let (new, who) = (new.clone(), who.clone());
        Box::pin(async move {
            let programmes = subsidies::service::programmes(app).await?;
            let known = programmes.0.iter().find(|programme| programme.row.code == new.programme);
            let unknown = || Failure::problem("PROGRAMME", "programme", "没有这个项目代码,请用 programmes 查询");
            let programme = known.ok_or_else(unknown)?;
            let unit = unit_of(app, new.unit.as_ref()).await?;
            check(programme, &new, app.clock.today())?;
            if let Some(month) = new.month
                && store::is_published(tx, programme.row.id, unit, month).await?
            {
                let message = "该月名单已公示过;确需重发的请先撤回原名单";
                return Err(Failure::problem("ALREADY_PUBLISHED", "month", message));
            }
            let list = listed(tx, programme, unit, &new).await?;
            let (publication, frozen) = frozen(programme, unit, &new, (&list, &who, app.clock.today()))?;
            let detail = json!({
                "programme": new.programme, "month": new.month, "entries": publication.entry_count,
                "digest": publication.digest
            });
            let id = store::insert(tx, publication, frozen).await?;
            Ok(Audited { value: id, act: Act { act: NAME, subject: format!("publication:{id}"), detail } })
        })
    })
    .await
}

async fn unit_of(app: &App, code: Option<&String>) -> Result<Option<i64>, Failure> {
    let Some(code) = code else { return Ok(None) };
    let units = residents::service::units(app).await?;
    let unknown = |_| Failure::problem("UNIT", "unit", "没有这个单位代码,请用 units 查询");
    Ok(units.keys("unit", std::slice::from_ref(code)).map_err(unknown)?.first().copied())
}

async fn listed<C: Executor>(
    tx: &C,
    programme: &ProgrammeRecord,
    unit: Option<i64>,
    new: &Create,
) -> Result<Vec<Listed>, Failure> {
    let list = match new.month {
        Some(month) => roster(tx, programme, unit, month).await?,
        None => in_publicity(tx, programme, unit, new.from).await?,
    };
    if list.is_empty() {
        let message = "没有可以公示的人:请核对月份和单位,或先办理申请公示(applicationPublish)";
        return Err(Failure::problem("NOBODY", "programme", message));
    }
    Ok(list)
}

fn check(programme: &ProgrammeRecord, new: &Create, today: NaiveDate) -> Result<(), Failure> {
    let mut reasons = Reasons::default();
    let latest = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let days = new.days.is_none_or(|days| u32::try_from(days).is_ok_and(|days| DAYS.contains(&days)));
    let month = new.month.is_none_or(|month| month.first_day().is_some_and(|first| first <= today));
    reasons
        .need(
            on_lists(programme, new.from) != NamePolicy::None,
            "NOT_PUBLIC",
            "programme",
            "按政策这一项目不发布名单:名单会透露未成年人、残疾、计划生育等敏感情况,请只告知本人",
        )
        .need((today..=latest).contains(&new.from), "FROM", "from", format!("公示起始日应在今天到 {latest} 之间"))
        .need(days, "DAYS", "days", "公示应为 5 到 30 个工作日")
        .need(month, "MONTH", "month", "不能公示将来月份的名单");
    Ok(reasons.done()?)
}

fn frozen(
    programme: &ProgrammeRecord,
    unit_id: Option<i64>,
    new: &Create,
    (list, who, today): (&[Listed], &str, NaiveDate),
) -> Result<(Publication, Vec<crate::publications::model::Entry>), Failure> {
    let name_policy = on_lists(programme, new.from);
    let with_amount = publicity(programme, new.from).amount;
    let days = new.days.and_then(|days| u32::try_from(days).ok());
    let until = list_until(programme, new.from, days);
    let published_to = until.ok_or_else(|| Failure::problem("FROM", "from", "公示期超出日历范围"))?;
    let entries = entries(list, name_policy, with_amount, new.from);
    let mut publication = Publication {
        id: 0,
        programme_id: programme.row.id,
        unit_id,
        month: new.month,
        published_from: new.from,
        published_to,
        name_policy,
        with_amount,
        entry_count: i32::try_from(entries.len()).unwrap_or(i32::MAX),
        digest: String::new(),
        account: who.to_owned(),
        created_on: today,
        withdrawn_on: None,
        withdrawn_by: None,
        withdraw_reason: None,
        version: 1,
    };
    publication.digest = digest_of(&publication, &entries);
    Ok((publication, entries))
}
