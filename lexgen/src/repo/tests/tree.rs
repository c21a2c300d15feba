//! Trees that are changed, and proofs of the changes.

use crate::{
    car::{BlockCid, BlockIndex, Codec, Writer},
    repo::{RepoError, RepoPath, Tree, TreeError},
};

/// Numbers that look random.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, end: usize) -> usize {
        // The generator of Numerical Recipes; the high bits are good.
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % end
    }
}

pub fn cid(number: usize) -> BlockCid {
    BlockCid::of(Codec::DagCbor, &number.to_be_bytes())
}

fn path(number: usize) -> RepoPath {
    format!("com.example.note/{number}").parse().unwrap()
}

fn tree(numbers: impl IntoIterator<Item = usize>) -> Tree {
    let mut tree = Tree::new();
    for number in numbers {
        tree.insert(&path(number), cid(number)).unwrap();
    }
    tree
}

/// A CAR file of these blocks.
pub fn file<'b>(root: BlockCid, blocks: impl IntoIterator<Item = &'b [u8]>) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &[root]).unwrap();
    for data in blocks {
        writer.write(Codec::DagCbor, data).unwrap();
    }
    writer.into_inner()
}

/// The tree that only has these nodes.
fn part(root: BlockCid, nodes: &[(BlockCid, Vec<u8>)]) -> Result<Tree, RepoError> {
    let file = file(root, nodes.iter().map(|(_, data)| &data[..]));
    Tree::read(&BlockIndex::parse(&file).unwrap(), root)
}

#[test]
fn the_order_of_changes_leaves_no_trace() {
    let one = tree(0..200);
    let mut other = tree((0..300).rev());
    for number in (200..300).rev() {
        assert_eq!(other.remove(&path(number)), Ok(Some(cid(number))));
        assert_eq!(other.remove(&path(number)), Ok(None));
    }
    assert_eq!(one.root(), other.root());
    assert_eq!(other.insert(&path(7), cid(0)), Ok(Some(cid(7))));
    assert_ne!(one.root(), other.root());
    assert_eq!(other.get(&path(7)), Ok(Some(cid(0))));
    assert_eq!((other.len(), other.get(&path(200))), (200, Ok(None)));
    for number in 0..200 {
        other.remove(&path(number)).unwrap();
    }
    assert!(other.is_empty());
    assert_eq!(other.root(), Tree::new().root());
    // As in the reference implementations.
    let empty = "bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpm";
    assert_eq!(other.root().unwrap().to_string(), empty);
}

#[test]
fn what_is_written_is_read() {
    for count in [0, 1, 2, 10, 500] {
        let tree = tree(0..count);
        let nodes = tree.nodes().unwrap();
        let root = tree.root().unwrap();
        assert_eq!(nodes[0].0, root);
        let read = part(root, &nodes).unwrap();
        assert_eq!(read, tree);
        assert_eq!(read.nodes().unwrap(), nodes);
    }
    let error = part(cid(0), &[]).unwrap_err();
    assert!(matches!(error, RepoError::Block(_)), "{error}");
}

/// A commit of the firehose: some operations, and a proof of them. Whoever has the proof
/// can undo the operations in any order, and has the root of the tree before.
#[test]
fn a_proof_is_enough_to_undo_a_commit() {
    let mut numbers = Numbers(1);
    for round in 0..200 {
        let size = [0, 1, 3, 10, 100][round % 5];
        let old = tree((0..size).map(|_| numbers.below(1000)));
        let mut new = old.clone();
        let mut operations = Vec::new();
        for _ in 0..=numbers.below(4) {
            let number = numbers.below(1000);
            let path = path(number);
            if operations.iter().any(|(other, _)| *other == path) {
                continue;
            }
            let before = new.get(&path).unwrap();
            match before {
                Some(_) if round % 2 == 0 => new.remove(&path).unwrap(),
                _ => new.insert(&path, cid(numbers.below(1000))).unwrap(),
            };
            operations.push((path, before));
        }
        let proof = new.proof(operations.iter().map(|(path, _)| path)).unwrap();
        let root = new.root().unwrap();
        for turn in 0..operations.len() {
            operations.rotate_left(turn);
            let mut tree = part(root, &proof).unwrap();
            assert_eq!(tree.root(), Ok(root));
            for (path, before) in &operations {
                assert_eq!(tree.get(path), new.get(path));
                match before {
                    Some(cid) => tree.insert(path, *cid).unwrap(),
                    None => tree.remove(path).unwrap(),
                };
            }
            assert_eq!(tree.root(), old.root(), "{round}");
        }
    }
}

/// With a node less than a proof has, there is an error or the same answer.
#[test]
fn too_little_of_a_tree_is_an_error() {
    let whole = tree(0..300);
    let root = whole.root().unwrap();
    let mut errors = 0;
    for number in [0, 17, 150, 299, 1000] {
        let path = path(number);
        let proof = whole.proof([&path]).unwrap();
        let mut right = whole.clone();
        let answer = right.remove(&path).unwrap();
        for lacking in 1..proof.len() {
            let mut nodes = proof.clone();
            let (missing, _) = nodes.remove(lacking);
            let mut tree = part(root, &nodes).unwrap();
            assert_eq!(tree.root(), Ok(root));
            let (found, after) = (tree.remove(&path), tree.root());
            assert!(found == Ok(answer) || found == Err(TreeError::Missing(missing)));
            if found.is_ok() && after.is_ok() {
                assert_eq!(after, right.root());
            } else {
                let error = found.err().or(after.err());
                let expected = format!("there is too little of the tree: no node {missing}");
                assert_eq!(error.unwrap().to_string(), expected);
                errors += 1;
            }
        }
    }
    assert!(errors > 5, "{errors}");
}
