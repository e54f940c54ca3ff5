//! How few people a figure may be about, for those who may not see people.

/// Limits of disclosure, a matter of configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Fewest persons of a figure that may be shown.
    pub any: i64,
    /// The same for disability, veteran, low-income and child figures.
    pub sensitive: i64,
    /// Largest share of an amount, in percent, that may be one person's.
    pub dominance: i64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { any: 3, sensitive: 11, dominance: 85 }
    }
}
