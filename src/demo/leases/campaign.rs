//! The self-inspection of 2022: a visit to every asset, and how every finding was dealt with.

use chrono::{Datelike, NaiveDate, Weekday};
use entity::money::Fen;

use super::{
    Campaign, LeaseFacts, Loop,
    dates::{SNAPSHOT, next_workday, on, plus},
    plants::Close,
};
use crate::{
    assets::{
        model::{LeaseFile, Terms},
        rules::balance::GRACE_DAYS,
    },
    demo::random::Random,
};

/// Results and loops; `closings` go with the leases one by one.
pub fn campaign(rng: &mut Random, facts: &LeaseFacts, closings: &[&'static [Close]]) -> Campaign {
    let mut campaign = Campaign::default();
    for ((lease, asset), closings) in facts.leases.iter().zip(&facts.assets).zip(closings) {
        let Some(visit) = asset.inspections.first() else { continue };
        campaign.results.push((lease.id, visit.inspected_on, visit.inspector.clone()));
        campaign.loops.extend(closings.iter().map(|close| dealt_with(rng, lease, visit.inspected_on, *close)));
    }
    campaign
}

fn dealt_with(rng: &mut Random, lease: &LeaseFile, discovered_on: NaiveDate, close: Close) -> Loop {
    let (rule, submitted, closed) = close;
    // Within three days of a working day there is always another one.
    let ahead = if discovered_on.weekday() == Weekday::Thu { 1 } else { rng.range(1, 2) };
    let assigned_on = next_workday(plus(discovered_on, ahead));
    let rent = |at: Option<&Terms>| at.map_or(0, |terms| terms.annual_rent.0);
    let recovered = lease.arrears_on(on(SNAPSHOT), GRACE_DAYS).amount;
    let uplift = Fen(rent(lease.terms.last()) - rent(lease.terms.first()));
    Loop {
        rule,
        lease: lease.id,
        discovered_on,
        assigned_on,
        started_on: next_workday(plus(assigned_on, 1)),
        submitted_on: on((2022, submitted.0, submitted.1)),
        closed_on: on((2022, closed.0, closed.1)),
        measure: measure(rule).to_owned(),
        recovered: if rule == "L02" { recovered } else { Fen(0) },
        uplift: if rule == "L03" { uplift } else { Fen(0) },
    }
}

/// What was done about a finding of the rule.
fn measure(rule: &str) -> &'static str {
    match rule {
        "L01" => "与承租方签订补充协议,明确续租期限并补收占用期间租金",
        "L02" => "送达催缴函并约谈承租方,拖欠租金已全部收缴入账",
        "L03" => "参照指导价重新协商,签订租金调整协议",
        "L04" => "补办协议出租审批,经街道批准豁免公开招租",
        "L05" => "补签书面租赁合同并在平台备案",
        "L06" => "签订补充协议,补齐合同缺失条款",
        "L07" => "签订补充协议,将租期缩短至规定年限以内",
        "L08" => "书面提出异议,督促承租方清退转租单位,恢复自用",
        "L09" => "责令停止留宿并拆除床铺,经复查恢复仓储用途",
        "L10" => "组织重新测绘,按实测面积更正资产台账",
        "L11" => "补收履约保证金并开具收据",
        "L12" => "租金收入补记入账,对经办人员进行提醒谈话",
        "L13" => "召开村民代表会议审议并追认合同",
        "L14" => "调整账务,将一次性收取的租金分摊到各受益年度",
        _ => "按要求完成整改",
    }
}
