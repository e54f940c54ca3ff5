//! What is known of a person in a month.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::vocab::{
    DisabilityCause, DisabilityType, EligibilityFact as Fact, HukouKind, Sex, UnitKind, VeteranCategory,
};
use serde::Serialize;

use crate::kernel::{
    money::Fen,
    time::{Month, age_on},
};

/// A certificate of disability that is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certificate {
    pub kind: DisabilityType,
    pub grade: i32,
}

/// What the register of veterans says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VeteranFacts {
    pub categories: BTreeSet<VeteranCategory>,
    pub disability: Option<(i32, DisabilityCause)>,
}

/// Everything that an expression may ask about one person in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub resident: i64,
    /// Canonical record.
    pub person: i64,
    pub month: Month,
    pub birth_date: NaiveDate,
    pub sex: Sex,
    pub died_on: Option<NaiveDate>,
    pub moved_out_on: Option<NaiveDate>,
    /// Unit that kept the hukou in the month; none before it came here.
    pub hukou_unit_kind: Option<UnitKind>,
    pub hukou_kind: HukouKind,
    pub certificate: Option<Certificate>,
    /// Verified monthly income per head of the household.
    pub income: Option<Fen>,
    pub disabled_in_household: i64,
    /// The household has a parent of the person who is 60 or older.
    pub elder_parent: bool,
    /// Codes of the programmes drawn in the month.
    pub programmes: BTreeSet<String>,
    pub household_programmes: BTreeSet<String>,
    /// None where the asker may not see the register.
    pub veteran: Option<VeteranFacts>,
    /// Declared facts in force on the last day of the month.
    pub declared: BTreeMap<Fact, String>,
}

/// What was found out about one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nobody has said, or the asker may not see it.
    Missing,
    /// It is known that there is none.
    Nothing,
    Flag(bool),
    Whole(i64),
    Money(Fen),
    Words(BTreeSet<String>),
}

/// What kind of value a fact has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Flag,
    Whole,
    Money,
    /// One of these words, with their names.
    Words(&'static [(&'static str, &'static str)]),
    /// Codes of programmes.
    Codes,
}

const SEXES: &[(&str, &str)] = &[("UNKNOWN", "未知"), ("MALE", "男"), ("FEMALE", "女")];
const HUKOU_KINDS: &[(&str, &str)] = &[("AGRICULTURAL", "农业户口"), ("NON_AGRICULTURAL", "非农业户口")];
const UNIT_KINDS: &[(&str, &str)] = &[("COMMUNITY", "社区"), ("VILLAGE", "村")];
const DISABILITIES: &[(&str, &str)] = &[
    ("VISUAL", "视力残疾"),
    ("HEARING", "听力残疾"),
    ("SPEECH", "言语残疾"),
    ("PHYSICAL", "肢体残疾"),
    ("INTELLECTUAL", "智力残疾"),
    ("MENTAL", "精神残疾"),
    ("MULTIPLE", "多重残疾"),
];
const CATEGORIES: &[(&str, &str)] = &[
    ("SELF_EMPLOYED_SOLDIER", "自主就业退役士兵"),
    ("PLACED_SOLDIER", "政府安排工作退役士兵"),
    ("TRANSFERRED_OFFICER", "转业军官"),
    ("DEMOBILISED_CADRE", "复员干部"),
    ("MONTHLY_PENSION", "自主择业、逐月领取退役金人员"),
    ("RETIRED_OFFICER", "军队离退休干部"),
    ("DISABLED", "残疾军人"),
    ("RURAL_DEMOBILISED", "在乡复员军人"),
    ("ILLNESS", "带病回乡退伍军人"),
    ("COMBAT", "参战退役人员"),
    ("NUCLEAR_TEST", "参试退役人员"),
    ("RURAL_60", "60周岁以上农村籍退役士兵"),
    ("MARTYR_FAMILY", "烈士遗属"),
    ("DUTY_DEATH_FAMILY", "因公牺牲军人遗属"),
    ("ILLNESS_DEATH_FAMILY", "病故军人遗属"),
    ("MARTYR_CHILD_60", "60周岁以上烈士子女"),
    ("ACTIVE_FAMILY", "现役军人家属"),
];
const CAUSES: &[(&str, &str)] = &[("WAR", "因战"), ("DUTY", "因公"), ("ILLNESS", "因病")];
const CARE_LEVELS: &[(&str, &str)] = &[("FULL", "全护理"), ("HALF", "半护理"), ("SELF", "全自理")];
const SUPPORT_MODES: &[(&str, &str)] = &[("DISPERSED", "分散"), ("CENTRAL", "集中")];
const GUARDIANSHIPS: &[(&str, &str)] = &[("ABSENT", "监护缺失"), ("INCAPABLE", "无力履行监护"), ("NORMAL", "监护正常")];
const HARDSHIPS: &[(&str, &str)] = &[("EMERGENCY", "急难型"), ("EXPENDITURE", "支出型")];
const ONLY_CHILD: &[(&str, &str)] = &[("DEAD", "独生子女死亡"), ("DISABLED", "独生子女三级以上伤残")];
const CHILDREN: &[(&str, &str)] =
    &[("ONE", "一个子女"), ("TWO_DAUGHTERS", "两个女孩"), ("NONE_SURVIVING", "现无存活子女"), ("OTHER", "其他")];
const CARE_NEEDS: &[(&str, &str)] = &[("ABLE", "能力完好或轻度失能"), ("MODERATE", "中度失能"), ("SEVERE", "重度失能")];
const EMPLOYMENTS: &[(&str, &str)] = &[("UNEMPLOYED_REGISTERED", "登记失业"), ("EMPLOYED", "就业")];

/// What kind of value `fact` has.
#[must_use]
pub const fn shape(fact: Fact) -> Shape {
    match fact {
        Fact::Age | Fact::AgeAtStart | Fact::CertificateGrade | Fact::DisabledInHousehold | Fact::VeteranGrade => {
            Shape::Whole
        }
        Fact::IncomePerHead => Shape::Money,
        Fact::Programme | Fact::HouseholdProgramme => Shape::Codes,
        Fact::Sex => Shape::Words(SEXES),
        Fact::HukouKind => Shape::Words(HUKOU_KINDS),
        Fact::HukouUnitKind => Shape::Words(UNIT_KINDS),
        Fact::CertificateKind => Shape::Words(DISABILITIES),
        Fact::VeteranCategory => Shape::Words(CATEGORIES),
        Fact::VeteranCause => Shape::Words(CAUSES),
        Fact::CareLevel => Shape::Words(CARE_LEVELS),
        Fact::SupportMode => Shape::Words(SUPPORT_MODES),
        Fact::Guardianship => Shape::Words(GUARDIANSHIPS),
        Fact::Hardship => Shape::Words(HARDSHIPS),
        Fact::OnlyChild => Shape::Words(ONLY_CHILD),
        Fact::Children => Shape::Words(CHILDREN),
        Fact::CareNeed => Shape::Words(CARE_NEEDS),
        Fact::Employment => Shape::Words(EMPLOYMENTS),
        Fact::Alive
        | Fact::HukouHere
        | Fact::CertificateValid
        | Fact::KeptByElder
        | Fact::NoLabourCapacity
        | Fact::NoIncomeSource
        | Fact::NoCapableSupporter
        | Fact::AssetCheckPassed
        | Fact::NoFixedIncome
        | Fact::NeedsLongTermCare
        | Fact::WorkInjuryCare
        | Fact::SoldierCare
        | Fact::ParentsLost
        | Fact::AtSchool
        | Fact::SameCauseAided
        | Fact::EmptyNest
        | Fact::HistoricList
        | Fact::AnnualList
        | Fact::MeritConfirmed => Shape::Flag,
    }
}

/// The facts that no register holds.
pub const DECLARED: [Fact; 23] = [
    Fact::NoLabourCapacity,
    Fact::NoIncomeSource,
    Fact::NoCapableSupporter,
    Fact::AssetCheckPassed,
    Fact::NoFixedIncome,
    Fact::CareLevel,
    Fact::SupportMode,
    Fact::NeedsLongTermCare,
    Fact::WorkInjuryCare,
    Fact::SoldierCare,
    Fact::ParentsLost,
    Fact::Guardianship,
    Fact::AtSchool,
    Fact::Hardship,
    Fact::SameCauseAided,
    Fact::OnlyChild,
    Fact::Children,
    Fact::CareNeed,
    Fact::EmptyNest,
    Fact::HistoricList,
    Fact::AnnualList,
    Fact::Employment,
    Fact::MeritConfirmed,
];

/// The facts that no register holds.
#[must_use]
pub const fn declared() -> &'static [Fact] {
    &DECLARED
}

/// Whether somebody must say it.
#[must_use]
pub fn is_declared(fact: Fact) -> bool {
    DECLARED.contains(&fact)
}

/// Whether a declared fact is taken not to be so while nobody has said it, because it is the exception.
#[must_use]
pub const fn presumed(fact: Fact) -> bool {
    matches!(fact, Fact::WorkInjuryCare | Fact::SoldierCare | Fact::AtSchool | Fact::SameCauseAided)
}

/// The word kept for what a clerk says about a declared fact; none when it is not one of the fact's own.
#[must_use]
pub fn normalised(fact: Fact, value: &str) -> Option<String> {
    let value = value.trim().to_uppercase();
    let known = match shape(fact) {
        Shape::Flag => ["TRUE", "FALSE"].contains(&value.as_str()),
        Shape::Words(words) => words.iter().any(|(word, _)| *word == value),
        Shape::Whole | Shape::Money | Shape::Codes => false,
    };
    (is_declared(fact) && known).then_some(value)
}

fn word<T: Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|json| json.as_str().map(str::to_owned)).unwrap_or_default()
}

fn one<T: Serialize>(value: T) -> Found {
    Found::Words(BTreeSet::from([word(value)]))
}

impl Facts {
    /// Completed years on the last day of the month.
    #[must_use]
    pub fn age(&self) -> i64 {
        self.month.last_day().map_or(0, |day| age_on(self.birth_date, day).into())
    }

    /// Completed years on the day before the month.
    #[must_use]
    pub fn age_at_start(&self) -> i64 {
        let day = self.month.first_day().and_then(|first| first.pred_opt());
        day.map_or(0, |day| age_on(self.birth_date, day).into())
    }

    /// Whether what ended on `end` still lasts in the month: the month of a death or a move counts.
    fn lasts(&self, end: Option<NaiveDate>) -> bool {
        end.is_none_or(|day| Month::of(day) >= self.month)
    }

    /// What is known of `fact`.
    #[must_use]
    pub fn find(&self, fact: Fact) -> Found {
        match fact {
            Fact::Alive => Found::Flag(self.lasts(self.died_on)),
            Fact::Age => Found::Whole(self.age()),
            Fact::AgeAtStart => Found::Whole(self.age_at_start()),
            Fact::Sex => one(self.sex),
            Fact::HukouHere => Found::Flag(self.hukou_unit_kind.is_some() && self.lasts(self.moved_out_on)),
            Fact::HukouKind => one(self.hukou_kind),
            Fact::HukouUnitKind => self.hukou_unit_kind.map_or(Found::Nothing, one),
            Fact::CertificateValid => Found::Flag(self.certificate.is_some()),
            Fact::CertificateGrade => self.certificate.map_or(Found::Nothing, |paper| Found::Whole(paper.grade.into())),
            Fact::CertificateKind => self.certificate.map_or(Found::Nothing, |paper| one(paper.kind)),
            Fact::IncomePerHead => self.income.map_or(Found::Missing, Found::Money),
            Fact::DisabledInHousehold => Found::Whole(self.disabled_in_household),
            Fact::KeptByElder => Found::Flag(self.elder_parent && self.age() >= 18),
            Fact::Programme => Found::Words(self.programmes.clone()),
            Fact::HouseholdProgramme => Found::Words(self.household_programmes.clone()),
            Fact::VeteranCategory | Fact::VeteranGrade | Fact::VeteranCause => self.of_veteran(fact),
            _ => self.said(fact),
        }
    }

    fn of_veteran(&self, fact: Fact) -> Found {
        let Some(veteran) = &self.veteran else { return Found::Missing };
        match (fact, veteran.disability) {
            (Fact::VeteranCategory, _) => Found::Words(veteran.categories.iter().map(word).collect()),
            (Fact::VeteranGrade, Some((grade, _))) => Found::Whole(grade.into()),
            (Fact::VeteranCause, Some((_, cause))) => one(cause),
            _ => Found::Nothing,
        }
    }

    fn said(&self, fact: Fact) -> Found {
        match (self.declared.get(&fact), shape(fact)) {
            (Some(value), Shape::Flag) => Found::Flag(value == "TRUE"),
            (Some(value), _) => Found::Words(BTreeSet::from([value.clone()])),
            (None, Shape::Flag) if presumed(fact) => Found::Flag(false),
            (None, _) => Found::Missing,
        }
    }
}
