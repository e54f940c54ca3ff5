//! Filters of disability certificates.

use async_graphql::InputObject;
use entity::{disability_certificate as certificate, vocab::DisabilityType};
use sea_orm::sea_query::{Cond, ExprTrait};

use crate::kernel::{
    filter::{DateRange, at},
    time::Date,
};

/// 残疾人证条件。
#[derive(Debug, Clone, InputObject)]
pub struct DisabilityCertificateFilter {
    /// 残疾类别。
    pub kind: Option<Vec<DisabilityType>>,
    /// 残疾等级(1 最重,4 最轻)。
    pub grade: Option<Vec<i32>>,
    /// 有效期截止日所在区间。
    pub valid_until: Option<DateRange>,
    /// 在该日有效。
    pub valid_on: Option<Date>,
}

impl DisabilityCertificateFilter {
    /// The condition on `disability_certificate` rows under `alias`.
    #[must_use]
    pub fn condition(&self, alias: &str) -> Cond {
        let mut cond = Cond::all();
        if let Some(kinds) = &self.kind {
            cond = cond.add(at(alias, certificate::Column::Kind).is_in(kinds.iter().copied()));
        }
        if let Some(grades) = &self.grade {
            cond = cond.add(at(alias, certificate::Column::Grade).is_in(grades.iter().copied()));
        }
        if let Some(range) = &self.valid_until {
            cond = range.on(cond, alias, certificate::Column::ValidUntil);
        }
        if let Some(Date(day)) = self.valid_on {
            cond = cond
                .add(at(alias, certificate::Column::ValidUntil).gte(day))
                .add(at(alias, certificate::Column::IssuedOn).lte(day));
        }
        cond
    }
}

/// 对残疾人证的存在性条件。
#[derive(Debug, Clone, InputObject)]
pub struct DisabilityCertificateRelation {
    /// 至少有一本符合。
    pub some: Option<DisabilityCertificateFilter>,
    /// 没有一本符合。
    pub none: Option<DisabilityCertificateFilter>,
}
