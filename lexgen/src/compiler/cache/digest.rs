//! What stands for a text: a part of its SHA-256.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The first half of a SHA-256, as hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Digest(String);

impl Digest {
    /// Of one text.
    pub(super) fn of(text: impl AsRef<[u8]>) -> Self {
        Self::finish(Sha256::new_with_prefix(text))
    }

    /// Of several texts in this order; where one ends makes a difference.
    pub(super) fn of_all(texts: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Self {
        let mut hasher = Sha256::new();
        for text in texts {
            let text = text.as_ref();
            hasher.update((text.len() as u64).to_le_bytes());
            hasher.update(text);
        }
        Self::finish(hasher)
    }

    fn finish(hasher: Sha256) -> Self {
        let hash = hasher.finalize();
        let half = hash.get(..16).unwrap_or(&hash);
        Self(data_encoding::HEXLOWER.encode(half))
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_text_ends_makes_a_difference() {
        let digest = |texts: &[&str]| Digest::of_all(texts);
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        assert_ne!(digest(&["ab"]), digest(&["ab", ""]));
        assert_eq!(digest(&["ab", "c"]), digest(&["ab", "c"]));
    }
}
