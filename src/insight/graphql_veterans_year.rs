//! Veterans in the annual report.

use async_graphql::SimpleObject;
use entity::vocab::{HonourLevel, ServiceKind};

use super::{
    veterans::VeteranCell,
    veterans_year::{Merit, VeteranYear},
};
use crate::kernel::money::Fen;

/// 年报中一类服务的数字。
#[derive(Debug, SimpleObject)]
pub struct AnnualServices {
    /// 服务类别。
    kind: ServiceKind,
    /// 服务数(已撤回的不计);被隐藏时为空。
    services: Option<i64>,
    /// 服务人数(不同的人);被隐藏时为空。
    persons: Option<i64>,
}

impl AnnualServices {
    fn of(cell: &VeteranCell) -> Option<Self> {
        Some(Self { kind: cell.key.kind?, services: cell.services, persons: cell.served })
    }
}

/// 年报中一个等级的立功喜报。
#[derive(Debug, SimpleObject)]
pub struct AnnualMeritReports {
    /// 立功受奖等级。
    level: HonourLevel,
    /// 喜报数;被隐藏时为空。
    count: Option<i64>,
}

impl From<&Merit> for AnnualMeritReports {
    fn from(merit: &Merit) -> Self {
        Self { level: merit.level, count: merit.count }
    }
}

/// 年报中的退役军人部分(全街道)。判定日 = 该年最后一天,尚未到则为今天。对无权查看档案的岗位,少于 11 人的数字为空,可由相减倒算的另一个数字也为空。
#[derive(Debug, SimpleObject)]
pub struct AnnualVeterans {
    /// 判定日在册人数(已建档、未销档、健在)。
    persons: Option<i64>,
    /// 当年登记的服务数(已撤回的不计)。
    services: Option<i64>,
    /// 当年服务人数(不同的人)。
    served_persons: Option<i64>,
    /// 当年服务按类别;没有发生的类别不出现。
    services_by_kind: Vec<AnnualServices>,
    /// 判定日开放的退役军人服务站数(街道、村、社区)。
    stations: i64,
    /// 判定日前申请的优待证数(至判定日不予发放的不计)= 已发放 + 办理中。
    cards_applied: Option<i64>,
    /// 判定日前已发放的优待证数。
    cards_issued: Option<i64>,
    /// 判定日仍在办理的优待证数。
    cards_pending: Option<i64>,
    /// 判定日仍在办理、申请已超过 90 天的优待证数。
    cards_overdue: Option<i64>,
    /// 判定日有光荣之家牌匾的户数(首次悬挂不晚于判定日、未收回;含待更换的)。
    plaques: Option<i64>,
    /// 判定日牌匾破损或遗失、待更换补挂的户数。
    plaques_to_replace: Option<i64>,
    /// 当年立功喜报数(不予核准的不计)。
    merit_report_count: Option<i64>,
    /// 当年立功喜报按等级。
    merit_reports: Vec<AnnualMeritReports>,
    /// 当年判定日前完成的免费体检人数。
    check_ups_done: Option<i64>,
    /// 当年应体检人数:登记的体检中没有被拒绝或放弃的。
    check_ups_eligible: Option<i64>,
    /// 当年判定日前完成的短期疗养人数。
    recuperations: Option<i64>,
    /// 当年核准的医疗费报销件数(核准日不晚于判定日);报销人数过少时为空。
    reimbursements: Option<i64>,
    /// 当年核准的医疗费报销金额(元);报销人数过少时为空。
    reimbursement_amount: Option<Fen>,
    /// 判定日享受定期抚恤补助的人数(已发放、未停发)。
    pensions: Option<i64>,
}

impl From<VeteranYear> for AnnualVeterans {
    fn from(year: VeteranYear) -> Self {
        let VeteranYear { total, cards, .. } = year;
        Self {
            persons: total.persons,
            services: total.services,
            served_persons: total.served,
            services_by_kind: year.kinds.iter().filter_map(AnnualServices::of).collect(),
            stations: year.stations,
            cards_applied: cards.applied,
            cards_issued: cards.issued,
            cards_pending: cards.pending,
            cards_overdue: cards.overdue,
            plaques: year.plaques,
            plaques_to_replace: year.plaques_to_replace,
            merit_report_count: year.merit_reports,
            merit_reports: year.merits.iter().map(AnnualMeritReports::from).collect(),
            check_ups_done: year.check_ups_done,
            check_ups_eligible: year.check_ups_eligible,
            recuperations: year.recuperations,
            reimbursements: year.reimbursements,
            reimbursement_amount: year.reimbursement_amount,
            pensions: year.pensions,
        }
    }
}
