//! Copies of the leases for load tests: the same facts on other assets with other lessees.

use super::{Campaign, LeaseFacts};
use crate::assets::model::{AssetFile, LeaseFile};

/// Rows of the base by table; what a copy adds to its ids is a multiple.
struct Shift {
    assets: i64,
    leases: i64,
    lessees: i64,
    resolutions: i64,
    terms: i64,
    tenders: i64,
    documents: i64,
    deposits: i64,
    bills: i64,
    waivers: i64,
    receipts: i64,
    allocations: i64,
    recognitions: i64,
    sublets: i64,
    ledger: i64,
    inspections: i64,
    residents: i64,
    households: i64,
    suffix: String,
}

fn most(ids: impl Iterator<Item = i64>) -> i64 {
    ids.max().unwrap_or(0)
}

impl Shift {
    fn new(base: &LeaseFacts, k: u32, residents: i64, households: i64) -> Self {
        let times = i64::from(k);
        let (leases, assets) = (&base.leases, &base.assets);
        let receipts = || leases.iter().flat_map(|lease| &lease.receipts);
        let bills = || leases.iter().flat_map(|lease| &lease.bills);
        Self {
            assets: times * most(assets.iter().map(|asset| asset.id)),
            leases: times * most(leases.iter().map(|lease| lease.id)),
            lessees: times * most(leases.iter().map(|lease| lease.lessee.id)),
            resolutions: times * most(leases.iter().flat_map(|lease| &lease.resolution).map(|decided| decided.id)),
            terms: times * most(leases.iter().flat_map(|lease| &lease.terms).map(|terms| terms.id)),
            tenders: times * most(leases.iter().flat_map(|lease| &lease.tender).map(|tender| tender.id)),
            documents: times * most(leases.iter().flat_map(|lease| &lease.documents).map(|document| document.id)),
            deposits: times * most(leases.iter().flat_map(|lease| &lease.deposits).map(|entry| entry.id)),
            bills: times * most(bills().map(|bill| bill.id)),
            waivers: times * most(bills().flat_map(|bill| &bill.waivers).map(|waiver| waiver.id)),
            receipts: times * most(receipts().map(|receipt| receipt.id)),
            allocations: times * most(receipts().flat_map(|receipt| &receipt.allocations).map(|part| part.id)),
            recognitions: times * most(receipts().flat_map(|receipt| &receipt.recognitions).map(|entry| entry.id)),
            sublets: times * most(leases.iter().flat_map(|lease| &lease.sublets).map(|sublet| sublet.id)),
            ledger: times * most(assets.iter().flat_map(|asset| &asset.ledger).map(|entry| entry.id)),
            inspections: times * most(assets.iter().flat_map(|asset| &asset.inspections).map(|visit| visit.id)),
            residents,
            households,
            suffix: format!("-R{k:02}"),
        }
    }

    fn asset(&self, asset: &mut AssetFile) {
        asset.id += self.assets;
        asset.number.push_str(&self.suffix);
        asset.ledger.iter_mut().for_each(|entry| entry.id += self.ledger);
        asset.inspections.iter_mut().for_each(|visit| visit.id += self.inspections);
    }

    fn lease(&self, lease: &mut LeaseFile) {
        lease.id += self.leases;
        lease.asset += self.assets;
        lease.predecessor = lease.predecessor.map(|id| id + self.leases);
        lease.contract_number.push_str(&self.suffix);
        lease.lessee.id += self.lessees;
        lease.lessee.resident = lease.lessee.resident.map(|id| id + self.residents);
        lease.lessee.household = lease.lessee.household.map(|id| id + self.households);
        if let Some(decided) = &mut lease.resolution {
            decided.id += self.resolutions;
            decided.number.push_str(&self.suffix);
        }
        for document in &mut lease.documents {
            document.id += self.documents;
            document.reference.push_str(&self.suffix);
        }
        lease.terms.iter_mut().for_each(|terms| terms.id += self.terms);
        lease.tender.iter_mut().for_each(|tender| tender.id += self.tenders);
        lease.deposits.iter_mut().for_each(|entry| entry.id += self.deposits);
        lease.sublets.iter_mut().for_each(|sublet| sublet.id += self.sublets);
        self.money(lease);
    }

    fn money(&self, lease: &mut LeaseFile) {
        for bill in &mut lease.bills {
            bill.id += self.bills;
            bill.waivers.iter_mut().for_each(|waiver| waiver.id += self.waivers);
        }
        for receipt in &mut lease.receipts {
            receipt.id += self.receipts;
            receipt.number.push_str(&self.suffix);
            for part in &mut receipt.allocations {
                part.id += self.allocations;
                part.bill += self.bills;
            }
            receipt.recognitions.iter_mut().for_each(|entry| entry.id += self.recognitions);
        }
    }
}

/// The `k`-th copy (from 1): ids are shifted by `k` times the rows of their table, those of residents
/// and households by what the caller says; numbers of assets, contracts, resolutions, documents and
/// receipts get a suffix. Collectives and cadres are those of the base and must not be loaded again;
/// there is no campaign.
#[must_use]
pub fn copy(base: &LeaseFacts, k: u32, resident_shift: i64, household_shift: i64) -> LeaseFacts {
    let shift = Shift::new(base, k, resident_shift, household_shift);
    let mut facts = LeaseFacts { campaign: Campaign::default(), ..base.clone() };
    facts.assets.iter_mut().for_each(|asset| shift.asset(asset));
    facts.leases.iter_mut().for_each(|lease| shift.lease(lease));
    facts
}
