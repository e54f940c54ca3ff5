//! What acts on applications and enrolments answer.

use async_graphql::Context;

use super::{Application, Enrolment};
use crate::{
    access::viewer::Viewer,
    kernel::{
        app::App,
        payload::{ActName, payload},
        problem::Failure,
    },
    subsidies::{
        loader::shape::{APPLICATION, ENROLMENT},
        service::{
            application::{self, ApplicationAct},
            enrolment::{self, EnrolmentAct},
        },
    },
};

payload!(ApplicationPayload, application: Application, APPLICATION, "办理后的申请;被拒时为空。");
payload!(EnrolmentPayload, enrolment: Enrolment, ENROLMENT, "办理后的待遇;被拒时为空。变更档次的,这是停发的那一条。");

impl<A: ActName> ApplicationPayload<A> {
    /// Does `act` and answers; who may not do it does not learn what is wrong with the input.
    pub async fn act<T: ApplicationAct>(ctx: &Context<'_>, act: Result<T, Failure>) -> Result<Self, Failure> {
        let viewer = Viewer::of(ctx);
        let done = match act {
            Ok(act) => application::act(ctx.data_unchecked::<App>(), viewer, act).await,
            Err(failure) => Err(viewer.permit(T::PERMISSION).err().unwrap_or(failure)),
        };
        Self::of(ctx, done).await
    }
}

impl<A: ActName> EnrolmentPayload<A> {
    /// Does `act` and answers.
    pub async fn act<T: EnrolmentAct>(ctx: &Context<'_>, act: T) -> Result<Self, Failure> {
        Self::of(ctx, enrolment::act(ctx.data_unchecked::<App>(), Viewer::of(ctx), act).await).await
    }
}
