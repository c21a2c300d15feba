//! stub
/// stub
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nsid(String);
impl Nsid {
    /// stub
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
