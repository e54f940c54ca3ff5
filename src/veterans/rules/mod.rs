//! Decisions about veterans, without I/O or clock.

pub mod card;
pub mod contact;
pub mod entitlement;
pub mod plaque;

#[cfg(test)]
mod tests;
