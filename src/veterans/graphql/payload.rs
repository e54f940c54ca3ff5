//! What acts on files answer.

use std::{borrow::Cow, marker::PhantomData};

use async_graphql::{Context, Object, TypeName};

use super::{ServiceEvent, Veteran, VeteranBenefit, VeteranCard};
use crate::{
    access::viewer::Viewer,
    kernel::{
        app::App,
        payload::{ActName, Problem, noun},
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

macro_rules! payload {
    ($name:ident, $noun:ident: $object:ident, $shape:ident, $doc:literal, $key:expr) => {
        #[doc = concat!("What an act came to, with the ", stringify!($noun), ".")]
        pub struct $name<A> {
            $noun: Option<$object>,
            problems: Vec<Problem>,
            act: PhantomData<A>,
        }

        impl<A: ActName> TypeName for $name<A> {
            fn type_name() -> Cow<'static, str> {
                format!("{}Payload", A::NAME).into()
            }
        }

        /// 办理结果。
        #[Object(name_type)]
        impl<A: ActName> $name<A> {
            #[doc = $doc]
            async fn $noun(&self) -> Option<&$object> {
                self.$noun.as_ref()
            }

            /// 被拒的原因;办成时为空列表。
            async fn problems(&self) -> &[Problem] {
                &self.problems
            }
        }

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

            /// The payload of what was done to the row with this key.
            pub async fn of(ctx: &Context<'_>, done: Result<i64, Failure>) -> Result<Self, Failure> {
                let ($noun, problems) = noun(ctx, &$shape, done).await?;
                Ok(Self { $noun, problems, act: PhantomData })
            }
        }
    };
}

payload!(VeteranPayload, veteran: Veteran, VETERAN, "办理后的档案;被拒时为空。", |outcome| outcome.veteran);
payload!(EventPayload, service_event: ServiceEvent, EVENT, "办理后的服务;被拒时为空。", |outcome| {
    outcome.event.unwrap_or_default()
});
payload!(BenefitPayload, veteran_benefit: VeteranBenefit, BENEFIT, "办理后的事项;被拒时为空。", |outcome| {
    outcome.benefit.unwrap_or_default()
});
payload!(CardPayload, card: VeteranCard, CARD, "办理后的优待证;被拒时为空。", |outcome| outcome.card.unwrap_or_default());
