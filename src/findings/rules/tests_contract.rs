use super::*;
use Severity::{High, Low, Medium};

fn term(months: u32) -> impl Fn(&mut LeaseFile, &mut AssetFile) + Copy {
    move |lease, _| {
        let start = lease.terms[0].start_on;
        lease.terms[0].end_on = start.checked_add_months(chrono::Months::new(months)).unwrap().pred_opt().unwrap();
    }
}

#[test]
fn l04_no_public_tender() {
    let direct = |rent: i64| {
        move |lease: &mut LeaseFile, asset: &mut AssetFile| {
            term(35)(lease, asset);
            lease.terms[0].annual_rent = Fen(rent);
            lease.tender.as_mut().unwrap().method = TenderMethod::Direct;
        }
    };
    assert_eq!(said("L04", "2022-06-30", direct(4_999_999)), None);
    assert_eq!(said("L04", "2022-06-30", direct(5_000_000)), is!(Medium, "2022-01-01"));
    assert_eq!(said("L04", "2022-06-30", direct(10_000_000)), is!(High, "2022-01-01"));
    let none = |lease: &mut LeaseFile, _: &mut AssetFile| lease.tender = None;
    assert_eq!(said("L04", "2022-06-30", none), is!(Medium, "2022-01-01"), "36 months");
    let later = |lease: &mut LeaseFile, _: &mut AssetFile| lease.tender.as_mut().unwrap().held_on = d("2022-05-01");
    assert_eq!(said("L04", "2022-04-30", later), is!(Medium, "2022-01-01"));
    assert_eq!(said("L04", "2022-05-01", later), None, "bidding held");
    let exempt = |lease: &mut LeaseFile, _: &mut AssetFile| {
        let tender = lease.tender.as_mut().unwrap();
        (tender.method, tender.exemption_approved_on) = (TenderMethod::Negotiated, Some(d("2022-05-01")));
    };
    assert_eq!(said("L04", "2022-04-30", exempt), is!(Medium, "2022-01-01"));
    assert_eq!(said("L04", "2022-05-01", exempt), None, "exempted");
}

#[test]
fn l05_no_written_contract() {
    let oral = |lease: &mut LeaseFile, asset: &mut AssetFile| {
        term(5)(lease, asset);
        (lease.signed_on, lease.terms[0].signed_on) = (None, None);
    };
    assert_eq!(said("L05", "2021-12-31", oral), None, "not in possession");
    assert_eq!(said("L05", "2022-06-30", oral), is!(Medium, "2022-01-01"));
    assert_eq!(said("L05", "2022-07-01", oral), is!(High, "2022-01-01"), "six months of occupation");
    let lost = |lease: &mut LeaseFile, _: &mut AssetFile| lease.documents[0].dated_on = d("2022-03-01");
    assert_eq!(said("L05", "2022-02-28", lost), is!(High, "2022-01-01"));
    assert_eq!(said("L05", "2022-03-01", lost), None, "on file");
}

#[test]
fn l06_missing_elements() {
    let without = |many: usize| {
        move |lease: &mut LeaseFile, _: &mut AssetFile| {
            let terms = &mut lease.terms[0];
            let clauses = [&mut terms.deposit_clause, &mut terms.breach_clause, &mut terms.payee_account];
            clauses.into_iter().take(many).for_each(|clause| *clause = None);
        }
    };
    assert_eq!(said("L06", "2022-06-30", without(0)), None);
    assert_eq!(said("L06", "2022-06-30", without(2)), is!(Low, "2022-01-01"));
    assert_eq!(said("L06", "2022-06-30", without(3)), is!(Medium, "2022-01-01"));
    assert_eq!(said("L06", "2022-06-30", |lease, _| lease.terms[0].area = None), is!(Medium, "2022-01-01"));
    let bare = hit("L06", "2022-06-30", |lease, asset| {
        (lease.lessee.credit_code, lease.lessee.name) = (None, " ".into());
        asset.location.clear();
        lease.terms[0].signatures = false;
    });
    let bare = bare.unwrap();
    assert_eq!(bare.evidence["missing"], json!(["lesseeName", "lesseeIdNo", "assetLocation", "signatures"]));
    assert!(bare.explain.contains("承租方名称、承租方证件号码、资产坐落、双方签章"), "{}", bare.explain);
    let supplement = |lease: &mut LeaseFile, asset: &mut AssetFile| {
        without(3)(lease, asset);
        lease.terms.push(Terms { number: 2, effective_from: d("2022-06-01"), ..terms() });
    };
    assert_eq!(said("L06", "2022-05-31", supplement), is!(Medium, "2022-01-01"));
    assert_eq!(said("L06", "2022-06-01", supplement), None, "supplemented");
}

#[test]
fn l07_term_too_long() {
    let kind = |kind, months| {
        move |lease: &mut LeaseFile, asset: &mut AssetFile| {
            lease.kind = kind;
            term(months)(lease, asset);
        }
    };
    assert_eq!(said("L07", "2022-06-30", term(60)), None);
    assert_eq!(said("L07", "2022-06-30", term(61)), is!(Medium, "2022-01-01"));
    assert_eq!(said("L07", "2022-06-30", kind(LeaseKind::Site, 120)), None);
    assert_eq!(said("L07", "2022-06-30", kind(LeaseKind::Site, 121)), is!(Medium, "2022-01-01"));
    assert_eq!(said("L07", "2022-06-30", kind(LeaseKind::Pond, 240)), None);
    assert_eq!(said("L07", "2022-06-30", kind(LeaseKind::Pond, 241)), is!(High, "2022-01-01"));
    assert_eq!(said("L07", "2022-06-30", kind(LeaseKind::LandContract, 360)), None);
    let approved = |months| {
        move |lease: &mut LeaseFile, asset: &mut AssetFile| {
            term(months)(lease, asset);
            lease.documents.push(document(DocumentKind::TermApproval, "2022-05-01"));
        }
    };
    assert_eq!(said("L07", "2022-04-30", approved(61)), is!(Medium, "2022-01-01"));
    assert_eq!(said("L07", "2022-05-01", approved(61)), None, "approved");
    assert_eq!(said("L07", "2022-05-01", approved(241)), is!(High, "2022-01-01"), "the law knows no approval");
}

#[test]
fn l13_no_democratic_decision() {
    let decided = |adopted_on: &'static str, votes: (i32, i32, i32), ratifies: bool| {
        move |lease: &mut LeaseFile, _: &mut AssetFile| {
            let resolution = lease.resolution.as_mut().unwrap();
            (resolution.adopted_on, resolution.ratifies) = (d(adopted_on), ratifies);
            (resolution.eligible, resolution.present, resolution.in_favour) = votes;
        }
    };
    let bad = is!(Medium, "2022-01-01");
    assert_eq!(said("L13", "2022-06-30", |lease, _| lease.resolution = None), bad);
    assert_eq!(said("L13", "2022-06-30", decided("2021-12-20", (60, 40, 21), false)), None);
    assert_eq!(said("L13", "2022-06-30", decided("2021-12-21", (60, 40, 21), false)), bad, "after signing");
    assert_eq!(said("L13", "2022-06-30", decided("2022-05-01", (60, 40, 21), true)), None, "ratified");
    assert_eq!(said("L13", "2022-04-30", decided("2022-05-01", (60, 40, 21), true)), bad, "not yet");
    assert_eq!(said("L13", "2022-06-30", decided("2021-12-05", (60, 39, 39), false)), bad, "too few present");
    assert_eq!(said("L13", "2022-06-30", decided("2021-12-05", (60, 40, 20), false)), bad, "no majority");
    assert_eq!(said("L13", "2025-06-30", decided("2025-04-30", (60, 40, 21), true)), None, "old law");
    assert_eq!(said("L13", "2025-06-30", decided("2025-05-01", (60, 40, 39), true)), bad, "new law");
    assert_eq!(said("L13", "2025-06-30", decided("2025-05-01", (60, 40, 40), true)), None);
    let outsider = |in_favour| {
        move |lease: &mut LeaseFile, asset: &mut AssetFile| {
            (asset.kind, lease.lessee.member) = (AssetKind::Farmland, false);
            decided("2021-12-05", (60, 60, in_favour), false)(lease, asset);
        }
    };
    assert_eq!(said("L13", "2022-06-30", outsider(39)), is!(High, "2022-01-01"));
    assert_eq!(said("L13", "2022-06-30", outsider(40)), None);
}

#[test]
fn l15_no_escalation() {
    assert_eq!(said("L15", "2022-06-30", term(36)), None);
    assert_eq!(said("L15", "2022-06-30", term(37)), is!(Low, "2022-01-01"));
    let rising = |lease: &mut LeaseFile, asset: &mut AssetFile| {
        term(37)(lease, asset);
        let by = crate::assets::model::Rise::BasisPoints(500);
        lease.terms[0].escalation = Some(crate::assets::model::Escalation { every_months: 12, by });
    };
    assert_eq!(said("L15", "2022-06-30", rising), None);
}

#[test]
fn l16_not_filed() {
    let late = |lease: &mut LeaseFile, _: &mut AssetFile| lease.filed_on = Some(d("2022-02-01"));
    assert_eq!(said("L16", "2022-01-04", late), None, "15 days to file");
    assert_eq!(said("L16", "2022-01-05", late), is!(Low, "2021-12-20"));
    assert_eq!(said("L16", "2022-02-01", late), None, "filed");
}

#[test]
fn l18_related_party() {
    let cadre = Cadre {
        id: 1,
        collective: 1,
        resident: 5,
        post: "村委会主任".into(),
        relation: CadreRelation::Spouse,
        valid_from: d("2022-03-01"),
        valid_to: Some(d("2022-06-01")),
    };
    let severity = |as_of: &str, method: TenderMethod, cadre: &Cadre| {
        let (mut lease, asset) = sound();
        lease.tender.as_mut().unwrap().method = method;
        let hits = evaluated(as_of, &[lease], &[asset], std::slice::from_ref(cadre));
        hits.into_iter().find(|hit| hit.rule == "L18").map(|hit| (hit.severity, hit.key))
    };
    assert_eq!(severity("2022-05-31", TenderMethod::OpenBid, &cadre), None);
    assert_eq!(severity("2022-05-31", TenderMethod::Tender, &cadre), is!(High, "2022-01-01"));
    assert_eq!(severity("2022-02-28", TenderMethod::Tender, &cadre), None, "not yet in office");
    assert_eq!(severity("2022-06-01", TenderMethod::Tender, &cadre), None, "out of office");
    let elsewhere = Cadre { collective: 2, ..cadre };
    assert_eq!(severity("2022-05-31", TenderMethod::Tender, &elsewhere), None, "another collective");
}
