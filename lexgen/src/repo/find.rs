//! One record of a repository, found without reading the others.

use super::{
    RepoError, RepoPath,
    node::{Item, Node},
};
use crate::car::{BlockCid, BlockIndex};

/// Finds the CID of the record with a path. `None` if the tree has no such record.
///
/// Every node on the way is read to its end: one that is malformed proves nothing.
///
/// # Errors
/// If a node between the root and the record is missing or malformed.
pub(super) fn find(
    index: &BlockIndex<'_>,
    root: BlockCid,
    path: &RepoPath,
) -> Result<Option<BlockCid>, RepoError> {
    let wanted = path.to_string();
    // The keys between which the nodes below are.
    let (mut after, mut before) = (None::<String>, None::<String>);
    let mut next = Some((root, None));
    while let Some((cid, layer)) = next.take() {
        let mut node = Node::read(index.block(cid)?.data, cid, layer)?;
        let mut found = None;
        let (mut closest_after, mut closest_before) = (after.clone(), before.clone());
        while let Some(item) = node.next().transpose()? {
            let (key, record) = match item {
                // The last one before a greater key is the one that can have the record.
                Item::Node(cid, layer) if closest_before == before => {
                    next = Some((cid, layer));
                    continue;
                }
                Item::Node(..) => continue,
                Item::Record(path, cid) => (path.to_string(), cid),
            };
            let is_outside = after.as_ref().is_some_and(|after| key <= *after)
                || before.as_ref().is_some_and(|before| key >= *before);
            if is_outside {
                return Err(node.fault("its keys are not after those before it"));
            }
            if key == wanted {
                found = Some(record);
            } else if key < wanted {
                next = None;
                closest_after = Some(key);
            } else if closest_before == before {
                closest_before = Some(key);
            }
        }
        if found.is_some() {
            return Ok(found);
        }
        (after, before) = (closest_after, closest_before);
    }
    Ok(None)
}
