//! The steps that events, benefits and cards took.

use chrono::NaiveDate;
use entity::{
    service_event::Model as Event,
    veteran_benefit::Model as Benefit,
    veteran_card::Model as Card,
    veteran_step,
    vocab::{BenefitKind, BenefitState, CardState, ServiceState, VeteranAct},
};

use super::{
    VeteranFacts,
    staff::{COUNTY, STREET, station},
};
use crate::demo::{
    calendar::{day, plus},
    emit_registry::next_id,
};

use VeteranAct::{
    Accept, Apply, Approve, Assign, Close, Complete, Deliver, FollowUp, Issue, Print, Receive, Refer, Register, Report,
    Review, Start,
};

/// What was done when by whom.
type Done = (VeteranAct, NaiveDate, String, &'static str);

/// Writes the steps of everything: events, benefits, cards.
pub fn write(facts: &mut VeteranFacts) {
    let mut rows: Vec<veteran_step::Model> = Vec::new();
    for event in &facts.events {
        let base = veteran_step::Model { event_id: Some(event.id), ..blank(event.veteran_id, event.unit_id) };
        rows.extend(of_event(event).into_iter().map(|done| step(&base, done)));
    }
    for fact in &facts.benefits {
        let row = &fact.row;
        let base = veteran_step::Model { benefit_id: Some(row.id), ..blank(row.veteran_id, row.unit_id) };
        rows.extend(of_benefit(row).into_iter().map(|done| step(&base, done)));
    }
    for fact in &facts.cards {
        let row = &fact.row;
        let base = veteran_step::Model { card_id: Some(row.id), ..blank(row.veteran_id, row.unit_id) };
        rows.extend(of_card(row).into_iter().map(|done| step(&base, done)));
    }
    for row in rows {
        let id = next_id(&facts.steps);
        facts.steps.push(veteran_step::Model { id, ..row });
    }
}

fn blank(veteran_id: i64, unit_id: i64) -> veteran_step::Model {
    veteran_step::Model {
        id: 0,
        veteran_id,
        unit_id,
        event_id: None,
        benefit_id: None,
        card_id: None,
        act: Register,
        done_on: NaiveDate::default(),
        actor: String::new(),
        note: String::new(),
        document: None,
    }
}

fn step(base: &veteran_step::Model, (act, done_on, actor, note): Done) -> veteran_step::Model {
    veteran_step::Model { act, done_on, actor, note: note.to_owned(), ..base.clone() }
}

fn own_station(unit_id: i64) -> String {
    station(usize::try_from(unit_id).unwrap_or(usize::MAX))
}

fn of_event(event: &Event) -> Vec<Done> {
    let own = || own_station(event.unit_id);
    let clerk = || event.handler.clone().unwrap_or_else(own);
    let since = event.registered_on;
    let started = event.started_on.unwrap_or(since);
    let mut steps = vec![(Register, since, own(), "登记服务需求")];
    match event.state {
        ServiceState::Registered | ServiceState::Withdrawn => {}
        ServiceState::Accepted => steps.push((Accept, since, own(), "受理")),
        ServiceState::Assigned => {
            steps.push((Accept, since, own(), "受理"));
            steps.push((Assign, since, own(), "派单到人"));
        }
        ServiceState::InService => {
            steps.push((Assign, since, own(), "派单到人"));
            steps.push((Start, started, clerk(), "开始服务"));
        }
        ServiceState::ReferredUp => {
            steps.push((Accept, since, own(), "受理"));
            steps.push((Refer, since, own(), "本站无法办理,上报街道站"));
        }
        ServiceState::Completed | ServiceState::FollowUp | ServiceState::Closed => {
            if event.state == ServiceState::Completed {
                steps.push((Start, started, clerk(), "开始服务"));
            }
            let days = [(Complete, event.completed_on, "服务完成"), (FollowUp, event.followed_up_on, "回访")];
            steps.extend(days.into_iter().filter_map(|(act, on, note)| Some((act, on?, clerk(), note))));
            steps.extend(event.closed_on.map(|on| (Close, on, own(), "办结归档")));
        }
    }
    steps
}

fn of_benefit(benefit: &Benefit) -> Vec<Done> {
    let own = || own_station(benefit.unit_id);
    let (registered, delivered) = match benefit.kind {
        BenefitKind::Plaque => ("登记悬挂对象", "光荣牌已悬挂"),
        BenefitKind::MeritReport => ("收到喜报", "喜报已送到家"),
        BenefitKind::CheckUp => ("通知体检", "体检已完成"),
        BenefitKind::Recuperation => ("报名疗养", "疗养已完成"),
        BenefitKind::Reimbursement => ("收取票据", "报销已拨付"),
        BenefitKind::Pension => ("申报抚恤补助", "首月抚恤补助已发放"),
    };
    let mut steps = vec![(Register, benefit.registered_on, own(), registered)];
    steps.extend(benefit.approved_on.map(|on| (Approve, on, COUNTY.to_owned(), "核准")));
    steps.extend(benefit.delivered_on.map(|on| (Deliver, on, own(), delivered)));
    let reported = plus(day(2022, 6, 1), i32::try_from(benefit.id % 180).unwrap_or_default());
    match benefit.state {
        BenefitState::Damaged => steps.push((Report, reported, own(), "走访发现牌匾破损,待更换")),
        BenefitState::Missing => steps.push((Report, reported, own(), "走访发现牌匾不在,待补挂")),
        _ => {}
    }
    steps
}

fn of_card(card: &Card) -> Vec<Done> {
    let (street, county) = (STREET.to_owned(), COUNTY.to_owned());
    let (first, last) = (card.applied_on, card.state_since);
    // The application's days up to here, in parts.
    let on = |part: i32, of: i32| {
        let days = i32::try_from((last - first).num_days()).unwrap_or_default();
        plus(first, days * part / of)
    };
    let mut steps = vec![(Apply, first, own_station(card.unit_id), "申请优待证")];
    match card.state {
        CardState::Applied | CardState::Refused => {}
        CardState::Accepted => steps.push((Accept, last, street, "材料齐全,受理")),
        CardState::Reviewed => {
            steps.push((Accept, on(1, 4), street, "材料齐全,受理"));
            steps.push((Review, last, county, "区、市、省审核通过"));
        }
        CardState::Printed => {
            steps.push((Accept, on(1, 6), street, "材料齐全,受理"));
            steps.push((Review, on(1, 2), county, "区、市、省审核通过"));
            steps.push((Print, last, card.bank.clone().unwrap_or_default(), "银行已制证"));
        }
        CardState::Received => {
            steps.push((Accept, on(1, 8), street.clone(), "材料齐全,受理"));
            steps.push((Review, on(1, 2), county, "区、市、省审核通过"));
            steps.push((Receive, last, street, "街道已领回"));
        }
        CardState::Issued => {
            steps.push((Accept, on(1, 12), street.clone(), "材料齐全,受理"));
            steps.push((Review, on(1, 2), county, "区、市、省审核通过"));
            steps.push((Issue, last, street, "发放到本人"));
        }
    }
    steps
}
