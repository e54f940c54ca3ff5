//! Collectives, assets, leases with dated terms, rent bills, receipts; keyed acts.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &str = "
CREATE TABLE idempotency (
    id {id},
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    act TEXT NOT NULL,
    body_digest {bytes} NOT NULL,
    answer {json} NOT NULL,
    at {time} NOT NULL,
    CONSTRAINT idempotency_once UNIQUE (account, key)
);
CREATE TABLE collective (
    id {id},
    unit_id BIGINT NOT NULL CONSTRAINT collective_unit REFERENCES unit (id),
    credit_code TEXT NOT NULL,
    name TEXT NOT NULL,
    registered_on DATE NOT NULL,
    CONSTRAINT collective_code_unique UNIQUE (credit_code),
    CONSTRAINT collective_code_rural CHECK (credit_code LIKE 'N%')
);
CREATE TABLE cadre (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT cadre_collective REFERENCES collective (id),
    resident_id BIGINT NOT NULL CONSTRAINT cadre_resident REFERENCES resident (id),
    post TEXT NOT NULL,
    relation TEXT NOT NULL CONSTRAINT cadre_relation_known CHECK (relation IN ('OWN', 'SPOUSE', 'PARENT', 'CHILD', 'SIBLING')),
    valid_from DATE NOT NULL,
    valid_to DATE,
    CONSTRAINT cadre_period CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE INDEX cadre_by_collective ON cadre (collective_id, resident_id);
CREATE TABLE asset (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT asset_collective REFERENCES collective (id),
    number TEXT NOT NULL,
    class TEXT NOT NULL CONSTRAINT asset_class_known CHECK (class IN ('RESOURCE', 'OPERATING', 'NON_OPERATING')),
    kind TEXT NOT NULL
        CONSTRAINT asset_kind_known CHECK (kind IN ('FACTORY', 'SHOP', 'WAREHOUSE', 'OFFICE', 'MARKET_STALL', 'SITE', 'FARMLAND', 'POND', 'PUBLIC_IDLE')),
    location TEXT NOT NULL,
    certificate TEXT,
    original_value_fen BIGINT,
    safety TEXT NOT NULL CONSTRAINT asset_safety_known CHECK (safety IN ('A', 'B', 'C', 'D', 'NONE')),
    acquired_on DATE NOT NULL,
    origin TEXT NOT NULL CONSTRAINT asset_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    version INTEGER NOT NULL,
    CONSTRAINT asset_number_unique UNIQUE (collective_id, number)
);
CREATE INDEX asset_by_class ON asset (collective_id, class, kind);
CREATE TABLE asset_ledger (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT asset_ledger_collective REFERENCES collective (id),
    asset_id BIGINT NOT NULL CONSTRAINT asset_ledger_asset REFERENCES asset (id),
    effective_on DATE NOT NULL,
    area BIGINT NOT NULL,
    status TEXT NOT NULL
        CONSTRAINT asset_ledger_status_known CHECK (status IN ('LEASED', 'IDLE', 'SELF_USE', 'DISPUTED', 'DEMOLISHED')),
    CONSTRAINT asset_ledger_once UNIQUE (asset_id, effective_on),
    CONSTRAINT asset_ledger_area_positive CHECK (area > 0)
);
CREATE INDEX asset_ledger_by_collective ON asset_ledger (collective_id, asset_id);
CREATE TABLE inspection (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT inspection_collective REFERENCES collective (id),
    asset_id BIGINT NOT NULL CONSTRAINT inspection_asset REFERENCES asset (id),
    inspected_on DATE NOT NULL,
    measured_area BIGINT,
    actual_use TEXT
        CONSTRAINT inspection_actual_use_known CHECK (actual_use IN ('PRODUCTION', 'STORAGE', 'RETAIL', 'CATERING', 'OFFICE', 'YARD', 'FARMING', 'AQUACULTURE', 'PUBLIC_SERVICE', 'DORMITORY', 'CHEMICAL', 'THREE_IN_ONE')),
    inspector TEXT NOT NULL,
    CONSTRAINT inspection_area_positive CHECK (measured_area > 0)
);
CREATE INDEX inspection_by_asset ON inspection (asset_id, inspected_on);
CREATE INDEX inspection_by_collective ON inspection (collective_id, asset_id);
CREATE TABLE lessee (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT lessee_collective REFERENCES collective (id),
    kind TEXT NOT NULL
        CONSTRAINT lessee_kind_known CHECK (kind IN ('PERSON', 'HOUSEHOLD', 'INDIVIDUAL_BUSINESS', 'COMPANY', 'COOPERATIVE')),
    name TEXT NOT NULL,
    id_number_cipher {bytes},
    id_number_index {bytes},
    credit_code TEXT,
    phone_cipher {bytes},
    resident_id BIGINT CONSTRAINT lessee_resident REFERENCES resident (id),
    household_id BIGINT CONSTRAINT lessee_household REFERENCES household (id),
    member BOOLEAN NOT NULL
);
CREATE INDEX lessee_by_collective ON lessee (collective_id, name);
CREATE INDEX lessee_by_resident ON lessee (resident_id);
CREATE INDEX lessee_by_household ON lessee (household_id);
CREATE INDEX lessee_by_id_number ON lessee (id_number_index);
CREATE TABLE resolution (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT resolution_collective REFERENCES collective (id),
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL
        CONSTRAINT resolution_body_known CHECK (body IN ('VILLAGERS_ASSEMBLY', 'REPRESENTATIVES', 'GROUP_ASSEMBLY', 'MEMBERS_ASSEMBLY')),
    adopted_on DATE NOT NULL,
    eligible INTEGER NOT NULL,
    present INTEGER NOT NULL,
    in_favour INTEGER NOT NULL,
    ratifies BOOLEAN NOT NULL,
    CONSTRAINT resolution_number_unique UNIQUE (collective_id, number),
    CONSTRAINT resolution_votes CHECK (eligible > 0 AND present BETWEEN 0 AND eligible AND in_favour BETWEEN 0 AND present)
);
CREATE TABLE tender (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT tender_collective REFERENCES collective (id),
    method TEXT NOT NULL
        CONSTRAINT tender_method_known CHECK (method IN ('OPEN_BID', 'TENDER', 'NEGOTIATED', 'DIRECT', 'RENEWAL', 'UNKNOWN')),
    held_on DATE NOT NULL,
    platform_number TEXT,
    floor_price_fen BIGINT,
    price_basis TEXT CONSTRAINT tender_price_basis_known CHECK (price_basis IN ('BID', 'VALUATION', 'BENCHMARK', 'RESOLUTION')),
    price_basis_on DATE,
    exemption_reason TEXT,
    exemption_requested_by TEXT,
    exemption_approved_on DATE,
    exemption_approved_by TEXT,
    CONSTRAINT tender_exemption CHECK (exemption_approved_on IS NULL OR exemption_reason IS NOT NULL)
);
CREATE TABLE lease (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT lease_collective REFERENCES collective (id),
    asset_id BIGINT NOT NULL CONSTRAINT lease_asset REFERENCES asset (id),
    lessee_id BIGINT NOT NULL CONSTRAINT lease_lessee REFERENCES lessee (id),
    contract_number TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT lease_kind_known CHECK (kind IN ('HOUSE', 'SITE', 'LAND_CONTRACT', 'POND', 'ROOF')),
    predecessor_id BIGINT CONSTRAINT lease_predecessor REFERENCES lease (id),
    resolution_id BIGINT CONSTRAINT lease_resolution REFERENCES resolution (id),
    tender_id BIGINT CONSTRAINT lease_tender REFERENCES tender (id),
    drafted_on DATE NOT NULL,
    signed_on DATE,
    filed_on DATE,
    active_on DATE,
    vacated_on DATE,
    terminated_on DATE,
    termination_reason TEXT,
    renewed_on DATE,
    settled_on DATE,
    end_on DATE NOT NULL,
    annual_rent_fen BIGINT NOT NULL,
    unit_rent_fen BIGINT NOT NULL,
    released_on DATE,
    origin TEXT NOT NULL CONSTRAINT lease_origin_known CHECK (origin IN ('HISTORY', 'PLATFORM')),
    version INTEGER NOT NULL,
    CONSTRAINT lease_contract_unique UNIQUE (collective_id, contract_number),
    CONSTRAINT lease_other CHECK (predecessor_id IS NULL OR predecessor_id <> id),
    CONSTRAINT lease_platform_order CHECK (origin = 'HISTORY' OR ((filed_on IS NULL OR signed_on IS NOT NULL) AND (active_on IS NULL OR (filed_on IS NOT NULL AND resolution_id IS NOT NULL AND tender_id IS NOT NULL))))
);
CREATE INDEX lease_by_collective ON lease (collective_id, contract_number, id);
CREATE INDEX lease_by_asset ON lease (asset_id);
CREATE INDEX lease_by_lessee ON lease (lessee_id);
CREATE INDEX lease_by_predecessor ON lease (predecessor_id);
CREATE INDEX lease_by_end ON lease (end_on, id);
CREATE INDEX lease_by_rent ON lease (annual_rent_fen, id);
CREATE INDEX lease_by_unit_rent ON lease (unit_rent_fen, id);
CREATE UNIQUE INDEX lease_one_active ON lease (asset_id) WHERE origin = 'PLATFORM' AND active_on IS NOT NULL AND released_on IS NULL;
CREATE TABLE lease_terms (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT lease_terms_collective REFERENCES collective (id),
    lease_id BIGINT NOT NULL CONSTRAINT lease_terms_lease REFERENCES lease (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL
        CONSTRAINT lease_terms_kind_known CHECK (kind IN ('ORIGINAL', 'RENT_CHANGE', 'TERM_CHANGE', 'AREA_CHANGE', 'SUPPLEMENT')),
    effective_from DATE NOT NULL,
    effective_to DATE,
    signed_on DATE,
    start_on DATE NOT NULL,
    end_on DATE NOT NULL,
    area BIGINT,
    usage TEXT
        CONSTRAINT lease_terms_usage_known CHECK (usage IN ('PRODUCTION', 'STORAGE', 'RETAIL', 'CATERING', 'OFFICE', 'YARD', 'FARMING', 'AQUACULTURE', 'PUBLIC_SERVICE', 'DORMITORY', 'CHEMICAL', 'THREE_IN_ONE')),
    annual_rent_fen BIGINT NOT NULL,
    rent_from DATE NOT NULL,
    escalation_months INTEGER,
    escalation_points INTEGER,
    escalation_fen BIGINT,
    cycle TEXT NOT NULL
        CONSTRAINT lease_terms_cycle_known CHECK (cycle IN ('MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR', 'PREPAID_ALL')),
    in_advance BOOLEAN NOT NULL,
    first_due_on DATE NOT NULL,
    rent_free_days INTEGER NOT NULL,
    deposit_due_fen BIGINT NOT NULL,
    deposit_clause TEXT,
    breach_clause TEXT,
    sublet_clause TEXT,
    maintenance_clause TEXT,
    payee_account TEXT,
    signatures BOOLEAN NOT NULL,
    CONSTRAINT lease_terms_number UNIQUE (lease_id, number),
    CONSTRAINT lease_terms_from UNIQUE (lease_id, effective_from),
    CONSTRAINT lease_terms_period CHECK (end_on >= start_on),
    CONSTRAINT lease_terms_effective CHECK (effective_to IS NULL OR effective_to > effective_from),
    CONSTRAINT lease_terms_money CHECK (annual_rent_fen >= 0 AND deposit_due_fen >= 0 AND rent_free_days >= 0),
    CONSTRAINT lease_terms_escalation CHECK ((escalation_months IS NULL AND escalation_points IS NULL AND escalation_fen IS NULL) OR (escalation_months > 0 AND (escalation_points IS NULL) <> (escalation_fen IS NULL)))
);
CREATE INDEX lease_terms_by_collective ON lease_terms (collective_id, lease_id);
CREATE INDEX lease_terms_by_end ON lease_terms (end_on, lease_id);
CREATE TABLE rent_step (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT rent_step_collective REFERENCES collective (id),
    lease_id BIGINT NOT NULL CONSTRAINT rent_step_lease REFERENCES lease (id),
    terms_id BIGINT NOT NULL CONSTRAINT rent_step_terms REFERENCES lease_terms (id),
    steps_on DATE NOT NULL,
    annual_rent_fen BIGINT NOT NULL
);
CREATE INDEX rent_step_by_day ON rent_step (steps_on, lease_id);
CREATE INDEX rent_step_by_terms ON rent_step (terms_id);
CREATE TABLE lease_document (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT lease_document_collective REFERENCES collective (id),
    lease_id BIGINT NOT NULL CONSTRAINT lease_document_lease REFERENCES lease (id),
    kind TEXT NOT NULL
        CONSTRAINT lease_document_kind_known CHECK (kind IN ('CONTRACT', 'SUPPLEMENT', 'VALUATION', 'TERM_APPROVAL', 'USE_APPROVAL', 'HANDOVER', 'OTHER')),
    reference TEXT NOT NULL,
    dated_on DATE NOT NULL
);
CREATE INDEX lease_document_by_lease ON lease_document (lease_id);
CREATE INDEX lease_document_by_collective ON lease_document (collective_id, lease_id);
CREATE TABLE deposit_entry (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT deposit_entry_collective REFERENCES collective (id),
    lease_id BIGINT NOT NULL CONSTRAINT deposit_entry_lease REFERENCES lease (id),
    kind TEXT NOT NULL
        CONSTRAINT deposit_entry_kind_known CHECK (kind IN ('RECEIVED', 'REFUNDED', 'FORFEITED', 'CREDIT_REFUNDED')),
    amount_fen BIGINT NOT NULL,
    moved_on DATE NOT NULL,
    CONSTRAINT deposit_entry_positive CHECK (amount_fen > 0)
);
CREATE INDEX deposit_entry_by_lease ON deposit_entry (lease_id);
CREATE TABLE sublet (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT sublet_collective REFERENCES collective (id),
    lease_id BIGINT NOT NULL CONSTRAINT sublet_lease REFERENCES lease (id),
    subtenant TEXT NOT NULL,
    started_on DATE NOT NULL,
    observed_on DATE NOT NULL,
    consent_on DATE,
    objection_on DATE,
    ended_on DATE
);
CREATE INDEX sublet_by_lease ON sublet (lease_id);
CREATE TABLE rent_bill (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT rent_bill_collective REFERENCES collective (id),
    lease_id BIGINT NOT NULL CONSTRAINT rent_bill_lease REFERENCES lease (id),
    item TEXT NOT NULL CONSTRAINT rent_bill_item_known CHECK (item IN ('RENT', 'OCCUPANCY')),
    period_from DATE NOT NULL,
    period_to DATE NOT NULL,
    due_on DATE NOT NULL,
    issued_on DATE NOT NULL,
    amount_fen BIGINT NOT NULL,
    CONSTRAINT rent_bill_once UNIQUE (lease_id, item, period_from),
    CONSTRAINT rent_bill_period CHECK (period_to >= period_from),
    CONSTRAINT rent_bill_sane CHECK (amount_fen >= 0)
);
CREATE INDEX rent_bill_by_collective ON rent_bill (collective_id, due_on, id);
CREATE INDEX rent_bill_by_due ON rent_bill (due_on, id);
CREATE TABLE rent_waiver (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT rent_waiver_collective REFERENCES collective (id),
    lease_id BIGINT NOT NULL CONSTRAINT rent_waiver_lease REFERENCES lease (id),
    bill_id BIGINT NOT NULL CONSTRAINT rent_waiver_bill REFERENCES rent_bill (id),
    amount_fen BIGINT NOT NULL,
    reason TEXT NOT NULL,
    document TEXT NOT NULL,
    requested_on DATE NOT NULL,
    requested_by TEXT NOT NULL,
    approved_on DATE,
    approved_by TEXT,
    CONSTRAINT rent_waiver_positive CHECK (amount_fen > 0),
    CONSTRAINT rent_waiver_two_people CHECK (approved_by IS NULL OR approved_by <> requested_by)
);
CREATE INDEX rent_waiver_by_bill ON rent_waiver (bill_id);
CREATE INDEX rent_waiver_by_lease ON rent_waiver (lease_id);
CREATE TABLE receipt (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT receipt_collective REFERENCES collective (id),
    lease_id BIGINT NOT NULL CONSTRAINT receipt_lease REFERENCES lease (id),
    number TEXT NOT NULL,
    amount_fen BIGINT NOT NULL,
    paid_on DATE NOT NULL,
    method TEXT NOT NULL CONSTRAINT receipt_method_known CHECK (method IN ('BANK', 'CASH', 'MOBILE')),
    account TEXT NOT NULL CONSTRAINT receipt_account_known CHECK (account IN ('COLLECTIVE', 'PERSONAL')),
    voucher TEXT,
    booked_on DATE,
    covers_from DATE,
    covers_to DATE,
    CONSTRAINT receipt_number_unique UNIQUE (collective_id, number),
    CONSTRAINT receipt_positive CHECK (amount_fen > 0),
    CONSTRAINT receipt_booked CHECK ((voucher IS NULL) = (booked_on IS NULL)),
    CONSTRAINT receipt_covers CHECK ((covers_from IS NULL) = (covers_to IS NULL) AND (covers_to IS NULL OR covers_to >= covers_from))
);
CREATE INDEX receipt_by_lease ON receipt (lease_id, paid_on);
CREATE INDEX receipt_by_collective ON receipt (collective_id, paid_on, id);
CREATE INDEX receipt_by_day ON receipt (paid_on, id);
CREATE TABLE receipt_allocation (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT receipt_allocation_collective REFERENCES collective (id),
    lease_id BIGINT NOT NULL CONSTRAINT receipt_allocation_lease REFERENCES lease (id),
    receipt_id BIGINT NOT NULL CONSTRAINT receipt_allocation_receipt REFERENCES receipt (id),
    bill_id BIGINT NOT NULL CONSTRAINT receipt_allocation_bill REFERENCES rent_bill (id),
    amount_fen BIGINT NOT NULL,
    allocated_on DATE NOT NULL,
    CONSTRAINT receipt_allocation_once UNIQUE (receipt_id, bill_id, allocated_on),
    CONSTRAINT receipt_allocation_positive CHECK (amount_fen > 0)
);
CREATE INDEX receipt_allocation_by_bill ON receipt_allocation (bill_id);
CREATE INDEX receipt_allocation_by_lease ON receipt_allocation (lease_id);
CREATE TABLE income_recognition (
    id {id},
    collective_id BIGINT NOT NULL CONSTRAINT income_recognition_collective REFERENCES collective (id),
    lease_id BIGINT NOT NULL CONSTRAINT income_recognition_lease REFERENCES lease (id),
    receipt_id BIGINT NOT NULL CONSTRAINT income_recognition_receipt REFERENCES receipt (id),
    year INTEGER NOT NULL,
    amount_fen BIGINT NOT NULL,
    booked_on DATE NOT NULL
);
CREATE INDEX income_recognition_by_receipt ON income_recognition (receipt_id);
CREATE INDEX income_recognition_by_lease ON income_recognition (lease_id);
ALTER TABLE account ADD COLUMN collective_id BIGINT";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, "ALTER TABLE account DROP COLUMN collective_id").await?;
        dialect::drop(
            manager,
            &[
                "income_recognition",
                "receipt_allocation",
                "receipt",
                "rent_waiver",
                "rent_bill",
                "sublet",
                "deposit_entry",
                "lease_document",
                "rent_step",
                "lease_terms",
                "lease",
                "tender",
                "resolution",
                "lessee",
                "inspection",
                "asset_ledger",
                "asset",
                "cadre",
                "collective",
                "idempotency",
            ],
        )
        .await
    }
}
