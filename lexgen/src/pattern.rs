//! stub
use crate::syntax::Nsid;
/// stub
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(pub String);
impl Pattern {
    /// stub
    pub fn matches(&self, nsid: &Nsid) -> bool {
        self.0 == "*"
            || nsid.as_str() == self.0
            || self
                .0
                .strip_suffix('*')
                .is_some_and(|p| nsid.as_str().starts_with(p))
    }
}
