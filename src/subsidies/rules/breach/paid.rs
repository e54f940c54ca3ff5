//! The lines of one programme in a month: what it was paid by, and what was added to it later.

use entity::vocab::PayrollKind;

use super::world::Index;
use crate::subsidies::model::{ProgrammeRecord, facts::LineFact};

/// What one programme was paid by.
pub(super) struct Paid<'a> {
    pub programme: &'a ProgrammeRecord,
    /// What counts once: regular lines and their repetitions, or else arrears.
    pub bases: Vec<&'a LineFact>,
    /// Arrears and differences beside a base.
    pub added: Vec<&'a LineFact>,
}

impl<'a> Paid<'a> {
    /// By programme; a returned line that is paid again is the same payment.
    pub(super) fn all(index: &Index<'a>, lines: &[(i64, &'a LineFact)]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for (_, line) in lines {
            let again = |(_, other): &(i64, &LineFact)| other.reissue_of == Some(line.id);
            let Some(programme) = index.programme(line.programme).filter(|_| !lines.iter().any(again)) else {
                continue;
            };
            let at = all.iter().position(|one| one.programme.row.id == line.programme).unwrap_or_else(|| {
                all.push(Self { programme, bases: Vec::new(), added: Vec::new() });
                all.len() - 1
            });
            let Some(paid) = all.get_mut(at) else { continue };
            match line.kind {
                PayrollKind::Regular | PayrollKind::FollowUp => paid.bases.push(line),
                PayrollKind::Arrears | PayrollKind::TopUp => paid.added.push(line),
            }
        }
        for paid in all.iter_mut().filter(|paid| paid.bases.is_empty()) {
            std::mem::swap(&mut paid.bases, &mut paid.added);
        }
        all
    }

    /// Fen that were added.
    pub(super) fn added(&self) -> i64 {
        self.added.iter().map(|line| line.amount.0).sum()
    }

    /// What stands when one must go: neither recovered nor planned, if there is such a line.
    pub(super) fn kept(&self, index: &Index<'_>) -> Option<&'a LineFact> {
        self.bases.iter().copied().min_by_key(|line| (index.come(line.recovered_on), line.id < 0, line.id))
    }

    /// The first line that the rules are asked about.
    pub(super) fn asked(&self, index: &Index<'_>) -> Option<&'a LineFact> {
        self.bases.iter().copied().find(|line| index.asked(line))
    }

    /// Whether all of it was recovered.
    pub(super) fn recovered(&self, index: &Index<'_>) -> bool {
        self.bases.iter().all(|line| index.come(line.recovered_on))
    }
}
