//! What a household may not draw together, and what may not come to more than a cap.

use std::collections::BTreeMap;

use entity::vocab::{EnrolmentState, ExclusionKind, ExclusionLevel, PaymentState};
use serde_json::{Value as Json, json};

use crate::{
    kernel::{money::Fen, time::Month},
    payrolls::model::{Beside, Line},
    subsidies::{
        model::{ProgrammeRecord, Programmes},
        rules::exclusion::{Conflict, Held, Wanted, conflicts},
    },
};

/// Whether an exclusion is decided here. What one person may not draw together is the rule S03's.
const fn ours(level: ExclusionLevel, kind: ExclusionKind) -> bool {
    matches!(level, ExclusionLevel::Household) || matches!(kind, ExclusionKind::Cap)
}

/// Programmes whose lines in a household matter to those of `programme` in some of the months.
pub fn others<'a>(
    programme: &'a ProgrammeRecord,
    months: impl Iterator<Item = Month> + Clone + 'a,
) -> impl Iterator<Item = i64> + 'a {
    let holding = move |pair: &&crate::subsidies::model::Exclusion| months.clone().any(|month| pair.holds(month));
    let decided = programme.exclusions.iter().filter(|pair| ours(pair.level, pair.kind));
    decided.filter(holding).map(|pair| pair.other)
}

/// Leaves out, or cuts, what does not go together with lines that are there already: who comes first is paid.
/// `households` says whose each line is, `beside` what each household has.
pub fn restrict(programmes: &Programmes, lines: &mut [Line], households: &[i64], beside: &BTreeMap<i64, Vec<Beside>>) {
    for (line, household) in lines.iter_mut().zip(households) {
        let Some(there) = beside.get(household) else { continue };
        let held: Vec<Held> = there.iter().filter(|one| one.month == line.month).map(|one| held(one, line)).collect();
        let wanted = Wanted {
            enrolment: line.enrolment_id,
            programme: line.programme_id,
            tier: line.tier_id,
            amount: Some(line.amount_fen),
        };
        for conflict in conflicts(programmes, &held, &wanted, line.month) {
            if line.state == PaymentState::Planned && ours(conflict.level, conflict.kind) {
                settle(line, conflict);
            }
        }
    }
}

fn held(one: &Beside, line: &Line) -> Held {
    Held {
        enrolment: 0,
        programme: one.programme,
        tier: one.tier,
        own: one.person == line.person_id,
        state: EnrolmentState::Active,
        start: one.month,
        end: Some(one.month),
        amount: Some(one.amount),
    }
}

fn settle(line: &mut Line, conflict: Conflict) {
    let (word, rest) = match conflict.kind {
        ExclusionKind::Exclusive => ("EXCLUSIVE", Fen(0)),
        // Even the higher one waits until the other is stopped: both would be paid otherwise.
        ExclusionKind::ChooseHigher => ("CHOOSE_HIGHER", Fen(0)),
        ExclusionKind::Cap => ("CAP", Fen(line.amount_fen.0 - conflict.excess.unwrap_or_default().0)),
    };
    if rest.0 > 0 {
        line.amount_fen = rest;
        note(line, word, &conflict.message);
    } else {
        line.state = PaymentState::Excluded;
        line.exclusion = Some(word.to_owned());
        line.exclusion_note = Some(conflict.message);
    }
}

/// Notes on a line what whoever reviews is to know.
pub fn note(line: &mut Line, rule: &str, text: &str) {
    if let Some(Json::Object(basis)) = &mut line.basis
        && let Json::Array(warnings) = basis.entry("warnings").or_insert_with(|| json!([]))
    {
        warnings.push(json!({ "rule": rule, "text": text }));
    }
}
