//! What acts on applications, enrolments, programmes and declared facts answer.

use async_graphql::Context;

use super::{Application, Enrolment, ProgrammeChange, ResidentFact};
use crate::{
    access::viewer::Viewer,
    kernel::{
        app::App,
        payload::{ActName, payload},
        problem::Failure,
    },
    subsidies::{
        loader::shape::{APPLICATION, CHANGE, ENROLMENT, RESIDENT_FACT},
        service::{
            application::{self, ApplicationAct},
            enrolment::{self, EnrolmentAct},
        },
    },
};

payload!(ApplicationPayload, application: Application, APPLICATION, "办理后的申请;被拒时为空。");
payload!(EnrolmentPayload, enrolment: Enrolment, ENROLMENT, "办理后的待遇;被拒时为空。变更档次的,这是停发的那一条。");

payload!(ChangePayload, change: ProgrammeChange, CHANGE, "办理后的项目变更;被拒时为空。");
payload!(FactPayload, resident_fact: ResidentFact, RESIDENT_FACT, "办理后的申报事实;被拒时为空。");

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
