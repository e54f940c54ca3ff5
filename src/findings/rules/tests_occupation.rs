use super::*;
use Severity::{High, Info, Low, Medium};

/// What a rule says about the sound lease and its renewal.
fn with_renewal(rule: &str, as_of: &str, signed_on: &str) -> Option<Hit> {
    let (lease, asset) = sound();
    evaluated(as_of, &[lease, renewal(signed_on)], &[asset], &[]).into_iter().find(|hit| hit.rule == rule)
}

#[test]
fn l01_holdover() {
    let still = |_: &mut LeaseFile, _: &mut AssetFile| {};
    assert_eq!(said("L01", "2024-12-31", still), None);
    assert_eq!(said("L01", "2025-01-01", still), is!(Medium, "2024-12-31"));
    assert_eq!(said("L01", "2025-03-31", still), is!(Medium, "2024-12-31"));
    assert_eq!(said("L01", "2025-04-01", still), is!(High, "2024-12-31"));
    let left = |lease: &mut LeaseFile, _: &mut AssetFile| lease.vacated_on = Some(d("2025-02-01"));
    assert_eq!(said("L01", "2025-01-31", left), is!(Medium, "2024-12-31"));
    assert_eq!(said("L01", "2025-02-01", left), None, "left");
    assert_eq!(with_renewal("L01", "2025-02-28", "2025-03-01").map(|hit| hit.subject), Some(Subject::Lease(1)));
    assert_eq!(with_renewal("L01", "2025-03-01", "2025-03-01"), None, "renewed");
    let extended = |lease: &mut LeaseFile, _: &mut AssetFile| {
        let end_on = d("2025-12-31");
        lease.terms.push(Terms { number: 2, effective_from: d("2025-02-01"), end_on, ..terms() });
    };
    assert_eq!(said("L01", "2025-01-31", extended), is!(Medium, "2024-12-31"));
    assert_eq!(said("L01", "2025-02-01", extended), None, "extended");
}

#[test]
fn e01_expiring() {
    let still = |_: &mut LeaseFile, _: &mut AssetFile| {};
    assert_eq!(said("E01", "2024-10-01", still), None, "91 days");
    assert_eq!(said("E01", "2024-10-02", still), is!(Info, "2024-12-31"));
    assert_eq!(said("E01", "2024-10-31", still), is!(Info, "2024-12-31"));
    assert_eq!(said("E01", "2024-11-01", still), is!(Low, "2024-12-31"));
    assert_eq!(said("E01", "2024-11-30", still), is!(Low, "2024-12-31"));
    assert_eq!(said("E01", "2024-12-01", still), is!(Medium, "2024-12-31"));
    assert_eq!(said("E01", "2024-12-31", still), is!(Medium, "2024-12-31"));
    assert_eq!(said("E01", "2025-01-01", still), None, "expired");
    assert!(with_renewal("E01", "2024-11-30", "2024-12-01").is_some());
    assert_eq!(with_renewal("E01", "2024-12-01", "2024-12-01"), None, "renewal signed");
}

#[test]
fn l08_unauthorised_sublet() {
    let sublet = |change: fn(&mut Sublet)| {
        move |lease: &mut LeaseFile, _: &mut AssetFile| {
            let mut sublet = Sublet {
                id: 1,
                subtenant: "次承租人".into(),
                started_on: d("2022-02-01"),
                observed_on: d("2022-03-01"),
                consent_on: None,
                objection_on: None,
                ended_on: None,
            };
            change(&mut sublet);
            lease.sublets.push(sublet);
        }
    };
    assert_eq!(said("L08", "2022-02-28", sublet(|_| ())), None, "not seen yet");
    assert_eq!(said("L08", "2022-03-01", sublet(|_| ())), is!(High, "2022-02-01"));
    let due = |as_of: &str, change: fn(&mut Sublet)| {
        hit("L08", as_of, sublet(change)).unwrap().evidence["objectionDue"].as_bool().unwrap()
    };
    assert!(!due("2022-07-31", |_| ()));
    assert!(due("2022-08-01", |_| ()));
    assert!(!due("2022-08-01", |sublet| sublet.objection_on = Some(d("2022-04-01"))));
    let consent: fn(&mut Sublet) = |sublet| sublet.consent_on = Some(d("2022-05-01"));
    assert_eq!(said("L08", "2022-04-30", sublet(consent)), is!(High, "2022-02-01"));
    assert_eq!(said("L08", "2022-05-01", sublet(consent)), None, "consented");
    assert_eq!(said("L08", "2022-05-01", sublet(|sublet| sublet.ended_on = Some(d("2022-05-01")))), None, "ended");
}

fn visit(day: &str, actual_use: AssetUse) -> Inspection {
    let inspector = "检查员".into();
    Inspection { id: 2, inspected_on: d(day), measured_area: None, actual_use: Some(actual_use), inspector }
}

#[test]
fn l09_use_changed() {
    let seen = |days: [(&'static str, AssetUse); 3]| {
        move |_: &mut LeaseFile, asset: &mut AssetFile| {
            asset.inspections.extend(days.iter().map(|(day, usage)| visit(day, *usage)));
        }
    };
    let (retail, home, production) = (AssetUse::Retail, AssetUse::Dormitory, AssetUse::Production);
    let shop = [("2022-04-01", retail), ("2022-05-01", home), ("2022-06-01", production)];
    assert_eq!(said("L09", "2022-03-31", seen(shop)), None);
    assert_eq!(said("L09", "2022-04-30", seen(shop)), is!(Medium, "2022-04-01"));
    assert_eq!(said("L09", "2022-05-31", seen(shop)), is!(High, "2022-04-01"), "one unbroken run");
    assert_eq!(said("L09", "2022-06-01", seen(shop)), None, "put right");
    let again = [("2022-04-01", retail), ("2022-05-01", production), ("2022-06-01", retail)];
    assert_eq!(said("L09", "2022-06-30", seen(again)), is!(Medium, "2022-06-01"));
    let earlier = |_: &mut LeaseFile, asset: &mut AssetFile| {
        asset.inspections = vec![visit("2021-12-31", AssetUse::Storage)];
    };
    assert_eq!(said("L09", "2022-06-30", earlier), None, "before this lessee");
    let approved = |lease: &mut LeaseFile, asset: &mut AssetFile| {
        asset.inspections.push(visit("2022-04-01", AssetUse::Retail));
        lease.documents.push(document(DocumentKind::UseApproval, "2022-05-01"));
    };
    assert_eq!(said("L09", "2022-04-30", approved), is!(Medium, "2022-04-01"));
    assert_eq!(said("L09", "2022-05-01", approved), None, "approved");
}

#[test]
fn l10_ledger_mismatch() {
    let measured = |area: i64| {
        move |_: &mut LeaseFile, asset: &mut AssetFile| asset.inspections[0].measured_area = Some(Area(area))
    };
    assert_eq!(said("L10", "2022-06-30", measured(41_200)), None, "3%");
    assert_eq!(said("L10", "2022-06-30", measured(41_201)), is!(Low, "2022-03-01"));
    assert_eq!(said("L10", "2022-06-30", measured(36_000)), is!(Low, "2022-03-01"), "10%");
    assert_eq!(said("L10", "2022-06-30", measured(35_999)), is!(Medium, "2022-03-01"));
    assert_eq!(said("L10", "2022-02-28", measured(35_999)), None, "not measured yet");
    assert_eq!(said("L10", "2022-06-30", |_, asset| asset.ledger.clear()), is!(Medium, "2022-01-01"));
    let idle = |_: &mut LeaseFile, asset: &mut AssetFile| {
        asset.ledger[0].status = AssetStatus::Idle;
        let entry =
            LedgerEntry { effective_on: d("2022-05-01"), status: AssetStatus::Leased, ..asset.ledger[0].clone() };
        asset.ledger.push(entry);
    };
    let wrong = hit("L10", "2022-04-30", idle).unwrap();
    assert_eq!((wrong.subject, wrong.severity, &*wrong.key), (Subject::Asset(7), Medium, "2022-01-01"));
    assert_eq!(said("L10", "2022-05-01", idle), None, "ledger corrected");
    assert_eq!(said("L10", "2021-12-31", idle), None, "not let yet");
}

#[test]
fn l17_idle_asset() {
    let left = |lease: &mut LeaseFile, _: &mut AssetFile| lease.vacated_on = Some(d("2022-02-01"));
    assert_eq!(said("L17", "2022-07-31", left), None, "180 days");
    assert_eq!(said("L17", "2022-08-01", left), is!(Info, "2022-02-01"));
    let never = |lease: &mut LeaseFile, _: &mut AssetFile| lease.active_on = None;
    assert_eq!(said("L17", "2015-06-30", never), None);
    assert_eq!(said("L17", "2015-07-01", never), is!(Info, "2015-01-01"), "never let");
    assert_eq!(said("L17", "2014-12-31", never), None, "not owned yet");
    let used = |lease: &mut LeaseFile, asset: &mut AssetFile| {
        left(lease, asset);
        asset.ledger[0].status = AssetStatus::SelfUse;
    };
    assert_eq!(said("L17", "2022-08-01", used), None, "own use");
    let school = |lease: &mut LeaseFile, asset: &mut AssetFile| {
        left(lease, asset);
        asset.class = AssetClass::NonOperating;
    };
    assert_eq!(said("L17", "2022-08-01", school), None);
}

#[test]
fn l19_double_lease() {
    let second = |area: i64, as_of: &str| {
        let (lease, asset) = sound();
        let mut other = lease.clone();
        (other.id, other.active_on, other.vacated_on) = (2, Some(d("2022-03-01")), Some(d("2022-06-01")));
        other.terms[0].area = Some(Area(area));
        let hits = evaluated(as_of, &[lease, other], &[asset], &[]);
        hits.into_iter().find(|hit| hit.rule == "L19").map(|hit| (hit.severity, hit.key))
    };
    assert_eq!(second(400, "2022-05-31"), None, "1% is tolerated");
    assert_eq!(second(401, "2022-05-31"), is!(High, "2022-03-01"));
    assert_eq!(second(401, "2022-02-28"), None, "not yet");
    assert_eq!(second(401, "2022-06-01"), None, "left");
    assert_eq!(with_renewal("L19", "2025-02-01", "2024-12-01"), None, "the renewal replaces the old contract");
}
