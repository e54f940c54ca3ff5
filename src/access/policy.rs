//! The policy table: role x permission. One place to read, one place to change.

use entity::vocab::Role;

/// What can be permitted. The words are shown in `FORBIDDEN` errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Units and programmes.
    ReferenceRead,
    /// Residents, households, their residencies and life events.
    ResidentRead,
    /// Disability certificates.
    HealthRead,
    /// Enrolments and applications.
    EnrolmentRead,
    /// Payroll batches.
    PayrollRead,
    /// Payment lines, payees' names and bank returns.
    PaymentRead,
    /// Aggregated figures.
    StatisticsRead,
    /// The annual report.
    ReportRead,
}

impl Permission {
    /// The word shown to the caller.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReferenceRead => "REFERENCE_READ",
            Self::ResidentRead => "RESIDENT_READ",
            Self::HealthRead => "HEALTH_READ",
            Self::EnrolmentRead => "ENROLMENT_READ",
            Self::PayrollRead => "PAYROLL_READ",
            Self::PaymentRead => "PAYMENT_READ",
            Self::StatisticsRead => "STATISTICS_READ",
            Self::ReportRead => "REPORT_READ",
        }
    }
}

/// What each role may do.
#[must_use]
pub const fn permissions(role: Role) -> &'static [Permission] {
    use Permission::{
        EnrolmentRead, HealthRead, PaymentRead, PayrollRead, ReferenceRead, ReportRead, ResidentRead, StatisticsRead,
    };
    match role {
        Role::StreetStaff | Role::Auditor => &[
            ReferenceRead,
            ResidentRead,
            HealthRead,
            EnrolmentRead,
            PayrollRead,
            PaymentRead,
            StatisticsRead,
            ReportRead,
        ],
        Role::CommunityWorker => &[ReferenceRead, ResidentRead, HealthRead, EnrolmentRead, PaymentRead, StatisticsRead],
        Role::Finance => &[ReferenceRead, PayrollRead, PaymentRead, StatisticsRead, ReportRead],
        Role::Bi => &[ReferenceRead, StatisticsRead, ReportRead],
        Role::AgriEconomy => &[ReferenceRead, ReportRead],
        Role::VeteranStation | Role::Cooperative | Role::Admin => &[ReferenceRead],
    }
}

/// Whether small cells must be hidden from the role: those who may not see people anyway.
#[must_use]
pub const fn suppresses_small_cells(role: Role) -> bool {
    matches!(role, Role::Bi | Role::AgriEconomy)
}
