//! Changes of programmes in words.

use entity::vocab::{ApprovingLevel, ExclusionKind, ExclusionLevel, NamePolicy, StartRule, StopRule};

use super::eligibility::text;
use crate::subsidies::model::{NewTerms, Part, ProgrammeRecord};

/// What a change says.
#[must_use]
pub fn summary(part: &Part, programme: &ProgrammeRecord) -> String {
    match part {
        Part::Standard(new) => {
            let tier = new.tier.as_deref().map(|tier| format!("{tier} 档")).unwrap_or_default();
            format!("自 {} 起,{tier}标准为 {} 元", new.valid_from, new.amount)
        }
        Part::Terms(new) => format!("自 {} 起,{}", new.valid_from, terms(new, programme).join(";")),
        Part::Exclusion(new) => {
            let level = if new.level == ExclusionLevel::Household { "同一户" } else { "同一人" };
            let kind = match (new.kind, new.cap) {
                (ExclusionKind::Exclusive, _) => "不得同时享受".to_owned(),
                (ExclusionKind::ChooseHigher, _) => "择高享受其一".to_owned(),
                (ExclusionKind::Cap, Some(cap)) => format!("合计不超过 {cap} 元"),
                (ExclusionKind::Cap, None) => "合计不超过较高的标准".to_owned(),
            };
            format!("自 {} 起,与 {} {level}{kind}", new.valid_from, new.other)
        }
        Part::ExclusionEnd(end) => format!("自 {} 起,与 {} 不再排斥", end.valid_to, end.other),
    }
}

fn terms(new: &NewTerms, programme: &ProgrammeRecord) -> Vec<String> {
    let back_pay = |limit: Option<i32>| {
        limit.map_or_else(|| "补发不限月数".to_owned(), |months| format!("至多补发 {months} 个月"))
    };
    let said = [
        new.eligibility.as_ref().map(|expression| format!("资格条件改为:{}", text(expression, &programme.peers))),
        new.approving_level.map(|level| format!("由{}审批", approving(level))),
        new.publicity_days.map(|days| format!("公示 {days} 个工作日")),
        new.publicity_name.map(|name| published(name).to_owned()),
        new.publicity_amount.map(|shown| if shown { "公示金额" } else { "不公示金额" }.to_owned()),
        new.review_months.map(|months| format!("每 {months} 个月复核(0 为不复核)")),
        new.start_rule.map(|rule| format!("起始月为{}", starts(rule))),
        new.stop_rule.map(|rule| format!("停发:{}", stops(rule))),
        new.back_pay_months.map(back_pay),
    ];
    said.into_iter().flatten().collect()
}

const fn approving(level: ApprovingLevel) -> &'static str {
    match level {
        ApprovingLevel::District => "区",
        ApprovingLevel::Subdistrict => "街道",
    }
}

const fn published(name: NamePolicy) -> &'static str {
    match name {
        NamePolicy::Full => "公示全名",
        NamePolicy::Masked => "公示隐去一字的姓名",
        NamePolicy::None => "不公示姓名",
    }
}

const fn starts(rule: StartRule) -> &'static str {
    match rule {
        StartRule::MonthAfterConfirmation => "确认的次月",
        StartRule::MonthOfApplication => "申请当月",
        StartRule::BirthdayMonth => "达到年龄的当月",
        StartRule::WithBaseProgramme => "所依附项目的起始月",
        StartRule::OnApproval => "批准当月",
        StartRule::AnnualConfirmation => "年度确认后",
        StartRule::Trigger => "联动机制启动的当月",
        StartRule::Historic => "历史对象既定的月份",
        StartRule::MonthAfterCertificate => "发证的次月",
        StartRule::External => "外部系统确定的月份",
    }
}

const fn stops(rule: StopRule) -> &'static str {
    match rule {
        StopRule::MonthAfterEvent => "事由发生的次月起",
        StopRule::Single => "一次性,不延续",
        StopRule::MonthAfterEighteenUnlessAtSchool => "年满 18 周岁的次月起,在校就读的除外",
        StopRule::YearAfterEvent => "事由发生的次年起",
        StopRule::OnEmployment => "就业即停",
        StopRule::External => "由外部系统确定",
    }
}
