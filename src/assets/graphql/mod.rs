//! Assets in the graph.

mod asset;
mod collective;
mod contract;
mod input;
mod input_rent;
mod input_terms;
mod lease;
mod lessee;
mod mutation;
mod mutation_rent;
mod payload;
mod query;
mod rent;

pub use asset::{Asset, Inspection, LedgerEntry};
pub use collective::Collective;
pub use contract::{DepositEntry, LeaseDocument, LeaseTerms, Resolution, Sublet, Tender};
pub use lease::Lease;
pub use lessee::Lessee;
pub use mutation::LeaseMutation;
pub use mutation_rent::RentMutation;
pub use query::AssetsQuery;
pub use rent::{
    IncomeRecognition, LeaseArrears, Receipt, ReceiptAllocation, RentBill, RentPeriod, RentStep, RentWaiver,
};
