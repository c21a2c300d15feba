//! The uses of what changes, in both versions together.

use crate::compiler::flow::{Direction, Use};

/// The uses of both versions together. What nothing carries in either is taken
/// for everything, since lexicons of others may use it.
pub(super) fn united(old: Option<Vec<Use>>, new: Option<Vec<Use>>) -> Vec<Use> {
    let mut uses: Vec<Use> = Vec::new();
    for found in new.into_iter().chain(old).flatten() {
        if uses.iter().all(|it| it.direction != found.direction) {
            uses.push(found);
        }
    }
    if uses.is_empty() {
        let carrier = None;
        uses.extend(Direction::ALL.map(|direction| Use {
            direction,
            carrier: carrier.clone(),
        }));
    }
    uses.sort_by_key(|it| it.direction);
    uses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_carries_is_taken_for_everything() {
        let all = united(Some(Vec::new()), None);
        let directions: Vec<_> = all.iter().map(|it| it.direction).collect();
        assert_eq!(directions, Direction::ALL);
        assert!(all.iter().all(|it| it.carrier.is_none()));
        let one = Use {
            direction: Direction::Stored,
            carrier: None,
        };
        assert_eq!(united(Some(vec![one.clone()]), Some(Vec::new())), [one]);
    }
}
