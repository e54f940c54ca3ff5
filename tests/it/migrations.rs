//! Migrations up and down; the tables agree with the entities and their vocabularies.

use entity::vocab;
use migration::{Migrator, MigratorTrait};
use minsheng::kernel::scope::{FindIn, Scope, Scoped};
use sea_orm::{ActiveEnum, ConnectionTrait, EntityTrait, Iterable};

use crate::{both, support::empty};

both! {
    /// Down to nothing and up again.
    async fn up_down_up(stage: Stage) {
        let app = empty(stage).await.app;
        Migrator::down(app.db.owner(), None).await.expect("down");
        assert!(app.db.owner().execute_unprepared("SELECT 1 FROM unit").await.is_err(), "nothing is left");
        minsheng::bootstrap::migrate(&app).await.expect("up again, seeded again");
        assert_eq!(minsheng::residents::service::units(&app).await.expect("reads").0.len(), 12);
        minsheng::bootstrap::migrate(&app).await.expect("a second time does nothing");
        assert_eq!(minsheng::subsidies::service::programmes(&app).await.expect("reads").0.len(), 32);
    }
}

async fn selects<E: EntityTrait + Scoped>(db: &sea_orm::DatabaseConnection) {
    let name = E::default().table_name().to_owned();
    E::find_in(&Scope::everything()).one(db).await.unwrap_or_else(|err| panic!("{name}: {err}"));
}

both! {
    /// Every column of every entity exists with a type that decodes.
    async fn entities_match_their_tables(stage: Stage) {
        let app = crate::support::demo(stage).await.app;
        let db = app.db.read();
        selects::<entity::account::Entity>(db).await;
        selects::<entity::agent_authorisation::Entity>(db).await;
        selects::<entity::application::Entity>(db).await;
        selects::<entity::application_step::Entity>(db).await;
        selects::<entity::application_objection::Entity>(db).await;
        selects::<entity::application_step_limit::Entity>(db).await;
        selects::<entity::enrolment_step::Entity>(db).await;
        selects::<entity::publication::Entity>(db).await;
        selects::<entity::publication_entry::Entity>(db).await;
        selects::<entity::publication_objection::Entity>(db).await;
        selects::<entity::audit_act::Entity>(db).await;
        selects::<entity::audit_head::Entity>(db).await;
        selects::<entity::bank_format::Entity>(db).await;
        selects::<entity::bank_result::Entity>(db).await;
        selects::<entity::bank_return::Entity>(db).await;
        selects::<entity::payroll_decision::Entity>(db).await;
        selects::<entity::payroll_exception::Entity>(db).await;
        selects::<entity::payroll_step::Entity>(db).await;
        selects::<entity::recovery::Entity>(db).await;
        selects::<entity::recovery_receipt::Entity>(db).await;
        selects::<entity::stored_file::Entity>(db).await;
        selects::<entity::disability_certificate::Entity>(db).await;
        selects::<entity::enrolment::Entity>(db).await;
        selects::<entity::household::Entity>(db).await;
        selects::<entity::life_event::Entity>(db).await;
        selects::<entity::payee_account::Entity>(db).await;
        selects::<entity::payment_line::Entity>(db).await;
        selects::<entity::payroll::Entity>(db).await;
        selects::<entity::programme::Entity>(db).await;
        selects::<entity::programme_change::Entity>(db).await;
        selects::<entity::programme_exclusion::Entity>(db).await;
        selects::<entity::programme_version::Entity>(db).await;
        selects::<entity::resident_fact::Entity>(db).await;
        selects::<entity::programme_standard::Entity>(db).await;
        selects::<entity::programme_tier::Entity>(db).await;
        selects::<entity::residency::Entity>(db).await;
        selects::<entity::resident::Entity>(db).await;
        selects::<entity::collective::Entity>(db).await;
        selects::<entity::cadre::Entity>(db).await;
        selects::<entity::asset::Entity>(db).await;
        selects::<entity::asset_ledger::Entity>(db).await;
        selects::<entity::inspection::Entity>(db).await;
        selects::<entity::lessee::Entity>(db).await;
        selects::<entity::resolution::Entity>(db).await;
        selects::<entity::tender::Entity>(db).await;
        selects::<entity::lease::Entity>(db).await;
        selects::<entity::lease_terms::Entity>(db).await;
        selects::<entity::rent_step::Entity>(db).await;
        selects::<entity::lease_document::Entity>(db).await;
        selects::<entity::deposit_entry::Entity>(db).await;
        selects::<entity::sublet::Entity>(db).await;
        selects::<entity::rent_bill::Entity>(db).await;
        selects::<entity::rent_waiver::Entity>(db).await;
        selects::<entity::receipt::Entity>(db).await;
        selects::<entity::receipt_allocation::Entity>(db).await;
        selects::<entity::income_recognition::Entity>(db).await;
        selects::<entity::idempotency::Entity>(db).await;
        selects::<entity::rule::Entity>(db).await;
        selects::<entity::campaign::Entity>(db).await;
        selects::<entity::campaign_result::Entity>(db).await;
        selects::<entity::finding::Entity>(db).await;
        selects::<entity::finding_step::Entity>(db).await;
        selects::<entity::rule_run::Entity>(db).await;
        selects::<entity::distributing_unit::Entity>(db).await;
        selects::<entity::vote_threshold::Entity>(db).await;
        selects::<entity::member::Entity>(db).await;
        selects::<entity::register_event::Entity>(db).await;
        selects::<entity::membership::Entity>(db).await;
        selects::<entity::holding::Entity>(db).await;
        selects::<entity::distribution_plan::Entity>(db).await;
        selects::<entity::plan_step::Entity>(db).await;
        selects::<entity::plan_vote::Entity>(db).await;
        selects::<entity::plan_objection::Entity>(db).await;
        selects::<entity::payout_line::Entity>(db).await;
        selects::<entity::service_point::Entity>(db).await;
        selects::<entity::reported_indicator::Entity>(db).await;
        selects::<entity::veteran::Entity>(db).await;
        selects::<entity::veteran_category::Entity>(db).await;
        selects::<entity::veteran_disability::Entity>(db).await;
        selects::<entity::veteran_honour::Entity>(db).await;
        selects::<entity::veteran_contact::Entity>(db).await;
        selects::<entity::veteran_card::Entity>(db).await;
        selects::<entity::veteran_benefit::Entity>(db).await;
        selects::<entity::veteran_step::Entity>(db).await;
        selects::<entity::veteran_entitlement::Entity>(db).await;
        selects::<entity::service_event::Entity>(db).await;
        selects::<entity::contact_interval::Entity>(db).await;
        selects::<entity::card_step_limit::Entity>(db).await;
        selects::<entity::service_point_hours::Entity>(db).await;
        selects::<entity::walking_assumption::Entity>(db).await;
        selects::<entity::service_circle::Entity>(db).await;
        selects::<entity::unit::Entity>(db).await;
        selects::<entity::unit_code::Entity>(db).await;
    }
}

/// The values of a vocabulary, as the CHECK lists them.
fn values<E: ActiveEnum<Value = String> + Iterable>() -> Vec<String> {
    E::iter().map(|value| value.to_value()).collect()
}

/// The facts that somebody may declare.
fn declared_facts() -> Vec<String> {
    minsheng::subsidies::rules::eligibility::declared().iter().map(ActiveEnum::to_value).collect()
}

/// The values that the CHECK of each constraint lists are those of the vocabulary.
fn assert_listed(constraints: &[(&str, Vec<String>)]) {
    let sources = [
        include_str!("../../migration/src/m0001_access.rs"),
        include_str!("../../migration/src/m0002_residents.rs"),
        include_str!("../../migration/src/m0003_subsidies.rs"),
        include_str!("../../migration/src/m0004_assets.rs"),
        include_str!("../../migration/src/m0005_findings.rs"),
        include_str!("../../migration/src/m0006_dividends.rs"),
        include_str!("../../migration/src/m0007_services.rs"),
        include_str!("../../migration/src/m0008_veterans.rs"),
        include_str!("../../migration/src/m0009_payrolls.rs"),
        include_str!("../../migration/src/m0010_subsidy_findings.rs"),
        include_str!("../../migration/src/m0011_programmes.rs"),
        include_str!("../../migration/src/m0012_applications.rs"),
        include_str!("../../migration/src/m0013_reported_indicators.rs"),
    ]
    .join("\n");
    let listed = |constraint: &str| -> Vec<String> {
        let rest =
            sources.split(&format!("CONSTRAINT {constraint}")).nth(1).unwrap_or_else(|| panic!("no {constraint}"));
        let list = rest.split("IN (").nth(1).and_then(|rest| rest.split(')').next()).expect("a list");
        list.split(',').map(|word| word.trim().trim_matches('\'').to_owned()).collect()
    };
    for (constraint, expected) in constraints {
        let (mut listed, mut expected) = (listed(constraint), expected.clone());
        listed.sort();
        expected.sort();
        assert_eq!(listed, expected, "{constraint}");
    }
}

#[test]
fn checks_list_exactly_the_vocabularies() {
    assert_listed(&[
        ("unit_kind_known", values::<vocab::UnitKind>()),
        ("account_role_known", values::<vocab::Role>()),
        ("resident_sex_known", values::<vocab::Sex>()),
        ("resident_household_role_known", values::<vocab::HouseholdRole>()),
        ("resident_id_number_kind_known", values::<vocab::IdNumberKind>()),
        ("resident_hukou_kind_known", values::<vocab::HukouKind>()),
        ("resident_origin_known", values::<vocab::RecordOrigin>()),
        ("residency_kind_known", values::<vocab::ResidencyKind>()),
        ("life_event_kind_known", values::<vocab::LifeEventKind>()),
        ("disability_certificate_kind_known", values::<vocab::DisabilityType>()),
        ("programme_group_known", values::<vocab::ProgrammeGroup>()),
        ("programme_frequency_known", values::<vocab::Frequency>()),
        ("programme_pay_unit_known", values::<vocab::PayUnit>()),
        ("programme_amount_mode_known", values::<vocab::AmountMode>()),
        ("programme_pair_kind_known", values::<vocab::ExclusionKind>()),
        ("programme_pair_level_known", values::<vocab::ExclusionLevel>()),
        ("programme_change_kind_known", values::<vocab::ProgrammeChangeKind>()),
        ("programme_change_state_known", values::<vocab::ProgrammeChangeState>()),
        ("programme_version_level_known", values::<vocab::ApprovingLevel>()),
        ("programme_version_name_known", values::<vocab::NamePolicy>()),
        ("programme_version_start_known", values::<vocab::StartRule>()),
        ("programme_version_stop_known", values::<vocab::StopRule>()),
        ("resident_fact_declared", declared_facts()),
        ("payee_account_kind_known", values::<vocab::AccountKind>()),
        ("application_state_known", values::<vocab::ApplicationState>()),
        ("enrolment_state_known", values::<vocab::EnrolmentState>()),
        ("enrolment_stop_reason_known", values::<vocab::StopReason>()),
        ("payroll_kind_known", values::<vocab::PayrollKind>()),
        ("payroll_state_known", values::<vocab::PayrollState>()),
        ("payment_line_state_known", values::<vocab::PaymentState>()),
        ("stored_file_kind_known", values::<vocab::StoredFileKind>()),
        ("bank_format_layout_known", values::<vocab::FileLayout>()),
        ("bank_format_encoding_known", values::<vocab::TextEncoding>()),
        ("payroll_step_act_known", values::<vocab::PayrollAct>()),
        ("payroll_decision_kind_known", values::<vocab::PayrollDecisionKind>()),
        ("payroll_exception_code_known", values::<vocab::PayrollExceptionCode>()),
        ("recovery_state_known", values::<vocab::RecoveryState>()),
        ("bank_return_code_known", values::<vocab::BankReturnCode>()),
        ("cadre_relation_known", values::<vocab::CadreRelation>()),
        ("asset_class_known", values::<vocab::AssetClass>()),
        ("asset_kind_known", values::<vocab::AssetKind>()),
        ("asset_safety_known", values::<vocab::SafetyClass>()),
        ("asset_origin_known", values::<vocab::RecordOrigin>()),
        ("asset_ledger_status_known", values::<vocab::AssetStatus>()),
        ("inspection_actual_use_known", values::<vocab::AssetUse>()),
        ("lessee_kind_known", values::<vocab::LesseeKind>()),
        ("resolution_body_known", values::<vocab::MeetingBody>()),
        ("tender_method_known", values::<vocab::TenderMethod>()),
        ("tender_price_basis_known", values::<vocab::PriceBasis>()),
        ("lease_kind_known", values::<vocab::LeaseKind>()),
        ("lease_origin_known", values::<vocab::RecordOrigin>()),
        ("lease_terms_kind_known", values::<vocab::TermsKind>()),
        ("lease_terms_usage_known", values::<vocab::AssetUse>()),
        ("lease_terms_cycle_known", values::<vocab::PayCycle>()),
        ("lease_document_kind_known", values::<vocab::DocumentKind>()),
        ("deposit_entry_kind_known", values::<vocab::DepositMove>()),
        ("rent_bill_item_known", values::<vocab::BillItem>()),
        ("receipt_method_known", values::<vocab::PaymentMethod>()),
        ("receipt_account_known", values::<vocab::RentAccount>()),
        ("rule_domain_known", values::<vocab::RuleDomain>()),
        ("campaign_state_known", values::<vocab::CampaignState>()),
        ("finding_severity_known", values::<vocab::Severity>()),
        ("finding_state_known", values::<vocab::FindingState>()),
        ("finding_step_act_known", values::<vocab::FindingAct>()),
        ("rule_run_domain_known", values::<vocab::RuleDomain>()),
        ("distributing_unit_kind_known", values::<vocab::DistributingUnitKind>()),
        ("distributing_unit_mode_known", values::<vocab::MembershipMode>()),
        ("distributing_unit_basis_known", values::<vocab::DistributionBasis>()),
        ("distributing_unit_rounding_known", values::<vocab::Rounding>()),
        ("distributing_unit_origin_known", values::<vocab::RecordOrigin>()),
        ("vote_threshold_kind_known", values::<vocab::DistributingUnitKind>()),
        ("vote_threshold_base_known", values::<vocab::VoteBase>()),
        ("member_origin_known", values::<vocab::RecordOrigin>()),
        ("register_event_kind_known", values::<vocab::RegisterEventKind>()),
        ("register_event_reason_known", values::<vocab::MembershipReason>()),
        ("register_event_class_known", values::<vocab::ShareClass>()),
        ("register_event_origin_known", values::<vocab::RecordOrigin>()),
        ("holding_class_known", values::<vocab::ShareClass>()),
        ("distribution_plan_source_known", values::<vocab::PlanSource>()),
        ("distribution_plan_basis_known", values::<vocab::DistributionBasis>()),
        ("distribution_plan_rounding_known", values::<vocab::Rounding>()),
        ("distribution_plan_state_known", values::<vocab::PlanState>()),
        ("distribution_plan_origin_known", values::<vocab::RecordOrigin>()),
        ("plan_step_act_known", values::<vocab::PlanAct>()),
        ("plan_vote_body_known", values::<vocab::MeetingBody>()),
        ("plan_objection_outcome_known", values::<vocab::ObjectionOutcome>()),
        ("payout_line_state_known", values::<vocab::PayoutState>()),
        ("payout_line_reason_known", values::<vocab::UnclaimedReason>()),
        ("payout_line_return_known", values::<vocab::BankReturnCode>()),
        ("payout_line_origin_known", values::<vocab::RecordOrigin>()),
    ]);
}

#[test]
fn checks_of_veterans_and_points_list_their_vocabularies() {
    assert_listed(&[
        ("service_point_kind_known", values::<vocab::ServicePointKind>()),
        ("service_circle_kind_known", values::<vocab::ServicePointKind>()),
        ("veteran_employment_known", values::<vocab::EmploymentStatus>()),
        ("veteran_health_known", values::<vocab::HealthStatus>()),
        ("veteran_housing_known", values::<vocab::HousingStatus>()),
        ("veteran_contact_class_known", values::<vocab::ContactClass>()),
        ("veteran_origin_known", values::<vocab::RecordOrigin>()),
        ("veteran_category_known", values::<vocab::VeteranCategory>()),
        ("veteran_disability_cause_known", values::<vocab::DisabilityCause>()),
        ("veteran_honour_level_known", values::<vocab::HonourLevel>()),
        ("veteran_contact_channel_known", values::<vocab::ContactChannel>()),
        ("veteran_card_kind_known", values::<vocab::CardKind>()),
        ("veteran_card_state_known", values::<vocab::CardState>()),
        ("veteran_card_origin_known", values::<vocab::RecordOrigin>()),
        ("veteran_benefit_kind_known", values::<vocab::BenefitKind>()),
        ("veteran_benefit_state_known", values::<vocab::BenefitState>()),
        ("veteran_benefit_honour_known", values::<vocab::HonourLevel>()),
        ("veteran_benefit_origin_known", values::<vocab::RecordOrigin>()),
        ("service_event_kind_known", values::<vocab::ServiceKind>()),
        ("service_event_state_known", values::<vocab::ServiceState>()),
        ("service_event_outcome_known", values::<vocab::ServiceOutcome>()),
        ("service_event_assistance_known", values::<vocab::AssistanceKind>()),
        ("service_event_employment_known", values::<vocab::EmploymentResult>()),
        ("service_event_channel_known", values::<vocab::ContactChannel>()),
        ("service_event_preferential_known", values::<vocab::PreferentialKind>()),
        ("service_event_origin_known", values::<vocab::RecordOrigin>()),
        ("veteran_step_act_known", values::<vocab::VeteranAct>()),
        ("contact_interval_class_known", values::<vocab::ContactClass>()),
        ("card_step_limit_state_known", values::<vocab::CardState>()),
        ("veteran_entitlement_kind_known", values::<vocab::BenefitKind>()),
        ("veteran_entitlement_category_known", values::<vocab::VeteranCategory>()),
    ]);
}

#[test]
fn checks_of_applications_and_lists_list_their_vocabularies() {
    assert_listed(&[
        ("reported_indicator_comparison_known", values::<vocab::IndicatorComparison>()),
        ("reported_indicator_kind_known", values::<vocab::IndicatorKind>()),
        ("application_origin_known", values::<vocab::RecordOrigin>()),
        ("application_step_act_known", values::<vocab::ApplicationAct>()),
        ("application_step_state_known", values::<vocab::ApplicationState>()),
        ("application_step_limit_state_known", values::<vocab::ApplicationState>()),
        ("application_objection_outcome_known", values::<vocab::ObjectionOutcome>()),
        ("enrolment_step_act_known", values::<vocab::EnrolmentAct>()),
        ("publication_name_policy_known", values::<vocab::NamePolicy>()),
        ("publication_objection_outcome_known", values::<vocab::ObjectionOutcome>()),
    ]);
}

both! {
    /// History keeps its errors; what the platform makes is bound: one live line per person, tier and
    /// month, a valid identity number, money above zero.
    async fn constraints_bind_the_platform(stage: Stage) {
        let app = crate::support::demo_copy(stage).await.app;
        let db = app.db.owner();
        let line = "INSERT INTO payment_line (payroll_id, reference, resident_id, person_id, programme_id, unit_id, \
            payee_account_id, month, amount_fen, state, origin)";
        let values = |reference: &str, state: &str, origin: &str, amount: i64| {
            format!("{line} VALUES (1, '{reference}', 1, 1, 6, 1, 1, 202301, {amount}, '{state}', '{origin}')")
        };
        db.execute_unprepared(&values("a", "PAID", "PLATFORM", 100)).await.expect("the first");
        assert!(db.execute_unprepared(&values("b", "PLANNED", "PLATFORM", 100)).await.is_err(), "twice in a month");
        db.execute_unprepared(&values("c", "CANCELLED", "PLATFORM", 100)).await.expect("a cancelled one does not count");
        db.execute_unprepared(&values("d", "PAID", "HISTORY", 100)).await.expect("history is taken as it was");
        assert!(db.execute_unprepared(&values("a", "PAID", "HISTORY", 100)).await.is_err(), "a reference is used once");
        assert!(db.execute_unprepared(&values("e", "CANCELLED", "PLATFORM", 0)).await.is_err(), "money above zero");
        assert!(db.execute_unprepared(&values("f", "LOST", "PLATFORM", 1)).await.is_err(), "a known state");
        let platform = "UPDATE resident SET origin = 'PLATFORM' WHERE id_number_kind = 'INVALID'";
        assert!(db.execute_unprepared(platform).await.is_err(), "the platform registers valid numbers only");
    }
}
