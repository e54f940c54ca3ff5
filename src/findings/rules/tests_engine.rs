use super::*;

#[test]
fn parameters_come_from_the_rules() {
    let read = parameters();
    assert_eq!((read.grace_days, read.least_ratio, read.area_tolerance), (15, 8_000, 300));
    assert_eq!((read.spread_tolerance, read.overlap_tolerance), (100, 100));
    assert_eq!((read.tender_rent, read.tender_months), (Fen(5_000_000), 36));
    assert_eq!((read.house_months, read.site_months, read.objection_months), (60, 120, 6));
    assert_eq!((read.required_fields.len(), read.benchmarks.len()), (16, 6));
    let pond = read.benchmarks.iter().find(|benchmark| benchmark.kind == AssetKind::Pond).unwrap();
    assert_eq!((pond.unit, pond.low, pond.high), (Area::MU, Fen(50_000), Fen(80_000)));
}

#[test]
fn a_parameter_that_is_missing_or_unreadable_is_none() {
    for (rule, name, bad) in [
        ("L03", "minRatio", json!("0.8")),
        ("L06", "requiredFields", json!(["lesseeName", "shoeSize"])),
        ("L07", "policyMaxMonths", json!({ "HOUSE": 60 })),
        ("L03", "benchmarkPerMuYearFen", json!({ "CASTLE": [1, 2] })),
        ("E01", "days", Json::Null),
    ] {
        let mut rules = rules();
        rules.0.iter_mut().find(|record| record.number == rule).unwrap().parameters[name] = bad;
        assert_eq!(lease_parameters(&rules), None, "{rule} {name}");
    }
}

#[test]
fn shares_are_read_digit_by_digit() {
    for (share, points) in [(json!(0.8), 8_000), (json!(0.03), 300), (json!(1), 10_000), (json!(1.25), 12_500)] {
        assert_eq!(basis_points(&share), Some(points), "{share}");
    }
    for bad in [json!(-0.1), json!(0.000_01), json!(1e-9), json!(null)] {
        assert_eq!(basis_points(&bad), None, "{bad}");
    }
}

#[test]
fn nothing_is_wrong_with_the_sound_lease() {
    let (lease, asset) = sound();
    for as_of in ["2021-11-30", "2021-12-25", "2022-01-01", "2022-06-30", "2024-10-01"] {
        let hits = evaluated(as_of, std::slice::from_ref(&lease), std::slice::from_ref(&asset), &[]);
        // Before it is let, the asset is idle; nothing else.
        assert!(hits.iter().all(|hit| hit.rule == "L17" && as_of < "2022"), "{as_of} {hits:?}");
    }
}

#[test]
fn a_missing_contract_is_one_problem() {
    let (mut lease, asset) = sound();
    (lease.signed_on, lease.filed_on) = (Some(d("2022-05-01")), None);
    let terms = &mut lease.terms[0];
    (terms.end_on, terms.usage) = (d("2026-12-31"), None);
    let rules_on = |as_of: &str, lease: &LeaseFile| -> Vec<&str> {
        let hits = evaluated(as_of, std::slice::from_ref(lease), std::slice::from_ref(&asset), &[]);
        hits.iter().map(|hit| hit.rule).collect()
    };
    assert_eq!(rules_on("2022-04-30", &lease), ["L05"]);
    assert_eq!(rules_on("2022-05-31", &lease), ["L06", "L15", "L16"]);
    lease.documents.clear();
    assert_eq!(rules_on("2022-05-31", &lease), ["L05"]);
}

#[test]
fn another_lease_is_not_suppressed() {
    let (mut oral, asset) = sound();
    oral.documents.clear();
    let mut bare = oral.clone();
    (bare.id, bare.asset, bare.documents) = (2, 8, vec![document(DocumentKind::Contract, "2021-12-20")]);
    bare.terms[0].usage = None;
    let hits = evaluated("2022-06-30", &[bare, oral], &[asset], &[]);
    let found: Vec<_> = hits.iter().map(|hit| (hit.rule, hit.subject)).collect();
    assert_eq!(found, [("L05", Subject::Lease(1)), ("L06", Subject::Lease(2))]);
}

#[test]
fn suppression_is_what_the_rules_say() {
    let rules = rules();
    let lease = rules.0.iter().filter(|rule| rule.number.starts_with(['L', 'E']) && !rule.suppresses.is_empty());
    let written: BTreeMap<&str, Vec<&str>> =
        lease.map(|rule| (&*rule.number, rule.suppresses.iter().map(|number| &**number).collect())).collect();
    let coded: BTreeMap<&str, Vec<&str>> = SUPPRESSED.iter().map(|(rule, weaker)| (*rule, weaker.to_vec())).collect();
    assert_eq!(coded, written);
}

#[test]
fn the_answer_is_sorted_and_does_not_depend_on_the_order_of_the_world() {
    let (mut one, asset) = sound();
    one.receipts.clear();
    one.filed_on = None;
    let mut other = one.clone();
    other.id = 2;
    let ahead = evaluated("2022-06-30", &[one.clone(), other.clone()], std::slice::from_ref(&asset), &[]);
    let back = evaluated("2022-06-30", &[other, one], &[asset], &[]);
    assert_eq!(ahead, back);
    let order: Vec<_> = ahead.iter().map(|hit| (hit.rule, hit.subject)).collect();
    let (first, second) = (Subject::Lease(1), Subject::Lease(2));
    assert_eq!(order, [("L02", first), ("L02", second), ("L16", first), ("L16", second), ("L19", Subject::Asset(7))]);
}
