//! From events to members and holdings of any day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::vocab::{RegisterEventKind, ShareClass};

use crate::dividends::model::{Event, Holder, Register, Spell};

/// Why events contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// Joins while a member already.
    JoinsTwice { member: i64, on: NaiveDate },
    /// Leaves without being a member.
    LeavesUnjoined { member: i64, on: NaiveDate },
    /// Holds fewer shares than go away.
    TooFewShares { holder: Holder, class: ShareClass, on: NaiveDate },
}

/// What `events` come to. Their order does not matter: they count by the day they take effect, then by number.
///
/// # Errors
/// The first [`Contradiction`].
pub fn register(events: &[Event]) -> Result<Register, Contradiction> {
    let void: BTreeSet<i64> = events.iter().filter_map(|event| event.corrects_id).collect();
    let counts = |event: &&Event| event.kind != RegisterEventKind::Correct && !void.contains(&event.id);
    let mut live: Vec<&Event> = events.iter().filter(counts).collect();
    live.sort_by_key(|event| (event.effective_on, event.id));
    let mut register = Register::default();
    let mut changes: BTreeMap<(Holder, ShareClass), BTreeMap<NaiveDate, i64>> = BTreeMap::new();
    for event in live {
        match (event.kind, event.member_id, event.class) {
            (RegisterEventKind::Join, Some(member), _) => join(&mut register, member, event.effective_on)?,
            (RegisterEventKind::Leave, Some(member), _) => leave(&mut register, member, event.effective_on)?,
            (_, holder, Some(class)) => {
                *changes.entry((holder, class)).or_default().entry(event.effective_on).or_default() += event.shares;
            }
            _ => {}
        }
    }
    for ((holder, class), days) in changes {
        let spells = holdings(holder, class, &days)?;
        if !spells.is_empty() {
            register.holdings.insert((holder, class), spells);
        }
    }
    register.memberships.retain(|_, spells| !spells.is_empty());
    Ok(register)
}

fn join(register: &mut Register, member: i64, on: NaiveDate) -> Result<(), Contradiction> {
    let spells = register.memberships.entry(member).or_default();
    match spells.last_mut() {
        Some(last) if last.to.is_none() => return Err(Contradiction::JoinsTwice { member, on }),
        // Left and came back on one day: never gone.
        Some(last) if last.to == Some(on) => last.to = None,
        _ => spells.push(Spell { from: on, to: None }),
    }
    Ok(())
}

fn leave(register: &mut Register, member: i64, on: NaiveDate) -> Result<(), Contradiction> {
    let spells = register.memberships.entry(member).or_default();
    match spells.last_mut() {
        Some(last) if last.to.is_none() && last.from < on => last.to = Some(on),
        // Joined and left on one day: never there.
        Some(last) if last.to.is_none() => {
            spells.pop();
        }
        _ => return Err(Contradiction::LeavesUnjoined { member, on }),
    }
    Ok(())
}

fn holdings(
    holder: Holder,
    class: ShareClass,
    days: &BTreeMap<NaiveDate, i64>,
) -> Result<Vec<(Spell, i64)>, Contradiction> {
    let mut spells: Vec<(Spell, i64)> = Vec::new();
    let mut shares = 0_i64;
    for (on, change) in days.iter().filter(|(_, change)| **change != 0) {
        shares = shares.saturating_add(*change);
        if shares < 0 {
            return Err(Contradiction::TooFewShares { holder, class, on: *on });
        }
        if let Some((last, _)) = spells.last_mut()
            && last.to.is_none()
        {
            last.to = Some(*on);
        }
        if shares > 0 {
            spells.push((Spell { from: *on, to: None }, shares));
        }
    }
    Ok(spells)
}

impl Register {
    /// Who is a member on `day`.
    #[must_use]
    pub fn members_on(&self, day: NaiveDate) -> BTreeSet<i64> {
        let member =
            |(member, spells): (&i64, &Vec<Spell>)| spells.iter().any(|spell| spell.holds(day)).then_some(*member);
        self.memberships.iter().filter_map(member).collect()
    }

    /// Shares on `day` by holder, over all classes.
    #[must_use]
    pub fn shares_on(&self, day: NaiveDate) -> BTreeMap<Holder, i64> {
        let mut shares = BTreeMap::new();
        for ((holder, _), spells) in &self.holdings {
            for (_, held) in spells.iter().filter(|(spell, _)| spell.holds(day)) {
                *shares.entry(*holder).or_default() += held;
            }
        }
        shares
    }
}
