//! Vocabularies of service points.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// 服务点(设施)类别。
    ServicePointKind {
        /// 退役军人服务站。
        VeteranStation = "VETERAN_STATION",
        /// 医保服务点。
        MedicalInsurance = "MEDICAL_INSURANCE",
        /// 家庭医生工作室。
        FamilyDoctor = "FAMILY_DOCTOR",
        /// 养老综合服务中心。
        ElderlyCare = "ELDERLY_CARE",
        /// 困境儿童之家。
        ChildrenHome = "CHILDREN_HOME",
        /// 残疾人之家。
        DisabledHome = "DISABLED_HOME",
    }
}
