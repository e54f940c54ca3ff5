//! The figures that are computed: what each counts, in the order of the report. Whoever changes what is counted counts
//! the version up, and so the hash.

use entity::vocab::ReportDomain::{self, Dividends, Leases, Services, Subsidies, Veterans};

use super::{
    drill, measure,
    model::{Definition, Quantity, Rows, Sources, YUAN},
};

type Measure = fn(&Sources) -> Option<Quantity>;
type Behind = fn(&Sources) -> Rows;

const fn figure(
    (domain, code, label, unit): (ReportDomain, &'static str, &'static str, &'static str),
    text: &'static str,
    (measure, rows): (Measure, Behind),
) -> Definition {
    Definition { code, label, domain, unit, version: 1, text, measure, rows }
}

/// All of them.
pub static CATALOGUE: [Definition; 27] = [
    figure(
        (Subsidies, "SUBSIDY_PERSON_TIMES", "特殊人群补贴补助人次", "人次"),
        "列入年度总数的项目中,归属月份在当年、状态为已到账(PAID)的发放明细笔数;一人一档一期为一人次。\
         退回后重发到账的只计一次,计入原归属月份;退回未重发的不计。状态按查询时。",
        (measure::person_times, drill::payments),
    ),
    figure(
        (Subsidies, "SUBSIDY_AMOUNT", "特殊人群补贴补助金额", YUAN),
        "与补贴补助人次相同的发放明细的金额合计。事后追回的另列,不冲减。上报数字以万元计的,四舍五入到 0.01 万元后比较。",
        (measure::subsidy_amount, drill::payments),
    ),
    figure(
        (Veterans, "VETERANS_SERVED", "落实五类服务的退役军人和涉军人员", "人"),
        "当年登记的培训、帮扶、就业、咨询、优抚服务(已撤回的不计)所服务的不同的人,全街道。少于 11 人时对无权查看档案的岗位隐藏。",
        (measure::veterans_served, drill::served),
    ),
    figure(
        (Veterans, "VETERAN_STATION_LEVELS", "退役军人服务机构层级", "级"),
        "判定日开放的退役军人服务站的层级数:街道一级,村(社区)一级。",
        (measure::station_levels, drill::stations),
    ),
    figure(
        (Veterans, "VETERAN_STATIONS", "退役军人服务站", "个"),
        "判定日开放的退役军人服务站数,街道和村(社区)合计。",
        (measure::stations, drill::stations),
    ),
    figure(
        (Veterans, "MERIT_REPORTS", "立功喜报", "份"),
        "当年登记的立功喜报,不予核准的不计。人数过少时对无权查看档案的岗位隐藏。",
        (measure::merit_reports, drill::merit_reports),
    ),
    figure(
        (Veterans, "PLAQUES", "悬挂“光荣之家”牌匾", "户"),
        "判定日有光荣之家牌匾的户数:首次悬挂不晚于判定日、未收回,含破损或遗失待更换的。人数过少时对无权查看档案的岗位隐藏。",
        (measure::plaques, drill::plaques),
    ),
    figure(
        (Veterans, "CHECK_UPS", "免费体检", "人"),
        "当年登记、判定日前已完成(已落实)的免费体检人数。人数过少时对无权查看档案的岗位隐藏。",
        (measure::check_ups, drill::check_ups),
    ),
    figure(
        (Veterans, "RECUPERATIONS", "短期疗养", "人"),
        "当年登记、判定日前已完成(已落实)的短期疗养人数。人数过少时对无权查看档案的岗位隐藏。",
        (measure::recuperations, drill::recuperations),
    ),
    figure(
        (Veterans, "REIMBURSEMENT_AMOUNT", "医疗费报销金额", YUAN),
        "当年登记、判定日前已核准(含已拨付)的医疗费报销的核准金额合计。报销人数过少时对无权查看档案的岗位隐藏。",
        (measure::reimbursements, drill::reimbursements),
    ),
    figure(
        (Leases, "CAMPAIGN_COLLECTIVES", "开展租赁自查自纠的村", "个"),
        "当年自查活动中有检查结果的集体经济组织数。",
        (measure::collectives, drill::inspections),
    ),
    figure(
        (Leases, "CAMPAIGN_PROJECTS", "自查自纠的集体资产租赁项目", "项"),
        "当年自查活动的检查结果数,一份租赁计一项。",
        (measure::projects, drill::inspections),
    ),
    figure(
        (Leases, "CAMPAIGN_FINDINGS", "自查自纠发现的问题", "个"),
        "当年自查活动登记的问题数,不论状态。规则引擎的日常预警不属于活动的,不计。",
        (measure::findings, drill::findings),
    ),
    figure(
        (Leases, "CAMPAIGN_FINDINGS_CLOSED", "整改到位的问题", "个"),
        "上述问题中状态为已销号(CLOSED)的;认定不构成问题的不计。状态按查询时。",
        (measure::findings_closed, drill::closed_findings),
    ),
    figure(
        (Dividends, "COOPERATIVES_DISTRIBUTED", "完成分配的村级股份经济合作社", "个"),
        "当年有已批准、发放中、已发放或已办结方案的村股份经济合作社数。",
        (measure::cooperatives, drill::cooperatives),
    ),
    figure(
        (Dividends, "VILLAGER_GROUPS_DISTRIBUTED", "完成分配的村民小组", "个"),
        "当年有已批准、发放中、已发放或已办结方案的村民小组数。",
        (measure::villager_groups, drill::villager_groups),
    ),
    figure(
        (Dividends, "SHARE_GROUPS_DISTRIBUTED", "完成分配的股份制小组", "个"),
        "当年有已批准、发放中、已发放或已办结方案的股份制小组数。",
        (measure::share_groups, drill::share_groups),
    ),
    figure(
        (Dividends, "DIVIDEND_AMOUNT", "组级分配和股份分红金额", YUAN),
        "上述方案的成员明细金额合计,已发和挂账未领的都计。上报数字以万元计的,四舍五入到 0.01 万元后比较。",
        (measure::dividend_amount, drill::payout_lines),
    ),
    figure(
        (Dividends, "PARTICIPANTS_CHANGE", "参与分配人员同比增减", "人"),
        "当年与上年参与分配的不同的人之差;一人在两个单位参与只计一次,故不等于明细笔数之差。上年没有分配的为空。",
        (measure::participants_change, drill::participants),
    ),
    figure(
        (Services, "MEDICAL_CIRCLE_MINUTES", "医保服务圈", "分钟"),
        "医保服务点的步行服务圈标准;实际覆盖人数见 coverage。明细为判定日开放的服务点。",
        (measure::insurance_circle, drill::insurance_points),
    ),
    figure(
        (Services, "MILITARY_CIRCLE_MINUTES", "社区拥军服务圈", "分钟"),
        "退役军人服务站的步行服务圈标准;实际覆盖人数见 coverage。明细为判定日开放的服务站。",
        (measure::military_circle, drill::stations),
    ),
    figure(
        (Services, "FAMILY_DOCTOR_ROOMS", "家庭医生工作室", "处"),
        "判定日开放的家庭医生工作室数。",
        (measure::doctors, drill::doctors),
    ),
    figure(
        (Services, "ELDERLY_CARE_CENTRES", "养老综合服务中心", "家"),
        "判定日开放的养老综合服务中心数。",
        (measure::elderly_centres, drill::elderly_centres),
    ),
    figure(
        (Services, "STREET_CHILDREN_HOMES", "街道级困境儿童之家", "家"),
        "判定日开放的街道级困境儿童之家数。",
        (measure::street_homes, drill::street_homes),
    ),
    figure(
        (Services, "UNITS_WITH_CHILDREN_HOME", "有困境儿童之家的村(社区)", "个"),
        "判定日有开放的困境儿童之家的村(社区)数;全覆盖即每个村(社区)都有。",
        (measure::units_with_home, drill::unit_homes),
    ),
    figure(
        (Services, "DISABLED_HOME_STARS", "残疾人之家星级", "星"),
        "判定日开放的残疾人之家中最高的星级;没有评星的为空。",
        (measure::home_stars, drill::disabled_homes),
    ),
    figure(
        (Services, "DISABLED_HOMES", "残疾人之家", "家"),
        "判定日开放的残疾人之家数。",
        (measure::disabled_homes, drill::disabled_homes),
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_used_once_and_domains_stand_together() {
        let codes: BTreeSet<&str> = CATALOGUE.iter().map(|own| own.code).collect();
        assert_eq!(codes.len(), CATALOGUE.len());
        assert!(CATALOGUE.iter().map(|own| own.domain).is_sorted());
    }
}
