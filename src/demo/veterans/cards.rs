//! Preferential cards: 968 applied for in the year of the roll-out, 931 issued.

use chrono::NaiveDate;
use entity::{
    veteran_card,
    vocab::{CardKind, CardState, ContactClass, RecordOrigin, VeteranCategory},
};

use super::{
    CardFact, VeteranFacts,
    benefits::enough,
    dates::{between, later},
    member::{Member, bereaved},
};
use crate::demo::{
    calendar::{as_of, day, plus},
    dataset::DemoError,
    emit_registry::next_id,
    random::Random,
};

const APPLIED: usize = 968;
/// Pending for more than 90 days, and for less.
const OVERDUE: usize = 12;
const PENDING: usize = 25;
/// States of the pending ones in turn.
const STATES: [CardState; 5] =
    [CardState::Applied, CardState::Accepted, CardState::Reviewed, CardState::Printed, CardState::Received];
const BANKS: [&str; 4] = ["中国工商银行", "中国农业银行", "中国建设银行", "江苏银行"];

/// Writes the cards.
pub fn write(members: &[Member], rng: &mut Random, facts: &mut VeteranFacts) -> Result<(), DemoError> {
    let entitled =
        |member: &&Member| !matches!(member.category, VeteranCategory::ActiveFamily | VeteranCategory::MartyrChild60);
    let mut holders: Vec<&Member> = members.iter().filter(entitled).collect();
    rng.shuffle(&mut holders);
    // The three families are all among the first.
    holders.sort_by_key(|member| !bereaved(member.category));
    enough(holders.len(), APPLIED, "cards")?;
    holders.truncate(APPLIED);
    let pending = |member: &&&Member| !member.forgotten && member.class != ContactClass::Key;
    let mut open: Vec<i64> = holders.iter().filter(pending).map(|member| member.id).collect();
    rng.shuffle(&mut open);
    enough(open.len(), OVERDUE + PENDING, "pending cards")?;
    holders.sort_by_key(|member| member.id);
    for member in holders {
        let place = open.iter().take(OVERDUE + PENDING).position(|id| *id == member.id);
        let fact = match place {
            Some(place) => waiting(member, place, rng),
            None => issued(member, next_id(&facts.cards), rng),
        };
        let id = next_id(&facts.cards);
        facts.cards.push(CardFact { row: veteran_card::Model { id, ..fact.row }, ..fact });
    }
    Ok(())
}

fn card(member: &Member, applied_on: NaiveDate, state: CardState, state_since: NaiveDate) -> veteran_card::Model {
    let kind = if bereaved(member.category) { CardKind::ThreeFamilies } else { CardKind::Veteran };
    veteran_card::Model {
        id: 0,
        veteran_id: member.id,
        unit_id: member.unit_id(),
        kind,
        state,
        state_since,
        applied_on,
        issued_on: None,
        refusal: None,
        bank: None,
        number_cipher: None,
        origin: RecordOrigin::History,
        version: 1,
    }
}

fn issued(member: &Member, running: i64, rng: &mut Random) -> CardFact {
    let last = if member.forgotten { day(2022, 6, 30) } else { day(2022, 9, 30) };
    let applied_on = between(rng, day(2022, 1, 10), last);
    let issued_on = later(rng, applied_on, 35, 82);
    let mut row = card(member, applied_on, CardState::Issued, issued_on);
    row.issued_on = Some(issued_on);
    row.bank = rng.pick(&BANKS).map(str::to_owned);
    let digit = if row.kind == CardKind::Veteran { 1 } else { 2 };
    CardFact { row, number: Some(number(digit, 0, running)) }
}

/// A pending card; the overdue ones stand first.
fn waiting(member: &Member, place: usize, rng: &mut Random) -> CardFact {
    let state = STATES.get(place % STATES.len()).copied().unwrap_or(CardState::Applied);
    let reached = i32::try_from(place % STATES.len()).unwrap_or_default();
    let applied_on = match place {
        ..OVERDUE => between(rng, day(2022, 7, 4), day(2022, 9, 28)),
        _ => between(rng, day(2022, 10, 10), day(2022, 11, 30)),
    };
    let open = i32::try_from((as_of() - applied_on).num_days()).unwrap_or_default();
    let since = plus(applied_on, (open * reached / 6).max(reached));
    let mut row = card(member, applied_on, state, since);
    if matches!(state, CardState::Printed | CardState::Received) {
        row.bank = rng.pick(&BANKS).map(str::to_owned);
    }
    CardFact { row, number: None }
}

/// 17 digits: the district, the kind, two digits for the copy of the data set, the running number.
pub fn number(kind: u32, copy: u32, running: i64) -> String {
    format!("320613{kind}{copy:02}{running:08}")
}
