//! Decisions on service points: pure, no clock.

pub mod distance;
pub mod point;

#[cfg(test)]
mod tests;
