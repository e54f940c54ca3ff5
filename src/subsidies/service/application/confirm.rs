//! Confirmation: the application becomes an entitlement.

use chrono::{Months, NaiveDate};
use entity::vocab::{
    ApplicationAct as Step, ApplicationState, EnrolmentState, ExclusionKind, NamePolicy, ObjectionOutcome, PayUnit,
    RecordOrigin,
};
use serde_json::json;

use super::{ApplicationAct, Situation, Target, need_here, need_text};
use crate::{
    access::policy::Permission,
    kernel::{
        problem::{Problem, Reasons},
        time::{Month, age_on},
    },
    subsidies::{
        model::ProgrammeRecord,
        model_application::{Application, Changes, Enrolment},
        rules::{
            age::allowed,
            exclusion::{Held, Wanted, conflicts},
            month::{Begin, first, single},
            publicity::publicity,
        },
    },
};

/// Confirms what another person reviewed, when publicity is over without an objection that stands.
#[derive(Debug, Clone)]
pub struct Confirm {
    pub target: Target,
    pub note: String,
}

impl ApplicationAct for Confirm {
    const NAME: &'static str = "APPLICATION_CONFIRM";
    const PERMISSION: Permission = Permission::ApplicationDecide;
    const JUDGED: bool = true;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (application, programme) = (&situation.file.application, situation.programme);
        let mut reasons = Reasons::default();
        need_text(&mut reasons, &self.note, "note");
        need_ready(&mut reasons, situation);
        need_here(&mut reasons, &situation.file.person, "application");
        let Some(terms) = programme.terms_in(Month::of(situation.today)) else {
            let message = "项目现在没有生效的规定,请先由项目管理员登记";
            return Err(vec![Problem::new("NO_TERMS", "application", message)]);
        };
        let ages = allowed(&terms.expression);
        let begin = Begin {
            applied_on: application.applied_on,
            confirmed_on: situation.today,
            birth_date: situation.file.person.birth_date,
            least_age: *ages.start(),
        };
        let start = first(terms.row.start_rule, begin);
        let age = start.last_day().map(|last| age_on(situation.file.person.birth_date, last));
        // Who is too young yet may be confirmed a month ahead, not years.
        let soon = start <= Month::of(situation.today).plus(1);
        let fits = soon && age.is_none_or(|age| ages.contains(&age));
        let message = format!("起始月 {start} 末未满或已超过项目规定的年龄,或距起始月还早:请作不予确认,届时重新申请");
        reasons.need(fits, "AGE", "application", message);
        if let Some(against) = situation.unfit.as_ref().filter(|_| fits) {
            let message = format!("按登记的情况不符合条件:{against}。情况有误请先更正登记,否则请作不予确认");
            reasons.need(false, "NOT_ELIGIBLE", "application", message);
        }
        need_free(&mut reasons, situation, start);
        reasons.done()?;
        let confirmed = situation.moved(ApplicationState::Confirmed);
        let single = single(terms.row.stop_rule);
        let detail = json!({ "programme": programme.row.code, "startMonth": start });
        let mut changes = Changes::new(confirmed, Step::Confirm, self.note.trim(), detail);
        changes.enrolment = Some(entitlement(application, programme, (start, single), situation));
        Ok(changes)
    }
}

/// Adds reasons unless the review has passed, by somebody else, and publicity is over.
fn need_ready(reasons: &mut Reasons, situation: &Situation<'_>) {
    let (application, today) = (&situation.file.application, situation.today);
    let silent = publicity(situation.programme, today).name == NamePolicy::None;
    let state = if silent { ApplicationState::SubdistrictReview } else { ApplicationState::Publicity };
    let message = if silent { "审核通过之后才能确认" } else { "公示期满之后才能确认" };
    situation.need_state(reasons, &[state], message);
    let reviewer = application.reviewed_by.as_deref();
    reasons
        .need(reviewer.is_some(), "NOT_REVIEWED", "application", "街道审核尚未通过,请先审核(applicationReview)")
        .need(reviewer != Some(&situation.actor.name), "SAME_PERSON", "application", "审核人不能确认,请换人办理")
        .need(
            application.payee_account_id.is_some(),
            "ACCOUNT_MISSING",
            "application",
            "还没有收款账户,请社区先登记(applicationAccountSet)",
        );
    if application.state == ApplicationState::Publicity {
        let over = application.publicity_to.is_some_and(|last| last < today);
        reasons.need(over, "PUBLICITY_RUNNING", "application", "公示期未满,期满次日起可以确认");
    }
    let from = application.publicity_from;
    let objections = &situation.file.objections;
    let open = objections.iter().any(|objection| objection.outcome.is_none());
    let stands = objections.iter().any(|objection| {
        objection.outcome == Some(ObjectionOutcome::Upheld) && from.is_some_and(|from| objection.raised_on >= from)
    });
    reasons.need(!open, "OBJECTION_OPEN", "application", "还有未答复的异议,请先答复(applicationObjectionAnswer)").need(
        !stands,
        "OBJECTION_UPHELD",
        "application",
        "异议成立,请退回补充初核或作不予确认",
    );
}

/// Adds reasons when the person draws the programme, or what does not go together with it, in `start` or later.
fn need_free(reasons: &mut Reasons, situation: &Situation<'_>, start: Month) {
    let (programme, application) = (situation.programme, &situation.file.application);
    let ends_later = |row: &&Enrolment| row.end_month.is_none_or(|last| last >= start);
    let own: Vec<&Enrolment> = situation.file.enrolments.iter().filter(ends_later).collect();
    let others = situation.file.household.iter().filter(ends_later);
    let twice = own.iter().any(|row| row.programme_id == programme.row.id);
    let message = "本人已在享这一项目,不得重复享受;变更档次请用 enrolmentTierChange";
    reasons.need(!twice, "ALREADY_ENROLLED", "application", message);
    let whole = matches!(programme.row.pay_unit, PayUnit::Household | PayUnit::Family);
    let by_other =
        whole && situation.file.household.iter().filter(ends_later).any(|row| row.programme_id == programme.row.id);
    let message = "这一项目按户享受,同户成员已在享,不得重复享受";
    reasons.need(!by_other, "HOUSEHOLD_ENROLLED", "application", message);
    let others = others.map(|row| Held { own: false, ..held(row, start) });
    let held: Vec<Held> = own.iter().map(|row| held(row, start)).chain(others).collect();
    let wanted = Wanted {
        enrolment: None,
        programme: programme.row.id,
        tier: application.tier_id,
        amount: application.amount_fen,
    };
    for conflict in conflicts(situation.programmes, &held, &wanted, start) {
        let code = match conflict.kind {
            ExclusionKind::Exclusive => "EXCLUSIVE_ENROLMENT",
            ExclusionKind::ChooseHigher => "CHOOSE_HIGHER",
            ExclusionKind::Cap => "OVER_CAP",
        };
        reasons.need(false, code, "application", conflict.message);
    }
}

/// What is drawn, as the rule on exclusions sees it: what begins later counts from `start` on.
fn held(row: &Enrolment, start: Month) -> Held {
    Held {
        enrolment: row.id,
        programme: row.programme_id,
        tier: row.tier_id,
        own: true,
        state: EnrolmentState::Active,
        start: row.start_month.min(start),
        end: row.end_month,
        amount: row.amount_fen,
    }
}

/// The entitlement that begins with `start`.
fn entitlement(
    application: &Application,
    programme: &ProgrammeRecord,
    (start, single): (Month, bool),
    situation: &Situation<'_>,
) -> Enrolment {
    Enrolment {
        id: 0,
        resident_id: situation.file.person.id,
        person_id: situation.file.person.id,
        programme_id: programme.row.id,
        tier_id: application.tier_id,
        unit_id: application.unit_id,
        state: EnrolmentState::Active,
        start_month: start,
        end_month: single.then_some(start),
        stop_reason: None,
        payee_account_id: application.payee_account_id.unwrap_or_default(),
        next_review_on: next_review(programme, situation.today),
        assessed_income_fen: application.assessed_income_fen,
        amount_fen: application.amount_fen,
        origin: RecordOrigin::Platform,
        version: 1,
    }
}

/// Day of the review that follows one on `day`; none where the programme is not reviewed.
pub(in crate::subsidies::service) fn next_review(programme: &ProgrammeRecord, day: NaiveDate) -> Option<NaiveDate> {
    let months = programme.terms_in(Month::of(day)).map_or(0, |terms| terms.row.review_months);
    let months = u32::try_from(months).ok().filter(|months| *months > 0)?;
    day.checked_add_months(Months::new(months))
}
