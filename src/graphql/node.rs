//! `node(id)` and `nodes(ids)`: refetching by opaque id.

use std::{collections::BTreeMap, sync::Arc};

use async_graphql::{Context, ID, Interface, Object};

use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::{
        graphql::{Asset, Collective, Lease, Lessee, Receipt, RentBill},
        loader::shape::{ASSET, BILL, COLLECTIVE, LEASE, LESSEE, RECEIPT},
    },
    dividends::{
        graphql::{DistributingUnit, DistributionPlan, Member, PayoutLine, PlanObjection, RegisterEvent},
        loader::shape::{EVENT, LINE, MEMBER, OBJECTION, PLAN, UNIT},
    },
    findings::{
        graphql::{Campaign, Finding},
        loader::shape::{CAMPAIGN, FINDING},
    },
    kernel::{
        batch::{Batch, Key},
        id,
        plan::{self, Row, Shape},
        problem::{Failure, nullable},
    },
    payrolls::{
        graphql::{Payroll, Recovery},
        loader::shape::{PAYROLL, RECOVERY},
    },
    publications::{graphql::Publication, loader::shape::PUBLICATION},
    residents::{
        graphql::{Household, Resident, Unit},
        loader::shape::{HOUSEHOLD, RESIDENT},
        model::Units,
    },
    services::{graphql::ServicePoint, loader::shape::POINT},
    subsidies::{
        graphql::{Application, Enrolment, Programme, ProgrammeChange, ResidentFact, SubsidyPayment},
        loader::shape::{APPLICATION, CHANGE, ENROLMENT, PAYMENT, RESIDENT_FACT},
        model::Programmes,
    },
    veterans::{
        graphql::{ServiceEvent, Veteran, VeteranBenefit, VeteranCard},
        loader::shape::{BENEFIT, CARD, EVENT as SERVICE, VETERAN},
    },
};

/// 有档案的对象,可凭全局标识再次取得。
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "全局标识。"))]
pub enum Node {
    Unit(Unit),
    Programme(Programme),
    Resident(Resident),
    Household(Household),
    Application(Application),
    Enrolment(Enrolment),
    Publication(Publication),
    Payroll(Payroll),
    SubsidyPayment(SubsidyPayment),
    Recovery(Recovery),
    ProgrammeChange(ProgrammeChange),
    ResidentFact(ResidentFact),
    Collective(Collective),
    Asset(Asset),
    Lessee(Lessee),
    Lease(Lease),
    RentBill(RentBill),
    Receipt(Receipt),
    DistributingUnit(DistributingUnit),
    Member(Member),
    RegisterEvent(RegisterEvent),
    DistributionPlan(DistributionPlan),
    PayoutLine(PayoutLine),
    PlanObjection(PlanObjection),
    Veteran(Veteran),
    VeteranCard(VeteranCard),
    VeteranBenefit(VeteranBenefit),
    ServiceEvent(ServiceEvent),
    Finding(Finding),
    Campaign(Campaign),
    ServicePoint(ServicePoint),
}

/// A node that is a row: its shape, who may read it, how it becomes an object.
struct Kind {
    prefix: &'static str,
    shape: &'static Shape,
    permission: Permission,
    object: fn(Row) -> Node,
}

static KINDS: [Kind; 29] = [
    Kind {
        prefix: "rcv",
        shape: &RECOVERY,
        permission: Permission::PaymentRead,
        object: |row| Node::Recovery(row.into()),
    },
    Kind {
        prefix: "dun",
        shape: &UNIT,
        permission: Permission::DividendRead,
        object: |row| Node::DistributingUnit(row.into()),
    },
    Kind {
        prefix: "mem",
        shape: &MEMBER,
        permission: Permission::DividendRead,
        object: |row| Node::Member(row.into()),
    },
    Kind {
        prefix: "rge",
        shape: &EVENT,
        permission: Permission::DividendRead,
        object: |row| Node::RegisterEvent(row.into()),
    },
    Kind {
        prefix: "dpl",
        shape: &PLAN,
        permission: Permission::DividendRead,
        object: |row| Node::DistributionPlan(row.into()),
    },
    Kind {
        prefix: "pol",
        shape: &LINE,
        permission: Permission::DividendRead,
        object: |row| Node::PayoutLine(row.into()),
    },
    Kind {
        prefix: "obj",
        shape: &OBJECTION,
        permission: Permission::DividendRead,
        object: |row| Node::PlanObjection(row.into()),
    },
    Kind {
        prefix: "res",
        shape: &RESIDENT,
        permission: Permission::ResidentRead,
        object: |row| Node::Resident(row.into()),
    },
    Kind {
        prefix: "hou",
        shape: &HOUSEHOLD,
        permission: Permission::ResidentRead,
        object: |row| Node::Household(row.into()),
    },
    Kind {
        prefix: "apl",
        shape: &APPLICATION,
        permission: Permission::EnrolmentRead,
        object: |row| Node::Application(row.into()),
    },
    Kind {
        prefix: "pub",
        shape: &PUBLICATION,
        permission: Permission::PublicationRead,
        object: |row| Node::Publication(row.into()),
    },
    Kind {
        prefix: "enr",
        shape: &ENROLMENT,
        permission: Permission::EnrolmentRead,
        object: |row| Node::Enrolment(row.into()),
    },
    Kind {
        prefix: "prl",
        shape: &PAYROLL,
        permission: Permission::PayrollRead,
        object: |row| Node::Payroll(row.into()),
    },
    Kind {
        prefix: "pay",
        shape: &PAYMENT,
        permission: Permission::PaymentRead,
        object: |row| Node::SubsidyPayment(row.into()),
    },
    Kind {
        prefix: "pch",
        shape: &CHANGE,
        permission: Permission::PayrollRead,
        object: |row| Node::ProgrammeChange(row.into()),
    },
    Kind {
        prefix: "rfa",
        shape: &RESIDENT_FACT,
        permission: Permission::HealthRead,
        object: |row| Node::ResidentFact(row.into()),
    },
    Kind {
        prefix: "col",
        shape: &COLLECTIVE,
        permission: Permission::LeaseRead,
        object: |row| Node::Collective(row.into()),
    },
    Kind { prefix: "ast", shape: &ASSET, permission: Permission::LeaseRead, object: |row| Node::Asset(row.into()) },
    Kind { prefix: "les", shape: &LESSEE, permission: Permission::LeaseRead, object: |row| Node::Lessee(row.into()) },
    Kind { prefix: "lea", shape: &LEASE, permission: Permission::LeaseRead, object: |row| Node::Lease(row.into()) },
    Kind { prefix: "bil", shape: &BILL, permission: Permission::LeaseRead, object: |row| Node::RentBill(row.into()) },
    Kind { prefix: "rcp", shape: &RECEIPT, permission: Permission::LeaseRead, object: |row| Node::Receipt(row.into()) },
    Kind {
        prefix: "vet",
        shape: &VETERAN,
        permission: Permission::VeteranRead,
        object: |row| Node::Veteran(row.into()),
    },
    Kind {
        prefix: "crd",
        shape: &CARD,
        permission: Permission::VeteranRead,
        object: |row| Node::VeteranCard(row.into()),
    },
    Kind {
        prefix: "vbn",
        shape: &BENEFIT,
        permission: Permission::VeteranRead,
        object: |row| Node::VeteranBenefit(row.into()),
    },
    Kind {
        prefix: "sev",
        shape: &SERVICE,
        permission: Permission::VeteranRead,
        object: |row| Node::ServiceEvent(row.into()),
    },
    Kind {
        prefix: "fnd",
        shape: &FINDING,
        permission: Permission::FindingRead,
        object: |row| Node::Finding(row.into()),
    },
    Kind {
        prefix: "cam",
        shape: &CAMPAIGN,
        permission: Permission::FindingRead,
        object: |row| Node::Campaign(row.into()),
    },
    Kind {
        prefix: "spt",
        shape: &POINT,
        permission: Permission::ReferenceRead,
        object: |row| Node::ServicePoint(row.into()),
    },
];

/// What an id names: something in memory, or a row.
enum Target {
    Known(Node),
    Row(&'static Kind, i64),
}

/// Ids at once.
const MAX_IDS: usize = 100;

fn target(ctx: &Context<'_>, id: &ID) -> Result<Option<Target>, Failure> {
    let viewer = Viewer::of(ctx);
    let Some((prefix, key)) = id::decode(id) else { return Ok(None) };
    match prefix {
        "unt" => {
            viewer.permit(Permission::ReferenceRead)?;
            Ok(ctx.data_unchecked::<Arc<Units>>().get(key).map(|unit| Target::Known(Node::Unit(Unit(unit)))))
        }
        "prg" => {
            viewer.permit(Permission::ReferenceRead)?;
            let found = ctx.data_unchecked::<Arc<Programmes>>().get(key).cloned();
            Ok(found.map(|programme| Target::Known(Node::Programme(Programme(programme)))))
        }
        _ => match KINDS.iter().find(|kind| kind.prefix == prefix) {
            None => Ok(None),
            Some(kind) => viewer.permit(kind.permission).map(|()| Some(Target::Row(kind, key))),
        },
    }
}

/// Root fields for refetching.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// 凭全局标识取得对象;不存在或不在可见范围时为空。
    async fn node(
        &self, ctx: &Context<'_>, #[graphql(desc = "全局标识。")] id: ID
    ) -> Option<Result<Node, Failure>> {
        nullable(async {
            Viewer::of(ctx).account()?;
            match target(ctx, &id)? {
                None => Ok(None),
                Some(Target::Known(node)) => Ok(Some(node)),
                Some(Target::Row(kind, key)) => {
                    let row = ctx.data_unchecked::<Batch>().load(Key::new(kind.shape, "id", key)).await?;
                    Ok(row.map(kind.object))
                }
            }
        })
        .await
    }

    /// 凭全局标识取得多个对象,次序与给出的标识一致;不存在或不在可见范围的为空。
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "全局标识,至多 100 个。")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>, Failure> {
        Viewer::of(ctx).account()?;
        if ids.len() > MAX_IDS {
            return Err(Failure::bad_input("ids", format!("一次至多 {MAX_IDS} 个标识,请分几次查询")));
        }
        let targets = ids.iter().map(|id| target(ctx, id)).collect::<Result<Vec<_>, Failure>>()?;
        let mut keys: BTreeMap<&str, (&'static Kind, Vec<i64>)> = BTreeMap::new();
        for target in &targets {
            if let Some(Target::Row(kind, key)) = target {
                keys.entry(kind.prefix).or_insert_with(|| (*kind, Vec::new())).1.push(*key);
            }
        }
        let mut rows = BTreeMap::new();
        for (prefix, (kind, keys)) in keys {
            rows.insert(prefix, plan::find_ids(ctx, kind.shape, &keys).await?);
        }
        let node = |target: Option<Target>| match target? {
            Target::Known(node) => Some(node),
            Target::Row(kind, key) => rows.get(kind.prefix)?.get(&key).cloned().map(kind.object),
        };
        Ok(targets.into_iter().map(node).collect())
    }
}
