//! What each of the five kinds of service adds to an event.

use entity::{
    money::Fen,
    service_event::Model as Event,
    vocab::{
        AssistanceKind, ContactChannel, EmploymentResult, EmploymentStatus, PreferentialKind, ServiceKind,
        ServiceOutcome,
    },
};

use super::{member::Member, staff};
use crate::demo::{
    calendar::{as_of, plus},
    random::Random,
};

/// Courses with their hours and the certificate they lead to.
const COURSES: [(&str, i32, Option<&str>); 8] = [
    ("退役军人适应性培训", 24, None),
    ("电工(初级)", 80, Some("电工职业资格证书")),
    ("叉车司机", 48, Some("特种设备作业人员证")),
    ("网约配送员", 24, Some("培训合格证")),
    ("保安员", 40, Some("保安员证")),
    ("消防设施操作员", 72, Some("消防设施操作员证书")),
    ("电子商务与直播", 56, Some("培训合格证")),
    ("中式面点师", 64, Some("职业技能等级证书")),
];
const EMPLOYERS: [(&str, &str); 8] = [
    ("天生港电力设备厂", "设备维护员"),
    ("通港物流有限公司", "仓储调度"),
    ("港闸保安服务公司", "保安队长"),
    ("江海船舶配套有限公司", "焊工"),
    ("沿江物业管理公司", "项目主管"),
    ("通州湾港务服务公司", "装卸班长"),
    ("崇川城市运营公司", "网格巡查员"),
    ("天生港纺织有限公司", "机修工"),
];
const TOPICS: [(&str, &str); 9] = [
    ("优待证申领", "咨询优待证申领条件和进度"),
    ("医疗待遇", "咨询医疗费报销和优惠就医"),
    ("就业创业", "咨询招聘会和创业贷款贴息"),
    ("社会保险", "咨询军龄视同缴费和保险接续"),
    ("抚恤补助", "咨询抚恤补助标准和发放时间"),
    ("子女教育", "咨询子女入学优待"),
    ("住房保障", "咨询住房困难申请"),
    ("法律援助", "咨询劳动纠纷法律援助"),
    ("荣誉激励", "咨询光荣牌更换和立功奖励"),
];
const CHANNELS: [ContactChannel; 10] = [
    ContactChannel::Station,
    ContactChannel::Station,
    ContactChannel::Station,
    ContactChannel::Station,
    ContactChannel::Phone,
    ContactChannel::Phone,
    ContactChannel::Phone,
    ContactChannel::Online,
    ContactChannel::Online,
    ContactChannel::Visit,
];

/// Fills in the kind's own fields; results only where the service is completed.
pub fn details(event: &mut Event, member: &Member, rng: &mut Random) {
    match event.kind {
        ServiceKind::Training => training(event, member, rng),
        ServiceKind::Assistance => assistance(event, member, rng),
        ServiceKind::Employment => employment(event, rng),
        ServiceKind::Consultation => consultation(event, rng),
        // Told by what it is about.
        ServiceKind::Preferential => {}
    }
}

fn training(event: &mut Event, member: &Member, rng: &mut Random) {
    let Some((course, hours, certificate)) = rng.pick(&COURSES) else { return };
    event.summary = format!("参加{course}");
    event.course = Some(course.to_owned());
    event.hours = Some(hours);
    if event.completed_on.is_some() {
        let passed = rng.chance(92);
        event.result = Some(if passed { "合格" } else { "结业" }.to_owned());
        event.certificate = certificate.filter(|_| passed).map(|name| format!("{name} PX2022{:05}", member.id));
        event.minutes = Some(hours * 45);
    }
}

fn assistance(event: &mut Event, member: &Member, rng: &mut Random) {
    let kind = match rng.range(0, 99) {
        ..45 => AssistanceKind::Grant,
        45..75 => AssistanceKind::Visit,
        _ => AssistanceKind::Material,
    };
    let (summary, sources): (&str, &[&str]) = match kind {
        AssistanceKind::Grant => ("困难退役军人现金帮扶", &["区退役军人关爱基金", "街道帮扶资金"]),
        AssistanceKind::Material => ("送粮油等生活物资", &["街道帮扶资金", "爱心企业捐赠"]),
        AssistanceKind::Visit => ("上门走访了解困难", &["村(社区)走访"]),
    };
    summary.clone_into(&mut event.summary);
    event.assistance_kind = Some(kind);
    event.source = rng.pick(sources).map(str::to_owned);
    event.visitor = event.handler.clone().or_else(|| Some(staff::station(member.unit)));
    if kind == AssistanceKind::Grant && event.completed_on.is_some() {
        event.amount_fen = Some(Fen(i64::from(rng.range(5, 20)) * 10_000));
    }
}

fn employment(event: &mut Event, rng: &mut Random) {
    let Some((employer, position)) = rng.pick(&EMPLOYERS) else { return };
    event.summary = format!("推荐到{employer}应聘{position}");
    event.employer = Some(employer.to_owned());
    event.position = Some(position.to_owned());
    let Some(completed_on) = event.completed_on else { return };
    let hired = rng.chance(46);
    event.employment_result = Some(if hired { EmploymentResult::Hired } else { EmploymentResult::NotHired });
    if hired {
        event.employed_from = Some(plus(completed_on, rng.range(0, 6)).min(as_of()));
        event.outcome = Some(ServiceOutcome::Resolved);
        event.outcome_note = Some("已录用".to_owned());
    } else {
        event.outcome = Some(ServiceOutcome::PartlyResolved);
        event.outcome_note = Some("未录用,继续推荐".to_owned());
    }
}

fn consultation(event: &mut Event, rng: &mut Random) {
    let Some((topic, summary)) = rng.pick(&TOPICS) else { return };
    summary.clone_into(&mut event.summary);
    event.topic = Some(topic.to_owned());
    event.channel = rng.pick(&CHANNELS);
    event.answered_on = event.completed_on;
    let reached = event.followed_up_on.is_some();
    event.satisfaction = reached.then(|| match (event.outcome, rng.range(0, 99)) {
        (Some(ServiceOutcome::Unresolved), dice) => 2 + dice / 50,
        (_, ..74) => 5,
        (_, 74..95) => 4,
        _ => 3,
    });
}

/// Fills in what a preferential service is about.
pub fn preferential(event: &mut Event, kind: PreferentialKind, period: &str) {
    let summary = match kind {
        PreferentialKind::Pension => "抚恤补助对象年度身份核查",
        PreferentialKind::CheckUp => "组织重点优抚对象免费体检",
        PreferentialKind::Recuperation => "组织重点优抚对象短期疗养",
        PreferentialKind::Reimbursement => "受理医疗费报销",
        PreferentialKind::Plaque => "悬挂光荣之家牌匾",
        PreferentialKind::MeritReport => "立功喜报送到家",
        PreferentialKind::Condolence => "节日走访慰问",
    };
    event.summary = match kind {
        PreferentialKind::Condolence => format!("{period}走访慰问"),
        _ => summary.to_owned(),
    };
    event.preferential_kind = Some(kind);
    event.period = Some(period.to_owned());
}

/// How gladly somebody is placed: weight of the status.
pub fn seeks_work(status: EmploymentStatus) -> i32 {
    match status {
        EmploymentStatus::Unemployed => 0,
        EmploymentStatus::Flexible => 1,
        EmploymentStatus::Employed => 2,
        EmploymentStatus::NotWorking | EmploymentStatus::Retired => 3,
    }
}
