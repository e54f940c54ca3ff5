use super::*;
use Severity::{High, Low, Medium};

#[test]
fn l02_arrears() {
    let unpaid = |lease: &mut LeaseFile, _: &mut AssetFile| {
        lease.receipts.clear();
        lease.bills[0].amount = Fen(1_000_000);
    };
    assert_eq!(said("L02", "2022-01-25", unpaid), None, "in grace");
    assert_eq!(said("L02", "2022-01-26", unpaid), is!(Low, "2022-01-10"));
    assert_eq!(said("L02", "2022-02-09", unpaid), is!(Low, "2022-01-10"));
    assert_eq!(said("L02", "2022-02-10", unpaid), is!(Medium, "2022-01-10"));
    assert_eq!(said("L02", "2022-04-10", unpaid), is!(Medium, "2022-01-10"));
    assert_eq!(said("L02", "2022-04-11", unpaid), is!(High, "2022-01-10"));
    let much = hit("L02", "2022-01-26", |lease, _| {
        lease.receipts.clear();
        lease.bills[0].amount = Fen(1_000_001);
    });
    assert_eq!(much.map(|hit| (hit.severity, hit.amount)), Some((High, Some(Fen(1_000_001)))), "over 3 months of rent");
    let late = |lease: &mut LeaseFile, _: &mut AssetFile| {
        lease.receipts = vec![receipt(1, 4_000_000, "2022-05-01")];
        lease.vacated_on = Some(d("2022-02-01"));
    };
    assert_eq!(said("L02", "2022-04-30", late), is!(High, "2022-01-10"), "owed after leaving");
    assert_eq!(said("L02", "2022-05-01", late), None, "paid");
}

#[test]
fn l03_underpriced() {
    let rent = |fen: i64| move |lease: &mut LeaseFile, _: &mut AssetFile| lease.terms[0].annual_rent = Fen(fen);
    // 400 m2 at 85.00 yuan are 34,000.00; 80% are 27,200.00 and 60% are 20,400.00.
    assert_eq!(said("L03", "2022-06-30", rent(2_720_000)), None);
    assert_eq!(said("L03", "2022-06-30", rent(2_719_999)), is!(Medium, "2022-01-01"));
    assert_eq!(said("L03", "2022-06-30", rent(2_040_000)), is!(Medium, "2022-01-01"));
    assert_eq!(said("L03", "2022-06-30", rent(2_039_999)), is!(High, "2022-01-01"));
    assert_eq!(said("L03", "2021-12-31", rent(1)), None, "not in possession");
    let valued = |lease: &mut LeaseFile, _: &mut AssetFile| {
        lease.terms[0].annual_rent = Fen(2_000_000);
        let tender = lease.tender.as_mut().unwrap();
        (tender.price_basis, tender.price_basis_on) = (Some(PriceBasis::Valuation), Some(d("2022-05-01")));
    };
    assert_eq!(said("L03", "2022-04-30", valued), is!(High, "2022-01-01"));
    assert_eq!(said("L03", "2022-05-01", valued), None, "valued since");
    let pond = |fen: i64| {
        move |lease: &mut LeaseFile, asset: &mut AssetFile| {
            asset.kind = AssetKind::Pond;
            (lease.terms[0].area, lease.terms[0].annual_rent) = (Some(Area(666_670)), Fen(fen));
        }
    };
    assert_eq!(said("L03", "2022-06-30", pond(400_000)), None, "10 mu at 400.00");
    assert_eq!(said("L03", "2022-06-30", pond(399_999)), is!(Medium, "2022-01-01"));
    let office = |lease: &mut LeaseFile, asset: &mut AssetFile| {
        (asset.kind, lease.terms[0].annual_rent) = (AssetKind::Office, Fen(1));
    };
    assert_eq!(said("L03", "2022-06-30", office), None, "no benchmark");
}

#[test]
fn l11_deposit_unpaid() {
    let part = |fen: i64| move |lease: &mut LeaseFile, _: &mut AssetFile| lease.deposits[0].amount = Fen(fen);
    assert_eq!(said("L11", "2022-01-04", part(0)), None, "15 days after signing");
    assert_eq!(said("L11", "2022-01-05", part(0)), is!(Medium, "2022-01-01"));
    assert_eq!(said("L11", "2022-01-05", part(66_666)), is!(Medium, "2022-01-01"));
    let short = hit("L11", "2022-01-05", part(66_667));
    assert_eq!(short.map(|hit| (hit.severity, hit.amount)), Some((Low, Some(Fen(333_333)))), "under a month of rent");
    let late = |lease: &mut LeaseFile, _: &mut AssetFile| lease.deposits[0].moved_on = d("2022-03-01");
    assert_eq!(said("L11", "2022-02-28", late), is!(Medium, "2022-01-01"));
    assert_eq!(said("L11", "2022-03-01", late), None, "collected");
}

#[test]
fn l12_rent_not_booked() {
    let late = |lease: &mut LeaseFile, _: &mut AssetFile| lease.receipts[0].booked_on = Some(d("2022-02-01"));
    assert_eq!(said("L12", "2022-01-18", late), None, "10 days to book");
    assert_eq!(said("L12", "2022-01-19", late), is!(High, "2022-01-08"));
    assert_eq!(said("L12", "2022-02-01", late), None, "booked");
    let personal = |lease: &mut LeaseFile, _: &mut AssetFile| lease.receipts[0].account = RentAccount::Personal;
    assert_eq!(said("L12", "2022-01-07", personal), None, "not paid yet");
    assert_eq!(said("L12", "2022-01-08", personal), is!(High, "2022-01-08"));
    let cash = |fen: i64| {
        move |lease: &mut LeaseFile, _: &mut AssetFile| {
            let small = Receipt { method: PaymentMethod::Cash, ..receipt(2, fen, "2022-01-05") };
            lease.receipts.insert(0, small);
            lease.receipts[1].account = RentAccount::Personal;
        }
    };
    assert_eq!(said("L12", "2022-06-30", cash(100_000)), is!(High, "2022-01-08"));
    let both = hit("L12", "2022-06-30", cash(100_001)).unwrap();
    assert_eq!((both.key.as_str(), both.amount), ("2022-01-05", Some(Fen(4_100_001))));
    assert_eq!(both.evidence["receipts"], json!(2));
}

#[test]
fn l14_prepaid_unamortised() {
    let booked = |to: &'static str, years: &'static [(i32, i64, &'static str)]| {
        move |lease: &mut LeaseFile, _: &mut AssetFile| {
            let entry = |(year, fen, day): &(i32, i64, &str)| Recognition {
                id: 1,
                year: *year,
                amount: Fen(*fen),
                booked_on: d(day),
            };
            lease.receipts[0].covers = Some((d("2022-01-01"), d(to)));
            lease.receipts[0].recognitions = years.iter().map(entry).collect();
        }
    };
    // 40,000.00 for two years are 20,000.00 a year, 20,200.00 with the tolerance.
    assert_eq!(said("L14", "2022-06-30", booked("2023-12-31", &[(2022, 2_020_000, "2022-01-09")])), None);
    let above = hit("L14", "2022-06-30", booked("2023-12-31", &[(2022, 2_020_001, "2022-01-09")])).unwrap();
    assert_eq!((above.severity, &*above.key, above.amount), (Medium, "2022-01-01", Some(Fen(20_001))));
    let corrected: &[_] = &[(2022, 4_000_000, "2022-01-09"), (2022, -2_000_000, "2022-05-01")];
    assert_eq!(said("L14", "2022-04-30", booked("2023-12-31", corrected)), is!(Medium, "2022-01-01"));
    assert_eq!(said("L14", "2022-05-01", booked("2023-12-31", corrected)), None, "corrected since");
    assert_eq!(said("L14", "2022-06-30", booked("2022-12-31", &[(2022, 4_000_000, "2022-01-09")])), None, "one year");
    assert_eq!(said("L14", "2022-01-08", booked("2023-12-31", &[(2022, 4_000_000, "2022-01-09")])), None);
    // 13 months and a day: 365 of 397 days belong to the first year.
    assert_eq!(said("L14", "2022-06-30", booked("2023-02-01", &[(2022, 3_677_581, "2022-01-09")])), None);
}

#[test]
fn l20_waiver_unapproved() {
    let waived = |approved_on: Option<NaiveDate>| {
        move |lease: &mut LeaseFile, _: &mut AssetFile| {
            let waiver = |id, fen, day| Waiver {
                id,
                amount: Fen(fen),
                reason: "疫情".into(),
                document: "文-1".into(),
                requested_on: d(day),
                requested_by: String::new(),
                approved_on,
            };
            lease.bills[0].waivers = vec![waiver(1, 100, "2022-04-01"), waiver(2, 50, "2022-05-01")];
        }
    };
    assert_eq!(said("L20", "2022-03-31", waived(None)), None);
    let open = hit("L20", "2022-05-01", waived(None)).unwrap();
    assert_eq!((open.severity, &*open.key, open.amount), (Medium, "2022-04-01", Some(Fen(150))));
    assert_eq!(said("L20", "2022-05-31", waived(Some(d("2022-06-01")))), is!(Medium, "2022-04-01"));
    assert_eq!(said("L20", "2022-06-01", waived(Some(d("2022-06-01")))), None, "approved");
}
