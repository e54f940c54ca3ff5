//! Who is entitled: an expression over facts is judged in three values and explains itself.

mod check;
mod facts;
mod judge;
mod relax;
#[cfg(test)]
mod tests;
mod words;

pub use check::check;
pub use facts::{Certificate, Facts, Found, Shape, VeteranFacts, declared, is_declared, normalised, presumed, shape};
pub use judge::{Outcome, Reason, Truth, explain, tier_of, truth};
pub use relax::{Relaxed, relax};
pub use words::{comparison_text, declared_text, fact_name, text, value_text};
