//! The planned read path.
//!
//! A field that returns rows looks at its whole selection before it reads: only the columns that are
//! asked for, the to-one parts in the same statement under the same scope, every to-many part in one
//! statement per level for all parents at once. Slices declare a [`Shape`] per table; nothing here
//! knows a domain. A selection becomes a tree of parts first and SQL second, so that it can later be
//! compiled whole into one statement that returns JSON.

mod load;
mod row;
mod select;
mod shape;
mod sql;

pub use load::{find_all, find_ids, find_one, find_page, load_whole};
pub use row::{Page, Row};
pub use shape::{Args, List, One, ROOT, Request, Shape};
