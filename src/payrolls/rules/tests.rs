//! Pure rules of payrolls on built cases.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::vocab::{
    BankReturnCode, EnrolmentState, FileLayout, PaymentState, PayrollExceptionCode, RecordOrigin, RosterChangeKind,
    RosterReason, StopReason, TextEncoding,
};
use proptest::prelude::*;
use serde_json::json;

use super::{
    answer::{self, Answer},
    diff::{Fate, RosterLine, Rosters, diff},
    explain::{Stored, explain},
    format::{self, Instruction, Spec},
};
use crate::{
    kernel::{money::Fen, time::Month},
    payrolls::model::{BankFormat, Line},
};

fn bank(layout: FileLayout, encoding: TextEncoding) -> (BankFormat, Spec) {
    let width = |field: &str, title: &str, width: usize| json!({ "field": field, "title": title, "width": width });
    let back = [
        width("REFERENCE", "明细编号", 24),
        width("ACCOUNT", "账号", 32),
        width("AMOUNT", "金额", 15),
        width("RESULT", "结果码", 4),
        width("BANK_REFERENCE", "银行流水号", 32),
    ];
    let out = [
        width("NUMBER", "序号", 8),
        width("NAME", "姓名", 20),
        width("ACCOUNT", "账号", 32),
        width("AMOUNT", "金额", 15),
        width("REFERENCE", "明细编号", 24),
    ];
    let spec = json!({ "header": layout == FileLayout::Csv, "delimiter": ",", "out": out, "back": back, "paid": ["0000"],
        "returned": { "1002": "NO_SUCH_ACCOUNT" } });
    let valid_from = NaiveDate::default();
    let format = BankFormat { id: 1, code: "T".to_owned(), name: "T".to_owned(), layout, encoding, spec, valid_from };
    let spec = format::spec(&format).expect("a spec");
    (format, spec)
}

fn instruction(number: usize, name: &str) -> Instruction {
    Instruction {
        number,
        name: name.to_owned(),
        id_number: "320699194206120014".to_owned(),
        account: "6299990000000000012".to_owned(),
        amount: Fen(6_000),
        purpose: "2023年01月尊老金".to_owned(),
        reference: format!("9-{number}"),
    }
}

#[test]
fn a_file_is_what_its_format_says() {
    let (csv, spec) = bank(FileLayout::Csv, TextEncoding::Utf8);
    let file = format::write(&csv, &spec, &[instruction(1, "欧阳,明")]).expect("fits");
    let text = String::from_utf8(file).expect("UTF-8");
    assert_eq!(text, "序号,姓名,账号,金额,明细编号\r\n1,\"欧阳,明\",6299990000000000012,60.00,9-1\r\n");
    let (fixed, spec) = bank(FileLayout::FixedWidth, TextEncoding::Gb18030);
    let file = format::write(&fixed, &spec, &[instruction(1, "欧阳明"), instruction(2, "𠮷一")]).expect("fits");
    assert!(
        file.split(|byte| *byte == b'\n')
            .filter(|row| !row.is_empty())
            .all(|row| row.len() == 8 + 20 + 32 + 15 + 24 + 1)
    );
}

#[test]
fn what_does_not_fit_is_named_and_not_cut() {
    let (fixed, spec) = bank(FileLayout::FixedWidth, TextEncoding::Gb18030);
    let long = format::write(&fixed, &spec, &[instruction(1, "买买提江·阿卜杜热合曼")]).expect_err("too long");
    assert_eq!((long.reference.as_str(), long.column.as_str()), ("9-1", "姓名"));
    let (csv, spec) = bank(FileLayout::Csv, TextEncoding::Utf8);
    for name in ["=1+1", "+86", "-x", "@x", "a\tb", "a\nb"] {
        assert!(format::write(&csv, &spec, &[instruction(1, name)]).is_err(), "{name:?}");
    }
}

const HEAD: &str = "明细编号,账号,金额,结果码,银行流水号\n";

#[test]
fn answers_are_read_in_both_encodings_and_any_order_of_columns() {
    let (csv, spec) = bank(FileLayout::Csv, TextEncoding::Utf8);
    let expected = Answer {
        reference: "9-1".to_owned(),
        account: "6299990000000000012".to_owned(),
        amount: Fen(6_000),
        returned: Some(BankReturnCode::NoSuchAccount),
        bank_reference: "B1".to_owned(),
    };
    let text = format!("{HEAD}9-1, 6299 9900 0000 0000 012 ,60.00,1002,B1\n");
    let swapped = "银行流水号,结果码,金额,账号,明细编号\nB1,1002,60.00,6299990000000000012,9-1\n";
    let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
    for file in [text.as_bytes(), &[b"\xef\xbb\xbf", text.as_bytes()].concat(), &gb, swapped.as_bytes()] {
        assert_eq!(answer::read(&csv, &spec, file), Ok(vec![Ok(expected.clone())]));
    }
    for file in ["", HEAD, "明细编号,账号\n1,2\n"] {
        assert!(answer::read(&csv, &spec, file.as_bytes()).is_err(), "{file:?}");
    }
}

fn line(id: i64, amount: i64) -> Line {
    Line {
        id,
        payroll_id: 9,
        reference: format!("9-{id}"),
        enrolment_id: None,
        resident_id: id,
        person_id: id,
        programme_id: 1,
        tier_id: None,
        unit_id: 1,
        payee_account_id: id,
        month: Month(202_301),
        amount_fen: Fen(amount),
        state: PaymentState::Sent,
        reissue_of: None,
        payee_name: None,
        id_number_cipher: None,
        account_cipher: None,
        basis: None,
        exclusion: None,
        exclusion_note: None,
        origin: RecordOrigin::Platform,
    }
}

fn told(reference: &str, account: &str, amount: i64, bank_reference: &str) -> Answer {
    Answer {
        reference: reference.to_owned(),
        account: account.to_owned(),
        amount: Fen(amount),
        returned: None,
        bank_reference: bank_reference.to_owned(),
    }
}

proptest! {
    /// However many rows come and in whatever order, a line is settled at most once, under a number used once, and
    /// only by a row that agrees in account and amount; every row is either taken or listed.
    #[test]
    fn a_line_is_settled_once(rows in proptest::collection::vec((1_i64..6, 0_usize..2, 1_i64..3, 0_usize..4), 0..40)) {
        let lines: Vec<Line> = (1..4).map(|id| line(id, id * 100)).collect();
        let read: Vec<_> = rows
            .iter()
            .map(|(id, account, factor, bank)| {
                let account = ["own", "other"][*account];
                Ok(told(&format!("9-{id}"), account, id * 100 * factor, &format!("B{bank}")))
            })
            .collect();
        let used = BTreeSet::from(["B0".to_owned()]);
        let matched = answer::settle(&read, &lines, &used, |_| Ok::<_, ()>("own".to_owned())).expect("opens");
        prop_assert_eq!(matched.settled.len() + matched.misfits.len(), rows.len());
        let keys: BTreeSet<i64> = matched.settled.iter().map(|(key, _, _)| *key).collect();
        let numbers: BTreeSet<&str> = matched.settled.iter().map(|(_, bank, _)| bank.as_str()).collect();
        prop_assert_eq!(keys.len(), matched.settled.len());
        prop_assert_eq!(numbers.len(), matched.settled.len());
        prop_assert!(!numbers.contains("B0"));
        for (key, bank, _) in &matched.settled {
            let row = rows.iter().find(|(id, account, factor, number)| id == key && *account == 0 && *factor == 1 && format!("B{number}") == *bank);
            prop_assert!(row.is_some());
        }
        for misfit in &matched.misfits {
            prop_assert_ne!(misfit.code, PayrollExceptionCode::Unreadable);
        }
    }
}

fn on_roster(resident: i64, tier: i64, amount: i64, state: PaymentState) -> RosterLine {
    RosterLine { resident, tier: Some(tier), amount: Fen(amount), state, exclusion_note: Some("说明".to_owned()) }
}

#[test]
fn every_change_has_its_reason() {
    use PaymentState::{Excluded, Held, Paid, Planned};
    use RosterChangeKind::{Added, Changed, Removed};
    let month = Month(202_301);
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    let base = Fate {
        state: EnrolmentState::Active,
        start: Month(202_001),
        end: None,
        stop_reason: None,
        died_on: None,
        moved_out_on: None,
    };
    let fates = BTreeMap::from([
        ((1, Some(1)), Fate { start: month, ..base }),
        ((2, Some(1)), base),
        ((3, Some(1)), Fate { died_on: Some(day("2022-12-09")), ..base }),
        ((4, Some(1)), Fate { state: EnrolmentState::Suspended, ..base }),
        ((5, Some(1)), base),
        (
            (6, Some(1)),
            Fate {
                state: EnrolmentState::Stopped,
                end: Some(Month(202_212)),
                stop_reason: Some(StopReason::Voluntary),
                ..base
            },
        ),
        ((7, Some(2)), Fate { start: month, ..base }),
        ((8, Some(1)), base),
        ((9, Some(1)), Fate { moved_out_on: Some(day("2022-12-31")), ..base }),
        ((10, Some(1)), base),
        // Dies in the month itself: still payable, so that the roster must explain why nothing is paid.
        ((11, Some(1)), Fate { died_on: Some(day("2023-01-02")), ..base }),
    ]);
    let before: Vec<RosterLine> =
        [3, 4, 5, 6, 7, 8, 9, 10, 11].into_iter().map(|resident| on_roster(resident, 1, 6_000, Paid)).collect();
    let after = [
        on_roster(1, 1, 6_000, Planned),
        on_roster(2, 1, 6_000, Planned),
        on_roster(4, 1, 6_000, Excluded),
        on_roster(5, 1, 6_000, Held),
        on_roster(7, 2, 10_000, Planned),
        on_roster(8, 1, 7_000, Planned),
        on_roster(10, 1, 6_000, Planned),
    ];
    let standards = BTreeMap::from([(Some(1), (Some(Fen(6_000)), Some(Fen(7_000))))]);
    let found =
        diff(Rosters { programme: 1, month, before: &before, after: &after, fates: &fates, standards: &standards });
    let mut reasons: Vec<_> = found.changes.iter().map(|one| (one.resident, one.tier, one.kind, one.reason)).collect();
    reasons.sort();
    let expected = [
        (1, Some(1), Added, RosterReason::Enrolled),
        (2, Some(1), Added, RosterReason::Resumed),
        (3, Some(1), Removed, RosterReason::Death),
        (4, Some(1), Removed, RosterReason::Suspended),
        (5, Some(1), Removed, RosterReason::Held),
        (6, Some(1), Removed, RosterReason::Stopped),
        (7, Some(1), Removed, RosterReason::TierTo),
        (7, Some(2), Added, RosterReason::TierFrom),
        (8, Some(1), Changed, RosterReason::Standard),
        (9, Some(1), Removed, RosterReason::MovedOut),
        (11, Some(1), Removed, RosterReason::Unexplained),
    ];
    assert_eq!(reasons, expected);
    let tiers: Vec<_> =
        found.tiers.iter().map(|tier| (tier.before.count, tier.after.count, tier.added, tier.removed)).collect();
    assert_eq!(tiers, [(9, 4, 2, 7), (0, 1, 1, 0)]);
    assert!(found.tiers.iter().all(|tier| tier.before.count + tier.added - tier.removed == tier.after.count));
}

#[test]
fn a_line_explains_itself() {
    let basis = json!({ "standard": "780.00", "standardFrom": "2022-07-01", "tier": "DB01", "assessedIncome": "300.00",
        "programmeVersion": 3, "age": 70, "warnings": [{ "rule": "S11", "text": "复核超期" }] });
    let stored = Stored {
        programme: "最低生活保障金",
        tier: "DB01",
        month: Month(202_301),
        amount: Fen(48_000),
        state: PaymentState::Excluded,
        basis: Some(&basis),
        exclusion: Some(("S03", "同月享受特困")),
        standard: None,
    };
    let told = explain(stored);
    assert_eq!(
        told.sentence,
        "2023-01 最低生活保障金(DB01):标准 780.00 元(2022-07-01 起)减核定人均收入 300.00 元,补差 480.00 元;本批次剔除:同月享受特困"
    );
    assert_eq!((told.standard, told.programme_version, told.warnings.len()), (Some(Fen(78_000)), Some(3), 1));
    let history = explain(Stored {
        basis: None,
        exclusion: None,
        standard: Some(Fen(6_000)),
        amount: Fen(6_000),
        state: PaymentState::Paid,
        ..stored
    });
    assert!(history.sentence.contains("历史记录") && history.facts.is_empty());
    let hidden = told.without_persons();
    assert!(
        hidden.sentence.is_empty()
            && hidden.facts.is_empty()
            && hidden.exclusion.is_some_and(|one| one.rule == "S03" && one.text.is_empty())
    );
}
