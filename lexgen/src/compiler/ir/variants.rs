//! The names of an enum's variants: members of a union, values and errors.
//!
//! A name is decided by what is listed and by the document that lists it, never
//! by the order of the list. Where two would be spelt alike, the one that
//! belongs closer to the document keeps the name, because what joins a list
//! later mostly comes from further away.

use std::{cmp::Reverse, collections::BTreeSet};

use super::{scope::Scope, spelling};

/// An entry of a list.
pub(super) struct Listed<'a> {
    /// Its name: that of a definition in its document, or all of it.
    name: &'a str,
    /// Where it is defined, if it is a definition.
    definition: Option<Definition<'a>>,
}

struct Definition<'a> {
    nsid: &'a str,
    /// The document that has the list.
    list: &'a str,
    /// Whether it is called by its own name alone while that is possible.
    bare: bool,
}

impl<'a> Listed<'a> {
    /// A member of a union in the document `list`.
    pub(super) fn member(nsid: &'a str, name: &'a str, list: &'a str) -> Self {
        let bare = nsid == list;
        let definition = Some(Definition { nsid, list, bare });
        Self { name, definition }
    }

    /// A value of a string in the document `list`: a token, or any text.
    pub(super) fn value(value: &'a str, list: &'a str) -> Self {
        match value.split_once('#') {
            Some((nsid, name)) if nsid.contains('.') && !name.is_empty() => {
                let bare = true;
                let definition = Some(Definition { nsid, list, bare });
                Self { name, definition }
            }
            _ => Self::error(value),
        }
    }

    /// An error.
    pub(super) fn error(name: &'a str) -> Self {
        Self {
            name,
            definition: None,
        }
    }

    /// What decides who keeps a name: the least does.
    fn rank(&self) -> impl Ord + use<'a> {
        let (is_far, shared, nsid) = match &self.definition {
            None => (false, 0, ""),
            Some(it) => {
                let segments = it.nsid.split('.').zip(it.list.split('.'));
                let shared = segments.take_while(|(one, other)| one == other).count();
                (it.nsid != it.list, shared, it.nsid)
            }
        };
        let is_unusual = !spelling::is_canonical(self.name);
        (is_far, Reverse(shared), nsid, is_unusual, self.name)
    }

    /// How it may be called, the shortest first: with more and more of its NSID
    /// before its own name.
    fn spellings(&self) -> impl Iterator<Item = String> + use<'a> {
        let mut prefixes: Vec<&str> = Vec::new();
        let mut words = vec![self.name];
        if let Some(Definition { nsid, bare, .. }) = self.definition {
            prefixes.extend(nsid.split('.'));
            if self.name == "main" {
                words = prefixes.pop().into_iter().collect();
            } else if prefixes.pop_if(|last| *last == "defs").is_none() && !bare {
                words.splice(0..0, prefixes.pop());
            }
        }
        std::iter::from_fn(move || {
            if words.is_empty() {
                return None;
            }
            let spelling = spelling::variant(&words.join(" "));
            match prefixes.pop() {
                Some(prefix) => words.insert(0, prefix),
                None => words.clear(),
            }
            Some(spelling)
        })
    }
}

/// The names of all that an enum lists, in the order given.
pub(super) fn names(list: &[Listed<'_>]) -> Vec<String> {
    let shortest = |listed: &Listed<'_>| listed.spellings().next().unwrap_or_default();
    let mut names: Vec<String> = list.iter().map(shortest).collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    if distinct.len() == names.len() {
        return names;
    }
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.sort_by_cached_key(|&place| list[place].rank());
    let mut scope = Scope::default();
    // What nothing else is spelt like keeps its name, so those that give way do
    // so only when all others have theirs.
    order.retain(|&place| !scope.claim_free(&names[place]));
    for place in order {
        names[place] = scope.claim_first(list[place].spellings());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    const POST: &str = "com.example.feed.post";

    /// The names of members of a union in [`POST`], the same in both orders.
    fn members<const N: usize>(references: [&'static str; N]) -> [String; N] {
        in_both_orders(references, |reference| {
            let (nsid, name) = reference.split_once('#').unwrap_or((reference, "main"));
            let nsid = if nsid.is_empty() { POST } else { nsid };
            Listed::member(nsid, name, POST)
        })
    }

    fn texts<const N: usize>(values: [&'static str; N]) -> [String; N] {
        in_both_orders(values, |value| Listed::value(value, POST))
    }

    fn in_both_orders<const N: usize>(
        texts: [&'static str; N],
        listed: impl Fn(&'static str) -> Listed<'static>,
    ) -> [String; N] {
        let forward = names(&texts.map(&listed));
        let mut backward = texts;
        backward.reverse();
        let mut backward = names(&backward.map(&listed));
        backward.reverse();
        assert_eq!(forward, backward, "the order of the list decides");
        forward.try_into().expect("a name for each")
    }

    #[test]
    fn a_member_is_called_by_its_document_and_its_own_name() {
        assert_eq!(
            members([
                "#replyRef",
                "com.example.embed.images",
                "com.example.embed.images#view",
                "com.example.label.defs#selfLabels",
            ]),
            ["ReplyRef", "Images", "ImagesView", "SelfLabels"]
        );
    }

    #[test]
    fn what_is_closer_keeps_its_name() {
        assert_eq!(
            members(["#view", "com.example.defs#view"]),
            ["View", "ExampleView"]
        );
        assert_eq!(
            members([
                "com.example.embed.images",
                "app.other.images",
                "com.example.images"
            ]),
            ["Images", "OtherImages", "ExampleImages"]
        );
    }

    #[test]
    fn giving_way_takes_no_name_from_a_third() {
        // `OtherImages` is the next name of the second.
        assert_eq!(
            members([
                "com.example.images",
                "app.other.images",
                "app.third.otherImages"
            ]),
            ["Images", "AppOtherImages", "OtherImages"]
        );
    }

    /// Another member renames only what is spelt like it.
    #[test]
    fn another_member_renames_nothing_else() {
        let all = [
            "#view",
            "#images",
            "com.example.embed.images",
            "com.example.embed.images#view",
            "com.example.feed.defs#view",
            "com.example.feed.images",
            "app.other.images",
            "app.third.otherImages",
        ];
        let member = |reference: &'static str| {
            let (nsid, name) = reference.split_once('#').unwrap_or((reference, "main"));
            Listed::member(if nsid.is_empty() { POST } else { nsid }, name, POST)
        };
        let spelt = |reference| member(reference).spellings().next();
        for subset in 0..1_u32 << all.len() {
            let chosen = |place: usize| subset & (1 << place) != 0;
            let before: Vec<_> = (0..all.len()).filter(|&place| chosen(place)).collect();
            let named = |places: &[usize]| {
                let listed: Vec<_> = places.iter().map(|&place| member(all[place])).collect();
                names(&listed)
            };
            let names_before = named(&before);
            for added in (0..all.len()).filter(|&place| !chosen(place)) {
                let after = [before.clone(), vec![added]].concat();
                for (place, (was, is)) in names_before.iter().zip(named(&after)).enumerate() {
                    let shortest = spelt(all[before[place]]);
                    let alone = before
                        .iter()
                        .filter(|&&it| spelt(all[it]) == shortest)
                        .count()
                        == 1;
                    if alone && spelt(all[added]) != shortest {
                        assert_eq!(*was, is, "{} renames {}", all[added], all[before[place]]);
                    }
                }
            }
        }
    }

    #[test]
    fn values_are_told_apart_whatever_their_order() {
        assert_eq!(
            texts(["!warn", "warn", "Warn"]),
            ["Warn_", "Warn", "Warn__"]
        );
    }
}
