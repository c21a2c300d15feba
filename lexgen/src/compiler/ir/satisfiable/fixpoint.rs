//! The smallest set of definitions that have a value.

/// What a definition requires.
#[derive(Clone, Debug, Default)]
pub(super) struct Requirements {
    /// Whether it has no value, even if everything that it refers to has one.
    pub(super) is_contradictory: bool,
    pub(super) clauses: Vec<Clause>,
}

/// A need for one of several definitions to have a value.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// Which need of the definition this is.
    pub(super) need: usize,
    /// The definitions, by index.
    pub(super) one_of: Vec<usize>,
}

/// For each definition, whether it has a value.
///
/// Each clause is met once, by the first of its definitions that is found to have a
/// value, so this is linear in the size of all clauses.
pub(super) fn satisfiable(all: &[Requirements]) -> Vec<bool> {
    let mut watchers: Vec<Vec<(usize, usize)>> = vec![Vec::new(); all.len()];
    let mut is_met: Vec<Vec<bool>> = Vec::with_capacity(all.len());
    let mut unmet: Vec<usize> = Vec::with_capacity(all.len());
    for (owner, requirements) in all.iter().enumerate() {
        for (clause, required) in requirements.clauses.iter().enumerate() {
            for &target in &required.one_of {
                watchers[target].push((owner, clause));
            }
        }
        let clauses = requirements.clauses.len();
        is_met.push(vec![false; clauses]);
        // A contradiction is one that is never met.
        unmet.push(clauses + usize::from(requirements.is_contradictory));
    }
    let mut queue: Vec<usize> = (0..all.len()).filter(|&it| unmet[it] == 0).collect();
    let mut satisfiable = vec![false; all.len()];
    while let Some(found) = queue.pop() {
        satisfiable[found] = true;
        for &(owner, clause) in &watchers[found] {
            if std::mem::replace(&mut is_met[owner][clause], true) {
                continue;
            }
            unmet[owner] -= 1;
            if unmet[owner] == 0 {
                queue.push(owner);
            }
        }
    }
    satisfiable
}
