//! When a collective's decision on a lease counts.

use chrono::NaiveDate;

use crate::assets::model::Resolution;

/// Day from which the law on rural collectives asks for two thirds of all who are entitled.
const TWO_THIRDS_OF_ALL: Option<NaiveDate> = NaiveDate::from_ymd_opt(2025, 5, 1);

impl Resolution {
    /// Whether enough were present and in favour. Until 2025-04-30 two thirds present and more than half of
    /// those present in favour; from then on, and for farmland let to outsiders always, two thirds of all.
    #[must_use]
    pub fn carried(&self, farmland_to_outsider: bool) -> bool {
        let two_thirds_of_all = i64::from(self.in_favour) * 3 >= i64::from(self.eligible) * 2;
        if farmland_to_outsider || TWO_THIRDS_OF_ALL.is_some_and(|day| self.adopted_on >= day) {
            return two_thirds_of_all;
        }
        i64::from(self.present) * 3 >= i64::from(self.eligible) * 2 && self.in_favour * 2 > self.present
    }

    /// Whether it covers a contract signed on `signed_on`: adopted by then, or ratifying it.
    #[must_use]
    pub fn covers(&self, signed_on: NaiveDate) -> bool {
        self.adopted_on <= signed_on || self.ratifies
    }
}
