//! Answers that several lexicons need, asked for once.

use std::{collections::HashMap, hash::Hash, sync::Arc, sync::Mutex};

use tokio::sync::OnceCell;

/// Values by key. A value that is being computed is waited for.
pub(super) struct Memo<K, V>(Mutex<HashMap<K, Arc<OnceCell<V>>>>);

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// The value of a key, from the first future that completes.
    pub(super) async fn get(&self, key: K, compute: impl Future<Output = V>) -> V {
        let cell = {
            let mut cells = match self.0.lock() {
                Ok(cells) => cells,
                // Nothing can panic while it is locked.
                Err(poisoned) => poisoned.into_inner(),
            };
            Arc::clone(cells.entry(key).or_default())
        };
        cell.get_or_init(|| compute).await.clone()
    }
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}
