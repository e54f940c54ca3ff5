//! Values of veterans.

/// Columns under which sensitive values are sealed.
pub const SERVICE_UNIT: &str = "veteran.service_unit";
/// See [`SERVICE_UNIT`].
pub const DISABILITY_CERTIFICATE: &str = "veteran_disability.certificate";
/// See [`SERVICE_UNIT`].
pub const CARD_NUMBER: &str = "veteran_card.number";
