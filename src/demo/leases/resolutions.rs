//! Decisions of the collectives on what to let.

use chrono::{Datelike, NaiveDate};
use entity::vocab::MeetingBody;

use super::{dates::on, villages::Village};
use crate::{assets::model::Resolution, demo::random::Random};

/// All resolutions so far; one of a quarter serves the tenders of the next.
#[derive(Default)]
pub struct Book {
    /// Collective, quarter counted from the year 0 (none for ratifications), resolution.
    list: Vec<(i64, Option<i32>, Resolution)>,
}

impl Book {
    /// The resolution that a tender on `held` relies on.
    pub fn before(&mut self, rng: &mut Random, collective: i64, village: &Village, held: NaiveDate) -> Resolution {
        let quarter = held.year() * 4 + i32::try_from(held.month0() / 3).unwrap_or(0) - 1;
        let mut known = self.list.iter().filter(|(owner, of, _)| *owner == collective && *of == Some(quarter));
        if let Some((_, _, resolution)) = known.next() {
            return resolution.clone();
        }
        let (year, index) = (quarter.div_euclid(4), quarter.rem_euclid(4));
        let month = u32::try_from(index * 3 + 3).unwrap_or(3);
        let adopted = on((year, month, u32::try_from(rng.range(3, 26)).unwrap_or(3)));
        let title = format!("关于{year}年第{}季度集体资产公开招租方案的决议", index + 1);
        let number = format!("{}号", index + 1);
        let resolution = self.adopt(rng, village, adopted, (&number, title));
        self.list.push((collective, Some(quarter), resolution.clone()));
        resolution
    }

    /// A resolution that ratifies a contract.
    pub fn ratify(&mut self, rng: &mut Random, collective: i64, village: &Village, adopted: NaiveDate) -> Resolution {
        let title = "关于追认集体厂房租赁合同的决议".to_owned();
        let resolution = Resolution { ratifies: true, ..self.adopt(rng, village, adopted, ("追认1号", title)) };
        self.list.push((collective, None, resolution.clone()));
        resolution
    }

    fn adopt(
        &self,
        rng: &mut Random,
        village: &Village,
        adopted: NaiveDate,
        (number, title): (&str, String),
    ) -> Resolution {
        let eligible = 38 + i32::try_from(village.unit).unwrap_or(0);
        let present = eligible - rng.range(0, 5);
        Resolution {
            id: i64::try_from(self.list.len()).unwrap_or(0) + 1,
            number: format!("{}代表会议〔{}〕{number}", village.collective, adopted.year()),
            title,
            body: MeetingBody::Representatives,
            adopted_on: adopted,
            eligible,
            present,
            in_favour: present - rng.range(0, 4),
            ratifies: false,
        }
    }
}
