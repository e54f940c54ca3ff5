//! What an act of office answers: what it was done to, or why it was refused.

use async_graphql::{Context, Interface, SimpleObject};

use super::{
    batch::{Batch, Key},
    plan::{Row, Shape},
    problem::{Failure, Problem as Reason},
};

/// 办理被拒的一条原因。
#[derive(Debug, SimpleObject)]
pub struct ActProblem {
    /// 原因代码,如 "STALE_VERSION"。
    code: String,
    /// 给办理人看的说明与补救办法。
    message: String,
    /// 有问题的输入项,如 "input.version"。
    path: String,
}

/// 办理被拒的一条原因。
#[expect(clippy::duplicated_attributes, reason = "the derive takes one attribute per field")]
#[derive(Debug, Interface)]
#[graphql(
    field(name = "code", ty = "&String", desc = "原因代码。"),
    field(name = "message", ty = "&String", desc = "说明与补救办法。"),
    field(name = "path", ty = "&String", desc = "有问题的输入项。")
)]
pub enum Problem {
    /// A reason without further data.
    ActProblem(ActProblem),
}

impl From<Reason> for Problem {
    fn from(reason: Reason) -> Self {
        Self::ActProblem(ActProblem { code: reason.code.to_owned(), message: reason.message, path: reason.path })
    }
}

/// Names an act, and with it the type of its payload: `LeaseSign` answers `LeaseSignPayload`.
pub trait ActName: Send + Sync + 'static {
    const NAME: &'static str;
}

/// Splits what an act came to into its answer and the reasons of a refusal; anything else stays a failure.
///
/// # Errors
/// A missing permission or a fault.
pub fn split<T>(done: Result<T, Failure>) -> Result<(Option<T>, Vec<Problem>), Failure> {
    match done {
        Ok(value) => Ok((Some(value), Vec::new())),
        Err(Failure::Problems(reasons)) => Ok((None, reasons.into_iter().map(Problem::from).collect())),
        Err(failure) => Err(failure),
    }
}

/// The row of `shape` that an act was done to, as the object it is in the graph; or the reasons of a refusal.
///
/// # Errors
/// A missing permission or a fault.
pub async fn noun<T: From<Row>>(
    ctx: &Context<'_>,
    shape: &'static Shape,
    done: Result<i64, Failure>,
) -> Result<(Option<T>, Vec<Problem>), Failure> {
    let (key, problems) = split(done)?;
    let row = match key {
        Some(key) => ctx.data_unchecked::<Batch>().load(Key::new(shape, "id", key)).await?,
        None => None,
    };
    Ok((row.map(T::from), problems))
}

/// Declares acts whose payloads are named after them: `acts!(LeaseSign)` is the act of `LeaseSignPayload`.
macro_rules! acts {
    ($($name:ident),+ $(,)?) => {$(
        #[doc = concat!("`", stringify!($name), "`.")]
        pub struct $name;

        impl $crate::kernel::payload::ActName for $name {
            const NAME: &'static str = stringify!($name);
        }
    )+};
}
pub(crate) use acts;

/// Declares a payload that answers what its act was done to: `payload!(LeasePayload, lease: Lease, LEASE, "...")` has
/// the fields `lease`, described by the text, and `problems`; `of` makes it from the key of a row of the shape.
macro_rules! payload {
    ($name:ident, $noun:ident: $object:ident, $shape:ident, $doc:literal) => {
        #[doc = concat!("What an act came to, with the ", stringify!($object), " it was done to.")]
        pub struct $name<A> {
            $noun: Option<$object>,
            problems: Vec<$crate::kernel::payload::Problem>,
            act: std::marker::PhantomData<A>,
        }

        impl<A: $crate::kernel::payload::ActName> async_graphql::TypeName for $name<A> {
            fn type_name() -> std::borrow::Cow<'static, str> {
                format!("{}Payload", A::NAME).into()
            }
        }

        /// 办理结果。
        #[async_graphql::Object(name_type)]
        impl<A: $crate::kernel::payload::ActName> $name<A> {
            #[doc = $doc]
            async fn $noun(&self) -> Option<&$object> {
                self.$noun.as_ref()
            }

            /// 被拒的原因;办成时为空列表。
            async fn problems(&self) -> &[$crate::kernel::payload::Problem] {
                &self.problems
            }
        }

        impl<A: $crate::kernel::payload::ActName> $name<A> {
            /// The payload of what was done to the row with this key.
            pub async fn of(
                ctx: &async_graphql::Context<'_>,
                done: Result<i64, $crate::kernel::problem::Failure>,
            ) -> Result<Self, $crate::kernel::problem::Failure> {
                let ($noun, problems) = $crate::kernel::payload::noun(ctx, &$shape, done).await?;
                Ok(Self { $noun, problems, act: std::marker::PhantomData })
            }
        }
    };
}
pub(crate) use payload;
