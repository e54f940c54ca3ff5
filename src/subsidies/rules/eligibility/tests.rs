use std::collections::{BTreeMap, BTreeSet};

use entity::vocab::{
    Comparison as Op, ConditionResult, DisabilityCause, DisabilityType, EligibilityFact as Fact,
    EligibilityVerdict as Verdict, HukouKind, Sex, UnitKind, VeteranCategory,
};
use proptest::prelude::*;

use super::{
    Certificate, Facts, Relaxed, Shape, Truth, VeteranFacts, check, declared, explain, fact_name, is_declared,
    normalised, relax, shape, text, tier_of, truth,
};
use crate::{
    kernel::{money::Fen, time::Month},
    subsidies::{
        model::{Compare, Expression, Peers, Programmes, Value},
        reference,
    },
};

fn shipped() -> Programmes {
    reference::in_memory().expect("the shipped files")
}

/// A man of 84 with hukou in a village and nothing else on record.
fn person() -> Facts {
    Facts {
        resident: 1,
        person: 1,
        month: Month(202_212),
        birth_date: "1938-05-09".parse().expect("a day"),
        sex: Sex::Male,
        died_on: None,
        moved_out_on: None,
        hukou_unit_kind: Some(UnitKind::Village),
        hukou_kind: HukouKind::Agricultural,
        certificate: None,
        income: None,
        disabled_in_household: 0,
        elder_parent: false,
        programmes: BTreeSet::new(),
        household_programmes: BTreeSet::new(),
        veteran: Some(VeteranFacts::default()),
        declared: BTreeMap::new(),
    }
}

fn born(day: &str) -> Facts {
    Facts { birth_date: day.parse().expect("a day"), ..person() }
}

fn says(mut facts: Facts, said: &[(Fact, &str)]) -> Facts {
    facts.declared.extend(said.iter().map(|(fact, value)| (*fact, (*value).to_owned())));
    facts
}

fn draws(mut facts: Facts, codes: &[&str]) -> Facts {
    facts.programmes.extend(codes.iter().map(|code| (*code).to_owned()));
    facts.household_programmes.extend(codes.iter().map(|code| (*code).to_owned()));
    facts
}

fn certified(kind: DisabilityType, grade: i32) -> Facts {
    Facts { certificate: Some(Certificate { kind, grade }), disabled_in_household: 1, ..born("1980-03-01") }
}

fn judged(code: &str, tier: Option<&str>, facts: &Facts) -> Verdict {
    let programmes = shipped();
    let programme = programmes.named(code).expect("a programme");
    let terms = programme.terms_in(facts.month).expect("terms");
    explain(&terms.expression, tier, facts, &programme.peers).verdict
}

fn tier(code: &str, facts: &Facts) -> Option<String> {
    let programmes = shipped();
    let programme = programmes.named(code).expect("a programme");
    let tiers: Vec<&str> = programme.tiers.iter().map(|tier| programme.short(tier)).collect();
    let terms = programme.terms_in(facts.month).expect("terms");
    tier_of(&terms.expression, &tiers, facts, &programme.peers).map(str::to_owned)
}

#[test]
fn all_32_programmes_are_typed_and_pass_their_own_check() {
    let programmes = shipped();
    assert_eq!(programmes.0.len(), 32);
    let mut used = BTreeSet::new();
    for programme in &programmes.0 {
        let tiers: Vec<&str> = programme.tiers.iter().map(|tier| programme.short(tier)).collect();
        let plain = |code: &str| programmes.named(code).map(|other| other.tiers.is_empty());
        for terms in &programme.terms {
            let wrong = check(&terms.expression, &tiers, plain);
            assert!(wrong.is_empty(), "{}: {wrong:?}", programme.row.code);
            assert_eq!(serde_json::from_value(terms.row.eligibility.clone()).ok(), Some(terms.expression.clone()));
            assert!(!text(&terms.expression, &programme.peers).is_empty());
            used.extend(terms.expression.facts());
        }
    }
    // Everything there is a word for is asked somewhere, but what decides between two benefits.
    let unused: Vec<Fact> = [Fact::SoldierCare].into_iter().collect();
    let idle: Vec<Fact> = declared().iter().copied().filter(|fact| !used.contains(fact)).collect();
    assert_eq!(idle, unused);
    assert_eq!(programmes.named("WJ01").map(|one| one.terms.len()), Some(3), "edge households from 2022-09 to 2023-03");
}

#[test]
fn age_is_that_of_the_last_day_and_a_ceiling_that_of_the_day_before() {
    for (birth, found) in [
        ("1942-12-31", Some("T80")),
        ("1943-01-01", None),
        ("1932-12-31", Some("T90")),
        ("1933-01-01", Some("T80")),
        ("1922-12-01", Some("T100")),
    ] {
        assert_eq!(tier("ZLJ", &born(birth)).as_deref(), found, "{birth}");
    }
    let lost = |birth: &str| says(born(birth), &[(Fact::ParentsLost, "TRUE"), (Fact::SupportMode, "DISPERSED")]);
    for (birth, found) in [("2004-12-01", Some("S")), ("2004-12-31", Some("S")), ("2004-11-30", None)] {
        assert_eq!(tier("ET01", &lost(birth)).as_deref(), found, "the month of the birthday counts: {birth}");
    }
    let pupil = says(lost("2003-01-01"), &[(Fact::AtSchool, "TRUE")]);
    assert_eq!(tier("ET01", &pupil).as_deref(), Some("S"));
}

#[test]
fn the_month_of_a_death_or_a_move_counts_and_the_next_does_not() {
    let ended = |month| Facts { month: Month(month), died_on: "2022-12-05".parse().ok(), ..person() };
    assert_eq!(judged("ZLJ", None, &ended(202_212)), Verdict::Eligible);
    assert_eq!(judged("ZLJ", None, &ended(202_301)), Verdict::NotEligible);
    let gone = |month| Facts { month: Month(month), moved_out_on: "2022-12-05".parse().ok(), ..person() };
    assert_eq!(judged("ZLJ", None, &gone(202_212)), Verdict::Eligible);
    assert_eq!(judged("ZLJ", None, &gone(202_301)), Verdict::NotEligible);
    let elsewhere = Facts { hukou_unit_kind: None, ..person() };
    assert_eq!(judged("ZLJ", None, &elsewhere), Verdict::NotEligible);
}

#[test]
fn disability_subsidies_follow_dibao_kind_and_grade() {
    use DisabilityType::{Hearing, Mental, Physical};
    let dibao = |kind, grade| draws(certified(kind, grade), &["DB01"]);
    for (facts, found) in [
        (dibao(Physical, 2), Some("A")),
        (dibao(Mental, 4), Some("A")),
        (dibao(Hearing, 3), Some("B")),
        (says(certified(Physical, 2), &[(Fact::NoFixedIncome, "TRUE")]), Some("C")),
        (says(certified(Hearing, 2), &[(Fact::NoFixedIncome, "TRUE")]), None),
        (certified(Physical, 2), None),
        (Facts { income: Some(Fen(156_000)), elder_parent: true, ..certified(Hearing, 3) }, Some("D")),
        (Facts { income: Some(Fen(156_001)), elder_parent: true, ..certified(Hearing, 3) }, None),
        (Facts { income: Some(Fen(100_000)), disabled_in_household: 2, ..certified(Hearing, 3) }, Some("D")),
        (says(dibao(Physical, 2), &[(Fact::WorkInjuryCare, "TRUE")]), None),
    ] {
        assert_eq!(tier("CJ01", &facts).as_deref(), found, "{facts:?}");
    }
    assert_eq!(judged("CJ01", Some("C"), &certified(Physical, 2)), Verdict::Unknown, "income was not looked into");
    assert_eq!(judged("CJ02", None, &certified(Physical, 2)), Verdict::Unknown);
    let cared = says(certified(Physical, 2), &[(Fact::NeedsLongTermCare, "TRUE")]);
    assert_eq!(judged("CJ02", None, &cared), Verdict::Eligible);
    assert_eq!(judged("CJ02", None, &person()), Verdict::NotEligible, "without a certificate");
}

#[test]
fn income_is_held_against_the_standard_of_the_month() {
    let checked = |month, fen| {
        let facts = says(person(), &[(Fact::AssetCheckPassed, "TRUE")]);
        Facts { month: Month(month), income: Some(Fen(fen)), ..facts }
    };
    for (month, fen, verdict) in [
        (202_206, 74_999, Verdict::Eligible),
        (202_206, 75_000, Verdict::NotEligible),
        (202_207, 75_000, Verdict::Eligible),
        (202_207, 78_000, Verdict::NotEligible),
        (202_307, 78_000, Verdict::Eligible),
        (201_901, 1, Verdict::Unknown),
    ] {
        assert_eq!(judged("DB01", None, &checked(month, fen)), verdict, "{month} {fen}");
    }
    assert_eq!(judged("DBBY", None, &checked(202_212, 156_000)), Verdict::Eligible);
    assert_eq!(judged("DBBY", None, &checked(202_212, 156_001)), Verdict::NotEligible);
}

#[test]
fn membership_and_the_register_of_veterans_decide() {
    assert_eq!(judged("WJ01", None, &draws(person(), &["DB01"])), Verdict::Eligible);
    for (month, verdict) in [
        (202_208, Verdict::NotEligible),
        (202_209, Verdict::Eligible),
        (202_303, Verdict::Eligible),
        (202_304, Verdict::NotEligible),
    ] {
        let edge = draws(Facts { month: Month(month), ..person() }, &["DBBY"]);
        assert_eq!(judged("WJ01", None, &edge), verdict, "{month}");
    }
    let soldier = |categories: &[VeteranCategory], disability| Facts {
        veteran: Some(VeteranFacts { categories: categories.iter().copied().collect(), disability }),
        ..person()
    };
    let disabled = soldier(&[VeteranCategory::Disabled], Some((7, DisabilityCause::Duty)));
    assert_eq!(tier("YF01", &disabled).as_deref(), Some("G7.DUTY"));
    assert_eq!(judged("YF05", None, &soldier(&[VeteranCategory::NuclearTest], None)), Verdict::Eligible);
    assert_eq!(judged("YF05", None, &person()), Verdict::NotEligible);
    assert_eq!(judged("YF05", None, &Facts { veteran: None, ..person() }), Verdict::Unknown, "not to be seen");
}

#[test]
fn home_care_goes_to_one_tier() {
    let poor = draws(person(), &["DB01"]);
    assert_eq!(tier("YL01", &person()).as_deref(), Some("B"));
    assert_eq!(tier("YL01", &says(poor.clone(), &[(Fact::EmptyNest, "TRUE")])).as_deref(), Some("A"));
    assert_eq!(judged("YL01", Some("B"), &poor), Verdict::Unknown, "whether it is tier A is not known");
    let able = says(poor, &[(Fact::EmptyNest, "FALSE"), (Fact::CareNeed, "ABLE")]);
    assert_eq!(tier("YL01", &able).as_deref(), Some("B"));
}

#[test]
fn a_verdict_names_every_comparison_and_what_is_missing() {
    let programmes = shipped();
    let programme = programmes.named("CJ01").expect("a programme");
    let terms = programme.terms_in(Month(202_212)).expect("terms");
    let facts = certified(DisabilityType::Physical, 2);
    let outcome = explain(&terms.expression, Some("C"), &facts, &programme.peers);
    assert_eq!((outcome.verdict, outcome.missing.as_slice()), (Verdict::Unknown, [Fact::NoFixedIncome].as_slice()));
    let results: Vec<(Fact, ConditionResult)> =
        outcome.reasons.iter().map(|reason| (reason.fact, reason.result)).collect();
    assert_eq!(results[0], (Fact::Alive, ConditionResult::Met));
    assert_eq!(results.last(), Some(&(Fact::NoFixedIncome, ConditionResult::Missing)));
    let grade = outcome.reasons.iter().find(|reason| reason.fact == Fact::CertificateGrade).expect("a reason");
    assert_eq!(grade.sentence, "要求残疾等级不大于 2,查得2:满足");
    assert_eq!(grade.tier.as_deref(), Some("C"));
    let last = outcome.reasons.last().expect("a reason");
    assert_eq!(last.sentence, "要求无固定收入,尚无申报:请核实后登记该事实");
    assert_eq!(explain(&terms.expression, None, &facts, &programme.peers).reasons.len(), 3 + 3 + 3 + 4 + 3);
}

#[test]
fn expressions_that_cannot_be_judged_are_refused_in_words() {
    let plain = |code: &str| match code {
        "DB01" => Some(true),
        "ZLJ" => Some(false),
        _ => None,
    };
    let wrong = |json: &str, tiers: &[&str]| {
        let expression: Expression = serde_json::from_str(json).expect(json);
        check(&expression, tiers, plain)
    };
    for bad in [
        r#"{"all": []}"#,
        r#"{"compare": {"fact": "AGE", "op": "IN", "value": 80}}"#,
        r#"{"compare": {"fact": "AGE", "op": "GE", "value": "80"}}"#,
        r#"{"compare": {"fact": "AGE", "op": "GE", "value": 201}}"#,
        r#"{"compare": {"fact": "SEX", "op": "EQ", "value": "WOMAN"}}"#,
        r#"{"compare": {"fact": "HUKOU_HERE", "op": "NE", "value": true}}"#,
        r#"{"compare": {"fact": "PROGRAMME", "op": "EQ", "value": "NONE"}}"#,
        r#"{"compare": {"fact": "INCOME_PER_HEAD", "op": "LT", "value": {"standard": "ZLJ", "percent": 100}}}"#,
        r#"{"compare": {"fact": "INCOME_PER_HEAD", "op": "LT", "value": {"standard": "DB01", "percent": 0}}}"#,
        r#"{"tier": {"A": {"compare": {"fact": "AGE", "op": "GE", "value": 80}}}}"#,
    ] {
        let found = wrong(bad, &["A", "B"]);
        assert_eq!(found.len(), 1, "{bad}: {found:?}");
    }
    assert!(
        wrong(
            r#"{"compare": {"fact": "INCOME_PER_HEAD", "op": "LT", "value": {"standard": "DB01", "percent": 150}}}"#,
            &[]
        )
        .is_empty()
    );
    let deep = format!(
        "{}{}{}",
        r#"{"not": "#.repeat(8),
        r#"{"compare": {"fact": "AGE", "op": "GE", "value": 80}}"#,
        "}".repeat(8)
    );
    assert_eq!(wrong(&deep, &[]), ["条件嵌套超过 8 层,请拆开"]);
}

#[test]
fn declared_facts_take_their_own_words_only() {
    assert_eq!(normalised(Fact::CareLevel, " half ").as_deref(), Some("HALF"));
    assert_eq!(normalised(Fact::NoFixedIncome, "true").as_deref(), Some("TRUE"));
    assert_eq!(normalised(Fact::CareLevel, "TRUE"), None);
    assert_eq!(normalised(Fact::Age, "80"), None, "a register knows it");
    assert!(declared().iter().all(|fact| is_declared(*fact) && !fact_name(*fact).is_empty()));
}

#[test]
fn what_is_found_coarsely_is_never_too_narrow() {
    let programmes = shipped();
    let of = |code: &str| relax(&programmes.named(code).and_then(|one| one.terms.first()).expect("terms").expression);
    assert_eq!(of("WW01"), Relaxed::Declared(Fact::AnnualList));
    assert_eq!(of("YF04"), Relaxed::Veteran);
    assert!(matches!(of("ZLJ"), Relaxed::All(parts) if parts.first() == Some(&Relaxed::AgeFrom(80))));
    assert!(matches!(of("CJ01"), Relaxed::All(parts) if parts.first() == Some(&Relaxed::Certified)));
}

fn a_leaf() -> impl Strategy<Value = Expression> {
    let flags = vec![Fact::HukouHere, Fact::NoFixedIncome, Fact::AtSchool, Fact::ParentsLost];
    let flag = (prop::sample::select(flags), any::<bool>()).prop_map(|(fact, wanted)| Compare {
        fact,
        op: Op::Eq,
        value: Value::Flag(wanted),
    });
    let ops = vec![Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge];
    let numbers = vec![Fact::Age, Fact::AgeAtStart, Fact::CertificateGrade];
    let number = (prop::sample::select(numbers), prop::sample::select(ops), 0_i64..100)
        .prop_map(|(fact, op, wanted)| Compare { fact, op, value: Value::Whole(wanted) });
    prop_oneof![flag, number].prop_map(Expression::Compare)
}

fn an_expression() -> impl Strategy<Value = Expression> {
    a_leaf().prop_recursive(4, 24, 4, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 1..4).prop_map(Expression::All),
            prop::collection::vec(part.clone(), 1..4).prop_map(Expression::Any),
            part.prop_map(|part| Expression::Not(Box::new(part))),
        ]
    })
}

fn a_person() -> impl Strategy<Value = Facts> {
    let said = prop::option::of(any::<bool>());
    (1900_i32..2022, prop::option::of(1_i32..5), any::<bool>(), said.clone(), said.clone(), said).prop_map(
        |(year, grade, here, income, school, lost)| {
            let word = |flag: bool| if flag { "TRUE" } else { "FALSE" };
            let told = [(Fact::NoFixedIncome, income), (Fact::AtSchool, school), (Fact::ParentsLost, lost)];
            let told: Vec<(Fact, &str)> =
                told.into_iter().filter_map(|(fact, flag)| flag.map(|flag| (fact, word(flag)))).collect();
            let facts = Facts {
                certificate: grade.map(|grade| Certificate { kind: DisabilityType::Physical, grade }),
                hukou_unit_kind: here.then_some(UnitKind::Village),
                ..born(&format!("{year}-06-15"))
            };
            says(facts, &told)
        },
    )
}

fn meets(relaxed: &Relaxed, facts: &Facts) -> bool {
    match relaxed {
        Relaxed::Everyone => true,
        Relaxed::All(parts) => parts.iter().all(|part| meets(part, facts)),
        Relaxed::Any(parts) => parts.iter().any(|part| meets(part, facts)),
        Relaxed::AgeFrom(years) => facts.age() >= *years,
        Relaxed::AgeBelow(years) => facts.age_at_start() < *years,
        Relaxed::Certified => facts.certificate.is_some(),
        Relaxed::Declared(fact) => facts.declared.contains_key(fact),
        Relaxed::Veteran => facts.veteran.is_some(),
        Relaxed::IncomeKnown => facts.income.is_some(),
        Relaxed::Programme(codes) => codes.iter().any(|code| facts.programmes.contains(code)),
        Relaxed::HouseholdProgramme(codes) => codes.iter().any(|code| facts.household_programmes.contains(code)),
    }
}

fn verdict(expression: &Expression, facts: &Facts) -> Truth {
    truth(expression, None, facts, &Peers::new())
}

proptest! {
    #[test]
    fn not_not_is_the_same(expression in an_expression(), facts in a_person()) {
        let twice = Expression::Not(Box::new(Expression::Not(Box::new(expression.clone()))));
        prop_assert_eq!(verdict(&expression, &facts), verdict(&twice, &facts));
    }

    /// The laws of De Morgan, in three values.
    #[test]
    fn not_all_is_any_not(parts in prop::collection::vec(an_expression(), 1..4), facts in a_person()) {
        let not = |part: Expression| Expression::Not(Box::new(part));
        let one = not(Expression::All(parts.clone()));
        let other = Expression::Any(parts.into_iter().map(not).collect());
        prop_assert_eq!(verdict(&one, &facts), verdict(&other, &facts));
    }

    /// What is decided stays decided when more becomes known, and is what it would be whatever that is.
    #[test]
    fn more_knowledge_never_turns_a_verdict(expression in an_expression(), facts in a_person(), more in any::<bool>()) {
        let before = verdict(&expression, &facts);
        let mut after = facts.clone();
        for fact in [Fact::NoFixedIncome, Fact::ParentsLost] {
            after.declared.entry(fact).or_insert_with(|| if more { "TRUE" } else { "FALSE" }.to_owned());
        }
        let after = verdict(&expression, &after);
        prop_assert!(before == Truth::Unknown || before == after);
        prop_assert!(after != Truth::Unknown, "everything is known");
    }

    #[test]
    fn everyone_entitled_is_found_coarsely(expression in an_expression(), facts in a_person()) {
        if verdict(&expression, &facts) == Truth::True {
            prop_assert!(meets(&relax(&expression), &facts));
        }
    }

    #[test]
    fn an_explanation_agrees_with_the_verdict(expression in an_expression(), facts in a_person()) {
        let outcome = explain(&expression, None, &facts, &Peers::new());
        prop_assert_eq!(outcome.verdict, verdict(&expression, &facts).verdict());
        prop_assert_eq!(outcome.reasons.len(), expression.leaves().len() + 1);
        prop_assert_eq!(outcome.verdict == Verdict::Unknown, !outcome.missing.is_empty());
    }

    #[test]
    fn an_expression_survives_being_stored(expression in an_expression()) {
        let stored = serde_json::to_string(&expression).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Expression>(&stored).ok(), Some(expression.clone()));
        let nodes = expression.nodes();
        prop_assert!(nodes.iter().zip(1..).all(|(node, number)| node.number == number));
    }
}

#[test]
fn every_word_of_a_list_has_a_name_and_every_fact_a_shape() {
    for fact in declared() {
        let Shape::Words(words) = shape(*fact) else { continue };
        assert!(words.iter().all(|(word, name)| normalised(*fact, word).is_some() && !name.is_empty()));
    }
    for (word, _) in match shape(Fact::CertificateKind) {
        Shape::Words(words) => words,
        _ => &[],
    } {
        assert!(serde_json::from_value::<DisabilityType>((*word).into()).is_ok(), "{word}");
    }
    for (word, _) in match shape(Fact::VeteranCategory) {
        Shape::Words(words) => words,
        _ => &[],
    } {
        assert!(serde_json::from_value::<VeteranCategory>((*word).into()).is_ok(), "{word}");
    }
}
