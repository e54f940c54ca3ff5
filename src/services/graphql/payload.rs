//! What acts on service points answer.

use std::{borrow::Cow, marker::PhantomData};

use async_graphql::{Context, Object, TypeName};

use super::ServicePoint;
use crate::{
    kernel::{
        payload::{ActName, Problem, noun},
        problem::Failure,
    },
    services::loader::shape::POINT,
};

/// What an act on a service point came to.
pub struct PointPayload<A> {
    service_point: Option<ServicePoint>,
    problems: Vec<Problem>,
    act: PhantomData<A>,
}

impl<A: ActName> TypeName for PointPayload<A> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Payload", A::NAME).into()
    }
}

/// 办理结果。
#[Object(name_type)]
impl<A: ActName> PointPayload<A> {
    /// 办理后的服务点;被拒时为空。
    async fn service_point(&self) -> Option<&ServicePoint> {
        self.service_point.as_ref()
    }

    /// 被拒的原因;办成时为空列表。
    async fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl<A: ActName> PointPayload<A> {
    /// The payload of what was done to a point with this key.
    pub async fn of(ctx: &Context<'_>, done: Result<i64, Failure>) -> Result<Self, Failure> {
        let (service_point, problems) = noun(ctx, &POINT, done).await?;
        Ok(Self { service_point, problems, act: PhantomData })
    }
}
