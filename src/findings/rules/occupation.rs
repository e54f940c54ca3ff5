//! Rules about who is in the asset, until when, and for what.

use chrono::NaiveDate;
use entity::{
    area::Area,
    vocab::{AssetClass, AssetStatus, AssetUse, DocumentKind, Severity},
};
use serde_json::json;

use super::case::{Case, Place, percent, text, use_name, words};
use crate::{
    assets::{
        model::{Inspection, LeaseFile},
        rules::{
            lifecycle::{days_past, plus_days},
            occupancy::idle_since,
            schedule::add_months,
        },
    },
    findings::model::Hit,
};

/// L01: the term is over, nothing follows, and the lessee is still there.
pub(super) fn holdover(case: &Case<'_>) -> Option<Hit> {
    let end_on = case.terms.end_on;
    let days = days_past(end_on, case.as_of);
    let renewed = case.neighbours.iter().any(|other| other.succeeds(case.lease, case.as_of));
    if !case.possessed() || days == 0 || renewed {
        return None;
    }
    let severity = if days <= 90 { Severity::Medium } else { Severity::High };
    let evidence = json!({ "endOn": end_on.to_string(), "daysOver": days });
    let explain = format!("合同已于{}到期，未续签也未腾退，已超期占用{days}天。", words(end_on));
    Some(case.hit("L01", end_on, severity, evidence, explain))
}

/// E01: the term ends soon and no contract follows.
pub(super) fn expiring(case: &Case<'_>) -> Option<Hit> {
    let end_on = case.terms.end_on;
    let soon = case.as_of <= end_on && end_on <= plus_days(case.as_of, case.parameters.expiring_days);
    let followed = case.neighbours.iter().any(|other| other.follows(case.lease, case.as_of));
    if !case.possessed() || !soon || followed {
        return None;
    }
    let days = days_past(case.as_of, end_on);
    let severity = match days {
        61.. => Severity::Info,
        31..=60 => Severity::Low,
        _ => Severity::Medium,
    };
    let evidence = json!({ "endOn": end_on.to_string(), "daysLeft": days });
    let explain = format!("合同将于{}到期，还有{days}天，尚未签订后续合同。", words(end_on));
    Some(case.hit("E01", end_on, severity, evidence, explain))
}

/// L08: the lessee let somebody else use the asset without consent.
pub(super) fn unauthorised_sublet(case: &Case<'_>) -> Option<Hit> {
    let mut open = case.lease.sublets.iter().filter(|sublet| {
        sublet.observed_on <= case.as_of && !case.known(sublet.ended_on) && !case.known(sublet.consent_on)
    });
    let sublet = open.next().filter(|_| case.possessed())?;
    let objection_on = sublet.objection_on.filter(|_| case.known(sublet.objection_on));
    let months = case.parameters.objection_months;
    let deemed_on = add_months(sublet.observed_on, months);
    let urgent = objection_on.is_none() && add_months(sublet.observed_on, months.saturating_sub(1)) <= case.as_of;
    let evidence = json!({
        "startedOn": sublet.started_on.to_string(),
        "observedOn": sublet.observed_on.to_string(),
        "objectionOn": text(objection_on),
        "deemedConsentOn": deemed_on.to_string(),
        "objectionDue": urgent,
    });
    let remind = if urgent {
        let time = if case.as_of < deemed_on { "将于" } else { "已于" };
        format!("至今未提出书面异议，{time}{}满{months}个月，视为同意转租。", words(deemed_on))
    } else {
        String::new()
    };
    let explain =
        format!("承租方自{}起未经同意转租，{}发现。{remind}", words(sublet.started_on), words(sublet.observed_on));
    Some(case.hit("L08", sublet.started_on, Severity::High, evidence, explain))
}

/// L09: the asset is used for something else than agreed, without approval.
pub(super) fn use_changed(case: &Case<'_>) -> Option<Hit> {
    let (agreed, asset) = (case.terms.usage?, case.asset?);
    let since = case.lease.active_on.filter(|_| case.possessed())?;
    let during = |visit: &&Inspection| since <= visit.inspected_on && visit.inspected_on <= case.as_of;
    let visits = asset.inspections.iter().rev().filter(during);
    let seen = visits.filter_map(|visit| visit.actual_use.map(|usage| (visit.inspected_on, usage)));
    let run: Vec<(NaiveDate, AssetUse)> = seen.take_while(|(_, usage)| *usage != agreed).collect();
    let ((last_on, actual), (first_on, _)) = (*run.first()?, *run.last()?);
    if case.filed(DocumentKind::UseApproval) {
        return None;
    }
    let dangerous = matches!(actual, AssetUse::Dormitory | AssetUse::Chemical | AssetUse::ThreeInOne);
    let severity = if dangerous { Severity::High } else { Severity::Medium };
    let evidence = json!({
        "agreedUse": agreed,
        "actualUse": actual,
        "firstSeenOn": first_on.to_string(),
        "lastSeenOn": last_on.to_string(),
        "safetyRelevant": dangerous,
    });
    let explain = format!(
        "合同约定用途为{}，{}现场检查发现实际用途为{}，未经批准。",
        use_name(agreed),
        words(last_on),
        use_name(actual)
    );
    Some(case.hit("L09", first_on, severity, evidence, explain))
}

/// A measured area that differs too much from the ledger.
struct Difference {
    inspected_on: NaiveDate,
    measured: Area,
    /// Hundredths of a percent of the ledger area.
    share: i128,
}

impl Place<'_> {
    /// The difference between the ledger area and the latest measured one, when it is not tolerable.
    fn difference(&self, ledger: Area) -> Option<Difference> {
        let mut visits = self.asset.inspections.iter().rev().filter(|visit| visit.inspected_on <= self.as_of);
        let (inspected_on, measured) =
            visits.find_map(|visit| visit.measured_area.map(|area| (visit.inspected_on, area)))?;
        let off = i128::from(measured.0 - ledger.0).abs() * 10_000;
        let tolerated = i128::from(self.parameters.area_tolerance) * i128::from(ledger.0);
        // Rounded up, so that a little more than 10% reads as more.
        let share = (off + i128::from(ledger.0) - 1).checked_div(i128::from(ledger.0)).unwrap_or(10_000);
        (off > tolerated).then_some(Difference { inspected_on, measured, share })
    }
}

/// L10: the ledger and reality differ.
pub(super) fn ledger_mismatch(place: &Place<'_>) -> Option<Hit> {
    let active_on = place.possessed().iter().filter_map(|lease| lease.active_on).min()?;
    let ledger = place.asset.ledger_on(place.as_of);
    let difference = ledger.and_then(|entry| place.difference(entry.area));
    let idle = ledger.is_some_and(|entry| entry.status == AssetStatus::Idle);
    let mut faults = Vec::new();
    if ledger.is_none() {
        faults.push("资产已出租，但台账没有登记".to_owned());
    }
    if idle {
        faults.push("资产已出租，但台账登记为闲置".to_owned());
    }
    if let (Some(entry), Some(found)) = (ledger, &difference) {
        faults.push(format!(
            "台账面积{}平方米，{}实测{}平方米，相差{}",
            entry.area,
            words(found.inspected_on),
            found.measured,
            percent(found.share)
        ));
    }
    if faults.is_empty() {
        return None;
    }
    let small = difference.as_ref().is_some_and(|found| found.share <= 1_000);
    let severity = if small && !idle { Severity::Low } else { Severity::Medium };
    let evidence = json!({
        "inLedger": ledger.is_some(),
        "ledgerStatus": ledger.map(|entry| entry.status),
        "ledgerArea": ledger.map(|entry| entry.area.to_string()),
        "measuredArea": difference.as_ref().map(|found| found.measured.to_string()),
        "measuredOn": text(difference.as_ref().map(|found| found.inspected_on)),
        "difference": difference.as_ref().map(|found| percent(found.share)),
        "leasedSince": active_on.to_string(),
    });
    let key = difference.map_or(active_on, |found| found.inspected_on);
    let explain = format!("{}。", faults.join("；"));
    Some(place.hit("L10", key, severity, evidence, explain))
}

/// L17: an operating asset has stood empty for long.
pub(super) fn idle_asset(place: &Place<'_>) -> Option<Hit> {
    let operating = place.asset.class == AssetClass::Operating;
    let leases = place.leases.iter().copied();
    let since = idle_since(place.asset, leases, place.as_of).filter(|_| operating)?;
    let days = days_past(since, place.as_of);
    if days <= place.parameters.idle_days {
        return None;
    }
    let evidence = json!({
        "idleSince": since.to_string(),
        "idleDays": days,
        "mostDays": place.parameters.idle_days,
        "everLeased": since > place.asset.acquired_on,
    });
    let explain = format!("经营性资产自{}起闲置，已{days}天没有出租。", words(since));
    Some(place.hit("L17", since, Severity::Info, evidence, explain))
}

/// L19: more area is let than there is.
pub(super) fn double_lease(place: &Place<'_>) -> Option<Hit> {
    let ledger = place.asset.ledger_on(place.as_of)?.area;
    let mut held = place.possessed();
    let renewed: Vec<i64> = held.iter().filter_map(|lease| lease.predecessor).collect();
    // A contract that its own renewal has replaced does not count twice.
    held.retain(|lease| !renewed.contains(&lease.id));
    let area = |lease: &&LeaseFile| lease.terms_on(place.as_of).and_then(|terms| terms.area);
    let let_area = Area(held.iter().filter_map(area).map(|area| area.0).sum());
    let most = i128::from(ledger.0) * i128::from(10_000 + place.parameters.overlap_tolerance);
    let latest = held.iter().filter_map(|lease| lease.active_on).max()?;
    if i128::from(let_area.0) * 10_000 <= most {
        return None;
    }
    let evidence = json!({
        "leases": held.len(),
        "leasedArea": let_area.to_string(),
        "ledgerArea": ledger.to_string(),
        "latestActiveOn": latest.to_string(),
    });
    let explain = format!(
        "该资产同时有{}份合同在用，合计出租{let_area}平方米，超过台账面积{ledger}平方米，最近一份自{}起使用。",
        held.len(),
        words(latest)
    );
    Some(place.hit("L19", latest, Severity::High, evidence, explain))
}
