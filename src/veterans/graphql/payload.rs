//! What acts on files answer.

use async_graphql::Context;

use super::{ServiceEvent, Veteran, VeteranBenefit, VeteranCard};
use crate::{
    access::viewer::Viewer,
    kernel::{
        app::App,
        payload::{ActName, payload},
        problem::Failure,
    },
    veterans::{
        loader::shape::{BENEFIT, CARD, EVENT, VETERAN},
        model::Outcome,
        service::{self, VeteranAct},
    },
};

/// Does `act` for the viewer of `ctx`; who may not do it does not learn what is wrong with the input.
async fn done<T: VeteranAct>(ctx: &Context<'_>, act: Result<T, Failure>) -> Result<Outcome, Failure> {
    let viewer = Viewer::of(ctx);
    match act {
        Ok(act) => service::act(ctx.data_unchecked::<App>(), viewer, act).await,
        Err(failure) => Err(viewer.permit(T::PERMISSION).err().unwrap_or(failure)),
    }
}

/// Lets a payload do an act on a file: which of the keys that it came to is the payload's.
macro_rules! acting {
    ($name:ident, $key:expr) => {
        impl<A: ActName> $name<A> {
            /// Does `act` and answers.
            pub async fn act(ctx: &Context<'_>, act: impl VeteranAct) -> Result<Self, Failure> {
                Self::parsed(ctx, Ok(act)).await
            }

            /// Does `act` and answers; an input that could not become an act is a problem for those who may do it.
            pub async fn parsed<T: VeteranAct>(ctx: &Context<'_>, act: Result<T, Failure>) -> Result<Self, Failure> {
                let key: fn(Outcome) -> i64 = $key;
                Self::of(ctx, done(ctx, act).await.map(key)).await
            }
        }
    };
}

payload!(VeteranPayload, veteran: Veteran, VETERAN, "办理后的档案;被拒时为空。");
payload!(EventPayload, service_event: ServiceEvent, EVENT, "办理后的服务;被拒时为空。");
payload!(BenefitPayload, veteran_benefit: VeteranBenefit, BENEFIT, "办理后的事项;被拒时为空。");
payload!(CardPayload, card: VeteranCard, CARD, "办理后的优待证;被拒时为空。");

acting!(VeteranPayload, |outcome| outcome.veteran);
acting!(EventPayload, |outcome| outcome.event.unwrap_or_default());
acting!(BenefitPayload, |outcome| outcome.benefit.unwrap_or_default());
acting!(CardPayload, |outcome| outcome.card.unwrap_or_default());
