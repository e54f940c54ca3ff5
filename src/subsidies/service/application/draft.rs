//! Taking down an application, and the account it is to be paid to.

use chrono::{Days, NaiveDate};
use entity::vocab::{AmountMode, ApplicationAct as Step, ApplicationState, ProgrammeGroup, RecordOrigin};
use serde_json::json;

use super::{ApplicationAct, Situation, Target, need_here};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::Act,
        db::Executor,
        fault::Fault,
        problem::{Failure, Problem, Reasons},
        scope::Scope,
        write::{Audited, perform},
    },
    residents,
    subsidies::{
        model::ProgrammeRecord,
        model_application::{Account, Application, Changes, Person},
        service::account::need_holder,
        store,
    },
};

/// How long ago somebody may have applied; the day decides from when some programmes pay.
const BACKDATED: u64 = 31;

/// Who applies: by the blind index of the identity number, or by a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applicant {
    IdNumber(Vec<u8>),
    Record(i64),
}

/// An application to take down.
#[derive(Debug, Clone)]
pub struct Draft {
    pub applicant: Applicant,
    /// Code of the programme.
    pub programme: String,
    /// Full code of the tier asked for.
    pub tier: Option<String>,
    pub applied_on: NaiveDate,
    pub account: Option<Account>,
    pub note: Option<String>,
}

const NAME: &str = "APPLICATION_DRAFT";

/// Takes down an application; answers its key.
///
/// # Errors
/// `NOT_FOUND` for nobody within reach, what is wrong, or a fault.
pub async fn draft(app: &App, viewer: &Viewer, draft: Draft) -> Result<i64, Failure> {
    let (actor, scope) = (viewer.actor(), viewer.scope());
    let who = actor.clone();
    perform(app, &actor, NAME, viewer.permit(Permission::ApplicationWrite), move |app, tx| {
        let (draft, scope, who) = (draft.clone(), scope.clone(), who.clone());
        Box::pin(async move {
            let today = app.clock.today();
            let person = applicant(tx, &scope, &draft.applicant).await?;
            let person = person.ok_or_else(|| Failure::not_found("applicant"))?;
            let programmes = crate::subsidies::service::programmes(app).await?;
            let known = programmes.0.iter().find(|programme| programme.row.code == draft.programme);
            let unknown = || Failure::problem("PROGRAMME", "programme", "没有这个项目代码,请用 programmes 查询");
            let programme = known.ok_or_else(unknown)?;
            let mut reasons = Reasons::default();
            check(&mut reasons, &draft, programme, &person, (&scope, today));
            let open = store::cases::is_open(tx, person.id, programme.row.id).await?;
            reasons.need(!open, "ALREADY_APPLIED", "programme", "本人同一项目已有未办结的申请,请在原申请上办理");
            reasons.done()?;
            let application = row(&draft, programme, &person);
            let detail = json!({ "programme": draft.programme, "tier": draft.tier, "appliedOn": draft.applied_on });
            let note = draft.note.clone().unwrap_or_else(|| "登记申请".to_owned());
            let mut changes = Changes::new(application, Step::Draft, note, detail.clone());
            changes.account = draft.account.clone();
            let id = store::cases::enter(tx, changes, (&who.name, today)).await?;
            Ok(Audited { value: id, act: Act { act: NAME, subject: format!("application:{id}"), detail } })
        })
    })
    .await
}

/// The canonical record of the applicant, if any record of theirs is within reach.
async fn applicant<C: Executor>(tx: &C, scope: &Scope, applicant: &Applicant) -> Result<Option<Person>, Fault> {
    match applicant {
        Applicant::IdNumber(index) => {
            let found = residents::service::record_of(tx, index).await?;
            Ok(found.filter(|row| scope.units.holds(row.hukou_unit_id) || scope.units.holds(row.residence_unit_id)))
        }
        Applicant::Record(id) => match residents::service::resident(tx, scope, *id).await? {
            Some(row) => residents::service::person_of(tx, row.id).await,
            None => Ok(None),
        },
    }
}

/// Whether people apply for the programme here: pensions are the station's, other offices pay their own.
fn by_application(programme: &ProgrammeRecord) -> bool {
    let elsewhere = [ProgrammeGroup::Veteran, ProgrammeGroup::Employment, ProgrammeGroup::Medical];
    !elsewhere.contains(&programme.row.group)
        && !matches!(programme.row.amount_mode, AmountMode::FixedPerTrigger | AmountMode::External)
}

fn check(
    reasons: &mut Reasons,
    draft: &Draft,
    programme: &ProgrammeRecord,
    person: &Person,
    (scope, today): (&Scope, NaiveDate),
) {
    let tier = draft.tier.as_ref().is_none_or(|code| programme.tiers.iter().any(|tier| tier.code == *code));
    let earliest = today.checked_sub_days(Days::new(BACKDATED)).unwrap_or(today);
    need_here(reasons, person, "applicant");
    reasons
        .need(
            scope.units.holds(person.hukou_unit_id),
            "NOT_HERE",
            "applicant",
            "户籍不在本单位,请由户籍所在村(社区)受理",
        )
        .need(
            by_application(programme),
            "NOT_BY_APPLICATION",
            "programme",
            "这一项目不在此申请:优抚由退役军人服务站、其余由主管部门办理",
        )
        .need(tier, "TIER", "tier", "没有这个档次,请用 programmes 查询该项目的档次代码")
        .not_future(draft.applied_on, today, "appliedOn")
        .need(
            draft.applied_on >= earliest,
            "BACKDATED",
            "appliedOn",
            format!("申请日不能早于 {earliest},请按实际递交日登记"),
        );
    if let Some(note) = &draft.note {
        super::need_text(reasons, note, "note");
    }
    if let Some(account) = &draft.account {
        need_holder(reasons, account, &person.name, "account");
    }
}

fn row(draft: &Draft, programme: &ProgrammeRecord, person: &Person) -> Application {
    let tier = draft.tier.as_ref().and_then(|code| programme.tiers.iter().find(|tier| tier.code == *code));
    Application {
        id: 0,
        resident_id: person.id,
        programme_id: programme.row.id,
        tier_id: tier.map(|tier| tier.id),
        unit_id: person.hukou_unit_id,
        state: ApplicationState::Draft,
        applied_on: draft.applied_on,
        state_since: draft.applied_on,
        payee_account_id: None,
        receipt: None,
        check_passed: None,
        reviewed_by: None,
        assessed_income_fen: None,
        amount_fen: None,
        publicity_from: None,
        publicity_to: None,
        reason: None,
        enrolment_id: None,
        origin: RecordOrigin::Platform,
        version: 1,
    }
}

/// Says or changes where it is to be paid.
#[derive(Debug, Clone)]
pub struct SetAccount {
    pub target: Target,
    pub account: Account,
}

impl ApplicationAct for SetAccount {
    const NAME: &'static str = "APPLICATION_ACCOUNT";
    const PERMISSION: Permission = Permission::ApplicationWrite;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let mut reasons = Reasons::default();
        situation.need_undecided(&mut reasons);
        need_holder(&mut reasons, &self.account, &situation.file.person.name, "account");
        reasons.done()?;
        let detail = json!({ "agent": self.account.agent.is_some() });
        let application = situation.file.application.clone();
        let mut changes = Changes::new(application, Step::Account, "登记收款账户", detail);
        changes.account = Some(self.account.clone());
        Ok(changes)
    }
}
