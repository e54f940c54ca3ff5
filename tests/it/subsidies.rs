//! Questions of civil-affairs staff about enrolments and payments (domain reference, section 7.1).

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{demo, items, text},
};

/// Distinct values at `path` of each item.
fn distinct<'a>(list: &'a Json, path: &[&str]) -> BTreeSet<&'a str> {
    items(list).iter().map(|item| text(path.iter().fold(item, |value, key| &value[*key]))).collect()
}

both! {
    /// S5: who was paid after death in 2022? 6 persons, 11 lines.
    async fn s5_paid_after_death(stage: Stage) {
        let app = demo(stage).await;
        let data = app.data("demo-staff", r#"{
            subsidyPayments(first: 100, filter: {afterDeath: true, monthFrom: "2022-01", monthTo: "2022-12", state: [PAID]}) {
                totalCount
                nodes { month programme { code } resident { id diedOn } }
            }
        }"#).await;
        let list = &data["subsidyPayments"];
        assert_eq!(list["totalCount"], 11);
        assert_eq!(distinct(&list["nodes"], &["resident", "id"]).len(), 6);
        for line in items(&list["nodes"]) {
            assert!(text(&line["month"]) > text(&line["resident"]["diedOn"]).get(..7).expect("a month"), "{line}");
        }
        assert_eq!(
            distinct(&list["nodes"], &["programme", "code"]),
            BTreeSet::from(["CJ02", "DB01", "YL01", "ZLJ"]),
        );
    }
}

both! {
    /// S6: who draws programmes that exclude each other? 6 persons, 19 person-months.
    async fn s6_conflicting_programmes(stage: Stage) {
        let app = demo(stage).await;
        let data = app.data("demo-staff", r#"{
            subsidyPayments(first: 100, filter: {conflicting: true, monthFrom: "2022-01", monthTo: "2022-12", state: [PAID]}) {
                nodes { month programme { code exclusions { programme { code } } } resident { id } }
            }
            subsidyStatistics(groupBy: [], filter: {conflicting: true, monthFrom: "2022-01", monthTo: "2022-12"}) {
                total { persons personTimes }
            }
        }"#).await;
        let lines = items(&data["subsidyPayments"]["nodes"]);
        let months: BTreeSet<(&str, &str)> =
            lines.iter().map(|line| (text(&line["resident"]["id"]), text(&line["month"]))).collect();
        assert_eq!(months.len(), 19);
        assert_eq!(data["subsidyStatistics"]["total"], json!({ "persons": 6, "personTimes": 38 }));
    }
}

both! {
    /// S7: whose disability certificate ends within 60 days? 14.
    async fn s7_certificates_ending(stage: Stage) {
        let app = demo(stage).await;
        let data = app.data("demo-staff", r#"{
            residents(first: 100, filter: {
                livingOn: "2022-12-31", registeredOn: "2022-12-31",
                disabilityCertificates: {some: {validUntil: {from: "2022-12-31", to: "2023-03-01"}}}
            }) { totalCount nodes { name disabilityCertificates { number { masked } grade validUntil } } }
        }"#).await;
        assert_eq!(data["residents"]["totalCount"], 14);
        let first = &data["residents"]["nodes"][0]["disabilityCertificates"][0];
        assert!(text(&first["number"]["masked"]).ends_with("**"), "{first}");
    }
}

both! {
    /// S8: annual reviews overdue, and due in the next 30 days: 37 and 52.
    async fn s8_reviews(stage: Stage) {
        let app = demo(stage).await;
        let data = app.data("demo-staff", r#"{
            overdue: enrolments(filter: {state: [ACTIVE], nextReviewOn: {to: "2022-12-30"}}) { totalCount }
            due: enrolments(filter: {state: [ACTIVE], nextReviewOn: {from: "2022-12-31", to: "2023-01-30"}}) { totalCount }
        }"#).await;
        assert_eq!(data, json!({ "overdue": { "totalCount": 37 }, "due": { "totalCount": 52 } }));
    }
}

both! {
    /// S9: which payments did the bank return, why, and which are still open after 60 days? 68, 63, 5.
    async fn s9_bank_returns(stage: Stage) {
        let app = demo(stage).await;
        let data = app.data("demo-staff", r#"{
            returned: subsidyPayments(first: 100, filter: {bankReturn: {}}) {
                totalCount nodes { state bankReturn { code returnedOn } reissuedBy { state amount } amount }
            }
            reissued: subsidyPayments(filter: {bankReturn: {}, state: [REISSUED]}) { totalCount }
            open: subsidyPayments(filter: {state: [RETURNED], bankReturn: {returnedOn: {to: "2022-11-01"}}}) {
                totalCount nodes { bankReturn { code } account { masked holderName } reissuedBy { id } }
            }
        }"#).await;
        assert_eq!(data["returned"]["totalCount"], 68);
        assert_eq!(data["reissued"]["totalCount"], 63);
        assert_eq!(data["open"]["totalCount"], 5);
        for line in items(&data["returned"]["nodes"]) {
            assert!(line["bankReturn"]["code"].is_string());
            if line["state"] == "REISSUED" {
                assert_eq!(line["reissuedBy"], json!({ "state": "PAID", "amount": line["amount"] }));
            }
        }
        for line in items(&data["open"]["nodes"]) {
            assert!(line["reissuedBy"].is_null());
            assert!(text(&line["account"]["masked"]).starts_with("**** **** "), "{line}");
        }
    }
}

both! {
    /// S14: the July total against the finance office's figure: 4,580 lines, 506,105.00; and the payrolls
    /// of July declare what was paid plus what came back.
    async fn s14_july_total(stage: Stage) {
        let app = demo(stage).await;
        let data = app.data("demo-finance", r#"{
            subsidyStatistics(groupBy: [MONTH], filter: {monthFrom: "2022-07", monthTo: "2022-07"}) {
                cells { month personTimes amount } total { personTimes amount }
            }
            payrolls(first: 50, filter: {monthFrom: "2022-07", monthTo: "2022-07"}) {
                totalCount nodes { kind declaredCount declaredAmount payments(first: 1) { totalCount } }
            }
            sent: subsidyStatistics(groupBy: [], filter: {
                monthFrom: "2022-07", monthTo: "2022-07", state: [PAID, RETURNED, REISSUED]
            }) { total { personTimes amount } }
        }"#).await;
        let july = json!({ "personTimes": 4580, "amount": "506105.00" });
        assert_eq!(data["subsidyStatistics"]["total"], july);
        assert_eq!(data["subsidyStatistics"]["cells"][0]["month"], "2022-07");
        let payrolls = items(&data["payrolls"]["nodes"]);
        assert_eq!(data["payrolls"]["totalCount"], payrolls.len());
        let declared: i64 = payrolls.iter().map(|payroll| payroll["declaredCount"].as_i64().expect("a count")).sum();
        assert_eq!(data["sent"]["total"]["personTimes"], declared);
        for payroll in payrolls {
            assert_eq!(payroll["declaredCount"], payroll["payments"]["totalCount"], "{payroll}");
        }
    }
}

both! {
    /// All 32 programmes with dated standards: a standard is looked up by date.
    async fn programmes_have_dated_standards(stage: Stage) {
        let app = demo(stage).await;
        let data = app.data("demo-bi", r#"{ programmes {
            code inHeadline
            before: standard(on: "2022-06-30") after: standard(on: "2022-07-01") later: standard(on: "2023-07-01")
            tiers { code standard(on: "2022-07-01") }
            exclusions { programme { code } kind }
        } }"#).await;
        let programmes = items(&data["programmes"]);
        assert_eq!(programmes.len(), 32);
        let find = |code: &str| programmes.iter().find(|programme| programme["code"] == code).expect("a programme");
        let dibao = find("DB01");
        assert_eq!(
            (text(&dibao["before"]), text(&dibao["after"]), text(&dibao["later"])),
            ("750.00", "780.00", "820.00"),
        );
        assert_eq!(find("ZLJ")["tiers"][0], json!({ "code": "ZLJ.T80", "standard": "60.00" }));
        assert_eq!(find("YF01")["tiers"].as_array().map(Vec::len), Some(26));
        let higher = json!({ "programme": { "code": "YL02" }, "kind": "CHOOSE_HIGHER" });
        assert!(items(&find("CJ02")["exclusions"]).contains(&higher));
        let mirrored = json!({ "programme": { "code": "CJ02" }, "kind": "CHOOSE_HIGHER" });
        assert!(items(&find("YL02")["exclusions"]).contains(&mirrored));
    }
}
