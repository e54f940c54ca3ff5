//! Decisions about payrolls: what is calculated, what is bound, what the bank is told and answers.

pub mod answer;
pub mod calculate;
pub mod content;
pub mod diff;
pub mod explain;
pub mod format;
pub mod recovery;
pub mod restrict;
#[cfg(test)]
mod tests;
