//! Persons while the data set is being planned, before they get ids.

use chrono::NaiveDate;
use entity::vocab::{DisabilityType, HouseholdRole, Sex, StopReason};

use super::calendar::{Month, age_on, as_of, month_of};
use super::slots::Slot;

/// How the identity number of a person was registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdForm {
    /// 18 characters, correct.
    Standard,
    /// 15 digits.
    Legacy,
    /// 18 characters with a wrong check digit (planted, S10).
    WrongCheck,
    /// 18 characters with the impossible birth date 1943-02-29 (planted, S10).
    NoSuchDate,
}

/// Account of an enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payee {
    /// The beneficiary's own account.
    Own,
    /// The account of another draft person, with an authorisation.
    Agent(usize),
    /// An account of a stranger, without an authorisation (planted, S09).
    Stranger,
}

/// A planted wrong amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// Paid by the standard.
    None,
    /// 尊老金 100 instead of 60 from March to June 2022 (S04).
    Over,
    /// CJ01.C at the old 750 in July 2022 (S05).
    Under,
}

/// A planned certificate.
#[derive(Debug, Clone, Copy)]
pub struct Certificate {
    pub kind: DisabilityType,
    pub grade: i32,
    pub issued_on: NaiveDate,
    pub valid_until: NaiveDate,
}

/// A planned enrolment.
#[derive(Debug, Clone, Copy)]
pub struct Spell {
    pub programme: &'static str,
    pub tier: Option<&'static str>,
    pub start: Month,
    pub end: Option<Month>,
    pub reason: Option<StopReason>,
    pub payee: Payee,
    /// Paid by another unit than the hukou unit (planted, S02).
    pub unit: Option<usize>,
    /// Belongs to the person's second record (planted, S02).
    pub second_record: bool,
}

impl Spell {
    /// A spell with the person's own account.
    pub fn new(programme: &'static str, tier: Option<&'static str>, slot: Slot) -> Self {
        Self {
            programme,
            tier,
            start: slot.start,
            end: slot.end,
            reason: slot.end.map(|_| StopReason::Voluntary),
            payee: Payee::Own,
            unit: None,
            second_record: false,
        }
    }

    /// Why it ended; ignored while it lasts.
    pub fn because(mut self, reason: StopReason) -> Self {
        self.reason = self.end.map(|_| reason);
        self
    }

    /// True if the month is paid.
    pub fn covers(&self, month: Month) -> bool {
        self.start <= month && self.end.is_none_or(|end| month <= end)
    }
}

/// One planned person.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about one person")]
pub struct Draft {
    pub birth: NaiveDate,
    pub sex: Sex,
    pub unit: usize,
    pub agricultural: bool,
    pub surname: Option<&'static str>,
    pub name: String,
    pub died_on: Option<NaiveDate>,
    pub moved_out_on: Option<NaiveDate>,
    /// Day the office learned of the death or move, where it was late.
    pub learned_on: Option<NaiveDate>,
    pub moved_in_on: Option<NaiveDate>,
    pub married_on: Option<NaiveDate>,
    pub id_form: IdForm,
    pub certificate: Option<Certificate>,
    pub spells: Vec<Spell>,
    /// Part of a planted anomaly: gets nothing else.
    pub planted: bool,
    /// Persons with the same number form exactly one household.
    pub cluster: Option<usize>,
    /// Lives without relatives in the data set.
    pub alone: bool,
    /// Low-income edge person (price subsidy only).
    pub edge: bool,
    pub slip: Slip,
    pub role: HouseholdRole,
}

impl Draft {
    /// A person without any benefit.
    pub fn new(birth: NaiveDate, sex: Sex, unit: usize) -> Self {
        Self {
            birth,
            sex,
            unit,
            agricultural: false,
            surname: None,
            name: String::new(),
            died_on: None,
            moved_out_on: None,
            learned_on: None,
            moved_in_on: None,
            married_on: None,
            id_form: IdForm::Standard,
            certificate: None,
            spells: Vec::new(),
            planted: false,
            cluster: None,
            alone: false,
            edge: false,
            slip: Slip::None,
            role: HouseholdRole::Head,
        }
    }

    /// Completed years on the day the data set is looked at.
    pub fn age(&self) -> i32 {
        age_on(self.birth, as_of())
    }

    /// Neither dead nor moved out.
    pub fn present(&self) -> bool {
        self.died_on.is_none() && self.moved_out_on.is_none()
    }

    /// Alive and registered here in every day of a month and after it.
    pub fn present_in(&self, month: Month) -> bool {
        let left = [self.died_on, self.moved_out_on].into_iter().flatten().min();
        left.is_none_or(|left| month_of(left) > month) && self.moved_in_on.is_none_or(|came| month_of(came) < month)
    }

    /// True if a spell of the programme covers the month.
    pub fn draws(&self, programme: &str, month: Month) -> bool {
        self.spells.iter().any(|spell| spell.programme == programme && spell.covers(month))
    }
}
