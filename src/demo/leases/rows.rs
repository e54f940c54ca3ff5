//! From lease facts to database rows.

use std::collections::BTreeMap;

use entity::{
    asset, asset_ledger, cadre, collective, deposit_entry, income_recognition, inspection, lease, lease_document,
    lease_terms, lessee, receipt, receipt_allocation, rent_bill, rent_step, resolution, sublet, tender,
    vocab::RecordOrigin,
};

use super::LeaseFacts;
use crate::{
    assets::{
        model::{LeaseFile, Lessee},
        store::rows,
    },
    kernel::{fault::Fault, vault::Vault},
    residents::identity,
};

/// All demo data is of before the platform.
const ORIGIN: RecordOrigin = RecordOrigin::History;

/// Rows of every table, parents before children.
#[derive(Default)]
pub struct LeaseRows {
    pub collectives: Vec<collective::Model>,
    pub cadres: Vec<cadre::Model>,
    pub assets: Vec<asset::Model>,
    pub ledger: Vec<asset_ledger::Model>,
    pub inspections: Vec<inspection::Model>,
    pub lessees: Vec<lessee::Model>,
    pub resolutions: Vec<resolution::Model>,
    pub tenders: Vec<tender::Model>,
    pub leases: Vec<lease::Model>,
    pub terms: Vec<lease_terms::Model>,
    pub steps: Vec<rent_step::Model>,
    pub documents: Vec<lease_document::Model>,
    pub deposits: Vec<deposit_entry::Model>,
    pub sublets: Vec<sublet::Model>,
    pub bills: Vec<rent_bill::Model>,
    pub receipts: Vec<receipt::Model>,
    pub allocations: Vec<receipt_allocation::Model>,
    pub recognitions: Vec<income_recognition::Model>,
}

impl LeaseRows {
    /// The rows of `facts`; `units` are the keys of the units by index. Steps get keys after `steps_before`.
    ///
    /// # Errors
    /// A value cannot be sealed.
    pub fn of(facts: &LeaseFacts, units: &[i64], vault: &Vault, steps_before: i64) -> Result<Self, Fault> {
        let mut all = Self {
            collectives: facts.collectives.iter().map(|fact| collective_row(fact, units)).collect(),
            cadres: facts.cadres.iter().map(cadre_row).collect(),
            ..Self::default()
        };
        for asset in &facts.assets {
            all.assets.push(rows::asset(asset, ORIGIN));
            all.ledger.extend(asset.ledger.iter().map(|entry| rows::ledger(asset, entry)));
            all.inspections.extend(asset.inspections.iter().map(|visit| rows::inspection(asset, visit)));
        }
        let (mut lessees, mut resolutions, mut tenders) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for file in &facts.leases {
            lessees.insert(file.lessee.id, &file.lessee);
            resolutions.extend(file.resolution.iter().map(|fact| (fact.id, (file.collective, fact))));
            tenders.extend(file.tender.iter().map(|fact| (fact.id, (file.collective, fact))));
            all.lease(file);
        }
        for (id, step) in (steps_before + 1..).zip(&mut all.steps) {
            step.id = id;
        }
        all.lessees = lessees.into_values().map(|fact| lessee_row(vault, fact)).collect::<Result<_, _>>()?;
        all.resolutions = resolutions.into_values().map(|(of, fact)| rows::resolution(of, fact)).collect();
        all.tenders = tenders.into_values().map(|(of, fact)| rows::tender(of, fact)).collect();
        Ok(all)
    }

    fn lease(&mut self, file: &LeaseFile) {
        let of = file.of();
        self.leases.push(rows::lease(file, ORIGIN));
        for (index, terms) in file.terms.iter().enumerate() {
            let until = file.terms.get(index + 1).map(|next| next.effective_from);
            self.terms.push(rows::terms(of, terms, until));
            self.steps.extend(rows::steps(of, terms));
        }
        self.documents.extend(file.documents.iter().map(|fact| rows::document(of, fact)));
        self.deposits.extend(file.deposits.iter().map(|fact| rows::deposit(of, fact)));
        self.sublets.extend(file.sublets.iter().map(|fact| rows::sublet(of, fact)));
        self.bills.extend(file.bills.iter().map(|fact| rows::bill(of, fact)));
        for receipt in &file.receipts {
            self.receipts.push(rows::receipt(of, receipt));
            self.allocations.extend(receipt.allocations.iter().map(|part| rows::allocation(of, receipt.id, part)));
            self.recognitions.extend(receipt.recognitions.iter().map(|part| rows::recognition(of, receipt.id, part)));
        }
    }

    /// Rows in all tables.
    #[must_use]
    pub fn size(&self) -> u64 {
        let counts = [
            self.collectives.len(),
            self.cadres.len(),
            self.assets.len(),
            self.ledger.len(),
            self.inspections.len(),
            self.lessees.len(),
            self.resolutions.len(),
            self.tenders.len(),
            self.leases.len(),
            self.terms.len(),
            self.steps.len(),
            self.documents.len(),
            self.deposits.len(),
            self.sublets.len(),
            self.bills.len(),
            self.receipts.len(),
            self.allocations.len(),
            self.recognitions.len(),
        ];
        counts.into_iter().sum::<usize>() as u64
    }
}

fn collective_row(fact: &super::Collective, units: &[i64]) -> collective::Model {
    collective::Model {
        id: fact.id,
        unit_id: units.get(fact.unit).copied().unwrap_or_default(),
        credit_code: fact.credit_code.clone(),
        name: fact.name.clone(),
        registered_on: fact.registered_on,
    }
}

fn cadre_row(fact: &crate::assets::model::Cadre) -> cadre::Model {
    cadre::Model {
        id: fact.id,
        collective_id: fact.collective,
        resident_id: fact.resident,
        post: fact.post.clone(),
        relation: fact.relation,
        valid_from: fact.valid_from,
        valid_to: fact.valid_to,
    }
}

fn lessee_row(vault: &Vault, fact: &Lessee) -> Result<lessee::Model, Fault> {
    let today = chrono::NaiveDate::from_ymd_opt(2022, 12, 31).unwrap_or_default();
    let key = fact.id_number.as_deref().map(|number| identity::canonical_key(number, today));
    rows::lessee(vault, fact, key.as_deref())
}
