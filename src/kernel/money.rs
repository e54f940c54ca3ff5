//! Money: integer fen in the database, a decimal string of yuan in the graph.

pub use entity::money::Fen;
