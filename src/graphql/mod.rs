//! The graph: roots put together, the gate in front, errors as clients see them.

pub mod answer;
pub mod gate;
pub mod measure;
pub mod node;
pub mod operation;
pub mod registry;
pub mod schema;
