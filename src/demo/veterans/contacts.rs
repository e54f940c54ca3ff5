//! Regular contacts of 2022 by class, some missed; nobody but the forgotten is without a touch for 90 days.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};
use entity::{
    veteran_contact,
    vocab::{ContactChannel, ContactClass},
};

use super::{
    VeteranFacts,
    dates::{between, border},
    member::Member,
    staff::{Staff, station},
};
use crate::demo::{calendar::day, emit_registry::next_id, random::Random};

/// Periods missed out of a hundred.
const MISSED: i32 = 7;
const CONTENTS: [&str; 8] = [
    "了解近期生活和身体情况,无异常",
    "宣传优待政策,解答疑问",
    "询问就业情况,推送招聘信息",
    "提醒年度身份核查和体检安排",
    "了解家庭困难,登记需求",
    "核对联系方式和居住地址",
    "听取对服务站工作的意见",
    "关心慢性病用药和就医情况",
];

/// Writes the contacts in the order of their days.
pub fn write(members: &[Member], staff: &Staff, rng: &mut Random, facts: &mut VeteranFacts) {
    let lately = facts.events.iter().filter(|event| event.registered_on > border());
    let served: BTreeSet<i64> = lately.map(|event| event.veteran_id).collect();
    let mut rows = Vec::new();
    for member in members {
        for on in days(member, served.contains(&member.id), rng) {
            rows.push(contact(member, on, staff, rng));
        }
    }
    rows.sort_by_key(|row: &veteran_contact::Model| (row.contacted_on, row.veteran_id));
    for row in rows {
        let id = next_id(&facts.contacts);
        facts.contacts.push(veteran_contact::Model { id, ..row });
    }
}

/// Months of a period of a class.
fn months(class: ContactClass) -> u32 {
    match class {
        ContactClass::Key => 1,
        ContactClass::Regular => 3,
        ContactClass::General => 6,
    }
}

/// Days on which a member was contacted; `served` after the border or not.
fn days(member: &Member, served: bool, rng: &mut Random) -> Vec<NaiveDate> {
    let length = months(member.class);
    let mut days = Vec::new();
    for number in 0..12 / length {
        let first = day(2022, 1, 1) + Months::new(number * length);
        let last = (first + Months::new(length) - chrono::Days::new(1)).min(day(2022, 12, 30));
        if member.forgotten {
            let end = last.min(day(2022, 9, 30));
            if first < end && !rng.chance(MISSED) {
                days.push(between(rng, first, end));
            }
        } else if !rng.chance(MISSED) {
            days.push(between(rng, first, last));
        }
    }
    let touched = served || days.iter().any(|on| *on > border());
    if !touched && !member.forgotten {
        // The second half-year's contact comes late rather than not at all.
        if member.class == ContactClass::General {
            days.retain(|on| *on < day(2022, 7, 1));
        }
        days.push(between(rng, day(2022, 10, 10), day(2022, 12, 28)));
    }
    days
}

fn contact(member: &Member, contacted_on: NaiveDate, staff: &Staff, rng: &mut Random) -> veteran_contact::Model {
    let visits = if member.class == ContactClass::Key { 55 } else { 22 };
    let channel = match rng.range(0, 99) {
        dice if dice < visits => ContactChannel::Visit,
        dice if dice < visits + 30 => ContactChannel::Phone,
        ..90 => ContactChannel::Online,
        _ => ContactChannel::Station,
    };
    veteran_contact::Model {
        id: 0,
        veteran_id: member.id,
        unit_id: member.unit_id(),
        contacted_on,
        channel,
        visitor: staff.clerk(rng, member.unit),
        content: rng.pick(&CONTENTS).unwrap_or_default().to_owned(),
        recorded_by: station(member.unit),
    }
}
