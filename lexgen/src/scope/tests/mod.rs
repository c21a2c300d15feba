//! The rules of the specification, one by one, and properties of random text.

mod covers;
mod random;
mod sets;
mod spaces;
mod syntax;

use super::*;
use crate::{
    permission::{self, Permission, RepoAction},
    syntax::{Did, RecordKey, SpaceRef},
};

const SERVICE: &str = "did:web:api.example.com#svc_appview";

/// How a scope is written after it is read.
fn shortest(text: &str) -> String {
    match Scope::new(text) {
        Ok(scope) => scope.to_string(),
        Err(error) => panic!("{error}"),
    }
}

fn reason(text: &str) -> String {
    match Scope::new(text) {
        Ok(scope) => panic!("{text} is {scope}"),
        Err(error) => error.reason(),
    }
}
