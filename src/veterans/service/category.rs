//! Categories and disabilities: dated, so that any day can be asked for.

use chrono::NaiveDate;
use entity::vocab::{DisabilityCause, VeteranCategory};
use serde::Serialize;
use serde_json::json;

use super::{
    act::{Situation, Target, VeteranAct},
    register::check_category,
};
use crate::{
    kernel::problem::{Problem, Reasons},
    veterans::model::{Category, Changes, Disability, Record},
};

/// Heaviest and lightest grade, and the lightest that an illness can give.
const GRADES: std::ops::RangeInclusive<i32> = 1..=10;
const LIGHTEST_BY_ILLNESS: i32 = 6;

/// The open category that is primary, as no longer primary from `day` on: the old spell ends, a new one begins.
fn demoted(categories: &[Category], day: NaiveDate) -> Vec<Category> {
    let primary = categories.iter().find(|row| row.valid_to.is_none() && row.is_primary);
    primary.map_or_else(Vec::new, |row| switched(row, day, false))
}

/// `row` with another rank from `day` on.
fn switched(row: &Category, day: NaiveDate, is_primary: bool) -> Vec<Category> {
    if row.valid_from >= day {
        return vec![Category { is_primary, ..row.clone() }];
    }
    let next = Category { id: 0, is_primary, valid_from: day, ..row.clone() };
    vec![Category { valid_to: Some(day), ..row.clone() }, next]
}

fn records(situation: &Situation<'_>, categories: Vec<Category>) -> Vec<Record> {
    let veteran = Record::Veteran(situation.file.veteran.clone());
    std::iter::once(veteran).chain(categories.into_iter().map(Record::Category)).collect()
}

/// Gives a further category.
#[derive(Debug, Clone, Serialize)]
pub struct Grant {
    pub target: Target,
    pub category: VeteranCategory,
    pub valid_from: NaiveDate,
    /// It becomes the primary one.
    pub primary: bool,
    /// Archive number of the evidence.
    pub document: String,
}

impl VeteranAct for Grant {
    const NAME: &'static str = "CATEGORY_GRANT";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_open(&mut reasons, situation.today, "veteran");
        let held = file
            .categories
            .iter()
            .any(|row| row.category == self.category && row.valid_to.is_none_or(|to| to > self.valid_from));
        let primary = file.categories.iter().find(|row| row.valid_to.is_none() && row.is_primary);
        let later = !self.primary || primary.is_none_or(|row| row.valid_from <= self.valid_from);
        reasons.need(later, "PERIOD", "validFrom", "改为主类别的起始日不能早于现主类别的起始日");
        reasons.need(!held, "CATEGORY_HELD", "category", "该类别在这一时期已经登记").need(
            !self.document.trim().is_empty(),
            "EVIDENCE_MISSING",
            "document",
            "请给出认定依据的档案号",
        );
        let category = (self.category, self.valid_from, "validFrom");
        check_category(
            &mut reasons,
            situation.policy,
            category,
            file.person.birth_date,
            file.veteran.enlist_on,
            situation.today,
        );
        reasons.done()?;
        let mut categories = if self.primary { demoted(&file.categories, self.valid_from) } else { Vec::new() };
        categories.push(Category {
            id: 0,
            veteran_id: file.veteran.id,
            unit_id: file.veteran.unit_id,
            category: self.category,
            is_primary: self.primary,
            valid_from: self.valid_from,
            valid_to: None,
            document: Some(self.document.trim().to_owned()),
        });
        let detail = json!({ "category": self.category, "validFrom": self.valid_from, "primary": self.primary });
        Ok(Changes::new(records(situation, categories), detail))
    }
}

/// Ends a category.
#[derive(Debug, Clone, Serialize)]
pub struct End {
    pub target: Target,
    pub category: VeteranCategory,
    /// First day without it.
    pub valid_to: NaiveDate,
    /// The category that becomes primary, when the primary one ends.
    pub primary: Option<VeteranCategory>,
}

impl VeteranAct for End {
    const NAME: &'static str = "CATEGORY_END";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_open(&mut reasons, situation.today, "veteran");
        let open = |category: VeteranCategory| {
            file.categories.iter().find(|row| row.category == category && row.valid_to.is_none())
        };
        let ending = open(self.category);
        let rest = file
            .categories
            .iter()
            .any(|row| row.valid_to.is_none() && row.category != self.category && row.valid_from <= self.valid_to);
        let next = self.primary.filter(|next| *next != self.category).and_then(open);
        let next = next.filter(|row| row.valid_from <= self.valid_to);
        let needed = ending.is_some_and(|row| row.is_primary);
        reasons
            .not_future(self.valid_to, situation.today, "validTo")
            .need(ending.is_some(), "NOT_HELD", "category", "没有在有效期内的该类别")
            .need(ending.is_none_or(|row| row.valid_from < self.valid_to), "PERIOD", "validTo", "终止日应晚于起始日")
            .need(rest, "LAST_CATEGORY", "category", "至少保留一个类别;人员退出请办理档案终止")
            .need(!needed || next.is_some(), "PRIMARY_MISSING", "primary", "终止主类别时,请指定仍有效的另一类别为主");
        reasons.done()?;
        let ended = ending.map(|row| Category { valid_to: Some(self.valid_to), ..row.clone() });
        let mut categories: Vec<Category> = ended.into_iter().collect();
        if let Some(next) = next.filter(|_| needed) {
            categories.extend(switched(next, self.valid_to, true));
        }
        let detail = json!({ "category": self.category, "validTo": self.valid_to, "primary": self.primary });
        Ok(Changes::new(records(situation, categories), detail))
    }
}

/// Enters an assessment of a disability; a former one ends.
#[derive(Debug, Clone, Serialize)]
pub struct Assess {
    pub target: Target,
    /// 1 (heaviest) to 10.
    pub grade: i32,
    pub cause: DisabilityCause,
    /// Sealed number.
    pub certificate: Vec<u8>,
    pub issued_on: NaiveDate,
    pub review_on: Option<NaiveDate>,
    pub valid_from: NaiveDate,
}

impl VeteranAct for Assess {
    const NAME: &'static str = "DISABILITY_ASSESS";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_open(&mut reasons, situation.today, "veteran");
        let graded = self.cause != DisabilityCause::Illness || self.grade <= LIGHTEST_BY_ILLNESS;
        let open = file.disabilities.iter().find(|row| row.valid_to.is_none());
        let later = open.is_none_or(|row| row.valid_from < self.valid_from);
        reasons
            .not_future(self.valid_from, situation.today, "validFrom")
            .not_future(self.issued_on, situation.today, "issuedOn")
            .need(GRADES.contains(&self.grade), "GRADE", "grade", "残疾等级为 1 到 10 级")
            .need(graded, "GRADE_OF_ILLNESS", "grade", "因病致残只评 1 到 6 级(军人抚恤优待条例)")
            .need(later, "PERIOD", "validFrom", "应晚于现有评定的起始日")
            .need(
                self.review_on.is_none_or(|day| day > self.issued_on),
                "REVIEW_DATE",
                "reviewOn",
                "复核日应晚于发证日",
            )
            .need(
                file.holds(VeteranCategory::Disabled, self.valid_from),
                "NOT_DISABLED",
                "validFrom",
                "请先登记残疾军人类别,且自评定起始日有效",
            );
        reasons.done()?;
        let ended = open.map(|row| Disability { valid_to: Some(self.valid_from), ..row.clone() });
        let new = Disability {
            id: 0,
            veteran_id: file.veteran.id,
            unit_id: file.veteran.unit_id,
            grade: self.grade,
            cause: self.cause,
            certificate_cipher: self.certificate.clone(),
            issued_on: self.issued_on,
            review_on: self.review_on,
            valid_from: self.valid_from,
            valid_to: None,
        };
        let disabilities = ended.into_iter().chain([new]).map(Record::Disability);
        let records = std::iter::once(Record::Veteran(file.veteran.clone())).chain(disabilities).collect();
        Ok(Changes::new(records, json!({ "validFrom": self.valid_from })))
    }
}
