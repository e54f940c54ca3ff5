//! Rules about subsidies: what they say about lines, put together to one problem a person and programme.

use std::collections::BTreeMap;

use entity::vocab::Severity;
use serde_json::{Map, Value as Json, json};

use crate::{
    findings::model::{Hit, Owner, Subject},
    kernel::{money::Fen, time::Month},
    subsidies::model::facts::{LineFact, SubsidyFacts},
};

pub use crate::subsidies::{
    model::facts::{Asked, Breach, SubsidyWorld},
    rules::breach::breaches,
};

/// What one problem is about: rule, subject, and what tells it from others of the subject.
type Case<'a> = (&'static str, Subject, &'a str);

/// Everything the rules on subsidies have to say as of the day, by rule, subject and key.
#[must_use]
pub fn evaluate_subsidies(world: &SubsidyWorld<'_>) -> Vec<Hit> {
    let found = breaches(world);
    let lines = lines(world.facts, &found);
    let mut cases: BTreeMap<Case<'_>, Vec<&Breach>> = BTreeMap::new();
    for breach in &found {
        let case = (breach.rule, subject(breach), breach.key.as_deref().unwrap_or_default());
        cases.entry(case).or_default().push(breach);
    }
    let hits = cases.into_iter().filter_map(|((rule, subject, key), breaches)| {
        let case = Problem { world, lines: &lines, breaches };
        case.hit(rule, subject, key)
    });
    let mut hits: Vec<Hit> = hits.collect();
    hits.sort_by(|one, other| super::order(one).cmp(&super::order(other)));
    hits
}

fn lines<'a>(facts: &'a SubsidyFacts, found: &[Breach]) -> BTreeMap<i64, &'a LineFact> {
    let wanted: std::collections::BTreeSet<i64> = found.iter().filter_map(|breach| breach.line).collect();
    facts.lines.iter().filter(|line| wanted.contains(&line.id)).map(|line| (line.id, line)).collect()
}

/// What a breach is about. The entitlement of a person and programme is named afterwards.
fn subject(breach: &Breach) -> Subject {
    let person = breach.person.unwrap_or_default();
    match (breach.rule, breach.line, breach.programme) {
        ("S09" | "S11", ..) => Subject::Enrolment { person, enrolment: breach.enrolment.unwrap_or_default() },
        ("S10" | "S14" | "S18", ..) => Subject::Person(breach.resident.unwrap_or(person)),
        ("S12", ..) => Subject::Account(breach.account.unwrap_or_default()),
        ("S17", ..) => Subject::Payroll(breach.payroll.unwrap_or_default()),
        ("S13", Some(line), _) => {
            Subject::Payment { line, person, enrolment: breach.enrolment, payroll: breach.payroll.unwrap_or_default() }
        }
        (_, _, programme) => Subject::Drawn { person, programme: programme.unwrap_or_default(), enrolment: None },
    }
}

/// The breaches of one case, by month.
struct Problem<'a> {
    world: &'a SubsidyWorld<'a>,
    lines: &'a BTreeMap<i64, &'a LineFact>,
    breaches: Vec<&'a Breach>,
}

impl Problem<'_> {
    /// The finding, unless all of it was put right. It is known by its first month, put right or not.
    fn hit(&self, rule: &'static str, subject: Subject, key: &str) -> Option<Hit> {
        let open: Vec<&Breach> = self.breaches.iter().copied().filter(|breach| !breach.settled).collect();
        let first = *open.first()?;
        let month = self.breaches.iter().filter_map(|breach| breach.month).min();
        let subject = match subject {
            Subject::Drawn { person, programme, .. } => {
                Subject::Drawn { person, programme, enrolment: open.iter().find_map(|breach| breach.enrolment) }
            }
            other => other,
        };
        let listed = matches!(subject, Subject::Drawn { .. });
        let (evidence, summary) = if listed { self.listed(&open) } else { (first.evidence.clone(), String::new()) };
        let amounts: Vec<i64> = open.iter().filter_map(|breach| breach.amount).map(|amount| amount.0).collect();
        Some(Hit {
            rule,
            owner: first.unit.map_or(Owner::Street, Owner::Payer),
            subject,
            key: named(month.filter(|_| listed), key),
            severity: open.iter().map(|breach| breach.severity).max().unwrap_or(Severity::Medium),
            amount: Some(Fen(amounts.iter().sum())).filter(|_| !amounts.is_empty()),
            evidence,
            explain: format!("{}{summary}", first.explain),
        })
    }

    /// The lines as evidence, and in words.
    fn listed(&self, open: &[&Breach]) -> (Json, String) {
        let first = open.first();
        let mut evidence: Map<String, Json> =
            first.and_then(|breach| breach.evidence.as_object()).cloned().unwrap_or_default();
        let total = Fen(open.iter().filter_map(|breach| breach.amount).map(|amount| amount.0).sum());
        let lines: Vec<String> = open.iter().filter_map(|breach| self.line(breach)).collect();
        let months = open.iter().filter_map(|breach| breach.month);
        let (from, to) = (months.clone().min(), months.max());
        let span = from
            .zip(to)
            .map_or_else(String::new, |(from, to)| if from == to { from.to_string() } else { format!("{from}至{to}") });
        let summary = format!("{span}共{}笔,涉及{total}元。", open.len());
        evidence.insert("count".to_owned(), json!(open.len()));
        evidence.insert("total".to_owned(), json!(total.to_string()));
        evidence.insert("lines".to_owned(), json!(lines));
        (Json::Object(evidence), summary)
    }

    /// Reference, month, tier and amount of a line.
    fn line(&self, breach: &Breach) -> Option<String> {
        let line = self.lines.get(&breach.line?)?;
        let programme = self.world.programmes.get(line.programme)?;
        Some(format!("{} {} {} {}", line.reference, line.month, programme.tier_code(line.tier), line.amount))
    }
}

/// Names the case: its first month and whatever else tells it from others.
fn named(month: Option<Month>, key: &str) -> String {
    match month {
        Some(month) if key.is_empty() => month.to_string(),
        Some(month) => format!("{month} {key}"),
        None if key.is_empty() => "ONCE".to_owned(),
        None => key.to_owned(),
    }
}
