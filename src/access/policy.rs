//! The policy table: role x permission. One place to read, one place to change.

use entity::vocab::Role;

use self::Permission::{
    ApplicationDecide, ApplicationWrite, CampaignManage, CoverageRead, DividendApprove, DividendChallenge,
    DividendRead, DividendStatisticsRead, DividendWrite, EnrolmentRead, EnrolmentReport, EnrolmentWrite, FindingManage,
    FindingRead, FindingRectify, HealthRead, IndicatorWrite, LeaseApprove, LeaseRead, LeaseStatisticsRead, LeaseWrite,
    PaymentRead, PayrollApprove, PayrollPay, PayrollRead, PayrollWrite, ProgrammeManage, PublicationManage,
    PublicationObject, PublicationRead, ReferenceRead, ReportRead, ResidentFactWrite, ResidentRead, ServicePointWrite,
    StatisticsRead, SubsidyFindingManage, VeteranDetailRead, VeteranRead, VeteranStatisticsRead, VeteranWrite,
};

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
    /// Taking down, accepting and checking applications; recording objections to them.
    ApplicationWrite,
    /// Reviewing, publishing, confirming and rejecting applications.
    ApplicationDecide,
    /// Suspending, resuming, changing and stopping entitlements.
    EnrolmentWrite,
    /// Reporting the reviews of entitlements.
    EnrolmentReport,
    /// The archive of published lists; what is up is open to everybody.
    PublicationRead,
    /// Publishing and withdrawing lists, answering objections to them.
    PublicationManage,
    /// Recording objections to published lists.
    PublicationObject,
    /// Payroll batches.
    PayrollRead,
    /// Opening, calculating, locking and closing payrolls; demanding money back.
    PayrollWrite,
    /// Reviewing and approving payrolls, giving up lines and recoveries.
    PayrollApprove,
    /// Bank files, their answers, money that came back.
    PayrollPay,
    /// Payment lines, payees' names and bank returns.
    PaymentRead,
    /// Proposing and deciding changes of programmes, trying them.
    ProgrammeManage,
    /// Recording facts about residents that no register holds.
    ResidentFactWrite,
    /// Aggregated figures of subsidies.
    StatisticsRead,
    /// Collectives, assets, leases, rent bills, receipts.
    LeaseRead,
    /// Assets, contracts and their records; rent bills, receipts, deposits.
    LeaseWrite,
    /// Waivers of rent and exemptions from tender.
    LeaseApprove,
    /// Aggregated figures of leases and findings.
    LeaseStatisticsRead,
    /// Rules, campaigns, findings.
    FindingRead,
    /// Rectifying findings.
    FindingRectify,
    /// Running rules; assigning, verifying, waiving findings.
    FindingManage,
    /// Running the rules on subsidies; assigning, rectifying, verifying, waiving what they find.
    SubsidyFindingManage,
    /// Campaigns of inspection of collective assets.
    CampaignManage,
    /// Distributing units, members, plans, payout lines.
    DividendRead,
    /// The register, plans and payouts.
    DividendWrite,
    /// Reviewing and approving plans, answering objections.
    DividendApprove,
    /// Recording objections, sending plans back.
    DividendChallenge,
    /// Aggregated figures of dividends.
    DividendStatisticsRead,
    /// The register of veterans, their services, benefits, cards, contacts.
    VeteranRead,
    /// Disability, health, hardship and military unit of veterans.
    VeteranDetailRead,
    /// The register, services, benefits, contacts.
    VeteranWrite,
    /// Approving benefits, passing on cards, ending files.
    VeteranApprove,
    /// Aggregated figures of veterans.
    VeteranStatisticsRead,
    /// Opening, changing and closing service points.
    ServicePointWrite,
    /// How many residents reach a service point.
    CoverageRead,
    /// The annual report.
    ReportRead,
    /// Recording what a report states, and correcting it.
    IndicatorWrite,
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
            Self::ApplicationWrite => "APPLICATION_WRITE",
            Self::ApplicationDecide => "APPLICATION_DECIDE",
            Self::EnrolmentWrite => "ENROLMENT_WRITE",
            Self::EnrolmentReport => "ENROLMENT_REPORT",
            Self::PublicationRead => "PUBLICATION_READ",
            Self::PublicationManage => "PUBLICATION_MANAGE",
            Self::PublicationObject => "PUBLICATION_OBJECT",
            Self::PayrollRead => "PAYROLL_READ",
            Self::PayrollWrite => "PAYROLL_WRITE",
            Self::PayrollApprove => "PAYROLL_APPROVE",
            Self::PayrollPay => "PAYROLL_PAY",
            Self::PaymentRead => "PAYMENT_READ",
            Self::ProgrammeManage => "PROGRAMME_MANAGE",
            Self::ResidentFactWrite => "RESIDENT_FACT_WRITE",
            Self::StatisticsRead => "STATISTICS_READ",
            Self::LeaseRead => "LEASE_READ",
            Self::LeaseWrite => "LEASE_WRITE",
            Self::LeaseApprove => "LEASE_APPROVE",
            Self::LeaseStatisticsRead => "LEASE_STATISTICS_READ",
            Self::FindingRead => "FINDING_READ",
            Self::FindingRectify => "FINDING_RECTIFY",
            Self::FindingManage => "FINDING_MANAGE",
            Self::SubsidyFindingManage => "SUBSIDY_FINDING_MANAGE",
            Self::CampaignManage => "CAMPAIGN_MANAGE",
            Self::DividendRead => "DIVIDEND_READ",
            Self::DividendWrite => "DIVIDEND_WRITE",
            Self::DividendApprove => "DIVIDEND_APPROVE",
            Self::DividendChallenge => "DIVIDEND_CHALLENGE",
            Self::DividendStatisticsRead => "DIVIDEND_STATISTICS_READ",
            Self::VeteranRead => "VETERAN_READ",
            Self::VeteranDetailRead => "VETERAN_DETAIL_READ",
            Self::VeteranWrite => "VETERAN_WRITE",
            Self::VeteranApprove => "VETERAN_APPROVE",
            Self::VeteranStatisticsRead => "VETERAN_STATISTICS_READ",
            Self::ServicePointWrite => "SERVICE_POINT_WRITE",
            Self::CoverageRead => "COVERAGE_READ",
            Self::ReportRead => "REPORT_READ",
            Self::IndicatorWrite => "INDICATOR_WRITE",
        }
    }
}

const STREET_STAFF: &[Permission] = &[
    ReferenceRead,
    ResidentRead,
    HealthRead,
    EnrolmentRead,
    ApplicationDecide,
    EnrolmentWrite,
    EnrolmentReport,
    PublicationRead,
    PublicationManage,
    PublicationObject,
    PayrollRead,
    PayrollWrite,
    PayrollApprove,
    PaymentRead,
    ProgrammeManage,
    ResidentFactWrite,
    StatisticsRead,
    ReportRead,
    IndicatorWrite,
    LeaseRead,
    LeaseStatisticsRead,
    FindingRead,
    SubsidyFindingManage,
    DividendRead,
    DividendStatisticsRead,
    VeteranRead,
    VeteranStatisticsRead,
    ServicePointWrite,
    CoverageRead,
];
const AUDITOR: &[Permission] = &[
    ReferenceRead,
    ResidentRead,
    HealthRead,
    EnrolmentRead,
    PublicationRead,
    PayrollRead,
    PaymentRead,
    StatisticsRead,
    ReportRead,
    LeaseRead,
    LeaseStatisticsRead,
    FindingRead,
    DividendRead,
    DividendStatisticsRead,
    VeteranRead,
    VeteranDetailRead,
    VeteranStatisticsRead,
    CoverageRead,
];
/// Findings are those about subsidies that the unit pays.
const COMMUNITY_WORKER: &[Permission] = &[
    ReferenceRead,
    ResidentRead,
    HealthRead,
    EnrolmentRead,
    ApplicationWrite,
    EnrolmentReport,
    PublicationRead,
    PublicationObject,
    PaymentRead,
    StatisticsRead,
    CoverageRead,
    FindingRead,
    FindingRectify,
    ResidentFactWrite,
];
const FINANCE: &[Permission] = &[
    ReferenceRead,
    PayrollRead,
    PayrollPay,
    PaymentRead,
    StatisticsRead,
    ReportRead,
    LeaseRead,
    LeaseStatisticsRead,
    DividendRead,
    DividendStatisticsRead,
];
const BI: &[Permission] = &[
    ReferenceRead,
    StatisticsRead,
    ReportRead,
    LeaseStatisticsRead,
    DividendStatisticsRead,
    VeteranStatisticsRead,
    CoverageRead,
];
const AGRI_ECONOMY: &[Permission] = &[
    ReferenceRead,
    ReportRead,
    LeaseRead,
    LeaseApprove,
    LeaseStatisticsRead,
    FindingRead,
    FindingRectify,
    FindingManage,
    CampaignManage,
    DividendRead,
    DividendApprove,
    DividendChallenge,
    DividendStatisticsRead,
];
const COOPERATIVE: &[Permission] = &[
    ReferenceRead,
    LeaseRead,
    LeaseWrite,
    LeaseStatisticsRead,
    FindingRead,
    FindingRectify,
    DividendRead,
    DividendWrite,
    DividendChallenge,
    DividendStatisticsRead,
];
/// Residents, households and enrolments are those of the veterans whose files the station keeps.
const VETERAN_STATION: &[Permission] = &[
    ReferenceRead,
    ResidentRead,
    EnrolmentRead,
    FindingRead,
    FindingRectify,
    VeteranRead,
    VeteranDetailRead,
    VeteranWrite,
    VeteranStatisticsRead,
    CoverageRead,
];
const ADMIN: &[Permission] = &[ReferenceRead];

/// What each role may do.
#[must_use]
pub const fn permissions(role: Role) -> &'static [Permission] {
    match role {
        Role::StreetStaff => STREET_STAFF,
        Role::Auditor => AUDITOR,
        Role::CommunityWorker => COMMUNITY_WORKER,
        Role::Finance => FINANCE,
        Role::Bi => BI,
        Role::AgriEconomy => AGRI_ECONOMY,
        Role::Cooperative => COOPERATIVE,
        Role::VeteranStation => VETERAN_STATION,
        Role::Admin => ADMIN,
    }
}

/// What a role may do besides when the account is the street's and not a unit's.
#[must_use]
pub const fn street_permissions(role: Role) -> &'static [Permission] {
    match role {
        Role::VeteranStation => &[Permission::VeteranApprove, FindingManage],
        _ => &[],
    }
}

/// Whether the role gets figures and never a person: no way from a figure to its rows, nor to what hangs out in public.
#[must_use]
pub const fn figures_only(role: Role) -> bool {
    matches!(role, Role::Bi)
}

/// Whether small cells must be hidden from the role: those who may not see people anyway.
#[must_use]
pub const fn suppresses_small_cells(role: Role) -> bool {
    matches!(role, Role::Bi | Role::AgriEconomy)
}
