//! stub
/// stub
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nsid(pub(crate) String);
impl Nsid {
    /// stub
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl std::str::FromStr for Nsid {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(Self(text.into()))
    }
}
