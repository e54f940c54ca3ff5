//! What happens to a participant's line.

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{BankReturnCode, PayoutState, UnclaimedReason},
};

use super::{
    LineFact, MemberFact,
    dates::{Timeline, workday},
};
use crate::{
    demo::{calendar::plus, random::Random},
    dividends::model::Plan,
};

/// Why the bank returns a line.
const CODES: [BankReturnCode; 3] =
    [BankReturnCode::AccountClosed, BankReturnCode::NoSuchAccount, BankReturnCode::HolderMismatch];

/// The line of a member, paid unless there is a `reason`; id, shares and amounts are for the caller to set.
pub fn line(
    rng: &mut Random,
    plan: &Plan,
    timeline: &Timeline,
    member: &MemberFact,
    reason: Option<UnclaimedReason>,
) -> LineFact {
    let returned = reason == Some(UnclaimedReason::ReturnedByBank);
    let unclaimed_on = reason.map(|_| if returned { timeline.confirmed } else { timeline.paid });
    let settled_on: Option<NaiveDate> = reason.is_none().then(|| workday(plus(timeline.paid, rng.range(1, 2))));
    LineFact {
        id: 0,
        collective_id: member.collective_id,
        distributing_unit_id: member.distributing_unit_id,
        plan_id: plan.id,
        year: plan.year,
        member_id: member.id,
        resident_id: member.resident_id,
        number: member.number,
        name: member.name.clone(),
        shares: 0,
        amount_fen: Fen(0),
        extra_fen: Fen(0),
        account: member.account.clone(),
        state: if reason.is_none() { PayoutState::Paid } else { PayoutState::Unclaimed },
        reason,
        reference: format!("FH{}-{}-{}", plan.year, plan.id, member.number),
        sent_on: (returned || reason.is_none()).then_some(timeline.paid),
        return_code: if returned { rng.pick(&CODES) } else { None },
        unclaimed_on,
        settled_on,
    }
}
