//! The rows behind a figure, as a GraphQL document that runs as it is and pages by its variables.

use entity::vocab::{BenefitKind, DistributingUnitKind, ServicePointKind};
use sea_orm::ActiveEnum;

use super::model::{Rows, Sources};
use crate::{access::policy::Permission, kernel::id};

const PAGE: &str = "$first: Int = 20, $after: String";
const WINDOW: &str = "first: $first, after: $after";

/// A page of a list: how many there are, and these fields of each.
fn page(nodes: &str) -> String {
    format!("{{ totalCount nodes {{ {nodes} }} pageInfo {{ hasNextPage endCursor }} }}")
}

/// Rows of a root list whose filter is a variable with a default.
fn listed((list, input): (&str, &str), filter: String, nodes: &str, needs: &'static [Permission]) -> Rows {
    let query = format!(
        "query RowsBehind($filter: {input} = {filter}, {PAGE}) {{ {list}(filter: $filter, {WINDOW}) {} }}",
        page(nodes)
    );
    Rows { needs, filter, query }
}

fn quoted(words: impl Iterator<Item = impl AsRef<str>>) -> String {
    let words: Vec<String> = words.map(|word| serde_json::Value::from(word.as_ref()).to_string()).collect();
    format!("[{}]", words.join(", "))
}

/// Payment lines of the headline: paid, of a month of the year.
pub(super) fn payments(from: &Sources) -> Rows {
    let (codes, year) = (quoted(from.headline.iter()), from.year);
    let filter = format!("{{programme: {codes}, monthFrom: \"{year}-01\", monthTo: \"{year}-12\", state: [PAID]}}");
    let nodes = "reference month amount state tier programme { code name } unit { name } resident { name }";
    listed(("subsidyPayments", "SubsidyPaymentFilter"), filter, nodes, &[Permission::PaymentRead])
}

/// Files of those who were served in the year.
pub(super) fn served(from: &Sources) -> Rows {
    let year = from.year;
    let services =
        format!("{{registeredOn: {{from: \"{year}-01-01\", to: \"{year}-12-31\"}}, not: {{state: [WITHDRAWN]}}}}");
    let filter = format!("{{services: {{some: {services}}}}}");
    let nodes = "id registeredOn contactClass unit { name } resident { name }";
    listed(("veterans", "VeteranFilter"), filter, nodes, &[Permission::VeteranRead])
}

/// Benefits of a kind that meet `more`, beginning with a comma.
fn benefits(kind: BenefitKind, more: &str) -> Rows {
    let filter = format!("{{kind: [{}]{more}}}", kind.to_value());
    let nodes = "id year state registeredOn approvedOn deliveredOn amount honourLevel unit { name } veteran { id }";
    listed(("veteranBenefits", "VeteranBenefitFilter"), filter, nodes, &[Permission::VeteranRead])
}

/// Merit reports of the year that were not refused.
pub(super) fn merit_reports(from: &Sources) -> Rows {
    benefits(BenefitKind::MeritReport, &format!(", year: [{}], not: {{state: [REFUSED]}}", from.year))
}

/// Plaques that hang on the day.
pub(super) fn plaques(from: &Sources) -> Rows {
    let day = from.as_of;
    let hung = format!(", registeredOn: {{to: \"{day}\"}}, deliveredOn: {{to: \"{day}\"}}");
    let gone = format!("{{or: [{{state: [REFUSED]}}, {{endedOn: {{to: \"{day}\"}}}}]}}");
    benefits(BenefitKind::Plaque, &format!("{hung}, not: {gone}"))
}

fn done(kind: BenefitKind, from: &Sources) -> Rows {
    let (year, day) = (from.year, from.as_of);
    benefits(kind, &format!(", year: [{year}], state: [DELIVERED], deliveredOn: {{to: \"{day}\"}}"))
}

/// Check-ups of the year that took place by the day.
pub(super) fn check_ups(from: &Sources) -> Rows {
    done(BenefitKind::CheckUp, from)
}

/// Recuperations of the year that took place by the day.
pub(super) fn recuperations(from: &Sources) -> Rows {
    done(BenefitKind::Recuperation, from)
}

/// Reimbursements of the year that were approved by the day.
pub(super) fn reimbursements(from: &Sources) -> Rows {
    let (year, day) = (from.year, from.as_of);
    let approved = format!(", year: [{year}], state: [APPROVED, DELIVERED], approvedOn: {{to: \"{day}\"}}");
    benefits(BenefitKind::Reimbursement, &approved)
}

/// Inspections of the year's campaigns.
pub(super) fn inspections(from: &Sources) -> Rows {
    let ids = quoted(from.campaigns.iter().map(|(key, _)| id::encode("cam", *key)));
    let results = page("inspectedOn inspector lease { id contractNumber collective { name } }");
    let query = format!(
        "query RowsBehind({PAGE}) {{ nodes(ids: {ids}) {{ ... on Campaign {{ code year results({WINDOW}) {results} }} }} }}"
    );
    let filter = format!("{{campaign: {}}}", quoted(from.campaigns.iter().map(|(_, code)| code)));
    Rows { needs: &[Permission::FindingRead, Permission::LeaseRead], filter, query }
}

fn campaign_findings(from: &Sources, more: &str) -> Rows {
    let codes = quoted(from.campaigns.iter().map(|(_, code)| code));
    let nodes = "id discoveredOn deadlineOn closedOn state severity explain rule { number name } collective { name }";
    let filter = format!("{{campaign: {codes}{more}}}");
    listed(("findings", "FindingFilter"), filter, nodes, &[Permission::FindingRead])
}

/// Findings of the year's campaigns.
pub(super) fn findings(from: &Sources) -> Rows {
    campaign_findings(from, "")
}

/// Those of them that are closed.
pub(super) fn closed_findings(from: &Sources) -> Rows {
    campaign_findings(from, ", state: [CLOSED]")
}

fn units(from: &Sources, kind: DistributingUnitKind) -> Rows {
    let filter = format!("{{kind: [{}], distributedIn: {}}}", kind.to_value(), from.year);
    let nodes = "id number name kind collective { name }";
    listed(("distributingUnits", "DistributingUnitFilter"), filter, nodes, &[Permission::DividendRead])
}

/// Co-operatives that distributed.
pub(super) fn cooperatives(from: &Sources) -> Rows {
    units(from, DistributingUnitKind::VillageCoop)
}

/// Villager groups that distributed.
pub(super) fn villager_groups(from: &Sources) -> Rows {
    units(from, DistributingUnitKind::VillagerGroup)
}

/// Share groups that distributed.
pub(super) fn share_groups(from: &Sources) -> Rows {
    units(from, DistributingUnitKind::ShareGroup)
}

/// Lines of members in plans that were approved, are being paid or are paid.
pub(super) fn payout_lines(from: &Sources) -> Rows {
    let filter = format!("{{year: [{}], distributed: true, heirs: false}}", from.year);
    let nodes = "reference number name amount state collective { name } distributingUnit { name }";
    listed(("payoutLines", "PayoutLineFilter"), filter, nodes, &[Permission::DividendRead])
}

/// Who came and who went between the two years.
pub(super) fn participants(from: &Sources) -> Rows {
    let year = from.year;
    let lines = |list: &str| format!("{list}({WINDOW}) {}", page("number name distributingUnit { name }"));
    let lists = ["newUnitLines", "endedUnitLines", "joinedLines", "leftLines"].map(lines).join(" ");
    let query = format!(
        "query RowsBehind({PAGE}) {{ participantsBridge(year: {year}) {{ previous current total newUnits endedUnits \
         joined left cooperativeNet overlapChange {lists} }} }}"
    );
    Rows { needs: &[Permission::DividendRead], filter: format!("{{year: {year}}}"), query }
}

fn points(from: &Sources, kind: ServicePointKind, street: Option<bool>) -> Rows {
    let level = street.map(|street| format!(", streetLevel: {street}")).unwrap_or_default();
    let filter = format!("{{kind: [{}]{level}, state: [OPEN], asOf: \"{}\"}}", kind.to_value(), from.as_of);
    let nodes = "id name address streetLevel openedOn star unit { name }";
    listed(("servicePoints", "ServicePointFilter"), filter, nodes, &[Permission::ReferenceRead])
}

/// Open veteran stations.
pub(super) fn stations(from: &Sources) -> Rows {
    points(from, ServicePointKind::VeteranStation, None)
}

/// Open points of medical insurance.
pub(super) fn insurance_points(from: &Sources) -> Rows {
    points(from, ServicePointKind::MedicalInsurance, None)
}

/// Open family doctors' rooms.
pub(super) fn doctors(from: &Sources) -> Rows {
    points(from, ServicePointKind::FamilyDoctor, None)
}

/// Open centres for the elderly.
pub(super) fn elderly_centres(from: &Sources) -> Rows {
    points(from, ServicePointKind::ElderlyCare, None)
}

/// The street's open children's homes.
pub(super) fn street_homes(from: &Sources) -> Rows {
    points(from, ServicePointKind::ChildrenHome, Some(true))
}

/// Units' open children's homes.
pub(super) fn unit_homes(from: &Sources) -> Rows {
    points(from, ServicePointKind::ChildrenHome, Some(false))
}

/// Open homes for the disabled.
pub(super) fn disabled_homes(from: &Sources) -> Rows {
    points(from, ServicePointKind::DisabledHome, None)
}
