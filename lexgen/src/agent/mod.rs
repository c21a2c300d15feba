//! An agent: the session of an account, and its records.
//!
//! Needs the feature `agent`.
//!
//! [`Agent`] logs in, stays logged in, and reads and writes records of any type of
//! yours. It calls the endpoints in `com.atproto.server` and `com.atproto.repo`, whose
//! lexicons you do not need. For all other endpoints it is a
//! [`Caller`](crate::xrpc::client::Caller).
//!
//! ```no_run
//! use lexgen::agent::{Agent, Swap};
//! # use lexgen::Record;
//! # async fn write<Note: Record>(note: Note, other: Note) -> Result<(), Box<dyn std::error::Error>> {
//! let password = std::env::var("PASSWORD")?;
//! let agent = Agent::log_in("https://pds.example", "alice.example", &password).await?;
//! let written = agent.create(&note).await?;
//! println!("wrote {}", written.uri);
//!
//! let mut notes = agent.list::<Note>();
//! while let Some(listed) = notes.next().await {
//!     let listed = listed?;
//!     match listed.value {
//!         Ok(_) => println!("{}", listed.uri),
//!         Err(error) => println!("{}: {error}", listed.uri),
//!     }
//! }
//! agent.put(&written.rkey()?, &other, Swap::Cid(written.cid)).await?;
//! agent.log_out().await?;
//! # Ok(())
//! # }
//! ```

mod account;
mod blobs;
mod endpoint;
mod error;
mod host;
mod lexicons;
mod list;
mod login;
mod records;
mod saved;
mod writes;

pub use account::{Account, Agent};
pub use error::{AgentError, InvalidRecord};
pub use list::{List, Listed};
pub use login::Login;
pub use records::{CommitInfo, Stored, Swap, Written};
pub use saved::SavedSession;
pub use writes::{Applied, WriteResult, Writes};
