//! A person on the register, with what the later parts ask about.

use chrono::NaiveDate;
use entity::vocab::{ContactClass, EmploymentStatus, VeteranCategory};

use crate::demo::calendar::{age_on, as_of};

use VeteranCategory::{
    ActiveFamily, Combat, DemobilisedCadre, Disabled, DutyDeathFamily, Illness, IllnessDeathFamily, MartyrChild60,
    MartyrFamily, MonthlyPension, NuclearTest, RetiredOfficer, Rural60, RuralDemobilised, TransferredOfficer,
};

/// A person on the register.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about one person")]
pub struct Member {
    /// Key of the file.
    pub id: i64,
    pub resident: i64,
    pub household: i64,
    pub name: String,
    /// Index of the unit whose station keeps the file.
    pub unit: usize,
    pub female: bool,
    pub birth: NaiveDate,
    pub category: VeteranCategory,
    pub registered_on: NaiveDate,
    pub employment: EmploymentStatus,
    pub hardship: bool,
    pub class: ContactClass,
    /// Qualifies for a pension and draws none.
    pub gap: bool,
    /// Nobody has been in touch for 90 days.
    pub forgotten: bool,
}

impl Member {
    /// Age on 2022-12-31.
    pub fn age(&self) -> i32 {
        age_on(self.birth, as_of())
    }

    /// The unit as the facts carry it.
    pub fn unit_id(&self) -> i64 {
        i64::try_from(self.unit).unwrap_or_default()
    }

    /// Whether of an age at which people work.
    pub fn working_age(&self) -> bool {
        working_age(self.female, self.age())
    }

    /// Whether entitled to a check-up.
    pub fn check_up(&self) -> bool {
        key(self.category) || (self.category == Rural60 && self.age() >= 75)
    }
}

/// Whether people of this age work.
pub fn working_age(female: bool, age: i32) -> bool {
    age < if female { 55 } else { 60 }
}

/// Key persons by category: check-up, recuperation and reimbursement are theirs.
pub fn key(category: VeteranCategory) -> bool {
    matches!(category, Disabled | RuralDemobilised | Illness | Combat | NuclearTest | MartyrChild60)
        || bereaved(category)
}

/// The three families (三属).
pub fn bereaved(category: VeteranCategory) -> bool {
    matches!(category, MartyrFamily | DutyDeathFamily | IllnessDeathFamily)
}

/// Whether they did not serve themselves.
pub fn relative(category: VeteranCategory) -> bool {
    bereaved(category) || matches!(category, MartyrChild60 | ActiveFamily)
}

/// Whether they served as officers.
pub fn officer(category: VeteranCategory) -> bool {
    matches!(category, TransferredOfficer | DemobilisedCadre | MonthlyPension | RetiredOfficer)
}
