//! What a service of each kind records.

use async_graphql::{SimpleObject, Union};
use chrono::NaiveDate;
use entity::vocab::{AssistanceKind, ContactChannel, EmploymentResult, PreferentialKind, ServiceKind};

use crate::kernel::{fault::Fault, money::Fen, plan::Row, time::Date};

/// 培训服务的明细。
#[derive(Debug, SimpleObject)]
pub struct TrainingDetail {
    /// 课程。
    course: Option<String>,
    /// 学时。
    hours: Option<i32>,
    /// 证书。
    certificate: Option<String>,
    /// 结果。
    result: Option<String>,
}

/// 帮扶服务的明细。
#[derive(Debug, SimpleObject)]
pub struct AssistanceDetail {
    /// 方式。
    kind: Option<AssistanceKind>,
    /// 金额(元);走访和实物可为空。
    amount: Option<Fen>,
    /// 资金或物资来源。
    source: Option<String>,
    /// 帮扶人。
    visitor: Option<String>,
}

/// 就业服务的明细。
#[derive(Debug, SimpleObject)]
pub struct EmploymentDetail {
    /// 用人单位。
    employer: Option<String>,
    /// 岗位。
    position: Option<String>,
    /// 结果。
    employment_result: Option<EmploymentResult>,
    /// 上岗日。
    employed_from: Option<Date>,
}

/// 咨询服务的明细。
#[derive(Debug, SimpleObject)]
pub struct ConsultationDetail {
    /// 事项。
    topic: Option<String>,
    /// 方式。
    channel: Option<ContactChannel>,
    /// 答复日。
    answered_on: Option<Date>,
}

/// 优抚服务的明细。
#[derive(Debug, SimpleObject)]
pub struct PreferentialDetail {
    /// 事项。
    benefit: Option<PreferentialKind>,
    /// 金额(元)。
    amount: Option<Fen>,
    /// 所属期。
    period: Option<String>,
}

/// 一类服务特有的内容;随服务类别而定。
#[derive(Debug, Union)]
pub enum ServiceDetail {
    Training(TrainingDetail),
    Assistance(AssistanceDetail),
    Employment(EmploymentDetail),
    Consultation(ConsultationDetail),
    Preferential(PreferentialDetail),
}

impl ServiceDetail {
    /// What a row says in the columns of its kind.
    ///
    /// # Errors
    /// A fault.
    pub fn of(row: &Row) -> Result<Self, Fault> {
        let date = |column: &str| Ok::<_, Fault>(row.get::<Option<NaiveDate>>(column)?.map(Date));
        Ok(match row.get::<ServiceKind>("kind")? {
            ServiceKind::Training => Self::Training(TrainingDetail {
                course: row.get("course")?,
                hours: row.get("hours")?,
                certificate: row.get("certificate")?,
                result: row.get("result")?,
            }),
            ServiceKind::Assistance => Self::Assistance(AssistanceDetail {
                kind: row.get("assistance_kind")?,
                amount: row.get("amount_fen")?,
                source: row.get("source")?,
                visitor: row.get("visitor")?,
            }),
            ServiceKind::Employment => Self::Employment(EmploymentDetail {
                employer: row.get("employer")?,
                position: row.get("position")?,
                employment_result: row.get("employment_result")?,
                employed_from: date("employed_from")?,
            }),
            ServiceKind::Consultation => Self::Consultation(ConsultationDetail {
                topic: row.get("topic")?,
                channel: row.get("channel")?,
                answered_on: date("answered_on")?,
            }),
            ServiceKind::Preferential => Self::Preferential(PreferentialDetail {
                benefit: row.get("preferential_kind")?,
                amount: row.get("amount_fen")?,
                period: row.get("period")?,
            }),
        })
    }
}
