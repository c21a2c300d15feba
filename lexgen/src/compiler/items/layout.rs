//! Where the module of each document is in the generated code, and how it writes
//! names from elsewhere.

use std::collections::BTreeSet;

use crate::compiler::ir::Ir;

/// Where the module of each document is below the root of what is generated,
/// and how names from outside a module are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Paths below the root, one for each of [`Ir::modules`].
    paths: Vec<Vec<String>>,
    names: Names,
}

/// How a module writes names that are not its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Short, with `use` lines above: for a module that holds nothing else.
    Short,
    /// With their whole path, those of the prelude too, so that they mean the
    /// same among whatever items of a user and without a prelude.
    Full,
}

impl Layout {
    /// Modules that mirror the NSIDs, as `lexgen generate` writes them.
    pub fn mirror(ir: &Ir) -> Self {
        let paths = ir.modules.iter().map(|it| it.path.clone()).collect();
        Self {
            paths,
            names: Names::Short,
        }
    }

    /// The document `nsid` at the root itself, and those it refers to in
    /// modules that mirror their NSIDs, inside the modules `others`.
    pub fn around(ir: &Ir, nsid: &str, others: &[String]) -> Self {
        let paths = ir.modules.iter().map(|module| {
            if module.nsid.as_str() == nsid {
                Vec::new()
            } else {
                others.iter().chain(&module.path).cloned().collect()
            }
        });
        Self {
            paths: paths.collect(),
            names: Names::Full,
        }
    }

    /// The documents below `prefix` (`com.example`; empty for all) in modules
    /// named by what comes after it, the others in modules that mirror their
    /// whole NSIDs. Where both come to the same path, the one below the prefix
    /// keeps it and the other gets an underscore behind it.
    pub fn below(ir: &Ir, prefix: &str) -> Self {
        let length = match prefix {
            "" => 0,
            prefix => prefix.split('.').count(),
        };
        let is_below = |nsid: &str| {
            let rest = nsid.strip_prefix(prefix);
            prefix.is_empty() || rest.is_some_and(|rest| rest.starts_with('.'))
        };
        let inside: Vec<bool> = (ir.modules.iter())
            .map(|module| is_below(module.nsid.as_str()))
            .collect();
        let relative = |path: &[String]| path.get(length..).unwrap_or_default().to_vec();
        let taken: BTreeSet<Vec<String>> = (ir.modules.iter().zip(&inside))
            .filter(|(_, inside)| **inside)
            .map(|(module, _)| relative(&module.path))
            .collect();
        let paths = ir.modules.iter().zip(&inside).map(|(module, &inside)| {
            if inside {
                return relative(&module.path);
            }
            let mut path = module.path.clone();
            while taken.contains(&path)
                && let Some(last) = path.last_mut()
            {
                last.push('_');
            }
            path
        });
        Self {
            paths: paths.collect(),
            names: Names::Full,
        }
    }

    /// The path of a module below the root.
    pub(crate) fn path(&self, module: usize) -> &[String] {
        self.paths.get(module).map_or(&[], Vec::as_slice)
    }

    /// How names from elsewhere are written.
    pub(crate) fn names(&self) -> Names {
        self.names
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::ir::Module;

    fn paths(layout: &Layout) -> Vec<String> {
        layout.paths.iter().map(|path| path.join("::")).collect()
    }

    fn ir(nsids: &[&str]) -> Ir {
        let modules = nsids.iter().map(|nsid| Module {
            nsid: nsid.parse().expect("a test NSID"),
            path: nsid.split('.').map(str::to_owned).collect(),
            description: None,
            companion_prefix: String::new(),
            definitions: Vec::new(),
        });
        Ir {
            modules: modules.collect(),
        }
    }

    #[test]
    fn a_namespace_is_named_from_its_prefix_and_the_rest_in_full() {
        let ir = ir(&["com.example.shelf", "com.example.shelf.a.b", "org.other.c"]);
        assert_eq!(
            paths(&Layout::below(&ir, "com.example.shelf")),
            ["com::example::shelf", "a::b", "org::other::c"]
        );
        let all = Layout::below(&ir, "");
        assert_eq!(all.paths, Layout::mirror(&ir).paths);
    }

    #[test]
    fn of_two_at_one_place_the_one_below_the_prefix_keeps_it() {
        let ir = ir(&["app.x.y", "com.example.app.x.y", "com.example.app.z"]);
        assert_eq!(
            paths(&Layout::below(&ir, "com.example")),
            ["app::x::y_", "app::x::y", "app::z"]
        );
    }

    #[test]
    fn one_document_stands_at_the_root_and_the_rest_where_asked() {
        let ir = ir(&["com.example.a", "com.example.b"]);
        let layout = Layout::around(&ir, "com.example.b", &["b_refs".to_owned()]);
        assert_eq!(paths(&layout), ["b_refs::com::example::a", ""]);
    }
}
