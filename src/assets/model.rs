//! Collectives, assets and leases as the rules see them: whole files with every dated fact.
//!
//! Only facts effective on or before the day asked for count; the methods that take `day` obey that,
//! so that any past day can be asked for. Money is fen, areas are hundredths of a square metre, dates
//! are calendar days in Asia/Shanghai.

use chrono::NaiveDate;
use entity::{
    area::Area,
    money::Fen,
    vocab::{
        AssetClass, AssetKind, AssetStatus, AssetUse, CadreRelation, DepositMove, DocumentKind, LeaseKind, LesseeKind,
        MeetingBody, PayCycle, PaymentMethod, PriceBasis, RentAccount, SafetyClass, TenderMethod, TermsKind,
    },
};
use serde::Serialize;

/// An asset with its dated ledger and inspections.
#[derive(Debug, Clone, PartialEq)]
pub struct AssetFile {
    pub id: i64,
    pub collective: i64,
    /// Unique within the collective, e.g. `LT-CF-001`.
    pub number: String,
    pub class: AssetClass,
    pub kind: AssetKind,
    pub location: String,
    pub certificate: Option<String>,
    pub original_value: Option<Fen>,
    pub safety: SafetyClass,
    /// Day the asset came into the collective's hands.
    pub acquired_on: NaiveDate,
    /// What the books say, oldest first; empty when the asset is missing from the ledger.
    pub ledger: Vec<LedgerEntry>,
    /// What was found on site, oldest first.
    pub inspections: Vec<Inspection>,
}

/// A dated entry of the asset ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerEntry {
    pub id: i64,
    pub effective_on: NaiveDate,
    pub area: Area,
    pub status: AssetStatus,
}

/// A visit on site.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    pub id: i64,
    pub inspected_on: NaiveDate,
    pub measured_area: Option<Area>,
    pub actual_use: Option<AssetUse>,
    pub inspector: String,
}

impl AssetFile {
    /// The ledger entry in force on `day`.
    #[must_use]
    pub fn ledger_on(&self, day: NaiveDate) -> Option<&LedgerEntry> {
        self.ledger.iter().rev().find(|entry| entry.effective_on <= day)
    }
}

/// Who rents.
#[derive(Debug, Clone, PartialEq)]
pub struct Lessee {
    pub id: i64,
    pub collective: i64,
    pub kind: LesseeKind,
    pub name: String,
    /// Resident identity number of a person (or a household's head); sealed in the database.
    pub id_number: Option<String>,
    /// Unified social credit code of an organisation.
    pub credit_code: Option<String>,
    pub phone: Option<String>,
    /// The same person in the register of residents.
    pub resident: Option<i64>,
    /// The household that rents, for [`LesseeKind::Household`].
    pub household: Option<i64>,
    /// Belongs to the collective.
    pub member: bool,
}

/// A dated version of a contract's terms.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    pub id: i64,
    /// 1 for the original contract.
    pub number: i32,
    pub kind: TermsKind,
    /// First day on which this version is the one to read.
    pub effective_from: NaiveDate,
    /// Day the version was signed; none for an oral agreement.
    pub signed_on: Option<NaiveDate>,
    /// First day of the term that this version belongs to; a renewal by supplement begins a new term.
    pub start_on: NaiveDate,
    /// Last day of the term, inclusive.
    pub end_on: NaiveDate,
    pub area: Option<Area>,
    pub usage: Option<AssetUse>,
    /// Rent of the first year.
    pub annual_rent: Fen,
    /// Day from which `annual_rent` is the rent of the first year; escalation counts from it.
    pub rent_from: NaiveDate,
    pub escalation: Option<Escalation>,
    pub cycle: PayCycle,
    /// Pay first, use later.
    pub in_advance: bool,
    /// Due date of the first period of the term; later ones follow by whole cycles.
    pub first_due_on: NaiveDate,
    /// Days at the start of the term that are free of rent.
    pub rent_free_days: i32,
    pub deposit_due: Fen,
    pub deposit_clause: Option<String>,
    pub breach_clause: Option<String>,
    pub sublet_clause: Option<String>,
    pub maintenance_clause: Option<String>,
    /// Account of the collective named in the contract.
    pub payee_account: Option<String>,
    /// Both parties have signed and sealed.
    pub signatures: bool,
}

impl Terms {
    /// Annual rent of a square metre, half up; none without an area.
    #[must_use]
    pub fn rent_per_square_metre(&self) -> Option<Fen> {
        let area = self.area.filter(|area| area.0 > 0)?;
        let hundredfold = i128::from(self.annual_rent.0) * 100;
        i64::try_from((hundredfold * 2 + i128::from(area.0)) / (i128::from(area.0) * 2)).ok().map(Fen)
    }
}

/// The rent rises every so many months, by a share or by an amount a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Escalation {
    pub every_months: i32,
    pub by: Rise,
}

/// How much the rent rises at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Rise {
    /// Hundredths of a percent, compounding.
    BasisPoints(i32),
    /// Fen on the annual rent.
    Amount(Fen),
}

/// A decision of the collective.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    pub id: i64,
    pub number: String,
    pub title: String,
    pub body: MeetingBody,
    pub adopted_on: NaiveDate,
    pub eligible: i32,
    pub present: i32,
    pub in_favour: i32,
    /// Ratifies a contract that was signed before.
    pub ratifies: bool,
}

/// How the lessee and the price were found.
#[derive(Debug, Clone, PartialEq)]
pub struct Tender {
    pub id: i64,
    pub method: TenderMethod,
    pub held_on: NaiveDate,
    /// Transaction number on the public trading platform.
    pub platform_number: Option<String>,
    /// Floor price of a year.
    pub floor_price: Option<Fen>,
    pub price_basis: Option<PriceBasis>,
    /// Day the price basis was established.
    pub price_basis_on: Option<NaiveDate>,
    /// Why no public tender was held.
    pub exemption_reason: Option<String>,
    pub exemption_approved_on: Option<NaiveDate>,
}

/// A document by reference.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub id: i64,
    pub kind: DocumentKind,
    /// Archive number.
    pub reference: String,
    pub dated_on: NaiveDate,
}

/// Money of the deposit moved.
#[derive(Debug, Clone, PartialEq)]
pub struct DepositEntry {
    pub id: i64,
    pub kind: DepositMove,
    pub amount: Fen,
    pub moved_on: NaiveDate,
}

/// An issued rent bill; never changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Bill {
    pub id: i64,
    pub item: entity::vocab::BillItem,
    pub period_from: NaiveDate,
    /// Inclusive.
    pub period_to: NaiveDate,
    pub due_on: NaiveDate,
    pub issued_on: NaiveDate,
    pub amount: Fen,
    pub waivers: Vec<Waiver>,
}

/// A part of a bill that need not be paid once approved.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiver {
    pub id: i64,
    pub amount: Fen,
    pub reason: String,
    pub document: String,
    pub requested_on: NaiveDate,
    /// Account that asked for it.
    pub requested_by: String,
    pub approved_on: Option<NaiveDate>,
}

/// Money received.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    pub id: i64,
    /// Unique within the collective.
    pub number: String,
    pub amount: Fen,
    pub paid_on: NaiveDate,
    pub method: PaymentMethod,
    pub account: RentAccount,
    /// Accounting voucher and the day it was booked.
    pub voucher: Option<String>,
    pub booked_on: Option<NaiveDate>,
    /// Period that a payment for several years covers, both ends inclusive.
    pub covers: Option<(NaiveDate, NaiveDate)>,
    pub allocations: Vec<Allocation>,
    /// Income as booked by year; correcting entries append.
    pub recognitions: Vec<Recognition>,
}

/// A part of a receipt that pays a bill.
#[derive(Debug, Clone, PartialEq)]
pub struct Allocation {
    pub id: i64,
    pub bill: i64,
    pub amount: Fen,
    pub allocated_on: NaiveDate,
}

/// Income booked for a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognition {
    pub id: i64,
    pub year: i32,
    pub amount: Fen,
    pub booked_on: NaiveDate,
}

/// The lessee let somebody else use the asset.
#[derive(Debug, Clone, PartialEq)]
pub struct Sublet {
    pub id: i64,
    pub subtenant: String,
    pub started_on: NaiveDate,
    pub observed_on: NaiveDate,
    pub consent_on: Option<NaiveDate>,
    pub objection_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
}

/// A cadre of the collective or close kin of one, who must keep out of its leases.
#[derive(Debug, Clone, PartialEq)]
pub struct Cadre {
    pub id: i64,
    pub collective: i64,
    pub resident: i64,
    /// Post of the cadre, e.g. 村委会主任.
    pub post: String,
    pub relation: CadreRelation,
    pub valid_from: NaiveDate,
    /// Exclusive.
    pub valid_to: Option<NaiveDate>,
}

/// A lease with everything that hangs on it; every list is oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct LeaseFile {
    pub id: i64,
    pub collective: i64,
    pub asset: i64,
    pub lessee: Lessee,
    pub contract_number: String,
    pub kind: LeaseKind,
    /// The lease that this one renews.
    pub predecessor: Option<i64>,
    pub drafted_on: NaiveDate,
    pub signed_on: Option<NaiveDate>,
    pub filed_on: Option<NaiveDate>,
    /// Day the lessee took possession.
    pub active_on: Option<NaiveDate>,
    pub vacated_on: Option<NaiveDate>,
    pub terminated_on: Option<NaiveDate>,
    /// Day from which the contract that renews it holds the asset.
    pub renewed_on: Option<NaiveDate>,
    pub settled_on: Option<NaiveDate>,
    pub version: i32,
    pub terms: Vec<Terms>,
    pub resolution: Option<Resolution>,
    pub tender: Option<Tender>,
    pub documents: Vec<Document>,
    pub deposits: Vec<DepositEntry>,
    pub bills: Vec<Bill>,
    pub receipts: Vec<Receipt>,
    pub sublets: Vec<Sublet>,
}

/// What an act changes; everything else stays.
#[derive(Debug, Default)]
pub struct Changes {
    pub signed_on: Option<NaiveDate>,
    pub filed_on: Option<NaiveDate>,
    pub active_on: Option<NaiveDate>,
    pub vacated_on: Option<NaiveDate>,
    pub terminated: Option<(NaiveDate, String)>,
    pub settled_on: Option<NaiveDate>,
    /// The lease on the same asset that this one takes over from, and the day it does.
    pub released: Option<(i64, NaiveDate)>,
    pub resolution: Option<Resolution>,
    pub tender: Option<Tender>,
    /// Approves the exemption of the tender on file, on this day.
    pub exemption_approved_on: Option<NaiveDate>,
    /// A new version of the terms, appended.
    pub terms: Option<Terms>,
    pub documents: Vec<Document>,
    pub deposits: Vec<DepositEntry>,
    /// New (id 0) or changed sublets.
    pub sublets: Vec<Sublet>,
    pub bills: Vec<Bill>,
    /// Credit of a receipt that pays the new bill at this position.
    pub credits: Vec<(i64, usize, Fen)>,
    pub receipt: Option<Receipt>,
    /// Receipt, voucher, day it was booked.
    pub booked: Option<(i64, String, NaiveDate)>,
    pub recognitions: Vec<(i64, Recognition)>,
    pub waiver: Option<(i64, Waiver)>,
    pub waiver_approved: Option<(i64, NaiveDate)>,
    /// Facts for the audit chain.
    pub detail: serde_json::Value,
}

impl Allocation {
    /// An allocation that is not stored yet.
    #[must_use]
    pub const fn new(bill: i64, amount: Fen, allocated_on: NaiveDate) -> Self {
        Self { id: 0, bill, amount, allocated_on }
    }
}
