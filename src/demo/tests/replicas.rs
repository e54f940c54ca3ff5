use std::collections::BTreeSet;

use entity::vocab::IdNumberKind;

use super::*;
use crate::demo::scale::{MAX_COPIES, replica};
use crate::residents::identity::{CertificateNumber, IdentityNumber, canonical_key};

#[test]
fn copies_share_no_key_with_the_base_or_each_other() {
    let copies = [1, 2, 13, MAX_COPIES].map(|k| replica(facts(), k));
    let mut keys: BTreeSet<String> = BTreeSet::new();
    let mut cards = BTreeSet::new();
    let mut households = BTreeSet::new();
    let mut references = BTreeSet::new();
    for facts in std::iter::once(facts()).chain(&copies) {
        for resident in &facts.residents {
            let fresh = keys.insert(canonical_key(&resident.id_number, today()));
            assert_eq!(fresh, resident.person == resident.id);
        }
        assert!(facts.accounts.iter().all(|account| cards.insert(account.number.clone())));
        assert!(facts.households.iter().all(|home| households.insert(home.number.clone())));
        assert!(facts.lines.iter().all(|line| references.insert(line.reference.clone())));
    }
}

#[test]
fn a_copy_keeps_the_facts() {
    let copy = replica(facts(), 3);
    for (copied, original) in copy.residents.iter().zip(&facts().residents) {
        assert_eq!(copied.id_number.len(), original.id_number.len());
        assert_eq!(copied.id_number_kind, original.id_number_kind);
        let parsed = IdentityNumber::parse(&copied.id_number, today());
        if original.id_number_kind == IdNumberKind::Invalid {
            let error = IdentityNumber::parse(&original.id_number, today()).unwrap_err();
            assert_eq!(parsed.unwrap_err(), error);
        } else {
            let number = parsed.unwrap();
            assert_eq!((number.birth_date(), number.sex()), (original.birth_date, original.sex));
        }
    }
    for paper in &copy.certificates {
        let number = CertificateNumber::parse(&paper.number, today()).unwrap();
        let index = usize::try_from(paper.resident).unwrap() - 1 - 3 * facts().residents.len();
        assert_eq!(number.identity.canonical(), copy.residents[index].id_number);
    }
    let shift = i64::try_from(facts().lines.len()).unwrap() * 3;
    assert_eq!(copy.lines[0].id, 1 + shift);
    let sum = |facts: &Facts| facts.lines.iter().map(|line| line.amount).sum::<i64>();
    assert_eq!(sum(&copy), sum(facts()));
}

#[test]
fn references_of_a_copy_stay_inside_it() {
    let base = facts();
    let copy = replica(base, 2);
    let inside = |id: i64, count: usize| {
        let count = i64::try_from(count).unwrap();
        assert!((2 * count + 1..=3 * count).contains(&id));
    };
    for line in &copy.lines {
        inside(line.id, base.lines.len());
        assert!(base.payrolls.iter().any(|payroll| payroll.id == line.payroll), "one payroll a programme and month");
        inside(line.resident, base.residents.len());
        inside(line.account, base.accounts.len());
        line.enrolment.into_iter().for_each(|id| inside(id, base.enrolments.len()));
        line.reissue_of.into_iter().for_each(|id| inside(id, base.lines.len()));
    }
    for enrolment in &copy.enrolments {
        inside(enrolment.resident, base.residents.len());
        inside(enrolment.account, base.accounts.len());
    }
    assert!(copy.payrolls.is_empty());
    copy.returns.iter().for_each(|row| inside(row.line, base.lines.len()));
    copy.residents.iter().for_each(|row| inside(row.person, base.residents.len()));
    copy.residents.iter().for_each(|row| inside(row.household, base.households.len()));
}
