mod build;
mod damage;
#[cfg(feature = "proof")]
mod forged;
#[cfg(feature = "proof")]
mod proof;
#[cfg(feature = "proof")]
mod signed;
mod tree;
mod vectors;
mod walk;
