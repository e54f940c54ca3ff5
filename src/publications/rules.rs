//! What a list shows, when it is up, and what its digest covers.

use chrono::NaiveDate;
use entity::vocab::{NamePolicy, PublicationState};
use serde_json::json;

use super::model::{Entry, Publication};
use crate::{
    kernel::{time::age_on, vault::digest},
    residents::identity::mask_name,
    subsidies::service::roster::Listed,
};

/// Who is younger is never named in full.
const OF_AGE: i32 = 18;

/// The state on `day` of a list that is up from `from` to `to` unless it was withdrawn.
#[must_use]
pub fn state_on(
    (from, to): (NaiveDate, NaiveDate),
    withdrawn_on: Option<NaiveDate>,
    day: NaiveDate,
) -> PublicationState {
    if withdrawn_on.is_some_and(|withdrawn| withdrawn <= day) {
        PublicationState::Withdrawn
    } else if day < from {
        PublicationState::Planned
    } else if day <= to {
        PublicationState::Published
    } else {
        PublicationState::TakenDown
    }
}

/// The entries of a list in the order given, as everybody may see them.
#[must_use]
pub fn entries(list: &[Listed], policy: NamePolicy, with_amount: bool, from: NaiveDate) -> Vec<Entry> {
    let entry = |(number, listed): (i32, &Listed)| {
        let masked = policy != NamePolicy::Full || age_on(listed.birth_date, from) < OF_AGE;
        Entry {
            id: 0,
            publication_id: 0,
            number,
            name: if masked { mask_name(&listed.name) } else { listed.name.clone() },
            unit_id: listed.unit,
            tier: listed.tier.clone(),
            amount_fen: listed.amount.filter(|_| with_amount),
        }
    };
    (1..).zip(list).map(entry).collect()
}

/// SHA-256 over heading and entries, hexadecimal: any change of what was published changes it.
#[must_use]
pub fn digest_of(publication: &Publication, entries: &[Entry]) -> String {
    let heading = json!([
        publication.programme_id,
        publication.unit_id,
        publication.month,
        publication.published_from,
        publication.published_to,
        publication.name_policy,
        publication.with_amount
    ]);
    let lines = entries.iter().map(|entry| {
        json!([entry.number, entry.name, entry.unit_id, entry.tier, entry.amount_fen.map(|amount| amount.0)])
    });
    let text: Vec<String> = std::iter::once(heading).chain(lines).map(|line| line.to_string()).collect();
    hex::encode(digest(text.join("\n").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::money::Fen;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn listed(name: &str, birth: &str) -> Listed {
        Listed { name: name.to_owned(), birth_date: day(birth), unit: 3, tier: None, amount: Some(Fen(100)) }
    }

    fn publication() -> Publication {
        Publication {
            id: 1,
            programme_id: 2,
            unit_id: Some(3),
            month: None,
            published_from: day("2022-12-26"),
            published_to: day("2022-12-30"),
            name_policy: NamePolicy::Full,
            with_amount: true,
            entry_count: 2,
            digest: String::new(),
            account: "x".to_owned(),
            created_on: day("2022-12-26"),
            withdrawn_on: None,
            withdrawn_by: None,
            withdraw_reason: None,
            version: 1,
        }
    }

    #[test]
    fn a_list_takes_itself_down() {
        let span = (day("2022-12-26"), day("2022-12-30"));
        let state = |text| state_on(span, None, day(text));
        assert_eq!(state("2022-12-25"), PublicationState::Planned);
        assert_eq!(state("2022-12-30"), PublicationState::Published, "its last day");
        assert_eq!(state("2022-12-31"), PublicationState::TakenDown);
        let withdrawn = state_on(span, Some(day("2022-12-27")), day("2022-12-28"));
        assert_eq!(withdrawn, PublicationState::Withdrawn);
        assert_eq!(state_on(span, Some(day("2022-12-27")), day("2022-12-26")), PublicationState::Published);
    }

    #[test]
    fn names_and_amounts_follow_the_policy() {
        let list = [listed("张三丰", "1940-01-01"), listed("李小明", "2010-01-01")];
        let of = |policy, amount| entries(&list, policy, amount, day("2022-12-26"));
        let names = |entries: &[Entry]| entries.iter().map(|entry| entry.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&of(NamePolicy::Full, true)), ["张三丰", "李*明"], "a minor is masked");
        assert_eq!(names(&of(NamePolicy::Masked, false)), ["张*丰", "李*明"]);
        assert!(of(NamePolicy::Masked, false).iter().all(|entry| entry.amount_fen.is_none()));
    }

    #[test]
    fn the_digest_covers_everything_shown() {
        let list = [listed("张三丰", "1940-01-01"), listed("李大明", "1950-01-01")];
        let entries = entries(&list, NamePolicy::Full, true, day("2022-12-26"));
        let whole = digest_of(&publication(), &entries);
        let mut renamed = entries.clone();
        renamed[0].name = "张三".to_owned();
        let mut paid = entries.clone();
        paid[1].amount_fen = Some(Fen(101));
        let later = Publication { published_to: day("2022-12-31"), ..publication() };
        let others = [
            digest_of(&publication(), &renamed),
            digest_of(&publication(), &paid),
            digest_of(&publication(), &entries[..1]),
            digest_of(&later, &entries),
        ];
        assert!(others.iter().all(|other| *other != whole));
        assert_eq!(digest_of(&publication(), &entries), whole);
    }
}
