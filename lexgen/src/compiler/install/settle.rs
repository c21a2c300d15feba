//! Which of the lexicons that were found are installed.

use std::collections::{BTreeMap, BTreeSet};

use super::fetch::Outcome;
use crate::syntax::Nsid;

/// What is installed, and what is missing.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The lexicons to install, without one's own.
    pub lexicons: BTreeSet<Nsid>,
    /// Those that are needed and cannot be had, with those that refer to them.
    pub missing: BTreeMap<Nsid, BTreeSet<Nsid>>,
    /// Those that are only named, and cannot be had or need something that cannot.
    pub left_out: BTreeSet<Nsid>,
    /// Those that the roots need, which are installed or missing.
    pub needed: BTreeSet<Nsid>,
}

/// Decides it. The roots are needed.
pub fn settle(found: &BTreeMap<Nsid, Outcome>, roots: &BTreeSet<Nsid>) -> Settled {
    let mut settled = Settled::default();
    // What the roots need, at any distance.
    let mut needed: BTreeSet<&Nsid> = roots.iter().collect();
    let mut queue: Vec<&Nsid> = needed.iter().copied().collect();
    while let Some(nsid) = queue.pop() {
        let references = found.get(nsid).and_then(Outcome::references);
        for target in references.iter().flat_map(|references| &references.needed) {
            if needed.insert(target) {
                queue.push(target);
            }
        }
    }
    for nsid in &needed {
        if !is_there(found, nsid) {
            let by = needed.iter().filter(|other| {
                let references = found.get(**other).and_then(Outcome::references);
                references.is_some_and(|references| references.needed.contains(*nsid))
            });
            let by = by.map(|nsid| (*nsid).clone()).collect();
            settled.missing.insert((*nsid).clone(), by);
        }
    }
    // And what those name, if it has all that it needs itself.
    let complete = complete(found);
    let mut kept: BTreeSet<&Nsid> = (needed.iter().copied())
        .filter(|nsid| is_there(found, nsid))
        .collect();
    let mut queue: Vec<&Nsid> = kept.iter().copied().collect();
    while let Some(nsid) = queue.pop() {
        let Some(references) = found.get(nsid).and_then(Outcome::references) else {
            continue;
        };
        for target in references.needed.iter().chain(&references.named) {
            if complete.contains(target) {
                if kept.insert(target) {
                    queue.push(target);
                }
            } else if !needed.contains(target) && found.contains_key(target) {
                settled.left_out.insert(target.clone());
            }
        }
    }
    let is_own = |nsid: &&&Nsid| matches!(found.get(**nsid), Some(Outcome::Own));
    let kept = kept.iter().filter(|nsid| !is_own(nsid));
    settled.lexicons = kept.map(|nsid| (*nsid).clone()).collect();
    settled.needed = needed.into_iter().cloned().collect();
    settled
}

/// Drops what is only named, was not installed before, and would have the same file as
/// another lexicon on some systems: a stranger who names it must not stop an installation.
/// `in_place` are one's own where they would be installed.
pub fn drop_conflicting<'n>(
    found: &mut BTreeMap<Nsid, Outcome>,
    settled: &'n Settled,
    in_place: impl IntoIterator<Item = &'n Nsid>,
    is_installed: impl Fn(&Nsid) -> bool,
) {
    let stays = |nsid: &Nsid| settled.needed.contains(nsid) || is_installed(nsid);
    let folded = |nsid: &Nsid| nsid.as_str().to_ascii_lowercase();
    let staying = settled.lexicons.iter().filter(|nsid| stays(nsid));
    let mut taken: BTreeSet<String> = staying.chain(in_place).map(folded).collect();
    for nsid in settled.lexicons.iter().filter(|nsid| !stays(nsid)) {
        if !taken.insert(folded(nsid)) {
            found.insert(nsid.clone(), Outcome::Conflicting);
        }
    }
}

/// The same, without leaving out what was installed before: it is needed, so what it needs
/// is missing if it cannot be had.
pub fn settle_keeping(
    found: &BTreeMap<Nsid, Outcome>,
    roots: &BTreeSet<Nsid>,
    is_installed: impl Fn(&Nsid) -> bool,
) -> Settled {
    let mut roots = roots.clone();
    loop {
        let settled = settle(found, &roots);
        let installed = settled.left_out.iter().filter(|nsid| is_installed(nsid));
        let before = roots.len();
        roots.extend(installed.cloned());
        if roots.len() == before {
            return settled;
        }
    }
}

fn is_there(found: &BTreeMap<Nsid, Outcome>, nsid: &Nsid) -> bool {
    found.get(nsid).is_some_and(Outcome::is_there)
}

/// The lexicons from which every way of needed references leads to lexicons that are there.
fn complete(found: &BTreeMap<Nsid, Outcome>) -> BTreeSet<&Nsid> {
    let mut needed_by: BTreeMap<&Nsid, Vec<&Nsid>> = BTreeMap::new();
    for (nsid, outcome) in found {
        for target in outcome.references().iter().flat_map(|it| &it.needed) {
            needed_by.entry(target).or_default().push(nsid);
        }
    }
    let mut queue: Vec<&Nsid> = (needed_by.keys().copied().chain(found.keys()))
        .filter(|nsid| !is_there(found, nsid))
        .collect();
    let mut incomplete: BTreeSet<&Nsid> = queue.iter().copied().collect();
    while let Some(nsid) = queue.pop() {
        for other in needed_by.get(nsid).into_iter().flatten() {
            if incomplete.insert(other) {
                queue.push(other);
            }
        }
    }
    let all = found.keys();
    all.filter(|nsid| !incomplete.contains(nsid)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::{
        install::References,
        network::{AuthorityFault, DnsFault, Failure, Reason},
    };

    fn nsid(letter: char) -> Nsid {
        Nsid::new_unchecked(format!("com.example.{letter}"))
    }

    /// Lexicons by letters: `a: b ?c` needs `b` and names `c`; a line `!b` cannot be had,
    /// and `=b` is one's own.
    fn settled(lines: &[&str]) -> [String; 3] {
        let mut found = BTreeMap::new();
        let one = |text: &str| nsid(text.chars().next_back().expect("a letter"));
        for line in lines {
            let (name, outcome) = match line.split_once(':') {
                Some((name, references)) => {
                    let (named, needed) = references
                        .split_whitespace()
                        .partition::<Vec<_>, _>(|text| text.starts_with('?'));
                    let references = References {
                        needed: needed.into_iter().map(one).collect(),
                        named: named.into_iter().map(one).collect(),
                    };
                    (name, Outcome::Here(references))
                }
                None if line.starts_with('=') => (*line, Outcome::Own),
                None => {
                    let fault = AuthorityFault::Dns(DnsFault::Refused);
                    let name = String::new();
                    let failure = Failure {
                        name: one(line).to_string(),
                        reason: Box::new(Reason::Authority { name, fault }),
                        mistakes: Vec::new(),
                    };
                    (*line, Outcome::Failed(failure))
                }
            };
            found.insert(one(name), outcome);
        }
        let settled = settle(&found, &BTreeSet::from([nsid('a')]));
        let letters = |all: &BTreeSet<Nsid>| -> String {
            all.iter().filter_map(|nsid| nsid.name()).collect()
        };
        let missing = settled.missing.iter();
        let missing = missing
            .map(|(nsid, by)| format!("{}<{}", nsid.name().unwrap_or_default(), letters(by)));
        [
            letters(&settled.lexicons),
            missing.collect::<Vec<_>>().join(" "),
            letters(&settled.left_out),
        ]
    }

    #[test]
    fn all_that_is_needed_is_installed_or_missing() {
        assert_eq!(settled(&["a: b", "b: c", "c: a"]), ["abc", "", ""]);
        assert_eq!(
            settled(&["a: b c", "b: c d", "!c", "d:"]),
            ["abd", "c<ab", ""]
        );
        assert_eq!(settled(&["!a"]), ["", "a<", ""]);
    }

    #[test]
    fn own_lexicons_are_not_installed() {
        assert_eq!(settled(&["a: b ?c", "=b", "=c"]), ["a", "", ""]);
    }

    #[test]
    fn what_is_only_named_never_fails() {
        assert_eq!(settled(&["a: ?b ?c", "!b", "c:"]), ["ac", "", "b"]);
        // What it needs must be there.
        assert_eq!(settled(&["a: ?b", "b: c", "!c"]), ["a", "", "b"]);
        assert_eq!(
            settled(&["a: ?b", "b: c ?d", "c: b", "d: e", "!e"]),
            ["abc", "", "d"]
        );
        // Unless it is needed as well.
        assert_eq!(
            settled(&["a: ?b c", "b:", "c: b d", "!d"]),
            ["abc", "d<c", ""]
        );
    }
}
