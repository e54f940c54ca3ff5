//! What a service of each kind records.

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{AssistanceKind, ContactChannel, EmploymentResult, PreferentialKind, ServiceKind},
};
use serde::Serialize;

use super::act::TEXT;
use crate::{kernel::problem::Reasons, veterans::model::Event};

/// The fields of one kind of service. What is absent is not known yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Detail {
    Training {
        course: Option<String>,
        hours: Option<i32>,
        certificate: Option<String>,
        result: Option<String>,
    },
    Assistance {
        kind: Option<AssistanceKind>,
        amount: Option<Fen>,
        source: Option<String>,
        visitor: Option<String>,
    },
    Employment {
        employer: Option<String>,
        position: Option<String>,
        result: Option<EmploymentResult>,
        employed_from: Option<NaiveDate>,
    },
    Consultation {
        topic: Option<String>,
        channel: Option<ContactChannel>,
        answered_on: Option<NaiveDate>,
    },
    Preferential {
        kind: Option<PreferentialKind>,
        amount: Option<Fen>,
        period: Option<String>,
    },
}

impl Detail {
    /// The kind of service that has these fields.
    #[must_use]
    pub const fn kind(&self) -> ServiceKind {
        match self {
            Self::Training { .. } => ServiceKind::Training,
            Self::Assistance { .. } => ServiceKind::Assistance,
            Self::Employment { .. } => ServiceKind::Employment,
            Self::Consultation { .. } => ServiceKind::Consultation,
            Self::Preferential { .. } => ServiceKind::Preferential,
        }
    }

    /// `event` with what is given here.
    #[must_use]
    pub fn on(&self, event: &Event) -> Event {
        let mut new = event.clone();
        match self.clone() {
            Self::Training { course, hours, certificate, result } => {
                new.course = course.or(new.course);
                new.hours = hours.or(new.hours);
                new.certificate = certificate.or(new.certificate);
                new.result = result.or(new.result);
            }
            Self::Assistance { kind, amount, source, visitor } => {
                new.assistance_kind = kind.or(new.assistance_kind);
                new.amount_fen = amount.or(new.amount_fen);
                new.source = source.or(new.source);
                new.visitor = visitor.or(new.visitor);
            }
            Self::Employment { employer, position, result, employed_from } => {
                new.employer = employer.or(new.employer);
                new.position = position.or(new.position);
                new.employment_result = result.or(new.employment_result);
                new.employed_from = employed_from.or(new.employed_from);
            }
            Self::Consultation { topic, channel, answered_on } => {
                new.topic = topic.or(new.topic);
                new.channel = channel.or(new.channel);
                new.answered_on = answered_on.or(new.answered_on);
            }
            Self::Preferential { kind, amount, period } => {
                new.preferential_kind = kind.or(new.preferential_kind);
                new.amount_fen = amount.or(new.amount_fen);
                new.period = period.or(new.period);
            }
        }
        new
    }
}

/// Adds reasons unless the fields that are given can be true of `event` by `today`.
pub(super) fn check(reasons: &mut Reasons, event: &Event, today: NaiveDate) {
    reasons.need(
        event.hours.is_none_or(|hours| (1..=2_000).contains(&hours)),
        "HOURS",
        "detail.training.hours",
        "学时应在 1 到 2000 之间",
    );
    reasons.need(event.amount_fen.is_none_or(|amount| amount.0 > 0), "AMOUNT", "detail", "金额应大于零");
    let texts = [&event.course, &event.certificate, &event.result, &event.source, &event.visitor, &event.employer];
    let texts = texts.into_iter().chain([&event.position, &event.topic, &event.period]).flatten();
    let short = texts.map(|text| text.chars().count()).all(|length| length <= TEXT);
    reasons.need(short, "TEXT", "detail", format!("每项不超过 {TEXT} 个字"));
    if let Some(day) = event.answered_on {
        reasons.not_future(day, today, "detail.consultation.answeredOn").need(
            day >= event.registered_on,
            "ANSWER_DATE",
            "detail.consultation.answeredOn",
            "答复日不能早于登记日",
        );
    }
}

/// Adds reasons unless everything is known that a completed service of the kind must say.
pub(super) fn need_complete(reasons: &mut Reasons, event: &Event) {
    let mut need = |known: bool, path: &str, what: &str| {
        reasons.need(known, "DETAIL_MISSING", path, format!("完成前请填写{what}"));
    };
    match event.kind {
        ServiceKind::Training => {
            need(event.course.is_some(), "detail.training.course", "课程");
            need(event.hours.is_some(), "detail.training.hours", "学时");
            need(event.result.is_some(), "detail.training.result", "结果");
        }
        ServiceKind::Assistance => {
            need(event.assistance_kind.is_some(), "detail.assistance.kind", "帮扶方式");
            need(event.visitor.is_some(), "detail.assistance.visitor", "帮扶人");
            let money = event.assistance_kind != Some(AssistanceKind::Grant);
            need(money || event.amount_fen.is_some(), "detail.assistance.amount", "金额");
            need(money || event.source.is_some(), "detail.assistance.source", "资金来源");
        }
        ServiceKind::Employment => {
            let hired = event.employment_result == Some(EmploymentResult::Hired);
            need(event.employment_result.is_some(), "detail.employment.result", "结果");
            need(!hired || event.employer.is_some(), "detail.employment.employer", "用人单位");
            need(!hired || event.employed_from.is_some(), "detail.employment.employedFrom", "上岗日");
        }
        ServiceKind::Consultation => {
            need(event.topic.is_some(), "detail.consultation.topic", "事项");
            need(event.channel.is_some(), "detail.consultation.channel", "方式");
            need(event.answered_on.is_some(), "detail.consultation.answeredOn", "答复日");
        }
        ServiceKind::Preferential => need(event.preferential_kind.is_some(), "detail.preferential.kind", "优抚事项"),
    }
}
