//! Changes of a unit's register: appended as events, never edited.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::vocab::{MembershipMode, MembershipReason, RecordOrigin, RegisterEventKind, ShareClass};
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    dividends::{
        model::{Event, Holder, Unit},
        rules::register::{Contradiction, register},
        store,
    },
    kernel::{
        app::App,
        chain::Act,
        db::Executor,
        problem::{Failure, Reasons},
        scope::Scope,
        write::{Audited, perform},
    },
    residents,
};

/// Which unit's register, and the version the caller read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    pub unit: i64,
    pub version: i32,
}

/// What a change rests on.
#[derive(Debug, Clone)]
pub struct Grounds {
    /// First day on which the change holds.
    pub effective_on: NaiveDate,
    /// Archive number.
    pub evidence: String,
    pub resolution: Option<String>,
}

impl Grounds {
    /// Whether the unit decided on it.
    fn decided(&self) -> bool {
        self.resolution.as_deref().is_some_and(|text| !text.trim().is_empty())
    }
}

/// A change of the register.
#[derive(Debug, Clone)]
pub enum Change {
    /// A member joins (again).
    Join {
        member: i64,
        reason: MembershipReason,
    },
    Leave {
        member: i64,
        reason: MembershipReason,
    },
    /// Shares are issued; to the unit itself for collective shares. Below zero they are redeemed.
    Issue {
        holder: Holder,
        class: ShareClass,
        shares: i64,
    },
    Transfer {
        from: i64,
        to: i64,
        class: ShareClass,
        shares: i64,
    },
    /// All heirs at once, with the shares each gets.
    Inherit {
        from: i64,
        class: ShareClass,
        heirs: Vec<(i64, i64)>,
    },
    /// An event was wrong and is void.
    Correct {
        event: i64,
    },
}

const JOINING: [MembershipReason; 7] = {
    use MembershipReason::{Adoption, Birth, Founding, MarriageIn, Other, PolicyMigration, Reconfirmed};
    [Founding, Birth, MarriageIn, Adoption, PolicyMigration, Reconfirmed, Other]
};
const LEAVING: [MembershipReason; 5] = {
    use MembershipReason::{CivilServant, Death, JoinedOtherCollective, LostNationality, Other};
    [Death, JoinedOtherCollective, CivilServant, LostNationality, Other]
};
/// Most shares of one change: far above any register, far below what sums could not hold.
const MOST_SHARES: i64 = 1_000_000_000;
/// What everybody can see happen; anything else is decided by the unit.
const UNDECIDED: [MembershipReason; 3] =
    [MembershipReason::Birth, MembershipReason::Death, MembershipReason::LostNationality];
/// What follows the population, which a static register does not.
const OF_POPULATION: [MembershipReason; 4] =
    [MembershipReason::Birth, MembershipReason::MarriageIn, MembershipReason::Adoption, MembershipReason::Death];

impl Change {
    /// Verb in the audit chain.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Join { .. } => "MEMBER_JOIN",
            Self::Leave { .. } => "MEMBER_LEAVE",
            Self::Issue { .. } => "SHARES_ISSUE",
            Self::Transfer { .. } => "SHARES_TRANSFER",
            Self::Inherit { .. } => "SHARES_INHERIT",
            Self::Correct { .. } => "REGISTER_CORRECT",
        }
    }

    /// Members that are named, each with its input field.
    fn members(&self) -> Vec<(i64, String)> {
        match self {
            Self::Join { member, .. } | Self::Leave { member, .. } => vec![(*member, "member".to_owned())],
            Self::Issue { holder, .. } => holder.iter().map(|member| (*member, "member".to_owned())).collect(),
            Self::Transfer { from, to, .. } => vec![(*from, "from".to_owned()), (*to, "to".to_owned())],
            Self::Inherit { from, heirs, .. } => {
                let heirs = heirs.iter().enumerate().map(|(at, (heir, _))| (*heir, format!("heirs.{at}.member")));
                [(*from, "from".to_owned())].into_iter().chain(heirs).collect()
            }
            Self::Correct { .. } => Vec::new(),
        }
    }

    fn check(&self, reasons: &mut Reasons, unit: &Unit, grounds: &Grounds) {
        match self {
            Self::Join { reason, .. } => check_reason(reasons, unit, grounds, *reason, &JOINING),
            Self::Leave { reason, .. } => check_reason(reasons, unit, grounds, *reason, &LEAVING),
            Self::Issue { holder, class, shares } => {
                let own = (*class == ShareClass::Collective) == holder.is_none();
                let counted = *shares != 0 && (-MOST_SHARES..=MOST_SHARES).contains(shares);
                reasons
                    .need(counted, "SHARES", "shares", "股数不能为零,也不能超过十亿;收回股份请给负数")
                    .need(grounds.decided(), "RESOLUTION_MISSING", "resolution", "配股须经表决,请给出决议编号")
                    .need(own, "CLASS", "class", "集体股由单位自己持有(不填成员),其他股份须填成员");
            }
            Self::Transfer { from, to, class, shares } => {
                reasons
                    .need((1..=MOST_SHARES).contains(shares), "SHARES", "shares", "转让股数应大于零且不超过十亿")
                    .need(grounds.decided(), "RESOLUTION_MISSING", "resolution", "股份转让须经表决,请给出决议编号")
                    .need(from != to, "SAME_MEMBER", "to", "出让方与受让方不能是同一人")
                    .need(*class != ShareClass::Collective, "CLASS", "class", "集体股不得转让");
            }
            Self::Inherit { from, class, heirs } => {
                let positive = heirs.iter().all(|(heir, shares)| (1..=MOST_SHARES).contains(shares) && heir != from);
                reasons
                    .need(
                        !heirs.is_empty() && positive,
                        "SHARES",
                        "heirs",
                        "请给出继承人,每人股数应大于零且不是被继承人",
                    )
                    .need(*class != ShareClass::Collective, "CLASS", "class", "集体股不得继承");
            }
            Self::Correct { .. } => {}
        }
    }

    fn events(&self, blank: &Event) -> Vec<Event> {
        use RegisterEventKind::{Correct, Inherit, Issue, Join, Leave, Transfer};
        let moved = |kind, member_id, class, shares, counterpart_id| Event {
            kind,
            member_id,
            class: Some(class),
            shares,
            counterpart_id,
            ..blank.clone()
        };
        match self {
            Self::Join { member, reason } => {
                vec![Event { kind: Join, member_id: Some(*member), reason: Some(*reason), ..blank.clone() }]
            }
            Self::Leave { member, reason } => {
                vec![Event { kind: Leave, member_id: Some(*member), reason: Some(*reason), ..blank.clone() }]
            }
            Self::Issue { holder, class, shares } => vec![moved(Issue, *holder, *class, *shares, None)],
            Self::Transfer { from, to, class, shares } => vec![
                moved(Transfer, Some(*from), *class, shares.saturating_neg(), Some(*to)),
                moved(Transfer, Some(*to), *class, *shares, Some(*from)),
            ],
            Self::Inherit { from, class, heirs } => heirs
                .iter()
                .flat_map(|(heir, shares)| {
                    [
                        moved(Inherit, Some(*from), *class, shares.saturating_neg(), Some(*heir)),
                        moved(Inherit, Some(*heir), *class, *shares, Some(*from)),
                    ]
                })
                .collect(),
            Self::Correct { event } => vec![Event { kind: Correct, corrects_id: Some(*event), ..blank.clone() }],
        }
    }
}

fn check_reason(
    reasons: &mut Reasons,
    unit: &Unit,
    grounds: &Grounds,
    reason: MembershipReason,
    allowed: &[MembershipReason],
) {
    let fixed = unit.membership_mode == MembershipMode::Static && OF_POPULATION.contains(&reason);
    let decided = UNDECIDED.contains(&reason) || grounds.decided();
    reasons
        .need(allowed.contains(&reason), "REASON", "reason", "这个原因不适用于本次变更")
        .need(!fixed, "STATIC_UNIT", "reason", "本单位静态管理(生不增死不减),请用继承或转让办理")
        .need(decided, "RESOLUTION_MISSING", "resolution", "这类变更须经表决,请给出决议编号");
}

/// Changes a register; answers the unit's key.
///
/// # Errors
/// What is missing or wrong, a contradiction with what is on the register, or a fault.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    target: Target,
    grounds: Grounds,
    change: Change,
) -> Result<i64, Failure> {
    let (scope, actor, name) = (viewer.scope(), viewer.actor(), change.name());
    let who = actor.name.clone();
    perform(app, &actor, name, viewer.permit(Permission::DividendWrite), move |app, tx| {
        let (scope, change, grounds, who) = (scope.clone(), change.clone(), grounds.clone(), who.clone());
        Box::pin(async move {
            let unit = unit_at(tx, &scope, target).await?;
            let events = write(app, tx, &unit, &grounds, &change, &who, &scope).await?;
            let detail = json!({ "unit": unit.number, "events": events, "effectiveOn": grounds.effective_on });
            Ok(Audited {
                value: unit.id,
                act: Act { act: name, subject: format!("distributing_unit:{}", unit.id), detail },
            })
        })
    })
    .await
}

/// The unit, if it is still as it was read.
pub(super) async fn unit_at<C: Executor>(tx: &C, scope: &Scope, target: Target) -> Result<Unit, Failure> {
    let unit = store::read::unit(tx, scope, target.unit).await?;
    let unit = unit.ok_or_else(|| Failure::not_found("distributingUnit"))?;
    if unit.version == target.version { Ok(unit) } else { Err(Failure::stale()) }
}

/// Appends the events of a change and replaces what they come to; answers how many.
pub(super) async fn write<C: Executor>(
    app: &App,
    tx: &C,
    unit: &Unit,
    grounds: &Grounds,
    change: &Change,
    who: &str,
    scope: &Scope,
) -> Result<usize, Failure> {
    let today = app.clock.today();
    let named = change.members();
    let keys: Vec<i64> = named.iter().map(|(member, _)| *member).collect();
    let found = store::register::members(tx, scope, unit.id, &keys).await?;
    let known: BTreeSet<i64> = found.iter().map(|member| member.id).collect();
    let mut reasons = Reasons::default();
    if let Change::Inherit { from, .. } = change {
        let person = found.iter().find(|member| member.id == *from).map(|member| member.person_id);
        let died_on = residents::service::deaths(tx, &person.into_iter().collect::<Vec<_>>()).await?;
        let dead = died_on.into_values().any(|day| day <= grounds.effective_on);
        let message = "被继承人在生效日前没有死亡登记,请核对;在世的请用转让办理";
        reasons.need(dead || person.is_none(), "NOT_DEAD", "from", message);
    }
    for (member, path) in &named {
        reasons.need(known.contains(member), "NOT_FOUND", path, "本单位名册上没有这名成员");
    }
    reasons
        .not_future(grounds.effective_on, today, "effectiveOn")
        .need(grounds.effective_on >= unit.founded_on, "BEFORE_FOUNDING", "effectiveOn", "生效日不能早于单位成立日")
        .need(!grounds.evidence.trim().is_empty(), "EVIDENCE_MISSING", "evidence", "请给出凭证的档案号");
    change.check(&mut reasons, unit, grounds);
    reasons.done()?;
    let holders = holders(tx, scope, unit, (change, grounds), &keys).await?;
    let mut all = store::register::events(tx, scope, unit.id, &holders).await?;
    let after = all.iter().map(|event| event.id).max().unwrap_or_default();
    let mut new = change.events(&blank(unit, grounds, who, today));
    for (id, event) in (after + 1..).zip(&mut new) {
        // A correction stands in the file of whom it concerns.
        if event.kind == RegisterEventKind::Correct {
            event.member_id = holders.first().copied().flatten();
        }
        event.id = id;
    }
    all.extend(new.iter().cloned());
    let whole = register(&all).map_err(contradiction)?;
    let count = new.len();
    if !store::register::append(tx, unit, &holders, new, &whole).await? {
        return Err(Failure::stale());
    }
    Ok(count)
}

/// Whose files a change touches.
async fn holders<C: Executor>(
    tx: &C,
    scope: &Scope,
    unit: &Unit,
    (change, grounds): (&Change, &Grounds),
    named: &[i64],
) -> Result<Vec<Holder>, Failure> {
    let Change::Correct { event } = change else {
        let own = matches!(change, Change::Issue { holder: None, .. });
        return Ok(if own { vec![None] } else { named.iter().copied().map(Some).collect() });
    };
    let wrong = store::register::event(tx, scope, unit.id, *event).await?.ok_or_else(|| Failure::not_found("event"))?;
    let alone = matches!(wrong.kind, RegisterEventKind::Join | RegisterEventKind::Leave | RegisterEventKind::Issue);
    let others = store::register::events(tx, scope, unit.id, &[wrong.member_id]).await?;
    let void = others.iter().any(|other| other.corrects_id == Some(wrong.id));
    let mut reasons = Reasons::default();
    reasons
        .need(alone, "TWO_SIDED", "event", "转让、继承和更正不能单边作废,请办理反向变更")
        .need(!void, "ALREADY_VOID", "event", "这条变更已作废")
        .need(
            wrong.resolution.is_none() || grounds.decided(),
            "RESOLUTION_MISSING",
            "resolution",
            "原变更经过表决,更正也须经表决,请给出决议编号",
        );
    reasons.done()?;
    Ok(vec![wrong.member_id])
}

fn blank(unit: &Unit, grounds: &Grounds, who: &str, today: NaiveDate) -> Event {
    Event {
        id: 0,
        collective_id: unit.collective_id,
        distributing_unit_id: unit.id,
        member_id: None,
        kind: RegisterEventKind::Join,
        reason: None,
        class: None,
        shares: 0,
        effective_on: grounds.effective_on,
        recorded_on: today,
        recorded_by: who.to_owned(),
        evidence: grounds.evidence.trim().to_owned(),
        resolution: grounds.resolution.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned),
        counterpart_id: None,
        corrects_id: None,
        origin: RecordOrigin::Platform,
    }
}

fn contradiction(why: Contradiction) -> Failure {
    match why {
        Contradiction::JoinsTwice { on, .. } => {
            Failure::problem("ALREADY_MEMBER", "effectiveOn", format!("{on} 时已是成员,请核对名册"))
        }
        Contradiction::LeavesUnjoined { on, .. } => {
            Failure::problem("NOT_MEMBER", "effectiveOn", format!("{on} 时不是成员,请核对名册"))
        }
        Contradiction::TooFewShares { on, .. } => {
            Failure::problem("TOO_FEW_SHARES", "shares", format!("{on} 时持有的股份不足,请核对名册"))
        }
    }
}
