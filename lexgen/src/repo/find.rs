//! One record of a repository, found without reading the others.

use super::{
    RecordBlock, RepoError, RepoPath,
    node::{Item, Node},
};
use crate::car::{BlockCid, BlockIndex};

/// Finds the CID of the record with a path. `None` if the tree has no such record.
///
/// # Errors
/// If a node between the root and the record is missing or malformed.
pub(super) fn find<'b>(
    index: &BlockIndex<'b>,
    root: BlockCid,
    path: &RepoPath,
) -> Result<Option<RecordBlock<'b>>, RepoError> {
    let wanted = path.to_string();
    // The keys between which the nodes below are.
    let (mut after, mut before) = (None::<String>, None::<String>);
    let mut next = Some((root, None));
    while let Some((cid, layer)) = next.take() {
        let mut node = Node::read(index, cid, layer)?;
        let mut below = None;
        while let Some(item) = node.next().transpose()? {
            let (found, cid) = match item {
                Item::Node(cid, layer) => {
                    below = Some((cid, layer));
                    continue;
                }
                Item::Record(found, cid) => (found, cid),
            };
            let key = found.to_string();
            let is_outside = after.as_ref().is_some_and(|after| key <= *after)
                || before.as_ref().is_some_and(|before| key >= *before);
            if is_outside {
                return Err(node.fault("its keys are not after those before it"));
            }
            if key == wanted {
                let data = index.block(cid)?.data;
                return Ok(Some(RecordBlock {
                    path: found,
                    cid,
                    data,
                }));
            }
            if key > wanted {
                before = Some(key);
                break;
            }
            after = Some(key);
            below = None;
        }
        next = below;
    }
    Ok(None)
}
